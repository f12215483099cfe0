"""Memory of processes as proportional set size: a page that n of them share counts 1/n in each."""

from __future__ import annotations

import os
from collections.abc import Iterable

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def total(pids: Iterable[str], proc: int | None = None) -> int:
    """Bytes that processes use together.

    Args:
        proc: a descriptor of the /proc folder that lists them; this machine's by default.
    """
    return sum(_one(pid, proc) for pid in pids)


def listed(proc: int) -> list[str]:
    """The processes that a /proc folder lists."""
    return [name for name in os.listdir(proc) if name.isdigit()]


def _one(pid: str, proc: int | None) -> int:
    prefix = "" if proc is not None else "/proc/"
    try:
        for line in _read(f"{prefix}{pid}/smaps_rollup", proc).splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:  # a process that hides its details is counted in full
        return int(_read(f"{prefix}{pid}/statm", proc).split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _read(path: str, proc: int | None) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=proc), "rb") as file:
        return file.read(8192)
