"""Wrong answers in little: the same one is recognized, another one is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.checks import check_array, check_equal, check_that
from autograder.checks.failure import CheckFailure
from autograder.grading.answers import answer_of, is_telling, same_answer
from autograder.grading.proxies import student_error


def wrong(value: Any, expected: Any = 123.0) -> str:
    """The answer of a check that `value` fails."""
    numbers = isinstance(value, (float, int, np.ndarray)) and not isinstance(value, bool)
    check = check_array if numbers else check_equal
    with pytest.raises(CheckFailure) as caught:
        check(value, expected, name="value")
    return answer_of(caught.value)


LARGE = np.sin(np.arange(1000.0)).reshape(10, 100)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (2.5, np.float64(2.5) * (1 + 1e-9)),
        (LARGE, LARGE + 1e-12),
        (LARGE.astype(np.float32), LARGE.astype(np.float32) * np.float32(1 + 1e-6)),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
        ({"a": 1, "b": "x"}, {"a": 1, "b": "x"}),
        ([1, 2], (1, 2)),
    ],
)
def test_equal_up_to_rounding(one: Any, other: Any) -> None:
    assert same_answer(wrong(one), wrong(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (2.5, 2.501),
        (LARGE, LARGE * 1.001),
        (LARGE, LARGE.T),
        (np.array([1e6, 0.5]), np.array([1e6, 0.7])),
        (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
        ({"a": 1, "b": "x"}, {"a": 1, "b": "y"}),
        ({"a": 1}, {"b": 1}),
        ("relu", "tanh"),
    ],
)
def test_other_answers_are_others(one: Any, other: Any) -> None:
    assert not same_answer(wrong(one), wrong(other))


def test_a_change_anywhere_in_a_large_array_shows() -> None:
    for place in (0, 17, 499, 998):
        changed = LARGE.copy()
        changed.flat[place] += 0.5
        assert not same_answer(wrong(LARGE), wrong(changed))


def test_tables_are_compared_by_their_cells() -> None:
    table = pd.DataFrame({"layer": ["conv", "dense"], "parameters": [320, 650]})
    other = table.assign(parameters=[320, 651])
    assert same_answer(wrong(table), wrong(table.copy()))
    assert not same_answer(wrong(table), wrong(other))


def test_what_anybody_may_answer_tells_little() -> None:
    assert is_telling(wrong(320.5)) and is_telling(wrong("the whole image"))
    assert is_telling(wrong(np.eye(4)))
    assert not any(map(is_telling, [wrong(0.0), wrong(True), wrong(np.zeros((3, 3)))]))
    error = student_error({"ename": "IndexError", "evalue": "index 3", "where": ""})
    assert not is_telling(answer_of(error))


def test_exceptions_and_properties_have_answers() -> None:
    def raised(text: str) -> str:
        return answer_of(student_error({"ename": "IndexError", "evalue": text, "where": ""}))

    assert same_answer(raised("index 3"), raised("index 3"))
    assert not same_answer(raised("index 3"), raised("index 4"))
    with pytest.raises(CheckFailure) as caught:
        check_that(False, "the output should be linear")
    assert same_answer(answer_of(caught.value), answer_of(caught.value))


def test_a_stub_has_no_answer() -> None:
    with pytest.raises(CheckFailure) as caught:
        check_array(..., 1.0)
    assert answer_of(caught.value) == ""
