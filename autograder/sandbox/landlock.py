"""Landlock: what a process may read, write and reach, where namespaces cannot be had.

Numbers and structures are those of Linux' include/uapi/linux/landlock.h; the three system calls
have the same numbers on every processor.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_GET_VERSION, _PATH_BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_MAKE_DEVICES = 1 << 6 | 1 << 11  # character and block devices
_ALL_TCP, _ALL_SCOPES = 3, 3  # bind and connect; abstract sockets and signals
#: Rights that each version of Landlock knows.
_KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}

#: From this version on, other processes of the same user cannot be signalled.
SCOPES_SIGNALS = 6


def version() -> int:
    """The version of Landlock's interface; 0 if the kernel has none."""
    found = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _GET_VERSION)
    return max(found, 0)


def ruleset(readable: Iterable[str], writable: Iterable[str]) -> int:
    """A descriptor of rules that allow nothing but this; no TCP, no signals to the outside.

    Args:
        readable: files and folders to read, and to run programs from.
        writable: files and folders to write as well; no devices are made there.

    Raises:
        OSError: if the kernel has no Landlock.
    """
    known = version()
    if not known:
        raise OSError("this kernel has no Landlock")
    files = _KNOWN.get(known, (1 << 16) - 1)
    attributes = struct.pack(
        "=QQQ", files, _ALL_TCP if known >= 4 else 0, _ALL_SCOPES if known >= SCOPES_SIGNALS else 0
    )
    length = 8 if known < 4 else 16 if known < SCOPES_SIGNALS else 24
    rules = _libc().syscall(
        _CREATE_RULESET, ctypes.c_char_p(attributes), ctypes.c_size_t(length), 0
    )
    _checked(rules)
    for paths, rights in ((readable, _READ), (writable, files & ~_MAKE_DEVICES)):
        for path in paths:
            _allow(rules, path, rights & files)
    return rules


def restrict(rules: int) -> None:
    """Put the rules on this thread and all it will start; there is no way back.

    Raises:
        OSError: if the kernel refuses.
    """
    _checked(_libc().syscall(_RESTRICT_SELF, rules, 0))
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _FOR_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    result = _libc().syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
    os.close(descriptor)
    _checked(result)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock refuses the rules")
