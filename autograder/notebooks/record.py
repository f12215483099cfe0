"""The recorded notebook: what the last release wrote down, and the only truth for grading.

nbgrader records the source of every cell it knows in gradebook.db, with solutions cleared and
hidden tests in place. Their order, the plain cells between them and the authors' options are taken
from the source folder, which must agree with the record cell by cell.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import Course, CourseError
from autograder.notebooks.cells import (
    Cell,
    NotebookOptions,
    cell_options,
    notebook_options,
    role_of,
)
from autograder.notebooks.delimiters import Delimiters
from autograder.notebooks.listener import Listener
from autograder.notebooks.names import statements_or_none


@dataclass(frozen=True)
class Record:
    """A recorded notebook.

    Attributes:
        kinds: the kind of each student's name that tests need, as the reference has it; empty
            where no release has recorded it.
    """

    assignment: str
    notebook: str
    cells: tuple[Cell, ...]
    options: NotebookOptions
    metadata: dict[str, Any]
    delimiters: Delimiters = Delimiters()
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def own_format(self) -> bool:
        return self.options.format >= 1

    @property
    def digest(self) -> str:
        """A sha256 of everything that the record says, kinds left out."""
        options = asdict(self.options)
        if not options["gpus"]:  # records of old releases know no such option
            del options["gpus"]
        said = [self.assignment, self.notebook, options, asdict(self.delimiters)]
        said += [[c.id, c.grade_id, c.role, c.cell_type, c.source, c.points] for c in self.cells]
        said += [[asdict(c.options), sorted(c.reference)] for c in self.cells]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read_records(course: Course, assignment: str) -> list[Record]:
    """The recorded notebooks of an assignment, one per notebook of its source folder.

    Raises:
        CourseError: if the assignment has no source or was not released, or if the source folder
            differs from what the last release recorded.
    """
    records = [
        recorded_notebook(course, assignment, path) for path in source_notebooks(course, assignment)
    ]
    _compare_with_gradebook(course, assignment, records)
    kinds = _read_kinds(course, assignment)
    return [_with_kinds(record, kinds.get(record.notebook, {})) for record in records]


def source_notebooks(course: Course, assignment: str) -> list[Path]:
    """The notebooks in an assignment's source folder.

    Raises:
        CourseError: if there is none; the sentence names the assignments there are.
    """
    folder = course.source(assignment)
    found = sorted(folder.glob("*.ipynb")) if folder.is_dir() else []
    if not found:
        known = ", ".join(course.assignments()) or "none"
        raise CourseError(
            f"No assignment `{assignment}`: expected one of {known} in {folder.parent}, "
            f"received `{assignment}`; check the name."
        )
    return found


def recorded_notebook(course: Course, assignment: str, path: Path) -> Record:
    """What a release records of the notebook at `path`: nbgrader's own steps up to the recording.

    Raises:
        CourseError: if the notebook cannot be read or nbgrader refuses it.
    """
    source = read_notebook(path)
    _refuse_repeated_ids(path)
    recorded = _until_recording(course, assignment, path.stem, source)
    before = {_grade_id(cell): cell.source for cell in source.cells if cell.cell_type == "code"}
    try:
        options = notebook_options(source.metadata)
        cells = tuple(_cell(before.get(_grade_id(cell), ""), cell) for cell in recorded.cells)
    except ValueError as error:
        raise CourseError(f"{path}: {error}") from None
    hidden = course.config.ClearHiddenTests
    delimiters = Delimiters(
        str(hidden.get("begin_test_delimeter", Delimiters.begin)),
        str(hidden.get("end_test_delimeter", Delimiters.end)),
    )
    metadata = {"kernelspec": dict(source.metadata.get("kernelspec", {}))}
    return Record(assignment, path.stem, cells, options, metadata, delimiters)


def read_notebook(path: Path) -> NotebookNode:
    """An instructor's notebook.

    Raises:
        CourseError: if it is not a notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:
        raise CourseError(
            f"{path} cannot be read: expected a notebook, received "
            f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}; open and "
            "save it in JupyterLab."
        ) from None


def _refuse_repeated_ids(path: Path) -> None:
    """nbformat silently replaces a repeated cell id; nbgrader's own complaint names no cell."""
    cells = json.loads(path.read_text("utf-8")).get("cells", [])
    grade_ids = [(c["metadata"].get("nbgrader") or {}).get("grade_id") for c in cells]
    for kind, ids in (("grade_id", grade_ids), ("cell id", [c.get("id") for c in cells])):
        for value, count in Counter(i for i in ids if i).items():
            if count > 1:
                raise CourseError(
                    f"{path}: the {kind} `{value}` stands {count} times, expected once; give one "
                    "of the cells another."
                )


def kinds_file(course: Course, assignment: str) -> Path:
    """Where a release writes the kinds of the reference's names."""
    return course.state / "releases" / f"{assignment}.json"


def _until_recording(
    course: Course, assignment: str, notebook: str, source: NotebookNode
) -> NotebookNode:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import SaveCells

    converter = GenerateAssignment(coursedir=course.directory, config=course.config)
    resources = {
        "nbgrader": {
            "assignment": assignment,
            "notebook": notebook,
            "student": ".",
            "db_url": course.directory.db_url,
        }
    }
    recorded = nbformat.from_dict(json.loads(json.dumps(source)))
    for preprocessor in converter.preprocessors:
        if preprocessor is SaveCells:
            break
        step = preprocessor(parent=converter, config=course.config)
        try:
            with Listener(converter.log), chdir(course.root):  # headers are named from there
                recorded, resources = step.preprocess(recorded, resources)
        except Exception as error:
            raise CourseError(
                f"nbgrader refuses the notebook {notebook} of {assignment} "
                f"({preprocessor.__name__}): {error}"
            ) from None
    return recorded


def _cell(before: str, after: NotebookNode) -> Cell:
    """A recorded cell; `before` is its source with the solution, for the names it binds."""
    role = role_of(after.metadata)
    reference = frozenset[str]()
    if role in ("solution", "answer"):
        reference = frozenset().union(
            *(s.binds for s in statements_or_none(before) if not _imports(s.node))
        )
    nbgrader = dict(after.metadata.get("nbgrader") or {})
    return Cell(
        id=str(after.get("id", "")),
        grade_id=str(nbgrader.get("grade_id", "")) if role != "plain" else "",
        role=role,
        cell_type=after.cell_type,
        source=after.source,
        points=float(nbgrader.get("points") or 0.0) if role in ("test", "answer", "task") else 0.0,
        options=cell_options(after.metadata),
        reference=reference,
        nbgrader=nbgrader if role != "plain" else {},
    )


def _grade_id(cell: NotebookNode) -> str:
    return str((cell.metadata.get("nbgrader") or {}).get("grade_id", ""))


def _imports(node: object) -> bool:
    return type(node).__name__ in ("Import", "ImportFrom")


def _with_kinds(record: Record, released: dict[str, Any]) -> Record:
    """The record with the kinds of a release of exactly this source; without them otherwise."""
    if released.get("digest") != record.digest:
        return record
    return replace(record, kinds=dict(released.get("kinds", {})))


def _read_kinds(course: Course, assignment: str) -> dict[str, Any]:
    try:
        return json.loads(kinds_file(course, assignment).read_text())
    except (OSError, ValueError):
        return {}


def _compare_with_gradebook(course: Course, assignment: str, records: list[Record]) -> None:
    from nbgrader.api import MissingEntry

    advice = f"run `autograder release {assignment}`."
    with course.gradebook() as gradebook:
        try:
            known = {n.name: n for n in gradebook.find_assignment(assignment).notebooks}
        except MissingEntry:
            raise CourseError(
                f"{assignment} was never released: expected its cells in the gradebook, "
                f"received nothing; {advice}"
            ) from None
        for record in records:
            if record.notebook not in known:
                raise CourseError(
                    f"{record.notebook} is not in the gradebook: expected the notebooks of the "
                    f"last release ({', '.join(sorted(known)) or 'none'}); {advice}"
                )
            for difference in _differences(record, known.pop(record.notebook)):
                raise CourseError(
                    f"{assignment} has changed since its release: {difference}; {advice}"
                )
        for name in known:
            raise CourseError(
                f"The gradebook has a notebook {name} which {assignment} no longer has; {advice}"
            )


def _differences(record: Record, notebook: Any) -> Iterator[str]:
    recorded = {cell.name: cell for cell in notebook.source_cells}
    points = {c.name: c.max_score for c in (*notebook.grade_cells, *notebook.task_cells)}
    for cell in record.cells:
        if cell.role == "plain":
            continue
        known = recorded.pop(cell.grade_id, None)
        if known is None:
            yield f"the cell `{cell.grade_id}` is new"
        elif known.source != cell.source or known.cell_type != cell.cell_type:
            yield f"the source of cell `{cell.grade_id}` differs from the record"
        elif cell.points != (points.get(cell.grade_id) or 0.0):
            yield (
                f"cell `{cell.grade_id}` had {points.get(cell.grade_id)} points, "
                f"now {cell.points:g}"
            )
    for name in recorded:
        yield f"the cell `{name}` is gone"
