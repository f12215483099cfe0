"""Whatever a graded notebook holds, a page shows what its student may know and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.feedback.content import Content, contents
from autograder.feedback.handed_in import HandedIn
from autograder.feedback.sources import Regions
from autograder.feedback.standing import Mark, RecordedCell, Standing
from autograder.grading.submitted import RawCell, raw_cell

SECRET = "62710561"
REGIONS = Regions.configured({})
RECORDED = [
    RecordedCell("setup", "locked", "code", "import numpy", False),
    RecordedCell("double", "solution", "code", "double = ...", False),
    RecordedCell("test_double", "test", "code", "assert double", True),
    RecordedCell("why", "answer", "markdown", "Write here.", False),
    RecordedCell("essay", "task", "markdown", "An essay.", True),
]
GRADED = ("test_double", "why", "essay")
STANDING = Standing(
    "",
    {cell.grade_id: cell for cell in RECORDED},
    {name: Mark(0.0, 5.0, 0.0, None, None, False) for name in GRADED},
    {},
    0.0,
    15.0,
    0.0,
)


def cell(grade_id: str, source: str, kind: str = "code", **more: Any) -> RawCell:
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return raw_cell({"cell_type": kind, "metadata": metadata, "source": source, **more})


def printed(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}]


ANSWER = "def double(x): return 2 * x"
HANDED_IN = (
    cell("setup", "import numpy", outputs=printed("setup")),
    cell("double", ANSWER, outputs=printed("handed in")),
    cell("test_double", "assert double", outputs=printed("own test")),
    cell("why", "Because.", "markdown"),
    cell("essay", "An essay.", "markdown"),
    cell("", "print(1)", outputs=printed("1")),
)


def shown(cells: list[RawCell], engines_own: bool = False, **given: Any) -> list[Content]:
    handed_in = HandedIn(given.get("handed_in", HANDED_IN), given.get("readable", True))
    return contents(cells, STANDING, handed_in, REGIONS, engines_own)


def by_id(found: list[Content]) -> dict[str, Content]:
    return {content.grade_id: content for content in found}


@pytest.mark.parametrize("engines_own", [True, False])
def test_sources_come_from_the_record_and_from_what_was_handed_in(engines_own: bool) -> None:
    found = shown(list(HANDED_IN), engines_own)
    assert [c.role for c in found] == ["locked", "solution", "test", "answer", "task", "plain"]
    assert [c.source for c in found] == [c.source for c in HANDED_IN]
    assert all(not c.remark for c in found)


@pytest.mark.parametrize("engines_own", [True, False])
def test_outputs_are_those_that_were_handed_in(engines_own: bool) -> None:
    """A student's code may have seen hidden inputs when it printed while it was graded."""
    graded = [cell(c.grade_id, c.source, c.cell_type, outputs=printed(SECRET)) for c in HANDED_IN]
    found = shown(graded, engines_own)
    assert SECRET not in str(found)
    assert [list(c.outputs) for c in found if c.cell_type == "code"] == [
        printed("setup"),
        printed("handed in"),
        [],
        printed("1"),
    ]


def test_equal_cells_have_their_own_outputs() -> None:
    both = [cell("", "show()", outputs=printed(t)) for t in ("first", "second")]
    found = shown([cell("", "show()")] * 2, handed_in=both)
    texts = [c.outputs[0]["text"] for c in found if c.role == "plain"]
    assert texts == ["first", "second"]


@pytest.mark.parametrize("engines_own", [True, False])
@pytest.mark.parametrize(
    "graded",
    [
        cell("test_double", f"assert double == {SECRET}", outputs=printed(SECRET)),
        cell("essay", f"The mark scheme: {SECRET}", "markdown"),
        cell("setup", f"hidden = {SECRET}"),
        cell("double", f"a = 1\n### BEGIN HIDDEN TESTS\n{SECRET}\n### END HIDDEN TESTS"),
        cell("double", f"### BEGIN SOLUTION\n{SECRET}"),
        cell("why", f"=== BEGIN MARK SCHEME ===\n{SECRET}", "markdown"),
    ],
)
def test_what_instructors_wrote_is_never_taken_from_the_graded_notebook(
    graded: RawCell, engines_own: bool
) -> None:
    assert SECRET not in str(shown([graded], engines_own))


@pytest.mark.parametrize(
    "graded",
    [
        cell("", f"assert double == {SECRET}", outputs=printed(SECRET)),
        cell("", f"The mark scheme: {SECRET}", "markdown"),
        cell("", SECRET, "raw"),
        cell("double", f"solution = {SECRET}"),
        cell("no_such_id", f"solution = {SECRET}"),
        cell("why", f"The right answer: {SECRET}", "markdown"),
    ],
)
def test_what_was_not_handed_in_is_not_shown(graded: RawCell) -> None:
    found = shown([graded])
    assert SECRET not in str(found)
    assert "it is not as it was handed in" in found[0].remark
    assert "not there to compare" in shown([graded], handed_in=(), readable=False)[0].remark


def test_a_second_cell_with_a_tests_id_is_no_test() -> None:
    found = shown([HANDED_IN[2], cell("test_double", SECRET)])
    assert SECRET not in str(found)
    assert [c.role for c in found[:2]] == ["test", "plain"]


def test_graded_cells_that_are_missing_stand_at_the_end() -> None:
    found = shown([HANDED_IN[5]])
    assert [c.grade_id for c in found] == ["", *GRADED]
    assert by_id(found)["test_double"].source == "assert double"
    assert by_id(found)["test_double"].has_hidden


def test_a_cell_that_stopped_says_where() -> None:
    failure = {"output_type": "error", "ename": "NameError", "evalue": SECRET, "traceback": []}
    for number in (0, 1, 5):
        graded = cell(HANDED_IN[number].grade_id, HANDED_IN[number].source, outputs=[failure])
        assert shown([graded])[0].stopped == "NameError"
    test = cell("test_double", "assert double", outputs=[failure])
    assert shown([test])[0].stopped == ""
