"""Known mistakes of an assignment and what they answer: rehearsed once for a release, then kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError
from autograder.grading import protocol
from autograder.grading.intake import rebuild
from autograder.grading.job import ENGINE, digests, environment_digest, test_cell
from autograder.grading.store import write_json
from autograder.grading.submitted import parse_notebook
from autograder.kernels.provisioner import KernelFailure
from autograder.kernels.warm import starter
from autograder.notebooks.cells import SECONDS_A_CELL, Cell
from autograder.notebooks.combining import with_both, with_mistake
from autograder.notebooks.misconceptions import Misconception, read_misconceptions
from autograder.notebooks.record import Record
from autograder.notebooks.sides import sides
from autograder.sandbox.limits import MEGABYTE, Limits
from autograder.sandbox.tiers import TIERS

#: All variants of an assignment together; those that are left then are not looked for.
SECONDS = 300.0


@dataclass(frozen=True)
class KnownMistake:
    """One known mistake or two together, and what they answer.

    Attributes:
        mistakes: one or two.
        answers: by grade_id, the line of every failed statement, and its answer.
    """

    mistakes: tuple[Misconception, ...]
    answers: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class RehearsalJob:
    """Everything that a rehearsal needs.

    Attributes:
        data: path of the examiner's MNIST file, or a word for it.
    """

    record: Record
    order: protocol.Rehearsal
    files: Mapping[str, bytes]
    data: str
    data_digest: str

    @cached_property
    def key(self) -> str:
        """A sha256 of all that the answers depend on."""
        said = [ENGINE, environment_digest(), digests(self.files), self.data_digest]
        text = json.dumps([*said, self.record.digest, asdict(self.order)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def limits(self) -> Limits:
        options = self.record.options
        return Limits(
            seconds=self.order.seconds,
            threads=options.threads,
            memory_bytes=options.memory * MEGABYTE,
        )


def read_mistakes(course: Course, assignment: str) -> list[Misconception]:
    """The known mistakes of an assignment; none if the course has no such folder.

    Raises:
        CourseError: if a file is not of the format.
    """
    return read_misconceptions(course.root / "misconceptions" / assignment)


def mistakes_digest(mistakes: list[Misconception]) -> str:
    """A sha256 of the mistakes and their words; "" of none."""
    if not mistakes:
        return ""
    return hashlib.sha256(json.dumps([asdict(m) for m in mistakes]).encode()).hexdigest()


def new_rehearsal(
    record: Record,
    reference: Path,
    mistakes: list[Misconception],
    files: Mapping[str, bytes],
    data: Mapping[str, str],
) -> RehearsalJob:
    """The rehearsal of one notebook.

    Args:
        reference: the instructor's notebook.
        files: the instructor's support files.
        data: as `CourseData.for_job` gives it.

    Raises:
        CourseError: if the reference cannot be read.
    """
    division = sides(record.cells, record.own_format)
    rebuilt = rebuild(record, parse_notebook(reference.read_bytes(), reference.name))
    cells = {
        cell.index: cell.source
        for cell in rebuilt.cells
        if cell.index is not None
        and cell.cell_type == "code"
        and record.cells[cell.index].role != "test"
    }
    tests = {
        index: test_cell(record, division, index)
        for index, cell in enumerate(record.cells)
        if _is_rehearsed(cell)
    }
    order = protocol.Rehearsal(
        cells,
        dict(sorted(division.examiner_source.items())),
        tests,
        tuple(_variants(record, cells, mistakes)),
        SECONDS,
    )
    return RehearsalJob(record, order, files, data["examiner_data"], data["data_digest"])


def run_rehearsal(job: RehearsalJob, sandbox: str, warm: bool) -> dict[str, Any]:
    """Run a rehearsal in an examiner of its own.

    Returns:
        "answers" and "left" as `rehearse` has them, or "failure".
    """
    return asyncio.run(_run(job, sandbox, warm))


async def _run(job: RehearsalJob, sandbox: str, warm: bool) -> dict[str, Any]:
    from autograder.grading.examining import ExaminerFailure, ExaminerLate, ExaminerProcess

    start = starter(job.limits.threads, warm)
    examiner = ExaminerProcess(TIERS[sandbox], start, job.limits, job.files, job.data, _no_answer)
    try:
        async with examiner:
            return await examiner.rehearse(job.order)
    except (KernelFailure, ExaminerFailure, ExaminerLate, OSError) as error:
        return {"answers": {}, "left": len(job.order.variants), "failure": str(error)}


async def _no_answer(request: bytes, deadline: float) -> protocol.Stop:
    return protocol.Stop("kernel_died", "there is no student's kernel")


def _is_rehearsed(cell: Cell) -> bool:
    """Tests that train take too long, and what they answer is never twice the same."""
    return cell.role == "test" and cell.is_code and cell.seconds <= SECONDS_A_CELL


def _variants(
    record: Record, cells: Mapping[int, str], mistakes: list[Misconception]
) -> Iterator[protocol.Variant]:
    solutions = {n: s for n, s in cells.items() if record.cells[n].role == "solution"}
    tests: dict[str, list[int]] = defaultdict(list)
    builds_on: dict[str, set[str]] = defaultdict(set)
    number_of = {}
    for number, cell in enumerate(record.cells):
        if _is_rehearsed(cell):
            tests[cell.options.exercise].append(number)
            builds_on[cell.options.exercise] |= set(cell.options.depends_on)
            number_of[cell.grade_id] = number
    here = []
    for mistake in mistakes:
        try:
            changed = with_mistake(solutions, mistake)
        except CourseError:  # it belongs to another notebook of the assignment
            continue
        here.append(mistake)
        costs = [number_of[name] for name in mistake.costs if name in number_of]
        numbers = sorted({*tests[mistake.exercise], *costs})
        if numbers:
            yield protocol.Variant(mistake.name, changed, tuple(numbers))
    for one, other in combinations(here, 2):
        if other.exercise in builds_on[one.exercise]:
            one, other = other, one
        if one.exercise != other.exercise and one.exercise not in builds_on[other.exercise]:
            continue
        changed = with_both(solutions, one, other) if tests[other.exercise] else None
        if changed is not None:
            name = f"{one.name}+{other.name}"
            yield protocol.Variant(name, changed, tuple(tests[other.exercise]))


class Catalogues:
    """The answers of known mistakes that were rehearsed before, a file per key."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "mistakes"

    def get(self, job: RehearsalJob) -> dict[str, Any] | None:
        """What was kept; None if there is nothing that can be read."""
        try:
            content = json.loads(self._path(job).read_text("utf-8"))
            return content if isinstance(content["answers"], dict) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, job: RehearsalJob, done: Mapping[str, Any]) -> None:
        if "failure" not in done:
            write_json(self._path(job), done)

    def _path(self, job: RehearsalJob) -> Path:
        return self.folder / f"{job.key}.json"


def known_mistakes(
    mistakes: list[Misconception], answers: Mapping[str, Mapping[str, list]]
) -> list[KnownMistake]:
    """The mistakes with their answers, those that failed nothing left out."""
    by_name = {mistake.name: mistake for mistake in mistakes}
    found = []
    for name, cells in answers.items():
        parts = tuple(by_name[part] for part in name.split("+"))
        failed = {cell: {int(n): a for n, a in rows} for cell, rows in cells.items()}
        if any(failed.values()):
            found.append(KnownMistake(parts, failed))
    return found
