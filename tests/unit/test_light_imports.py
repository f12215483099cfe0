"""What students install must import anywhere: no Unix-only module, no heavy library."""

from __future__ import annotations

import subprocess
import sys

import pytest

STUDENTS = [
    "autograder",
    "autograder.checks",
    "autograder.datasets",
    "autograder.cli",
    "autograder.feedback.selfcheck",
]
UNIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios")
HEAVY = ("tensorflow", "keras", "nbgrader", "sklearn", "distributed")


@pytest.mark.parametrize("module", STUDENTS)
def test_imports_without_unix_and_without_heavy_libraries(module: str) -> None:
    code = (
        "import os, pathlib, subprocess, sys, tempfile, zipfile, asyncio, multiprocessing\n"
        f"for name in {UNIX_ONLY!r}:\n    sys.modules[name] = None\n"
        f"import {module}\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
