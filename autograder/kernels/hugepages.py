"""Fewer and larger pages: forking a process costs what its page table has entries.

Linux 6.1 and later; elsewhere nothing happens. See madvise(2), MADV_COLLAPSE.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

_HUGE = 2**21
_MADV_COLLAPSE = 25


def collapse_memory() -> None:
    """Let this process's own memory lie in huge pages where it can."""
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in _own_memory():
        madvise(start, end - start, _MADV_COLLAPSE)  # an older kernel refuses: no harm


def _own_memory() -> Iterator[tuple[int, int]]:
    """Start and end of the regions that belong to no file, in whole huge pages."""
    with open("/proc/self/maps") as file:
        lines = [line.split() for line in file]
    for place, rights, _, _, inode, *name in lines:
        if rights.startswith("rw-p") and inode == "0" and name in ([], ["[heap]"]):
            first, last = (int(address, 16) for address in place.split("-"))
            start, end = -(-first // _HUGE) * _HUGE, last // _HUGE * _HUGE
            if start < end:
                yield start, end
