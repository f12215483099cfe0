"""What a release refuses in an instructor's notebooks; each complaint names cell and cure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.notebooks.cells import Cell
from autograder.notebooks.delimiters import released_source
from autograder.notebooks.names import BUILTINS, free_names, statements, statements_or_none
from autograder.notebooks.record import Record
from autograder.notebooks.sides import EXAMINER, STUDENT, Sides, sides

TOTAL = 100.0
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Complaint:
    """Something that a release refuses."""

    notebook: str
    cell: str
    text: str

    def __str__(self) -> str:
        place = f"{self.notebook}, cell `{self.cell}`" if self.cell else self.notebook
        return f"{place}: {self.text}"


def lint(records: Sequence[Record], sources: Sequence[NotebookNode]) -> list[Complaint]:
    """Every complaint about the notebooks of one assignment.

    Args:
        records: what a release would record, a record per notebook.
        sources: the same notebooks as the instructor wrote them.

    Of notebooks in another format than the toolkit's own only the Python is checked.
    """
    complaints: list[Complaint] = []
    for record, source in zip(records, sources, strict=True):
        complaints += _Linter(record, source).complaints()
    own = [record for record in records if record.own_format]
    if own and len(own) == len(records):
        total = sum(cell.points for record in own for cell in record.cells)
        if abs(total - TOTAL) > 1e-9:
            name = Path(records[0].assignment).name
            complaints.append(
                Complaint(name, "", f"the points sum to {total:g}, expected {TOTAL:g}")
            )
    return complaints


class _Linter:
    def __init__(self, record: Record, source: NotebookNode) -> None:
        self.record = record
        self.source = source
        self.sides: Sides = sides(record.cells, record.own_format)
        self.exercises = {c.options.exercise for c in record.cells if c.options.exercise}

    def complaints(self) -> list[Complaint]:
        found = [*self._python()]
        if self.record.own_format:
            sources = {cell.get("id"): cell for cell in self.source.cells}
            for cell in self.record.cells:
                if cell.id in sources:  # a course's header and footer are no cells of the author's
                    found += self._cell(sources[cell.id], cell)
            found += [*self._sides(), *self._covers()]
        return [Complaint(self.record.notebook, name, text) for name, text in found]

    def _python(self) -> Iterator[tuple[str, str]]:
        for cell in self.record.cells:
            if cell.is_code and cell.role in ("test", "locked", "plain", "solution"):
                try:
                    statements(cell.source)
                except SyntaxError as error:
                    yield _name(cell), f"line {error.lineno} is not Python: {error.msg}"

    def _cell(self, before: NotebookNode, cell: Cell) -> Iterator[tuple[str, str]]:
        name = _name(cell)
        if not _CELL_ID.fullmatch(cell.id):
            yield (
                name,
                f"expected a stable cell id of letters, digits, - and _, received {cell.id!r}",
            )
        if cell.grade_id and cell.grade_id != cell.id:
            yield (
                name,
                f"the cell id differs from the grade_id: expected `{cell.grade_id}` for both",
            )
        if before.cell_type == "code" and (before.outputs or before.execution_count is not None):
            yield name, "outputs are left over; clear them before a release"
        if cell.role == "solution" and "BEGIN SOLUTION" not in before.source:
            yield name, "an unmarked solution: expected ### BEGIN SOLUTION and ### END SOLUTION"
        if cell.role == "task" and "BEGIN MARK SCHEME" not in before.source:
            yield (
                name,
                "a written question without a mark scheme: expected === BEGIN MARK SCHEME ===",
            )
        if cell.role in ("answer",) or (cell.role == "test" and not cell.is_code):
            yield name, "graded by hand: expected a task cell with a mark scheme instead"
        if cell.role in ("locked", "plain", "test") and cell.is_code and "import *" in cell.source:
            yield name, "`import *` hides which names are meant; import them by name"
        for exercise in cell.options.depends_on:
            if exercise not in self.exercises:
                yield name, f"depends_on names `{exercise}`, which is no exercise of this notebook"
        if cell.role == "test" and cell.is_code:
            yield from self._test(cell)

    def _test(self, cell: Cell) -> Iterator[tuple[str, str]]:
        name = _name(cell)
        index = self.record.cells.index(cell)
        if not cell.points > 0:
            yield name, f"a test cell worth {cell.points:g} points; expected more than 0"
        if not cell.options.exercise:
            yield name, "expected the exercise it belongs to (`exercise` in the metadata)"
        try:
            ast.parse(cell.source)
        except SyntaxError:
            yield name, "magics cannot stand in a test; expected plain Python"
        visible = released_source(cell.source, self.record.delimiters)
        if not any(s.is_check for s in statements_or_none(visible)):
            yield name, "only hidden tests: it would be released empty; add a visible check"
        fetches = self.sides.fetches.get(index, frozenset())
        before = sides(self.record.cells[:index], True).owner
        for free in sorted(free_names(cell.source) | fetches):
            if free not in before and free not in BUILTINS:
                yield name, f"`{free}` is bound nowhere before this cell"
        for statement in statements_or_none(cell.source):
            for bound in sorted(statement.binds):
                if before.get(bound) == STUDENT:
                    yield name, f"it binds `{bound}`, which is the student's; take another name"

    def _covers(self) -> Iterator[tuple[str, str]]:
        tests = [c.options for c in self.record.cells if c.role == "test"]
        for exercise in sorted(self.exercises & {options.exercise for options in tests}):
            if not any(options.covers for options in tests if options.exercise == exercise):
                yield exercise, "no test of this exercise says what it `covers` in its metadata"

    def _sides(self) -> Iterator[tuple[str, str]]:
        for index in self.sides.mixed:
            yield (
                _name(self.record.cells[index]),
                "it both computes from a student's name and binds others; split it into two cells",
            )
        for index, function, student in self.sides.unmarked:
            if self.record.cells[index].role == "test":
                continue
            yield (
                _name(self.record.cells[index]),
                f"`{function}` reads the student's `{student}`: mark it @student_side, or hand "
                f"`{student}` over as an argument",
            )
        for index, source in self.sides.examiner_source.items():
            for free in sorted(free_names(source)):
                if self.sides.owner.get(free, EXAMINER) == STUDENT:
                    yield (
                        _name(self.record.cells[index]),
                        f"the examiner runs this cell, but `{free}` is the student's",
                    )


def _name(cell: Cell) -> str:
    return cell.grade_id or cell.id or cell.source.split("\n")[0][:40]
