"""What a process gives up before it runs other people's code: the same in every tier, warm or cold.

A `Confinement` is data, so that a launcher can hand it to the process that will be confined.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import time
from dataclasses import asdict, dataclass

from autograder.sandbox import landlock, namespaces, seccomp
from autograder.sandbox.limits import Limits

_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38
_PR_SET_CHILD_SUBREAPER, _PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL = 36, 47, 4


@dataclass(frozen=True)
class Confinement:
    """How a process is confined.

    Attributes:
        holder: process whose namespaces are entered; 0 if there are none.
        own_user_namespace: whether the holder has a user namespace of its own.
        uid: the user and group to become; 0 to stay who one is.
        readable, writable: for Landlock, what may be read and run, and what written as well;
            both empty if Landlock is not used.
        keep_attributes: whether it may change no file's mode, owner or times.
        folder: where the process starts, as it sees it.
        processor_seconds: CPU time of one process.
        data_bytes, file_bytes: private memory of one process; size of one file.
        processes, files: processes and threads of the user; open files of one process.
    """

    holder: int = 0
    own_user_namespace: bool = False
    uid: int = 0
    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    keep_attributes: bool = False
    folder: str = "/"
    processor_seconds: int = 1260
    data_bytes: int = 4 * 2**30
    file_bytes: int = 256 * 2**20
    processes: int = 256
    files: int = 1024

    def dumps(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> Confinement:
        values = json.loads(text)
        for name in ("readable", "writable"):
            values[name] = tuple(values[name])
        return cls(**values)


def limited(limits: Limits) -> dict[str, int]:
    """The limits of one process, as fields of a `Confinement`."""
    return {
        # every thread counts, and so does starting up
        "processor_seconds": int(limits.seconds * (limits.threads + 1)) + 60,
        "data_bytes": limits.data_bytes,
        "file_bytes": limits.file_bytes,
        "processes": limits.processes,
        "files": limits.files,
    }


def enter(confinement: Confinement) -> None:
    """Leave this process behind as a guard, and return in a confined child of it.

    The guard lives as long as the child and ends with its exit status; told to end (SIGTERM), or
    when its own parent dies, it ends everything that the child has started.

    Raises:
        OSError: in the guard, if the sandbox cannot be entered.
    """
    filter_program = seccomp.filter_program(keep_attributes=confinement.keep_attributes)
    parent = os.getppid()
    if confinement.holder:
        namespaces.enter(confinement.holder, confinement.own_user_namespace)
    else:
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        end_with_parent()
        if os.getppid() != parent:  # it died before we asked to be told
            os._exit(1)
    blocked = {signal.SIGTERM, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    child = os.fork()
    if child:
        _guard(child, bool(confinement.holder))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, blocked)
    _confine(confinement, filter_program)


def _confine(confinement: Confinement, filter_program: bytes) -> None:
    os.setsid()
    os.chdir(confinement.folder)
    with open("/proc/self/oom_score_adj", "w") as file:  # first to go when memory is short
        file.write("1000")
    ruleset = None
    if confinement.readable:
        own = f"/proc/{os.getpid()}"  # and of no other process
        ruleset = landlock.ruleset((*confinement.readable, own), confinement.writable)
    _limit_resources(confinement)
    _drop_capabilities(confinement.uid)
    no_new_privileges()
    if ruleset is not None:
        landlock.restrict(ruleset)
    seccomp.install(filter_program)


def _limit_resources(confinement: Confinement) -> None:
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, confinement.processor_seconds),
        (resource.RLIMIT_DATA, confinement.data_bytes),
        (resource.RLIMIT_FSIZE, confinement.file_bytes),
        (resource.RLIMIT_NOFILE, confinement.files),
        (resource.RLIMIT_NPROC, confinement.processes),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 2**16),
    ):
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _drop_capabilities(uid: int) -> None:
    """Become an ordinary user without any capability, and without a way to get one."""
    if os.geteuid() == 0 or uid:
        with open("/proc/sys/kernel/cap_last_cap") as file:
            last = int(file.read())
        for capability in range(last + 1):
            _libc().prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # not ours to drop: no harm
    _libc().prctl(_PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL, 0, 0, 0)
    if uid:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
    nothing = (ctypes.c_uint32 * 6)()
    _checked(_libc().capset(header, nothing), "capabilities cannot be dropped")


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """Let this process get a signal when its parent's thread ends; it may have ended already."""
    _prctl(_PR_SET_PDEATHSIG, number)


def no_new_privileges() -> None:
    """No program that this process starts gets more rights than it has."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _guard(child: int, in_namespaces: bool) -> None:
    """Wait for the child; never returns."""
    _close_descriptors()
    if in_namespaces:
        # The holder's end is the end of all: nothing else to look after.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _, status = os.waitpid(child, 0)
        os._exit(_exit_code(status))
    status = None
    while status is None:
        told = signal.sigwait({signal.SIGTERM, signal.SIGCHLD})
        if told == signal.SIGTERM:
            break
        status = _reap(child)
    end_descendants()
    os._exit(1 if status is None else _exit_code(status))


def _reap(child: int) -> int | None:
    """Take the status of every ended process; the child's is returned."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == child:
            found = status


def end_descendants() -> None:
    """End all that this process, a subreaper, has below it; a fork bomb is stopped first."""
    while below := descendants(os.getpid()):
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in below:
                try:
                    os.kill(pid, number)
                except (ProcessLookupError, PermissionError):
                    continue
        _reap(0)
        time.sleep(0.005)


def descendants(root: int) -> list[int]:
    """All processes below `root` that have not ended."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b") ")[2].split()
        except OSError:
            continue
        if fields[0] not in (b"Z", b"X"):
            parents[int(name)] = int(fields[1])
    found: set[int] = {root}
    grown = True
    while grown:
        new = {pid for pid, parent in parents.items() if parent in found and pid not in found}
        found |= new
        grown = bool(new)
    return sorted(found - {root})


def _close_descriptors() -> None:
    """The guard keeps nothing open: who reads from the child must notice its end."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.closerange(3, 65536)


def _exit_code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    _checked(_libc().prctl(option, value, 0, 0, 0), f"prctl {option} failed")


def _checked(result: int, what: str) -> None:
    if result:
        raise OSError(ctypes.get_errno(), what)
