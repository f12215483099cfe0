"""How much memory processes use: exactly where it matters, quickly where it is little."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from autograder.sandbox import memory
from autograder.sandbox.limits import MEGABYTE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux'")

SHARED = 100 * MEGABYTE

#: Two processes that have the same pages.
FAMILY = f"""
import mmap, os, sys
pages = mmap.mmap(-1, {SHARED})
os.fork()
for place in range(0, len(pages), 4096): pages[place] = 1
os.write(1, b"%d\\n" % os.getpid())
sys.stdin.read()
"""


@pytest.fixture
def family() -> Iterator[list[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield [process.stdout.readline().strip() for _ in range(2)]
        process.communicate("")


def test_shared_pages_count_once(family: list[str]) -> None:
    assert SHARED < memory.total(family) < 1.5 * SHARED


def test_little_is_counted_in_full(family: list[str]) -> None:
    assert 2 * SHARED < memory.total(family, little=3 * SHARED) < 2.5 * SHARED
    assert SHARED < memory.total(family, little=2 * SHARED) < 1.5 * SHARED


def test_who_is_not_there_uses_nothing() -> None:
    assert memory.total(["4194305"]) == 0
