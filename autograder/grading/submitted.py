"""Reading what was handed in: bytes of regular files, cells of whatever notebook it is."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.pictures import TYPES, is_base64

NOTEBOOK_BYTES = 64 * 2**20
SOURCE_CHARACTERS = 1_000_000
CELLS = 2_000
FILE_BYTES = 16 * 2**20
FILES_BYTES = 64 * 2**20
FILES = 500
_NAME = re.compile(r"[\w\- ()+,=@%&~.]{1,120}")


def shown(text: str) -> str:
    """A name as a student wrote it, fit to be printed."""
    return "".join(c if c.isprintable() and c != "`" else "?" for c in text)[:60]


class Unreadable(Exception):
    """A file cannot be taken; the sentence is for the student."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class RawCell:
    """A cell as it was handed in; nothing of it is trusted.

    Attributes:
        id, grade_id: "" where there is none.
        cell_type: code, markdown or raw.
        outputs: whatever stands there.
    """

    id: str
    grade_id: str
    cell_type: str
    source: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outputs: tuple[Any, ...] = ()


@dataclass(frozen=True)
class RawNotebook:
    """A notebook as it was handed in: its cells, the format's version, its kernel's language."""

    cells: tuple[RawCell, ...]
    version: int
    language: str


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of a regular file, following no link.

    Raises:
        Unreadable: for a link, a folder, a device, or a file above the limit.
        FileNotFoundError: if nothing is there.
        OSError: if the machine fails to read it.
    """
    facts = os.lstat(path)
    if stat.S_ISLNK(facts.st_mode):
        raise Unreadable(
            "link", f"`{shown(path.name)}` is a link; expected the file itself, hand it in"
        )
    if not stat.S_ISREG(facts.st_mode):
        raise Unreadable(
            "no_file", f"`{shown(path.name)}` is no ordinary file; expected a notebook file"
        )
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise Unreadable(
                "no_file", f"`{shown(path.name)}` is no ordinary file; expected a notebook"
            )
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(
            "too_large",
            f"`{shown(path.name)}` is too large; expected at most {limit >> 20} MB, received "
            f"{facts.st_size >> 20} MB: clear the outputs and hand it in again",
        )
    return data


def read_notebook(path: Path) -> RawNotebook:
    """The cells of the notebook at `path`.

    Raises:
        Unreadable: with the reason, for a student.
        FileNotFoundError, OSError: as `read_regular`.
    """
    return parse_notebook(read_regular(path, NOTEBOOK_BYTES), path.name)


def parse_notebook(data: bytes, name: str) -> RawNotebook:
    """The cells of a notebook of format 3, 4 or newer.

    Raises:
        Unreadable: if the bytes are no notebook.
    """
    name = shown(name)
    if not data.strip():
        raise Unreadable("empty", f"`{name}` is empty; save the notebook and hand it in again")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as error:
        reason = str(error).split("\n")[0][:120] if isinstance(error, ValueError) else "too deep"
        raise Unreadable(
            "invalid_json",
            f"`{name}` is no notebook: it is not valid JSON ({reason}); open it in JupyterLab, "
            "save it and hand it in again",
        ) from None
    if not isinstance(content, dict):
        raise Unreadable("no_cells", f"`{name}` is no notebook: expected cells, received none")
    version = content.get("nbformat")
    cells = content.get("cells")
    if not isinstance(cells, list):
        sheets = content.get("worksheets")
        cells = [
            cell
            for sheet in (sheets if isinstance(sheets, list) else [])
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
        if not cells:
            raise Unreadable("no_cells", f"`{name}` is no notebook: expected cells, received none")
    if len(cells) > CELLS:
        raise Unreadable(
            "too_many_cells", f"`{name}` has {len(cells)} cells; expected at most {CELLS}"
        )
    return RawNotebook(
        tuple(raw_cell(cell) for cell in cells if isinstance(cell, dict)),
        version if type(version) is int else 0,
        _language(content.get("metadata")),
    )


def read_files(folder: Path, ignored: frozenset[str]) -> tuple[dict[str, bytes], list[str]]:
    """A student's support files below `folder`, and sentences on what was left out.

    Links, special files, hidden names, notebooks and what is too large are left out.

    Raises:
        OSError: if the machine cannot read one of them: that must cost nobody a point.
    """
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    if folder.is_symlink():
        return files, left_out
    total = 0
    for path in _walk(folder, 0):
        parts = path.relative_to(folder).parts
        name = "/".join(parts)
        if parts[0] in ignored or any(part.endswith(".ipynb") for part in parts):
            continue
        if len(files) >= FILES:
            left_out.append(f"more than {FILES} files: the rest was left out")
            break
        if not all(_NAME.fullmatch(part) and part[0] != "." for part in parts):
            left_out.append("a file with an unusual name was left out")
            continue
        try:
            data = read_regular(path, FILE_BYTES)
        except Unreadable as error:
            left_out.append(f"{error}; it was left out")
            continue
        total += len(data)
        if total > FILES_BYTES:
            left_out.append(f"more than {FILES_BYTES >> 20} MB of files: the rest was left out")
            break
        files[name] = data
    return files, left_out


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    if depth > 8:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in (".ipynb_checkpoints", "__pycache__"):
                yield from _walk(Path(entry.path), depth + 1)
        else:
            yield Path(entry.path)


def raw_cell(cell: Mapping[str, Any]) -> RawCell:
    """One cell of a notebook's JSON, whatever it holds."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    kind = cell.get("cell_type")
    return RawCell(
        _string(cell.get("id"))[:64],
        _string(grade_id)[:200],
        kind if kind in ("code", "markdown", "raw") else "markdown",
        _source(cell.get("source", cell.get("input"))),
        _attachments(cell.get("attachments")),
        tuple(outputs) if isinstance(outputs := cell.get("outputs"), list) else (),
    )


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _source(value: Any) -> str:
    text = "".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else value
    if not isinstance(text, str):
        return ""
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    return clean.replace("\0", "")[:SOURCE_CHARACTERS]


def _language(metadata: Any) -> str:
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(spec, dict):
        return "python"
    language = _string(spec.get("language")) or _string(spec.get("name"))
    return language[:40] or "python"


def _attachments(value: Any) -> dict[str, dict[str, str]]:
    """Pictures pasted into markdown: PNG and JPEG only."""
    kept: dict[str, dict[str, str]] = {}
    for name, data in value.items() if isinstance(value, dict) else ():
        for kind in TYPES:
            picture = data.get(kind) if isinstance(data, dict) else None
            if _NAME.fullmatch(name) and is_base64(picture):
                kept[name] = {kind: picture}
    return kept
