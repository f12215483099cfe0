"""Random inputs that are the same every time a cell is graded."""

from __future__ import annotations

import hashlib

import numpy as np

_cell = ""


def set_cell(grade_id: str) -> None:
    """Name the cell that is about to run: its `rng()` is seeded by this name."""
    global _cell
    _cell = grade_id


def rng(name: str | None = None) -> np.random.Generator:
    """A new random generator, seeded by `name`, or by the name of the current cell.

    The same name gives the same numbers in every run and on every machine.
    """
    seed = hashlib.sha256((_cell if name is None else name).encode()).digest()
    return np.random.default_rng(int.from_bytes(seed, "big"))
