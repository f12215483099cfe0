"""Kernels in rooms: through Jupyter's own tools, and warm as well as cold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from course_builder import ASSIGNMENT, build_course, hand_in, honest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from autograder.grading import protocol
from autograder.grading.examining import EXAMINER
from autograder.grading.grade import Options, grade
from autograder.kernels import provisioner
from autograder.kernels.starting import ColdStarter
from autograder.kernels.warm import WarmStarter
from autograder.kernels.zygote import Zygote, ZygoteFailure
from autograder.sandbox.confinement import descendants
from autograder.sandbox.limits import Limits
from autograder.sandbox.tiers import best_tier

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms are Linux'"),
]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provisioner.install_kernelspec(str(tmp_path / "prefix"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "prefix" / "share" / "jupyter"))


def notebook(*sources: str) -> NotebookNode:
    kernelspec = {"name": provisioner.NAME, "display_name": "sandbox", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    return new_notebook(cells=cells, metadata={"kernelspec": kernelspec})


def printed(cell: NotebookNode) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "own.py").write_text("WIDTH = 3\n")
    (place / "hidden.ipynb").write_text("{}")
    (place / "link.txt").symlink_to("/etc/passwd")
    return place


LOOKS = (
    "import os, own, socket\n"
    "print(sorted(os.listdir('.')), own.WIDTH)\n"
    "try: socket.socket()\n"
    "except OSError: print('no network')"
)
LOOKED = "['own.py'] 3\nno network\n"


def test_nbclient_uses_the_kernelspec_by_itself(installed: None, folder: Path) -> None:
    before = set(descendants(os.getpid()))
    nb = notebook(LOOKS, "import time\nwhile True: time.sleep(0.01)", "print('after')")
    client = NotebookClient(
        nb, timeout=3, interrupt_on_timeout=True, resources={"metadata": {"path": str(folder)}}
    )
    client.allow_errors = True
    client.execute()
    assert printed(nb.cells[0]) == LOOKED
    assert nb.cells[1].outputs[-1].ename == "KeyboardInterrupt"
    assert printed(nb.cells[2]) == "after\n"
    assert set(descendants(os.getpid())) <= before


def test_jupyter_execute_uses_it(installed: None, folder: Path) -> None:
    nbformat.write(notebook(LOOKS), folder / "nb.ipynb")
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", str(folder / "nb.ipynb")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert printed(nbformat.read(folder / "nb.ipynb", 4).cells[0]) == LOOKED


def test_nbgraders_execution_uses_it(installed: None, folder: Path) -> None:
    from nbgrader.preprocessors import Execute

    nb = notebook(LOOKS)
    execute = Execute(config=Config({"Execute": {"kernel_name": provisioner.NAME}}))
    execute.preprocess(nb, {"metadata": {"path": str(folder)}})
    assert printed(nb.cells[0]) == LOOKED


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    zygote = Zygote(1)
    yield zygote
    zygote.stop()


def say(starter: WarmStarter | Zygote | ColdStarter) -> str:
    """What an examiner that is started in a room says of itself."""
    with best_tier().room(Limits(), ()) as room:
        started = starter.start(room, EXAMINER, (), room.environment({"TOLD": "yes"}))
        with started.channel as channel, channel.makefile("rb") as answers:
            channel.settimeout(60)
            assert protocol.read_frame(answers)[0] == protocol.READY
            order = protocol.InstructorCell(0, TELL, (), 30.0)
            channel.sendall(protocol.pack(protocol.INSTRUCTOR, order))
            done = json.loads(protocol.read_frame(answers)[1])
        started.process.wait(20)
    return done["error"].removeprefix("ValueError: ")


TELL = """
import os, sys, tempfile
few = len(os.listdir("/proc/self/fd")) < 8
warm = "autograder.kernels.forking" in sys.modules
own = tempfile.gettempdir() == os.environ["TMPDIR"] and os.path.isdir(tempfile.gettempdir())
raise ValueError(repr((warm, os.environ["TOLD"], few, own, "keras" in sys.modules)))
"""


def test_warm_and_cold_processes_find_the_same(zygote: Zygote) -> None:
    warm, cold = say(zygote), say(ColdStarter())
    assert warm == "(True, 'yes', True, True, True)"
    assert cold == "(False, 'yes', True, True, True)"


def test_a_zygote_that_died_is_started_again(zygote: Zygote) -> None:
    say(zygote)
    assert zygote.process is not None
    first = zygote.process.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert say(zygote).startswith("(True")
    assert zygote.process.process.pid != first.pid


@pytest.mark.parametrize(
    ("backend", "threads", "operation"),
    [
        ("tensorflow", 1, "tensorflow.constant(1) + 1"),
        ("jax", 1, "jax.numpy.ones(1) + 1"),
        ("torch", 2, "torch.ones(300, 300) @ torch.ones(300, 300)"),  # hangs with threads only
    ],
    ids=["tensorflow", "jax", "torch"],
)
def test_a_zygote_that_has_computed_is_not_used(
    backend: str, threads: int, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an operation of the backend a fork would hang: it must be seen, and cost nothing."""
    pytest.importorskip(backend)
    monkeypatch.setenv("KERAS_BACKEND", backend)
    starter = WarmStarter(threads)
    program = COMPUTES.format(backend=backend, operation=operation)
    monkeypatch.setattr("autograder.kernels.zygote._PROGRAM", program)
    try:
        with (
            best_tier().room(Limits(), ()) as room,
            pytest.raises(ZygoteFailure, match="something was computed"),
        ):
            starter.zygote.start(room, EXAMINER, (), {})
        assert say(starter).startswith("(False")
    finally:
        starter.zygote.stop()


COMPUTES = """
from autograder.kernels import forking

serve = forking._serve


def serve_having_computed(orders, threads):
    import {backend}

    {operation}
    serve(orders, threads)


forking._serve = serve_having_computed
forking.serve()
"""


def test_the_same_scores_warm_and_cold_alone_and_together(tmp_path: Path) -> None:
    course = build_course(tmp_path / "course")
    hand_in(course, "ann", honest(course))
    wrong = {"middle": "middle = 3", "double": "def double(x): return x"}
    endless = "def sum_squares(n):\n    while 1: pass"
    hand_in(course, "bob", honest(course, sum_squares=endless, **wrong))
    found = []
    for options in (
        Options(jobs=1),
        Options(jobs=2, force=True),
        Options(jobs=2, force=True, warm=False),
    ):
        (report,) = grade(course, [ASSIGNMENT], options, lambda *_: None)
        assert not any(s.failure for s in report.submissions)
        found.append([[r.cells for r in s.results] for s in report.submissions])
    assert found[0] == found[1] == found[2]
