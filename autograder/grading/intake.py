"""Intake: from whatever a student handed in to the recorded notebook with the student's answers.

Tests, locked cells and the structure come from the record; solution cells and plain cells from the
student, matched by nbgrader's id, then by the notebook's cell id. Everything odd is repaired or
becomes a finding; nothing stops a batch.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.grading.job import SubmittedCell
from autograder.grading.outcome import Finding
from autograder.grading.submitted import (
    RawCell,
    RawNotebook,
    Unreadable,
    read_notebook,
    shown,
)
from autograder.notebooks.cells import Cell
from autograder.notebooks.delimiters import released_source
from autograder.notebooks.record import Record

STUDENTS_OWN = ("solution", "answer", "plain")


@dataclass(frozen=True)
class Rebuilt:
    """The record's notebook with a student's answers in it, and what was odd."""

    cells: tuple[SubmittedCell, ...]
    findings: tuple[Finding, ...] = ()


def take_in(record: Record, folder: Path, expected: Sequence[str]) -> Rebuilt:
    """Rebuild one notebook of a submission.

    Args:
        folder: the submission; it may be a link, a file, or unreadable.
        expected: names of all notebooks of the assignment, without suffix, so that a renamed one
            is told from another's.

    Raises:
        OSError: if the machine cannot read the folder; nobody's score may depend on that.
    """
    findings: list[Finding] = []
    try:
        path = _find_notebook(record, folder, expected, findings)
        raw = read_notebook(path)
    except FileNotFoundError:
        finding = Finding("missing", f"`{record.notebook}.ipynb` was not handed in")
        return Rebuilt(_stubs(record), (finding,))
    except Unreadable as error:
        return Rebuilt(_stubs(record), (*findings, Finding(error.kind, f"{error}.")))
    return rebuild(record, raw, findings)


def rebuild(record: Record, raw: RawNotebook, findings: Sequence[Finding] = ()) -> Rebuilt:
    """The record's cells in the record's order, the student's sources in the student's cells.

    Cells that the student added stay, ungraded, behind the recorded cell they followed.
    """
    found = [*findings, *_format_findings(raw)]
    matches = _match(record, raw)
    taken: dict[int, RawCell] = {}
    added: dict[int, list[RawCell]] = {}
    anchor = -1
    places: dict[int, int] = {}
    for place, (cell, index) in enumerate(zip(raw.cells, matches, strict=True)):
        if index is None:
            added.setdefault(anchor, []).append(cell)
            if cell.grade_id and cell.grade_id not in {c.grade_id for c in record.cells}:
                found.append(
                    Finding(
                        "unknown_cell",
                        f"the cell `{shown(cell.grade_id)}` is not part of this release; it was "
                        "kept without points",
                    )
                )
            continue
        recorded = record.cells[index]
        if index in taken:
            found.append(
                Finding(
                    "duplicate_cell",
                    f"the cell `{recorded.grade_id or recorded.id}` stands more than once; the "
                    "first one that was worked on is taken for your answer",
                )
            )
            if not _own(recorded) or not _attempted(recorded, cell.source):
                continue
            if _attempted(recorded, taken[index].source):
                added.setdefault(anchor, []).append(cell)
                continue
        taken[index], places[index], anchor = cell, place, index
    if [places[index] for index in sorted(places)] != sorted(places.values()):
        found.append(
            Finding("reordered", "cells stand in another order than released; it was put right")
        )
    cells: list[SubmittedCell] = [_added(cell) for cell in added.get(-1, [])]
    for index in range(len(record.cells)):
        own = _rebuilt_cell(record, index, taken.get(index), found)
        cells += [own] if own is not None else []
        cells += [_added(cell) for cell in added.get(index, [])]
    return Rebuilt(tuple(cells), tuple(dict.fromkeys(found)))


def _find_notebook(
    record: Record, folder: Path, expected: Sequence[str], findings: list[Finding]
) -> Path:
    if folder.is_symlink():
        raise Unreadable("link", f"the folder `{shown(folder.name)}` is a link; expected the files")
    if not folder.is_dir():
        raise Unreadable(
            "no_folder", f"`{shown(folder.name)}` is no folder; expected one with a notebook"
        )
    path = folder / f"{record.notebook}.ipynb"
    if os.path.lexists(path):
        return path
    names = {f"{name}.ipynb" for name in expected}
    others = [
        entry.name
        for entry in sorted(os.scandir(folder), key=lambda e: e.name)
        if entry.name.lower().endswith(".ipynb") and entry.name not in names
    ]
    ids = {c.grade_id for c in record.cells if c.grade_id} | {c.id for c in record.cells if c.id}
    for name in others:
        try:
            raw = read_notebook(folder / name)
        except (Unreadable, OSError):
            continue
        if any(cell.grade_id in ids or cell.id in ids for cell in raw.cells):
            findings.append(
                Finding(
                    "renamed",
                    f"`{shown(name)}` was taken for `{path.name}`; keep the name next time",
                )
            )
            return folder / name
    return folder / others[0] if len(others) == 1 and len(names) == 1 else path


def _match(record: Record, raw: RawNotebook) -> list[int | None]:
    """For every cell handed in, the recorded cell that it stands for."""
    by_grade_id = {c.grade_id: i for i, c in enumerate(record.cells) if c.grade_id}
    by_id = {c.id: i for i, c in enumerate(record.cells) if c.id}
    matches = [by_grade_id.get(cell.grade_id) if cell.grade_id else None for cell in raw.cells]
    used = {index for index in matches if index is not None}
    for position, cell in enumerate(raw.cells):
        if matches[position] is None and cell.id in by_id and by_id[cell.id] not in used:
            matches[position] = by_id[cell.id]
            used.add(by_id[cell.id])
    return matches


def _rebuilt_cell(
    record: Record, index: int, taken: RawCell | None, found: list[Finding]
) -> SubmittedCell | None:
    recorded = record.cells[index]
    name = recorded.grade_id or recorded.id
    if taken is None:
        if recorded.role == "plain":
            return None
        found.append(Finding("missing_cell", f"the cell `{name}` was missing; it was put back"))
        attempted = not _own(recorded)  # the answer to a task may stand in cells of its own
        return SubmittedCell(index, recorded.cell_type, recorded.source, attempted)
    if taken.cell_type != recorded.cell_type and recorded.role != "plain":
        found.append(
            Finding(
                "cell_type", f"the cell `{name}` had become {taken.cell_type}; it was put right"
            )
        )
    if _own(recorded):
        attempted = _attempted(recorded, taken.source)
        return SubmittedCell(index, recorded.cell_type, taken.source, attempted, taken.attachments)
    released = released_source(recorded.source, record.delimiters)
    if _squeezed(taken.source) not in (_squeezed(recorded.source), _squeezed(released)):
        found.append(
            Finding(
                "edited_cell", f"the cell `{name}` is not yours to change; the original was used"
            )
        )
    return SubmittedCell(index, recorded.cell_type, recorded.source)


def _format_findings(raw: RawNotebook) -> list[Finding]:
    found = []
    if raw.version != 4:
        found.append(
            Finding("format", f"the notebook has format {raw.version}; it was read as format 4")
        )
    if "python" not in raw.language.lower() and raw.language.lower() != "ir-python":
        found.append(
            Finding(
                "kernelspec",
                f"the notebook asks for the kernel `{shown(raw.language)}`; Python was used",
            )
        )
    return found


def _stubs(record: Record) -> tuple[SubmittedCell, ...]:
    return tuple(
        SubmittedCell(index, cell.cell_type, cell.source, cell.role in ("test", "locked"))
        for index, cell in enumerate(record.cells)
        if cell.role != "plain"
    )


def _own(cell: Cell) -> bool:
    return cell.role in STUDENTS_OWN


def _attempted(recorded: Cell, source: str) -> bool:
    return recorded.role == "plain" or _squeezed(source) != _squeezed(recorded.source)


def _added(cell: RawCell) -> SubmittedCell:
    return SubmittedCell(None, cell.cell_type, cell.source, True, cell.attachments)


def _squeezed(source: str) -> str:
    return "".join(source.split())


def submission_files(
    student: Mapping[str, bytes], instructor: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of the student's work folder: the student's own, the instructor's over them.

    A student's file that would stand below an instructor's, or an instructor's below it, is left
    out: no disk could hold both.
    """
    folders = {parent for name in instructor for parent in _parents(name)}
    kept = {
        name: data
        for name, data in student.items()
        if name not in folders and instructor.keys().isdisjoint(_parents(name))
    }
    return {**kept, **instructor}


def _parents(name: str) -> list[str]:
    return [parent.as_posix() for parent in PurePosixPath(name).parents][:-1]
