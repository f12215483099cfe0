"""The system calls that a student's process may not make, as a seccomp filter in classic BPF.

The list is of what would reach out of a sandbox or around its limits: new namespaces, mounts, other
processes' memory, sockets that lead anywhere, memory that no limit counts, and the kernel's rarely
used doors. Everything else is allowed, so that numerical libraries do not notice.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct

_LOAD, _EQUAL, _GREATER_EQUAL, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

_PR_SET_SECCOMP, _MODE_FILTER, _PR_SET_NO_NEW_PRIVS = 22, 2, 38
_PR_SET_DUMPABLE, _PR_SET_MM = 4, 35
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
#: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_NEW_NAMESPACES = 0x7E020000

#: name: (number on x86_64, number on aarch64); None where there is no such call.
_FORBIDDEN: dict[str, tuple[int | None, int | None]] = {
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "perf_event_open": (298, 241),
    "sched_setaffinity": (203, 122),
    # sockets that lead somewhere
    "connect": (42, 203),
    # memory and queues that no limit counts
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # the kernel and the machine
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "personality": (135, 92),
    "fanotify_init": (300, 262),
    "vhangup": (153, 58),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
}

#: Programs fall back on older calls when these seem not to exist.
_ABSENT: dict[str, tuple[int, int]] = {
    "clone3": (435, 435),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}

#: Calls that change what a file is rather than what is in it. Landlock does not look at them: where
#: files outside a room belong to its user they are answered with success, and nothing is done.
#: Programs that copy files make them all the time.
_ATTRIBUTES: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
}

#: Calls of which only some are forbidden, see `filter_program`.
_PARTLY: dict[str, tuple[int, int]] = {
    "clone": (56, 220),
    "prctl": (157, 167),
    "ioctl": (16, 29),
    "socket": (41, 198),
    "socketpair": (53, 199),
}

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


class UnknownProcessor(Exception):
    """There is no table of system calls for this processor."""


def filter_program(machine: str | None = None, keep_attributes: bool = False) -> bytes:
    """The filter as an array of `struct sock_filter`, eight bytes an instruction.

    Args:
        keep_attributes: whether modes, owners and times of files are to stay as they are.
        machine: as `platform.machine()` says; this machine's by default.

    Raises:
        UnknownProcessor: for anything but x86_64 and aarch64.
    """
    machine = machine or platform.machine()
    if machine not in _ARCHITECTURES:
        raise UnknownProcessor(f"expected x86_64 or aarch64, received {machine}")
    column, architecture = _ARCHITECTURES[machine]
    deny, absent = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    code = [
        _op(_LOAD, _ARCHITECTURE),
        _op(_EQUAL, architecture, 1, 0),
        _op(_RETURN, _KILL),
        _op(_LOAD, _NUMBER),
        _op(_GREATER_EQUAL, 0x40000000, 0, 1),  # x32, a second door to the same calls
        _op(_RETURN, _KILL),
    ]
    tables = [(_FORBIDDEN, deny), (_ABSENT, absent)]
    if keep_attributes:
        tables.append((_ATTRIBUTES, _ERRNO))
    for table, verdict in tables:
        for numbers in table.values():
            number = numbers[column]
            if number is not None:
                code += [_op(_EQUAL, number, 0, 1), _op(_RETURN, verdict)]
    # Streams between own processes only: a datagram or a packet could name any address.
    own_streams = [
        *_argument(0),
        _op(_EQUAL, socket.AF_UNIX, 0, 3),
        *_argument(1),
        _op(_AND, 0xF),
        _op(_EQUAL, socket.SOCK_STREAM, 1, 0),
        _op(_RETURN, _ERRNO | errno.EOPNOTSUPP),  # ZeroMQ ends the process at any other error
        _op(_RETURN, _ALLOW),
    ]
    partly = {
        "clone": [*_argument(0), _op(_ANY_BIT, _NEW_NAMESPACES, 0, 1), _op(_RETURN, deny)],
        "prctl": _refuse_first((_PR_SET_DUMPABLE, _PR_SET_MM), 0, deny),
        "ioctl": _refuse_first((_TIOCSTI, _TIOCLINUX), 1, deny),
        "socket": own_streams,
        "socketpair": own_streams,
    }
    for name, part in partly.items():
        part = [*part, _op(_RETURN, _ALLOW)]
        code += [_op(_EQUAL, _PARTLY[name][column], 0, len(part)), *part]
    return b"".join([*code, _op(_RETURN, _ALLOW)])


def install(program: bytes) -> None:
    """Put the filter on this thread and all it will start; there is no way back.

    Raises:
        OSError: if the kernel refuses it.
    """
    buffer = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(
        struct.pack("@HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(header), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel refuses the seccomp filter")


def _op(code: int, k: int, true: int = 0, false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, true, false, k)


def _argument(index: int) -> list[bytes]:
    """Load the low 32 bits of an argument (both machines are little-endian)."""
    return [_op(_LOAD, _FIRST_ARGUMENT + 8 * index)]


def _refuse_first(values: tuple[int, ...], index: int, verdict: int) -> list[bytes]:
    code = _argument(index)
    for value in values:
        code += [_op(_EQUAL, value, 0, 1), _op(_RETURN, verdict)]
    return code
