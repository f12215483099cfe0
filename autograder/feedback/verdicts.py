"""Verdicts: for a cell and for an exercise, the points, the status in words, and the causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from autograder.feedback.content import Content
from autograder.feedback.gists import Gist, gists
from autograder.feedback.standing import Mark
from autograder.grading.outcome import CellResult, Status

Tone = Literal["good", "half", "bad", "wait"]

_WORDS: dict[Status, tuple[str, Tone]] = {
    "passed": ("correct", "good"),
    "failed": ("not correct yet", "bad"),
    "partial": ("partly correct", "half"),
    "not_attempted": ("not attempted", "bad"),
    "not_run": ("not run", "bad"),
    "timeout": ("took too long", "bad"),
    "kernel_died": ("your code ended the kernel", "bad"),
    "refused": ("could not be taken", "bad"),
}
_WAITING = "waits for a person"
_BY_HAND = "graded by a person"


@dataclass(frozen=True)
class Verdict:
    """What is said of a cell or an exercise.

    Attributes:
        causes: why points were lost, in a student's words; each once.
    """

    words: str
    tone: Tone
    score: float
    max_score: float
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """A row of the page's table.

    Attributes:
        places: the places of its graded cells on the page, from 0.
    """

    name: str
    places: tuple[int, ...]
    verdict: Verdict

    @property
    def gists(self) -> list[Gist]:
        return gists(self.verdict.causes)


def cell_verdict(mark: Mark, result: CellResult | None) -> Verdict:
    """The verdict on a graded cell.

    Args:
        result: what the engine found; None if another grader gave the points.
    """
    words, tone = _by_points(mark)
    causes: tuple[str, ...] = ()
    if result is not None:
        words, tone = _WORDS.get(result.status, (words, tone))
        causes = (result.message,) if result.message and mark.score < mark.max_score else ()
    if mark.manual is not None:
        words, tone = _BY_HAND, _by_points(mark)[1]
        if mark.waiting:
            words = f"{_BY_HAND}, to be looked at again"
    elif mark.waiting:
        words, tone = _WAITING, "wait"
    return Verdict(words, tone, mark.score, mark.max_score, causes)


def exercises(
    contents: Iterable[Content], verdicts: Mapping[str, Verdict], names: Mapping[str, str]
) -> list[Exercise]:
    """The exercises of a page in order, each with the verdict on all of its cells.

    Args:
        names: the exercise that a graded cell belongs to; a cell without one stands for itself.
    """
    found: dict[str, list[tuple[int, Verdict]]] = {}
    for place, content in enumerate(contents):
        if content.grade_id in verdicts:
            name = names.get(content.grade_id) or content.grade_id
            found.setdefault(name, []).append((place, verdicts[content.grade_id]))
    return [
        Exercise(name, tuple(place for place, _ in cells), _together([v for _, v in cells]))
        for name, cells in found.items()
    ]


def _together(verdicts: list[Verdict]) -> Verdict:
    score = sum(verdict.score for verdict in verdicts)
    max_score = sum(verdict.max_score for verdict in verdicts)
    causes = tuple(dict.fromkeys(cause for verdict in verdicts for cause in verdict.causes))
    words, tone = verdicts[0].words, verdicts[0].tone
    if any(verdict.words != words for verdict in verdicts):
        lost = [v for v in verdicts if v.tone in ("half", "bad")]
        words, tone = "correct", "good"
        if lost and score > 0:
            words, tone = "partly correct", "half"
        elif lost:
            words, tone = lost[0].words, lost[0].tone
        if any(verdict.tone == "wait" for verdict in verdicts):
            words, tone = f"{words}; a part {_WAITING}", "wait" if tone == "good" else tone
    return Verdict(words, tone, score, max_score, causes)


def _by_points(mark: Mark) -> tuple[str, Tone]:
    if mark.score >= mark.max_score:
        return "correct", "good"
    return ("partly correct", "half") if mark.score > 0 else ("not correct yet", "bad")
