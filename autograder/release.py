"""A release: lint, the reference through the border, nbgrader's generate_assignment, a swap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.course import Course, CourseError
from autograder.grading.reference import losses, run_reference, write_kinds
from autograder.notebooks.generate import generate
from autograder.notebooks.lint import lint
from autograder.notebooks.record import read_notebook, recorded_notebook, source_notebooks


class ReleaseRefused(CourseError):
    """The notebooks have faults; every one is listed."""

    def __init__(self, assignment: str, faults: list[str]) -> None:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{assignment} was not released, for {count}:\n{listed}")
        self.faults = faults


@dataclass(frozen=True)
class Released:
    """What a release did.

    Attributes:
        changed: whether the release folder changed.
        points: the automatic maximum, which the reference scores, and all points.
        sandbox: the tier in which the reference ran; "" for a course of another format.
    """

    assignment: str
    changed: bool
    points: tuple[float, float]
    sandbox: str


def release(course: Course, assignment: str, say: Callable[[str], None]) -> Released:
    """Release one assignment; students' version and record change together or not at all.

    Args:
        say: called with what is being done.

    Raises:
        ReleaseRefused: with every fault that the linter or the reference's run found.
        CourseError: if nbgrader refuses or the machine fails.
    """
    paths = source_notebooks(course, assignment)
    say(f"{assignment}: lint …")
    records = [recorded_notebook(course, assignment, path) for path in paths]
    complaints = lint(records, [read_notebook(path) for path in paths])
    if complaints:
        raise ReleaseRefused(assignment, [str(complaint) for complaint in complaints])
    own = [(r, p) for r, p in zip(records, paths, strict=True) if r.own_format]
    found = {}
    for record, path in own:
        say(f"{assignment}: run the reference of {record.notebook} …")
        found[record.notebook] = (record, run_reference(course, record, path))
    faults = [f"{name}, {text}" for name, (_, result) in found.items() for text in losses(result)]
    if faults:
        raise ReleaseRefused(assignment, faults)
    say(f"{assignment}: generate the student version …")
    changed = generate(course, assignment)
    write_kinds(course, assignment, found)
    automatic = sum(result.score for _, result in found.values())
    points = automatic, sum(c.points for r in records for c in r.cells)
    sandboxes = {result.sandbox for _, result in found.values()}
    return Released(assignment, changed, points, ", ".join(sorted(sandboxes)))
