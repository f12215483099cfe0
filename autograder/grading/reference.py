"""The reference solution through the engine: what a release learns from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.grading.data import course_data
from autograder.grading.executors import Surroundings
from autograder.grading.intake import rebuild
from autograder.grading.job import NotebookJob, new_job
from autograder.grading.outcome import NotebookResult
from autograder.grading.store import ResultStore, write_json
from autograder.grading.submitted import parse_notebook, read_files
from autograder.grading.workers import Workers
from autograder.notebooks.record import Record, kinds_file
from autograder.sandbox.tiers import best_tier


def run_reference(
    course: Course,
    record: Record,
    path: Path,
    run: Callable[[NotebookJob], NotebookResult] | None = None,
) -> NotebookResult:
    """Grade the instructor's own notebook like a submission; a known result is not run again.

    Args:
        run: runs a job; by default a process of its own does.

    Raises:
        CourseError: if the machine could not run it, or one of its own cells failed.
    """
    files, _ = read_files(course.source(record.assignment), frozenset())
    rebuilt = rebuild(record, parse_notebook(path.read_bytes(), path.name))
    data = course_data(course, [record]).for_job()
    job = new_job("reference", record, rebuilt.cells, files, files, data)
    store = ResultStore(course.state / "results")
    result = store.get(job.key)
    if result is None:
        result = run(job) if run else run_apart(course, job, best_tier().name)
    if result.failure:
        raise CourseError(f"The reference of {record.notebook} could not be run: {result.failure}.")
    store.put(job.key, result)
    return result


def run_apart(course: Course, job: NotebookJob, sandbox: str) -> NotebookResult:
    """Run one job in a process of its own: this one may be formgrader's, with an event loop."""
    readable = (job.student_data, job.examiner_data)
    with Workers(1, Surroundings(sandbox, tuple(course.private()), readable)) as workers:
        return workers.run_one(job)


def losses(result: NotebookResult) -> list[str]:
    """A sentence for every graded cell in which the reference loses points."""
    return [
        f"cell `{cell.grade_id}`: the reference solution does not pass ({cell.status}): "
        f"{(cell.detail or cell.message).strip()}"
        for cell in result.cells
        if cell.status not in ("passed", "needs_manual_grade", "not_attempted")
    ]


def write_kinds(
    course: Course, assignment: str, found: dict[str, tuple[Record, NotebookResult]]
) -> None:
    """Record the kind of every student's name that tests need, as the reference has it."""
    write_json(
        kinds_file(course, assignment),
        {
            name: {"digest": record.digest, "kinds": dict(result.kinds)}
            for name, (record, result) in found.items()
        },
    )
