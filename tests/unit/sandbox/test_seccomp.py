"""The filter's table is the kernel's own, and the filter does what the table says."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import seccomp

HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}
TABLES = (seccomp._FORBIDDEN, seccomp._ABSENT, seccomp._ATTRIBUTES, seccomp._PARTLY)


@pytest.mark.parametrize("column", [0, 1], ids=["x86_64", "aarch64"])
def test_the_numbers_are_those_of_the_kernels_headers(column: int) -> None:
    header = HEADERS[column]
    if not header.is_file():
        pytest.skip(f"{header} is not installed")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    for table in TABLES:
        for name, numbers in table.items():
            if name in found:  # an older header does not know the newest calls
                assert numbers[column] == int(found[name]), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("keep", [False, True])
def test_every_jump_lands_within_the_program(machine: str, keep: bool) -> None:
    program = seccomp.filter_program(machine, keep)
    count = len(program) // 8
    assert len(program) == 8 * count < 8 * 4096
    for place in range(count):
        code, true, false = program[8 * place], program[8 * place + 2], program[8 * place + 3]
        if code & 0x07 == 0x05:
            assert place + 1 + max(true, false) < count
    assert program[-8] == 0x06  # the last instruction returns


def test_another_processor_is_refused() -> None:
    with pytest.raises(seccomp.UnknownProcessor, match="received riscv64"):
        seccomp.filter_program("riscv64")


FILTERED = """
import ctypes, errno, os, socket, sys
from autograder.sandbox import seccomp
libc = ctypes.CDLL(None, use_errno=True)
seccomp.install(seccomp.filter_program())
def error(deed):
    try: deed()
    except OSError as e: return e.errno
    return 0
def call(number, *arguments):
    return ctypes.get_errno() if libc.syscall(number, *arguments) < 0 else 0
print([
    error(lambda: socket.socket(socket.AF_INET).close()),
    error(lambda: socket.socket(socket.AF_UNIX).close()),
    error(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).close()),
    error(lambda: [s.close() for s in socket.socketpair()]),
    error(lambda: socket.socket(socket.AF_UNIX).connect('/nothing')),
    error(lambda: os.memfd_create('x')),
    -1 if libc.unshare(0x10000000) < 0 else 0,
    -1 if libc.prctl(4, 0, 0, 0, 0) < 0 else 0,
    0 if libc.prctl(15, b'name', 0, 0, 0) == 0 else -1,
    error(lambda: os.waitpid(os.fork() or os._exit(0), 0)),
])
"""


@pytest.mark.skipif(platform.machine() not in seccomp._ARCHITECTURES, reason="no table")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp is Linux'")
def test_a_filtered_process_is_refused_what_leads_out() -> None:
    done = subprocess.run([sys.executable, "-c", FILTERED], capture_output=True, text=True)
    unsupported, forbidden = errno.EOPNOTSUPP, errno.EPERM
    assert done.stdout.strip() == str(
        [unsupported, 0, unsupported, 0, forbidden, forbidden, -1, -1, 0, 0]
    ), done.stderr


def test_this_process_is_not_filtered() -> None:
    """The filter of the test above stays in its own process."""
    socket.socket().close()
    assert ctypes.CDLL(None).getpid() == os.getpid()
