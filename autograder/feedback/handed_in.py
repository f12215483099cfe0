"""What a student handed in: the sources and outputs that the student knows already."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.grading.submitted import RawCell, Unreadable, read_notebook


class HandedIn:
    """The cells of a submission, found by their sources; nothing of them is trusted.

    Attributes:
        readable: False if the submission is gone or cannot be read.
    """

    def __init__(self, cells: Sequence[RawCell], readable: bool = True) -> None:
        self.readable = readable
        self._cells: dict[str, list[RawCell]] = {}
        for cell in cells:
            self._cells.setdefault(_squeezed(cell.source), []).append(cell)

    @classmethod
    def read(cls, path: Path) -> HandedIn:
        """The notebook at `path`, read as a regular file; without cells if it cannot be."""
        try:
            return cls(read_notebook(path).cells)
        except (OSError, Unreadable):
            return cls((), readable=False)

    def has(self, source: str) -> bool:
        """Whether a cell with this source was handed in, whitespace apart."""
        return _squeezed(source) in self._cells

    def outputs(self, source: str) -> Sequence[Any]:
        """The outputs with which a cell was handed in; of equal cells, one after the other."""
        same = self._cells.get(_squeezed(source), [])
        if not same:
            return ()
        return (same.pop(0) if len(same) > 1 else same[0]).outputs


def _squeezed(source: str) -> str:
    return "".join(source.split())
