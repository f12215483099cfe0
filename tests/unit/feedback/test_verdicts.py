"""Verdicts in words: on a cell, on an exercise, and the gist of what went wrong."""

from __future__ import annotations

import pytest

from autograder.feedback.content import Content
from autograder.feedback.gists import MANY, Gist, gists
from autograder.feedback.standing import Mark
from autograder.feedback.verdicts import Verdict, cell_verdict, exercises
from autograder.grading.outcome import GRAVITY, CellResult, Status


def mark(
    automatic: float | None, manual: float | None = None, waiting: bool = False, of: float = 10.0
) -> Mark:
    score = manual if manual is not None else automatic or 0.0
    return Mark(score, of, automatic, manual, None, waiting)


def result(status: Status, score: float | None, message: str = "f: wrong") -> CellResult:
    return CellResult("t", status, score, 10.0, message, "DETAIL")


@pytest.mark.parametrize(
    ("given", "found", "words", "tone"),
    [
        (mark(10.0), result("passed", 10.0, ""), "correct", "good"),
        (mark(0.0), result("failed", 0.0), "not correct yet", "bad"),
        (mark(4.0), result("partial", 4.0), "partly correct", "half"),
        (mark(0.0), result("not_attempted", 0.0), "not attempted", "bad"),
        (mark(0.0), result("timeout", 0.0), "took too long", "bad"),
        (
            mark(None, waiting=True),
            result("needs_manual_grade", None),
            "waits for a person",
            "wait",
        ),
        (mark(None, 10.0), result("needs_manual_grade", None), "graded by a person", "good"),
        (mark(0.0, 5.0), result("failed", 0.0), "graded by a person", "half"),
        (
            mark(0.0, 5.0, waiting=True),
            result("failed", 0.0),
            "graded by a person, to be looked at again",
            "half",
        ),
        (mark(10.0), None, "correct", "good"),
        (mark(0.0), None, "not correct yet", "bad"),
        (mark(0.0, of=0.0), None, "correct", "good"),
    ],
)
def test_the_verdict_on_a_cell(
    given: Mark, found: CellResult | None, words: str, tone: str
) -> None:
    verdict = cell_verdict(given, found)
    assert (verdict.words, verdict.tone, verdict.score) == (words, tone, given.score)
    assert "DETAIL" not in str(verdict)


@pytest.mark.parametrize("status", [s for s in GRAVITY if s != "infrastructure_failure"])
def test_every_status_has_words(status: Status) -> None:
    verdict = cell_verdict(mark(0.0), result(status, 0.0))
    assert verdict.words
    assert "_" not in verdict.words


def test_a_lost_point_has_its_cause_and_a_full_score_has_none() -> None:
    assert cell_verdict(mark(0.0), result("failed", 0.0)).causes == ("f: wrong",)
    assert cell_verdict(mark(0.0, 5.0), result("failed", 0.0)).causes == ("f: wrong",)
    assert cell_verdict(mark(0.0, 10.0), result("failed", 0.0)).causes == ()
    assert cell_verdict(mark(10.0), result("passed", 10.0)).causes == ()


GOOD = Verdict("correct", "good", 5.0, 5.0)
BAD = Verdict("not correct yet", "bad", 0.0, 5.0, ("f: wrong",))
LATE = Verdict("took too long", "bad", 0.0, 5.0, ("f: wrong", "f: slow"))
WAIT = Verdict("waits for a person", "wait", 0.0, 5.0)
HAND = Verdict("graded by a person", "good", 5.0, 5.0)


@pytest.mark.parametrize(
    ("cells", "words", "tone"),
    [
        ([GOOD], "correct", "good"),
        ([GOOD, GOOD], "correct", "good"),
        ([BAD, BAD], "not correct yet", "bad"),
        ([GOOD, BAD], "partly correct", "half"),
        ([BAD, LATE], "not correct yet", "bad"),
        ([WAIT], "waits for a person", "wait"),
        ([GOOD, WAIT], "correct; a part waits for a person", "wait"),
        ([BAD, WAIT], "not correct yet; a part waits for a person", "bad"),
        ([GOOD, BAD, WAIT], "partly correct; a part waits for a person", "half"),
        ([HAND, GOOD], "correct", "good"),
        ([HAND, HAND], "graded by a person", "good"),
    ],
)
def test_the_verdict_on_an_exercise(cells: list[Verdict], words: str, tone: str) -> None:
    verdicts = {f"t{i}": verdict for i, verdict in enumerate(cells)}
    page = [Content("plain", "code", "x"), *(Content("test", "code", "x", n) for n in verdicts)]
    (exercise,) = exercises(page, verdicts, dict.fromkeys(verdicts, "conv"))
    assert (exercise.name, exercise.places) == ("conv", tuple(range(1, len(cells) + 1)))
    assert (exercise.verdict.words, exercise.verdict.tone) == (words, tone)
    assert exercise.verdict.score == sum(cell.score for cell in cells)
    assert exercise.verdict.max_score == 5.0 * len(cells)


def test_causes_are_said_once_and_cells_without_an_exercise_stand_alone() -> None:
    verdicts = {"a": BAD, "b": LATE, "c": GOOD}
    page = [Content("test", "code", "x", name) for name in verdicts]
    found = exercises(page, verdicts, {"a": "conv", "b": "conv", "c": ""})
    assert [exercise.name for exercise in found] == ["conv", "c"]
    assert found[0].verdict.causes == ("f: wrong", "f: slow")


def test_the_gist_of_messages() -> None:
    messages = [
        "f: wrong shape\n  called with   x\n  expected      (4, 4)\n  likely cause  n - f\n\n"
        "f: wrong shape\n  likely cause  n - f\n\nf: wrong shape\n  likely cause  no padding",
        "your answer: not the right option\n  why not       Zeros add no knowledge.",
        "",
    ]
    assert gists(messages) == [
        Gist("f: wrong shape", ("likely cause: n - f", "likely cause: no padding")),
        Gist("your answer: not the right option", ("why not: Zeros add no knowledge.",)),
    ]


def test_many_causes_are_counted() -> None:
    block = "f: wrong\n  likely cause  number "
    (gist,) = gists("\n\n".join([f"{block}{i}" for i in range(MANY + 3)]).split("\n\n\n"))
    assert (len(gist.causes), gist.more) == (MANY, 3)
