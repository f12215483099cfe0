"""Which exercises and questions cover an item of the inventory, and which mistakes cost there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.audit.inventory import Inventory
from autograder.course import Course, CourseError
from autograder.notebooks.cells import cell_options, role_of
from autograder.notebooks.misconceptions import Misconception, read_misconceptions

_HEADING = re.compile(r"^#{2,6}\s+(.+?)\s*$")
_NUMBER = re.compile(r"^\d+[a-z]?\s*·\s*")
_POINTS = re.compile(r"\s*\([^()]*points?\)$")
_FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True)
class GradedCell:
    """A cell of a source notebook that points depend on.

    Attributes:
        notebook: its path, from the course folder.
        title: the heading that the cell's exercise begins under, without its number and points.
        question: the name of the answer, if the cell is a question to choose; else "".
        wrong_options: how many wrong options of the question have a reason of their own.
        by_hand: it is a written question.
    """

    notebook: Path
    grade_id: str
    exercise: str
    title: str
    covers: tuple[str, ...]
    depends_on: tuple[str, ...]
    question: str = ""
    wrong_options: int = 0
    by_hand: bool = False

    @property
    def makers(self) -> tuple[str, ...]:
        """Exercises whose mistakes may cost points here."""
        return (self.exercise, *self.depends_on)


@dataclass(frozen=True)
class Assignment:
    """An assignment: its graded cells, in the order of its notebooks, and its named mistakes."""

    name: str
    title: str
    cells: tuple[GradedCell, ...]
    mistakes: tuple[Misconception, ...]


@dataclass(frozen=True)
class Cover:
    """An exercise, or a question, that covers an item.

    Attributes:
        cell: the first of its cells that name the item.
        mistakes: names of the mistakes that cost points in these cells.
    """

    assignment: str
    cell: GradedCell
    mistakes: frozenset[str]

    @property
    def losses(self) -> int:
        """Ways to lose points here: named mistakes, or the wrong options of a question."""
        return self.cell.wrong_options or len(self.mistakes)

    @property
    def is_graded(self) -> bool:
        return self.cell.by_hand or self.losses > 0


def read_assignment(course: Course, name: str) -> Assignment:
    """The graded cells of an assignment's source notebooks, and its misconceptions.

    Raises:
        CourseError: if a notebook or a misconception cannot be read.
    """
    cells: list[GradedCell] = []
    title = ""
    for path in sorted(course.source(name).glob("*.ipynb")):
        try:
            notebook = nbformat.read(path, as_version=4)
            cells += _graded_cells(notebook, path.relative_to(course.root))
        except Exception as error:
            raise CourseError(
                f"{path}: expected a notebook, received something else: {error}."
            ) from None
        title = title or notebook.metadata.get("autograder", {}).get("title", "")
    mistakes = read_misconceptions(course.root / "misconceptions" / name)
    return Assignment(name, title or name, tuple(cells), tuple(mistakes))


def read_assignments(course: Course) -> tuple[Assignment, ...]:
    """All assignments of the course; raises like `read_assignment`."""
    return tuple(read_assignment(course, name) for name in course.assignments())


def covers(assignments: Iterable[Assignment]) -> dict[str, tuple[Cover, ...]]:
    """For each id that some cell names: what covers it, an exercise, a question or both."""
    found: dict[str, list[Cover]] = {}
    for assignment in assignments:
        groups: dict[tuple[str, str, str], list[GradedCell]] = {}
        for cell in assignment.cells:
            for named in dict.fromkeys(cell.covers):
                groups.setdefault((named, cell.exercise, cell.question), []).append(cell)
        for (named, _, _), cells in groups.items():
            mistakes = frozenset(
                mistake.name
                for mistake in assignment.mistakes
                for cell in cells
                if mistake.exercise in cell.makers and cell.grade_id in mistake.costs
            )
            found.setdefault(named, []).append(Cover(assignment.name, cells[0], mistakes))
    return {named: tuple(group) for named, group in found.items()}


def holes(inventory: Inventory, assignments: Sequence[Assignment]) -> list[str]:
    """A sentence for each item that nobody covers, and for each id that is no item."""
    found = covers(assignments)
    sentences = [
        f"{owed}: expected an exercise or a question that covers it and can lose points, received "
        f"{'none that can' if owed in found else 'none'}; name it in the `covers` of a test cell."
        for owed in inventory.owed
        if not any(cover.is_graded for cover in found.get(owed, ()))
    ]
    for assignment in assignments:
        for cell in assignment.cells:
            sentences += [
                f"{cell.notebook}: {cell.grade_id}: expected ids of the inventory in `covers`, "
                f"received {named!r}; mend it, or add it to the inventory."
                for named in cell.covers
                if named not in inventory.ids
            ]
    return sentences


def _graded_cells(notebook: NotebookNode, path: Path) -> list[GradedCell]:
    found: list[GradedCell] = []
    titles: dict[str, str] = {}
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = _last_heading(cell.source) or heading
        role, options = role_of(cell.metadata), cell_options(cell.metadata)
        title = titles.setdefault(options.exercise, heading)
        if role not in ("test", "task", "answer"):
            continue
        question, wrong = _choice(cell.source) if cell.cell_type == "code" else ("", 0)
        found.append(
            GradedCell(
                path,
                cell.metadata.nbgrader.grade_id,
                options.exercise,
                title,
                options.covers,
                options.depends_on,
                question,
                wrong,
                role != "test",
            )
        )
    return found


def _last_heading(source: str) -> str:
    """The last heading of a markdown cell without its number and its points, or ""."""
    found, fenced = "", False
    for line in source.splitlines():
        fenced ^= _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.match(line)
        if heading:
            found = _POINTS.sub("", _NUMBER.sub("", heading.group(1)))
    return found


def _choice(source: str) -> tuple[str, int]:
    """The answer's name and the number of wrong options with reasons; "" and 0 if there is none."""
    name, wrong = "", 0
    for node in ast.parse(source).body:
        call = node.value if isinstance(node, ast.Expr) else None
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "check_choice":
            continue
        for keyword in call.keywords:
            if keyword.arg == "reasons" and isinstance(keyword.value, ast.Dict):
                name = name or ast.unparse(call.args[0])
                wrong += len(keyword.value.keys)
    return name, wrong
