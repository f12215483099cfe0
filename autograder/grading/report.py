"""What became of a grade run: a report for every submission, and for every assignment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from autograder.grading.outcome import NotebookResult, Status, whole

Reason = Literal["new", "changed", "forced", "unchanged", "known"]


@dataclass
class SubmissionReport:
    """What became of one student's submission of one assignment.

    Attributes:
        reason: why it was run, or why not ("known": the result was there, and was saved).
        results: a result per notebook, without the graded notebooks themselves.
        failure: why it could not be processed; "" if it was.
        before: the score that was saved before; None if there was none.
        flaky: tests of cells that scored otherwise than before though nothing had changed for them.
    """

    student: str
    reason: Reason
    results: list[NotebookResult] = field(default_factory=list)
    failure: str = ""
    before: float | None = None
    flaky: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        if self.failure:
            return "infrastructure_failure"
        return whole(cell.status for result in self.results for cell in result.cells)

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)

    @property
    def max_score(self) -> float:
        return sum(result.max_score for result in self.results)


@dataclass
class AssignmentReport:
    """What became of all submissions of one assignment.

    Attributes:
        tier: the sandbox that submissions run in; "" if there is none to be had.
        remarks: sentences about the machines that they ran on.
    """

    assignment: str
    submissions: list[SubmissionReport]
    notice: str = ""
    tier: str = ""
    remarks: tuple[str, ...] = ()
