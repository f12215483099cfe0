"""Nobody gets out: the escapes in every tier, graded as root and as an ordinary user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import reachable
from hostile_rows import HONEST

from autograder.sandbox import landlock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sandboxes are Linux'"),
]

ROOT = "root"
ORDINARY = "ordinary user"
CASES = [
    ("bubblewrap", ROOT),
    ("bubblewrap", ORDINARY),
    ("landlock", ROOT),
    ("landlock", ORDINARY),
]


def run(sandbox: str, user: str, folder: Path) -> dict[str, Any]:
    """Grade the escapes and return what `escape_run` says."""
    script = Path(__file__).with_name("escape_run.py")
    argv = [sys.executable, "-B", str(script), str(folder), sandbox]
    if os.geteuid() == 0:
        uid = reachable.USER if user == ORDINARY else 0
        os.chown(folder, uid, uid)
        argv = reachable.command(argv, uid)
    elif user == ROOT:
        pytest.skip("only root can grade as root")
    if sandbox == "landlock" and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    if (sandbox, user) == ("landlock", ORDINARY) and landlock.version() < landlock.SCOPES_SIGNALS:
        pytest.skip("as an ordinary user the tier needs a newer Landlock, and refuses")
    done = subprocess.run(argv, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}, {case[1]}")
def escaped(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    # Not pytest's own folder: another user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="escapes-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        yield {**run(*request.param, Path(folder)), "case": request.param}


def test_every_cell_scores_what_it_is_worth(escaped: dict[str, Any]) -> None:
    wrong = {}
    for student, cells in escaped["scores"].items():
        expected = escaped["expected"].get(student) or HONEST
        expected = {name: list(score) for name, score in expected.items()}
        if cells != expected:
            wrong[student] = {n: (cells.get(n), expected[n]) for n in expected}
    assert wrong == {}
    assert escaped["failures"] == {}
    assert escaped["sandboxes"] == [escaped["case"][0]]


def test_nothing_secret_comes_back_and_nothing_was_possible(escaped: dict[str, Any]) -> None:
    for student, said in escaped["outputs"].items():
        assert escaped["canary"] not in said, student
        assert "ESCAPED" not in said.replace("'ESCAPED'", ""), student


def test_no_secret_stands_in_feedback_cache_or_release(escaped: dict[str, Any]) -> None:
    assert escaped["leaked"] == []
    assert escaped["pages"] == [1] * len(escaped["scores"])


def test_nothing_arrives_outside(escaped: dict[str, Any]) -> None:
    assert escaped["received"] == []


def test_nothing_is_changed_or_written(escaped: dict[str, Any]) -> None:
    assert escaped["changed"] == []
    assert escaped["pwned"] == []


def test_nothing_is_left(escaped: dict[str, Any]) -> None:
    assert escaped["left_processes"] == []
    assert escaped["left_files"] == []
    assert escaped["decoy"] is None  # a process of the grader's user, which nobody could end
