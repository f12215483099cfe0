"""What became of archives and of the submissions in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from autograder.grading.outcome import Finding

Status = Literal["collected", "replaced", "unchanged", "kept", "refused"]


@dataclass
class StudentReport:
    """What became of one student's submission.

    Attributes:
        person: what the archive calls them.
        status: "kept" if an earlier submission, which differs, was left where it was.
        files: the names of the files handed in, without what was refused.
        earlier: where the submission that was replaced is now.
    """

    student: str
    person: str
    archive: str
    status: Status
    files: list[str]
    when: datetime | None
    findings: list[Finding]
    earlier: Path | None = None


@dataclass
class ArchiveReport:
    """What was seen of one archive.

    Attributes:
        findings: on files that are nobody's.
        note: what a person should know of its dates; "" if nothing.
    """

    name: str
    layout: str
    findings: list[Finding] = field(default_factory=list)
    note: str = ""


@dataclass
class CollectionReport:
    """What became of all archives."""

    assignment: str
    dry_run: bool
    archives: list[ArchiveReport]
    students: list[StudentReport]

    @property
    def complete(self) -> bool:
        """Whether everything that was handed in stands in its place."""
        return not any(a.findings for a in self.archives) and all(
            s.status not in ("kept", "refused") for s in self.students
        )
