"""What to say when the machine lacks something: never a student's fault, and never a score."""

from __future__ import annotations

import errno

_AGAIN = "and run the command again"
_REMEDIES = {
    errno.ENOSPC: f"make room on the disk, {_AGAIN}",
    errno.EDQUOT: f"make room on the disk, {_AGAIN}",
    errno.EROFS: f"let the disk be written, {_AGAIN}",
    errno.EACCES: f"let your user read and write there, {_AGAIN}",
    errno.EPERM: f"let your user read and write there, {_AGAIN}",
    errno.EAGAIN: f"allow more processes (`ulimit -u`), or take fewer --jobs, {_AGAIN}",
    errno.ENOMEM: f"end other programs, or take fewer --jobs, {_AGAIN}",
    errno.EMFILE: f"allow more open files (`ulimit -n`), {_AGAIN}",
    errno.ENFILE: f"end other programs, {_AGAIN}",
}


def shortage(what: str, expected: str, error: OSError | RuntimeError) -> str:
    """One sentence, without its full stop.

    Args:
        what: what could not be done, to whom.
        expected: what the machine should have had.
        error: what it said instead; Python raises a RuntimeError where a thread cannot be started.
    """
    said = str(error)
    number = errno.EAGAIN
    if isinstance(error, OSError):
        number, said = error.errno or 0, error.strerror or said
    remedy = _REMEDIES.get(number, "see what this machine can do with `autograder doctor`")
    return f"{what}: expected {expected}, received “{said}”; {remedy}"
