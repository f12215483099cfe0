"""Filling a disk, and making room on it again."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest


def fill(folder: Path, leave: int = 0) -> Path:
    """Fill the disk of a folder; returns the file that does it.

    Args:
        leave: bytes that stay free.
    """
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        with pytest.raises(OSError) as full:
            while True:
                file.write(bytes(4096))
        assert full.value.errno == errno.ENOSPC
        file.truncate(max(os.fstat(file.fileno()).st_size - leave, 0))
    return ballast
