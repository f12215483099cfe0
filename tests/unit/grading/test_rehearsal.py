"""A rehearsal runs what the wanted names depend on, and finds what mistakes answer."""

from __future__ import annotations

from dataclasses import asdict

from autograder.grading import protocol
from autograder.grading.answers import same_answer
from autograder.grading.rehearsal import needed, rehearse
from autograder.notebooks.names import statements_or_none

CELLS = {
    0: "import numpy as np",
    1: "def double(x):\n    return 2 * x",
    2: "raise RuntimeError('a cell that nothing depends on')\nplot = double(1)",
    3: "table = [0]\ntable.append(double(3))",
}
TEST = (
    "check_number(called(double, 4), 8)\n"
    "### BEGIN HIDDEN TESTS\n"
    "check_equal(table, [0, 6], name='table')\n"
    "### END HIDDEN TESTS"
)


def test_only_what_is_needed_is_kept() -> None:
    cells = {number: statements_or_none(source) for number, source in CELLS.items()}
    kept = needed(cells, {"table"})
    assert sorted(kept) == [1, 3] and len(kept[3]) == 2
    assert sorted(needed(cells, {"double"})) == [1]


def _rehearsed(*variants: protocol.Variant, seconds: float = 60.0) -> dict:
    test = protocol.TestCell(
        4,
        "test_double",
        TEST,
        (("double", "callable"), ("table", "value")),
        5.0,
        "### BEGIN HIDDEN TESTS",
        "### END HIDDEN TESTS",
    )
    checks = "from autograder.checks import called, check_equal, check_number"
    order = protocol.Rehearsal(CELLS, {0: checks}, {4: test}, variants, seconds)
    return rehearse(asdict(order))


def _variant(name: str, source: str) -> protocol.Variant:
    return protocol.Variant(name, {1: source}, (4,))


def test_a_mistake_answers_in_every_line_that_it_fails() -> None:
    done = _rehearsed(
        _variant("added", "def double(x):\n    return x + 2"),
        _variant("added in two steps", "def double(x):\n    x += 1\n    return x + 1"),
        _variant("tripled", "def double(x):\n    return 3 * x"),
        _variant("endless", "def double(x):\n    return double(x)"),
        _variant("right", CELLS[1]),
    )
    answers = {name: dict(rows["test_double"]) for name, rows in done["answers"].items()}
    assert done["left"] == 0
    assert sorted(answers["added"]) == [1, 3]
    assert answers["right"] == {}
    assert all(same_answer(answers["added"][n], answers["added in two steps"][n]) for n in (1, 3))
    assert not same_answer(answers["added"][1], answers["tripled"][1])
    assert 1 in answers["endless"]


def test_what_there_is_no_time_for_is_left() -> None:
    done = _rehearsed(_variant("one", CELLS[1]), _variant("two", CELLS[1]), seconds=0.0)
    assert done == {"answers": {}, "left": 2}
