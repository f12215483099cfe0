"""Named wrong solutions: `misconceptions/<assignment>/<exercise>__<name>.py`.

A file holds the replaced definitions only, under a docstring that says the mistake in a student's
words, the cells it must cost, and the hint.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course import CourseError
from autograder.notebooks.names import analyse, statements_or_none

_FIELD = re.compile(r"^(costs|hint|only on):\s*", re.MULTILINE)


@dataclass(frozen=True)
class Misconception:
    """A named mistake.

    Attributes:
        exercise: the exercise whose solution it replaces.
        words: the mistake, as the student who makes it would say it.
        costs: grade_ids of the cells that must lose points.
        hint: what to tell the student.
        code: the wrong definitions.
        only_on: the backend of Keras on which it is a mistake; "" for all.
    """

    name: str
    exercise: str
    words: str
    costs: tuple[str, ...]
    hint: str
    code: str
    only_on: str = ""

    @cached_property
    def binds(self) -> frozenset[str]:
        """Names that it replaces."""
        parts = statements_or_none(self.code)
        return frozenset().union(
            *(s.binds for s in parts if not isinstance(s.node, (ast.Import, ast.ImportFrom)))
        )


def read_misconceptions(folder: Path) -> list[Misconception]:
    """The misconceptions of an assignment, in the order of their names.

    Raises:
        CourseError: if a file is not of the format; the sentence names it.
    """
    return [read_misconception(path) for path in sorted(folder.glob("*.py"))]


def read_misconception(path: Path) -> Misconception:
    """One misconception; raises like `read_misconceptions`."""
    exercise, separator, _ = path.stem.partition("__")
    source = path.read_text("utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{path}: line {error.lineno} is not Python: {error.msg}.") from None
    header = ast.get_docstring(tree) or ""
    parts = _FIELD.split(header)
    fields = dict(zip(parts[1::2], parts[2::2], strict=True))
    words = " ".join(parts[0].split())
    costs = tuple(re.split(r"[,\s]+", fields.get("costs", "").strip()))
    if not separator or not words or not fields.get("hint", "").strip() or costs == ("",):
        raise CourseError(
            f"{path}: expected the name <exercise>__<name>.py and a docstring with the mistake, "
            "`costs:` and `hint:`, received another form; see CONTRIBUTING.md."
        )
    lines = source.splitlines(keepends=True)
    code = "".join(lines[tree.body[0].end_lineno or 0 :]).strip() + "\n"
    hint, only_on = (" ".join(fields.get(name, "").split()) for name in ("hint", "only on"))
    return Misconception(path.stem, exercise, words, costs, hint, code, only_on)


def with_mistakes(source: NotebookNode, mistakes: Sequence[Misconception]) -> NotebookNode:
    """The reference notebook in which some definitions are replaced by wrong ones.

    Raises:
        CourseError: if no solution cell binds what a misconception replaces.
    """
    notebook = nbformat.from_dict(source)
    for mistake in mistakes:
        _replace(notebook, mistake)
    return notebook


def without_solutions(
    source: NotebookNode, stubs: Mapping[str, str], exercises: Sequence[str] | None = None
) -> NotebookNode:
    """The reference notebook in which solution cells are stubs again.

    Args:
        stubs: the recorded source by grade_id.
        exercises: only those of these exercises; all if None.
    """
    notebook = nbformat.from_dict(source)
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        exercise = cell.metadata.get("autograder", {}).get("exercise")
        if nbgrader.get("solution") and (exercises is None or exercise in exercises):
            cell.source = stubs[nbgrader["grade_id"]]
    return notebook


def replaced(sources: Sequence[tuple[int, str]], mistake: Misconception) -> tuple[int, str]:
    """The first cell that binds what a mistake replaces, with the wrong definitions in it.

    Args:
        sources: the number and the source of every solution cell.

    Raises:
        CourseError: if none of them binds it.
    """
    binds = mistake.binds
    for number, source in sources:
        kept: list[str] = []
        place = None
        for bound, text in _definitions(source):
            if bound & binds:
                place = len(kept) if place is None else place
            else:
                kept.append(text)
        if place is not None:
            return number, "\n".join([*kept[:place], mistake.code, *kept[place:]])
    raise CourseError(
        f"The misconception {mistake.name} replaces {', '.join(sorted(mistake.binds))}: expected a "
        "solution cell that binds it, received none; check its names."
    )


@lru_cache(1000)
def _definitions(source: str) -> list[tuple[frozenset[str], str]]:
    """The names that each top-level statement binds, and its source."""
    return [
        (analyse(node).binds, ast.get_source_segment(source, node) or ast.unparse(node))
        for node in ast.parse(source).body
    ]


def _replace(notebook: NotebookNode, mistake: Misconception) -> None:
    cells = enumerate(notebook.cells)
    solutions = [
        (number, cell.source)
        for number, cell in cells
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
    ]
    number, source = replaced(solutions, mistake)
    notebook.cells[number].source = source
