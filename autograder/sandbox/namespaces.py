"""Entering the namespaces of another process, and hiding folders from this one."""

from __future__ import annotations

import ctypes
import fcntl
import os
from collections.abc import Iterable

_NEW = {
    "ipc": 0x08000000,
    "uts": 0x04000000,
    "net": 0x40000000,
    "pid": 0x20000000,
    "mnt": 0x00020000,
}
_NEWUSER, _NEWNS, _NEWNET = 0x10000000, 0x00020000, 0x40000000
_NS_GET_PARENT = 0xB702
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18


def enter(holder: int, own_user_namespace: bool) -> None:
    """Enter the namespaces of process `holder`; the pid namespace takes effect for children.

    bubblewrap makes two user namespaces, one in the other. The outer one owns the others, so it is
    entered first; the inner one, which forbids making more, last.

    Raises:
        OSError: if the holder is gone or does not belong to us.
    """
    place = f"/proc/{holder}/ns"
    opened = {kind: os.open(f"{place}/{kind}", os.O_RDONLY) for kind in _NEW}
    if own_user_namespace:
        inner = os.open(f"{place}/user", os.O_RDONLY)
        outer = fcntl.ioctl(inner, _NS_GET_PARENT)
        _setns(outer, _NEWUSER)
        os.close(outer)
    for kind, flag in _NEW.items():
        _setns(opened[kind], flag)
        os.close(opened[kind])
    if own_user_namespace:
        _setns(inner, _NEWUSER)
        os.close(inner)


def join(pid: int) -> None:
    """Enter the user, mount and network namespaces of a process that has hidden something.

    Only for a process with one thread.

    Raises:
        OSError: if the process is gone or does not belong to us.
    """
    kinds = {"user": _NEWUSER, "mnt": _NEWNS, "net": _NEWNET}
    others = {
        kind: os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY)
        for kind in kinds
        if os.readlink(f"/proc/{pid}/ns/{kind}") != os.readlink(f"/proc/self/ns/{kind}")
    }
    for kind, descriptor in others.items():
        _setns(descriptor, kinds[kind])
        os.close(descriptor)


def hide(paths: Iterable[str]) -> None:
    """Hide folders and files from this process and all it will start, and take the network away.

    A hidden folder is empty and a hidden file is /dev/null, both read-only. Only for a process with
    one thread.

    Raises:
        OSError: if this machine does not allow it.
    """
    uid, gid = os.geteuid(), os.getegid()
    user = 0 if uid == 0 else _NEWUSER
    _checked(_libc().unshare(user | _NEWNS | _NEWNET), "namespaces are not allowed")
    if user:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
    _mount("none", "/", None, _MS_REC | _MS_PRIVATE)
    for path in paths:
        if os.path.isdir(path):
            flags = _MS_RDONLY | _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
            _mount("tmpfs", path, "tmpfs", flags, "size=4k,mode=0555")
        elif os.path.exists(path):
            _mount(os.devnull, path, None, _MS_BIND)


def _setns(descriptor: int, kind: int) -> None:
    _checked(_libc().setns(descriptor, kind), "the sandbox cannot be entered")


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    result = _libc().mount(
        source.encode(),
        os.fsencode(target),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    _checked(result, f"{target} cannot be hidden")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result:
        raise OSError(ctypes.get_errno(), what)
