import copy
from collections import Counter, namedtuple

import numpy as np
import pytest

from autograder.checks import NotAttempted, called, check_equal
from autograder.checks.data import first_difference

DATA = {"name": "relu", "sizes": [1, 2.5, (3, None)], "seen": {1, 2}, "ok": True}


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (DATA, copy.deepcopy(DATA)),
        (1, 1.0),
        (np.int64(3), 3),
        ([np.float64(0.5)], [0.5]),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (float("nan"), float("nan")),
        (frozenset({1}), {1}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (namedtuple("Point", "x y")(1, 2), (1, 2)),
        (None, None),
        (b"ab", b"ab"),
    ],
)
def test_equal(got, expected):
    check_equal(got, expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (True, 1),
        (1, True),
        ([1], (1,)),
        ([True], [1]),
        ("1", 1),
        (None, 0),
        ({1: 2}, [1]),
        ({True}, {1}),
        ({1: "a"}, {True: "a"}),
    ],
)
def test_values_of_different_types_differ(got, expected, failure):
    failure(check_equal, got, expected)


def test_wrong_value(failure):
    failed = failure(check_equal, called(lambda n: n + 1, 4), 4, about="a small count")
    assert str(failed) == (
        "<lambda>: wrong output value\n"
        "  called with   n=4\n"
        "  about         a small count\n"
        "  expected      4\n"
        "  got           5\n"
        "  likely cause  one too many"
    )
    assert str(failed.hidden) == (
        "<lambda>: wrong output value\n  about         a small count\n  likely cause  off by one"
    )
    assert "  input n       4\n" in failed.detail


def test_wrong_nested_value(failure):
    got = copy.deepcopy(DATA)
    got["sizes"][2] = (3, 4)
    failed = failure(check_equal, got, DATA, name="settings")
    assert str(failed) == (
        "settings: wrong value\n"
        "  expected          {'name': 'relu', 'ok': True, 'seen': {1, 2}, "
        "'sizes': [1, 2.5, (3, None)]}\n"
        "  got               {'name': 'relu', 'ok': True, 'seen': {1, 2}, "
        "'sizes': [1, 2.5, (3, 4)]}\n"
        "  first difference  at ['sizes'][2][1]: expected NoneType: None, got int: 4"
    )
    assert str(failed.hidden) == "settings: wrong value"


def test_wrong_type(failure):
    failed = failure(check_equal, np.array([1, 2]), [1, 2], name="sizes")
    assert str(failed) == (
        "sizes: wrong type\n"
        "  expected      list\n"
        "  got           ndarray: int64 (2,) [1, 2]\n"
        "  likely cause  `.tolist()` turns an array into a list"
    )
    assert str(failed.hidden) == (
        "sizes: wrong type\n  likely cause  `.tolist()` turns an array into a list"
    )


@pytest.mark.parametrize(
    ("got", "expected", "cause"),
    [
        ("3", 3, "quotes make text of a number"),
        ((3,), 3, "the value is inside a tuple: is there a comma too much?"),
        ("Relu", "relu", "capital and small letters differ"),
        ("a b ", "a b", "spaces or line breaks differ"),
        ([1, 3, 2], [1, 2, 3], "the right items in another order"),
        (2, 3, "one too few"),
    ],
)
def test_guesses(got, expected, cause, failure):
    assert failure(check_equal, got, expected).message.rows[-1] == ("likely cause", cause)


def test_known_mistakes(failure):
    failed = failure(check_equal, 12, 10, causes={"the bias is counted twice": 12})
    assert failed.hidden.rows == (("likely cause", "the bias is counted twice"),)


@pytest.mark.parametrize(
    ("got", "expected", "difference"),
    [
        ([1, 2], [1, 2], ""),
        ([1, 2], [1, 3], "at [1]: expected 3, got 2"),
        ([1], [1, 2], "expected 2 items, got 1 item"),
        ([[1], 2], [[], 2], "at [0]: expected 0 items, got 1 item"),
        ({"a": 1}, {"a": 1, "b": 2}, "the key 'b' is missing"),
        ({"a": 1, "b": 2}, {"a": 1}, "the key 'b' is new"),
        ({"a": [1]}, {"a": [2]}, "at ['a'][0]: expected 2, got 1"),
        ({1, 2}, {1, 3}, "3 is missing"),
        ({1, 2, 3}, {1, 2}, "3 is new"),
        ([1, "a"], [1, 2], "at [1]: expected int: 2, got str: 'a'"),
        (np.array([1.0, 2.0]), np.array([1.0, 3.0]), "at [1]: expected 3, got 2"),
        (np.zeros(2), np.zeros(3), "expected float64 of shape (3,), got float64 of shape (2,)"),
        (np.array([np.nan]), np.array([np.nan]), ""),
        (np.array(["a", "b"]), np.array(["a", "c"]), "at [1]: expected 'c', got 'b'"),
        (
            np.array([[1], [None]]),
            np.array([[1], [2]], object),
            "at [1][0]: expected int: 2, got NoneType: None",
        ),
        (np.array(3), np.array(4), "expected 4, got 3"),
        (np.zeros((2, 3))[:, 1], np.zeros(2), ""),
    ],
)
def test_first_difference(got, expected, difference):
    assert first_difference(got, expected) == difference


def test_the_words_of_a_difference():
    assert first_difference(2, 3, "{} before, {} after") == "3 before, 2 after"


def test_endless_data(failure):
    endless = [1]
    endless.append(endless)
    assert first_difference(endless, endless) == "they cannot be compared"
    assert failure(check_equal, endless, [1, [1, 2]]).message.title == "your answer: wrong value"


def test_objects_do_not_decide_themselves(hostile, failure):
    failure(check_equal, (hostile,), 3)
    failed = failure(check_equal, hostile, 3, name="n")
    assert str(failed) == (
        "n: wrong type\n  expected      int\n  got           Hostile: <Hostile object>"
    )
    assert failure(check_equal, [hostile], [3]).message.title == "your answer: wrong value"


def test_a_subclass_that_lies_or_raises(failure):
    class Liar(list):
        def __len__(self):
            raise RuntimeError

        def __eq__(self, other):
            return True

        __hash__ = None

    failed = failure(check_equal, Liar([1]), [2], name="sizes")
    assert failed.message.rows[-1] == ("first difference", "they cannot be compared")


def test_none_and_ellipsis(failure):
    assert failure(check_equal, None, 3, name="n").message.title == "n: is None"
    assert type(failure(check_equal, ..., 3)) is NotAttempted
    assert type(failure(check_equal, ..., None)) is NotAttempted


@pytest.mark.parametrize("expected", [np.zeros(2), [np.zeros(2)], len, ..., {1: object()}])
def test_the_author_must_expect_plain_data(expected):
    with pytest.raises(TypeError, match="plain Python data"):
        check_equal(1, expected)
