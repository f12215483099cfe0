"""What grading says: statuses, the result of a cell, of a notebook, and how they are stored."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal[
    "passed",
    "failed",
    "partial",
    "not_attempted",
    "not_run",
    "timeout",
    "kernel_died",
    "refused",
    "needs_manual_grade",
    "infrastructure_failure",
]

#: From the gravest: what a whole is called when its parts differ.
GRAVITY: tuple[Status, ...] = (
    "infrastructure_failure",
    "kernel_died",
    "timeout",
    "refused",
    "failed",
    "not_attempted",
    "not_run",
    "partial",
    "needs_manual_grade",
    "passed",
)


@dataclass(frozen=True)
class StatementResult:
    """What became of one top-level statement of a test cell.

    Attributes:
        line: its first line in the recorded cell, from 1.
        hidden: it stands in a region of hidden tests.
        is_check: it counts for partial credit.
        message: what the student may read; "" when it passed.
        detail: what the instructor may read besides.
        answer: the wrong answer in little, as `answer_of` gives it; "" if there was none.
    """

    line: int
    hidden: bool
    is_check: bool
    status: Status
    message: str = ""
    detail: str = ""
    answer: str = ""


@dataclass(frozen=True)
class CellResult:
    """The score of one graded cell and its cause.

    Attributes:
        score: points in [0, max_score]; None where a person must grade, or nobody could.
        message: for the student: every cause of a lost point, "" where none was lost.
        detail: for the instructor.
        exercise: the exercise it belongs to, "" if its author named none.
        answers: the line of each failed statement, and the wrong answer as `answer_of` gives it.
        mistakes: names of the known mistakes that answer the same.
    """

    grade_id: str
    status: Status
    score: float | None
    max_score: float
    message: str = ""
    detail: str = ""
    exercise: str = ""
    answers: tuple[tuple[int, str], ...] = ()
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something odd about a submission that was repaired or refused.

    Attributes:
        kind: a short stable name, such as ``duplicate_cell``.
        message: one sentence for the student and the instructor.
    """

    kind: str
    message: str


@dataclass(frozen=True)
class NotebookResult:
    """The result of one notebook of one submission.

    Attributes:
        cells: a result per graded cell, in notebook order.
        notebook: the graded notebook as nbformat 4 JSON; empty after an infrastructure failure.
        failure: the reason of an infrastructure failure, "" otherwise.
        kinds: the kind of every student's name that was fetched, as `kind_of` calls it.
        sandbox: the name of the tier in which it ran.
        rehearsed: of known mistakes that were tried in place of a submission, what they answer.
    """

    notebook_name: str
    cells: tuple[CellResult, ...]
    findings: tuple[Finding, ...] = ()
    notebook: Mapping[str, Any] = field(default_factory=dict)
    failure: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    sandbox: str = ""
    rehearsed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        if self.failure:
            return "infrastructure_failure"
        return whole(cell.status for cell in self.cells)

    @property
    def score(self) -> float:
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def max_score(self) -> float:
        return sum(cell.max_score for cell in self.cells)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> NotebookResult:
        """The result that `as_json` has written.

        Raises:
            KeyError, TypeError, ValueError: if it is none.
        """
        notebook = data["notebook"]
        texts = (data["notebook_name"], data["failure"], data["sandbox"])
        if not isinstance(notebook, dict) or not isinstance(notebook.get("cells", []), list):
            raise ValueError("no graded notebook")
        if not isinstance(data["kinds"], dict) or not isinstance(data["rehearsed"], dict):
            raise ValueError("no kinds")
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("no result of a notebook")
        return cls(
            data["notebook_name"],
            tuple(_cell_from_json(cell) for cell in data["cells"]),
            tuple(Finding(str(f["kind"]), str(f["message"])) for f in data["findings"]),
            notebook,
            data["failure"],
            data["kinds"],
            data["sandbox"],
            data["rehearsed"],
        )


def _cell_from_json(data: Mapping[str, Any]) -> CellResult:
    answers = tuple((int(line), str(answer)) for line, answer in data["answers"])
    cell = CellResult(**{**data, "answers": answers, "mistakes": tuple(data["mistakes"])})
    texts = (cell.grade_id, cell.message, cell.detail, cell.exercise)
    points = (cell.max_score,) if cell.score is None else (cell.score, cell.max_score)
    if cell.status not in GRAVITY or not all(isinstance(text, str) for text in texts):
        raise ValueError("no result of a cell")
    if not all(type(number) in (int, float) and math.isfinite(number) for number in points):
        raise ValueError("no points")
    return cell


def grouped_findings(findings: Iterable[Finding]) -> list[str]:
    """A sentence per kind of finding: the first one, and how many more are like it."""
    kinds: dict[str, list[str]] = {}
    for finding in findings:
        kinds.setdefault(finding.kind, []).append(finding.message)
    return [
        messages[0] + (f" (and {len(messages) - 1} more like it)" if len(messages) > 1 else "")
        for messages in kinds.values()
    ]


def worst(statuses: Iterable[Status]) -> Status:
    """The gravest of the statuses; "passed" of none."""
    present = set(statuses)
    return next((status for status in GRAVITY if status in present), "passed")


def whole(statuses: Iterable[Status]) -> Status:
    """What a notebook or a submission is called: "partial" where some cells passed, some did not.

    What stopped it (a time limit, a dead kernel) or was refused is said in any case.
    """
    present = set(statuses)
    status = worst(present)
    ordinary = ("failed", "not_attempted", "not_run")
    return "partial" if status in ordinary and present & {"passed", "partial"} else status


def score_cell(
    results: Iterable[StatementResult], points: float, partial: bool
) -> tuple[Status, float]:
    """The status and the score of a test cell from the results of its statements.

    Any failure voids the cell, unless it gives partial credit: then points × passed / all, counted
    over the statements that check something. The score is a plain float in [0, points].
    """
    listed = list(results)
    failures = [r for r in listed if r.status != "passed"]
    if not listed:
        return "not_run", 0.0
    if not failures:
        return "passed", float(points)
    checks = [r for r in listed if r.is_check]
    passed = sum(r.status == "passed" for r in checks)
    causes = [r.status for r in failures if r.status != "not_run"]  # that is a consequence
    status = worst(causes or ["not_run"])
    if not partial or not checks or passed == 0:
        return status, 0.0
    score = points * passed / len(checks)
    if not math.isfinite(score):
        return status, 0.0
    return "partial", float(min(max(score, 0.0), points))
