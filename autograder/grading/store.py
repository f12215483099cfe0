"""Finished results, one file per content key, written by atomic rename: a file that is there is
whole, and a killed run goes on where it stopped."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.grading.outcome import NotebookResult


class ResultStore:
    """The results of a course, by content key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> NotebookResult | None:
        """The result of `key`; None if there is none, or none that can be read."""
        try:
            return NotebookResult.from_json(json.loads(self._path(key).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, result: NotebookResult) -> None:
        """Keep a result. Infrastructure failures are not kept: the next run tries again."""
        if not result.failure:
            write_json(self._path(key), result.as_json())

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
        write_json(self._path(names), {"key": key, "title": title})

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
        except (OSError, ValueError, KeyError, TypeError):
            return "", ""

    def _path(self, names: tuple[str, str, str]) -> Path:
        student, assignment, notebook = names
        return self.folder / assignment / student / f"{notebook}.json"


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write JSON so that the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
