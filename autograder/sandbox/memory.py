"""Memory of processes as proportional set size: a page that n of them share counts 1/n in each."""

from __future__ import annotations

import os
from collections.abc import Iterable

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def total(pids: Iterable[str], proc: int | None = None, little: int = 0) -> int:
    """Bytes that processes use together.

    Args:
        proc: a descriptor of the /proc folder that lists them; this machine's by default.
        little: where they use no more than this even if every page counts in full, that is the
            answer. It costs microseconds, a proportional size milliseconds for each process.
    """
    listed = list(pids)
    most = sum(_resident(pid, proc) for pid in listed)
    return most if most <= little else sum(_proportional(pid, proc) for pid in listed)


def listed(proc: int) -> list[str]:
    """The processes that a /proc folder lists."""
    return [name for name in os.listdir(proc) if name.isdigit()]


def _proportional(pid: str, proc: int | None) -> int:
    try:
        for line in _read(pid, "smaps_rollup", proc).splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return _resident(pid, proc)  # a process that hides its details is counted in full


def _resident(pid: str, proc: int | None) -> int:
    try:
        return int(_read(pid, "statm", proc).split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _read(pid: str, name: str, proc: int | None) -> bytes:
    path = f"{pid}/{name}" if proc is not None else f"/proc/{pid}/{name}"
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=proc), "rb") as file:
        return file.read(8192)
