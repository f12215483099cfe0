"""Finished results, one file per content key, written by atomic rename: a file that is there is
whole, and a killed run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.grading.outcome import NotebookResult

_PART = ".part-"
_DIGEST = "sha256"
#: What a file that was damaged, replaced or made by something else may raise when it is read.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class ResultStore:
    """The results of a course, by content key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> NotebookResult | None:
        """The result of `key`; None if there is none, or none that is as it was written."""
        try:
            content = json.loads(self._path(key).read_text("utf-8"))
            if content.pop(_DIGEST, None) != _digest(content):
                return None
            return NotebookResult.from_json(content)
        except _UNREADABLE:
            return None

    def put(self, key: str, result: NotebookResult) -> None:
        """Keep a result. Infrastructure failures are not kept: the next run tries again."""
        if not result.failure:
            content = json.loads(json.dumps(result.as_json()))  # tuples become lists
            write_json(self._path(key), {**content, _DIGEST: _digest(content)}, self.folder)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


class LastResults:
    """Which result was saved last of every student's notebook; feedback reads it there.

    Args:
        state: the course's folder of the toolkit's own records.
    """

    def __init__(self, state: Path) -> None:
        self.folder = state / "last"
        self.store = ResultStore(state / "results")

    def put(self, names: tuple[str, str, str], key: str, title: str) -> None:
        """Note the key of a result, and the title that students see.

        Args:
            names: the ids of the student, the assignment and the notebook.
        """
        write_json(self._path(names), {"key": key, "title": title}, self.folder)

    def get(self, names: tuple[str, str, str]) -> tuple[NotebookResult | None, str]:
        """The result that was saved last, and the title; None and "" if none is known."""
        key, title = self._read(names)
        return (self.store.get(key) if key else None), title

    def key(self, names: tuple[str, str, str]) -> str:
        """The key of the result that was saved last; "" if none is known."""
        return self._read(names)[0]

    def _read(self, names: tuple[str, str, str]) -> tuple[str, str]:
        try:
            content = json.loads(self._path(names).read_text("utf-8"))
            return str(content["key"]), str(content["title"])
        except _UNREADABLE:
            return "", ""

    def _path(self, names: tuple[str, str, str]) -> Path:
        student, assignment, notebook = names
        return self.folder / assignment / student / f"{notebook}.json"


def tidy(state: Path) -> None:
    """Remove what killed runs have left half written in a course's folder of records."""
    for folder in (state / "results", state / "last"):
        with suppress(OSError):
            for entry in list(os.scandir(folder)):
                if entry.name.startswith(_PART) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.path)


def write_json(path: Path, data: Mapping[str, Any], parts: Path | None = None) -> None:
    """Write JSON so that the file is there whole or not at all.

    Args:
        parts: where it is written first, on the same disk; beside `path` by default.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if parts is not None:
        parts.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=parts or path.parent, prefix=_PART)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file)
        if path.is_dir() and not path.is_symlink():  # nothing of ours
            shutil.rmtree(path)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
