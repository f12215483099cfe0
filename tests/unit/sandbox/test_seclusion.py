"""A worker cannot open what is kept from it, and goes on with its work."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from autograder.grading.executors import Surroundings, local_executor
from autograder.sandbox import landlock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seclusion is Linux'"),
]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Beside the course something that is nobody's secret, not in a temporary folder of its own."""
    (tmp_path / "submitted" / "ann").mkdir(parents=True)
    (tmp_path / "gradebook.db").write_text("grades")
    return tmp_path


def outcomes(course: Path, sandbox: str, *attempts: tuple) -> list[object]:
    private = (str(course / "submitted"), str(course / "gradebook.db"))
    found: list[object] = []
    with local_executor(1, Surroundings(sandbox, private)) as executor:
        for attempt in attempts:
            future = executor.submit(*attempt)
            error = future.exception()
            found.append(type(error) if error else future.result())
    return found


def test_hidden_by_namespaces(course: Path) -> None:
    database, folder = course / "gradebook.db", course / "submitted"
    if outcomes(course, "none", (os.listdir, folder)) == [["ann"]]:
        pytest.skip("this machine allows no namespaces")
    assert outcomes(
        course,
        "bubblewrap",
        (Path.read_bytes, database),
        (Path.write_text, database, "better grades"),
        (os.listdir, folder),
        (os.mkdir, folder / "bob"),
        (socket.create_connection, ("127.0.0.1", 9), 1),
        (os.path.exists, course),
    ) == [b"", len("better grades"), [], OSError, OSError, True]
    assert database.read_text() == "grades"  # it wrote to /dev/null
    assert os.listdir(folder) == ["ann"]


def test_kept_out_by_landlock(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    temporary = course / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert outcomes(
        course,
        "landlock",
        (Path.read_bytes, course / "gradebook.db"),
        (Path.write_text, course / "gradebook.db", "better grades"),
        (os.listdir, course / "submitted"),
        (os.mkdir, temporary / "own"),
    ) == [PermissionError, PermissionError, PermissionError, None]
    assert (course / "gradebook.db").read_text() == "grades"
