"""Known mistakes of an assignment and what they answer: rehearsed once for a release, then kept."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError
from autograder.grading import protocol
from autograder.grading.intake import rebuild
from autograder.grading.job import NotebookJob, new_job, test_cell
from autograder.grading.submitted import parse_notebook
from autograder.notebooks.cells import SECONDS_A_CELL, Cell
from autograder.notebooks.combining import with_both, with_mistake
from autograder.notebooks.misconceptions import Misconception, read_misconceptions
from autograder.notebooks.record import Record
from autograder.notebooks.sides import sides

#: A rehearsal's limit; variants that are left then are not looked for.
SECONDS = 300.0
#: A notebook's rehearsal is parted, so that several processes share it.
PARTS = 4


@dataclass(frozen=True)
class KnownMistake:
    """One known mistake or two together, and what they answer.

    Attributes:
        mistakes: one or two.
        answers: by grade_id, the line of every failed statement, and its answer.
    """

    mistakes: tuple[Misconception, ...]
    answers: Mapping[str, Mapping[int, str]]


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


def new_rehearsals(
    record: Record,
    reference: Path,
    mistakes: list[Misconception],
    files: Mapping[str, bytes],
    data: Mapping[str, str],
) -> list[NotebookJob]:
    """The jobs that find out what the known mistakes of a notebook answer.

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
    instructor = dict(sorted(division.examiner_source.items()))
    variants = list(_variants(record, cells, mistakes))
    job = new_job("known mistakes", record, (), {}, files, data)
    limits = replace(job.limits, seconds=SECONDS)
    return [
        replace(
            job,
            limits=limits,
            rehearsal=protocol.Rehearsal(cells, instructor, tests, tuple(part), SECONDS),
        )
        for part in (variants[number::PARTS] for number in range(PARTS))
        if part
    ]


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


def known_mistakes(
    mistakes: list[Misconception], answers: Mapping[str, Mapping[str, Any]]
) -> list[KnownMistake]:
    """The mistakes with their answers, those that failed nothing left out.

    Args:
        answers: what rehearsals have found, by the names of the variants.
    """
    by_name = {mistake.name: mistake for mistake in mistakes}
    found = []
    for name, cells in answers.items():
        parts = tuple(by_name[part] for part in name.split("+"))
        failed = {cell: {int(n): a for n, a in rows} for cell, rows in cells.items()}
        if any(failed.values()):
            found.append(KnownMistake(parts, failed))
    return found
