"""What students install must import anywhere: no Unix-only module, no heavy library."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import autograder

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


def test_dask_is_imported_by_a_run_on_a_cluster_only() -> None:
    dask = {"dask", "distributed"}
    ours = {f"autograder.grading.{name}" for name in ("cluster", "dispatch", "station")}
    importing: set[str] = set()
    root = Path(autograder.__file__).parent
    for path in root.rglob("*.py"):
        top = [n for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.ImportFrom)]
        names = {n.module for n in top} | {f"{n.module}.{a.name}" for n in top for a in n.names}
        if {name.partition(".")[0] for name in names} & dask or names & ours:
            importing.add(".".join(("autograder", *path.relative_to(root).with_suffix("").parts)))
    assert importing == ours
