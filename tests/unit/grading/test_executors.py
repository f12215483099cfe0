"""Workers that end at the worst moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ends processes")

#: One worker dies with the lock of the results in its hand, for which the other waits then.
PROGRAM = """
import os, pathlib, signal, sys, time
from autograder.grading.executors import Surroundings, local_executor

DYING = pathlib.Path(sys.argv[1])


def die():
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["result_queue"]._wlock.acquire()
    DYING.touch()
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def wait():
    while not DYING.exists():
        time.sleep(0.05)


if __name__ == "__main__":
    with local_executor(2, Surroundings("none")) as executor:
        found = [executor.submit(wait), executor.submit(die)]
        print(*(type(future.exception()).__name__ for future in found))
"""


def test_nobody_waits_for_a_worker_that_died_while_it_answered(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "program.py", str(tmp_path / "dying")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["BrokenProcessPool", "BrokenProcessPool"], done.stderr
