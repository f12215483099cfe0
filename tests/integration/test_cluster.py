"""On a Dask cluster of separate processes: the same scores, and nothing is lost when things die."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import light_zygote
import pytest
from course_builder import ASSIGNMENT, build_course, hand_in, honest, source_notebook
from dask_cluster import DaskCluster
from distributed import Client
from processes import processes_below

from autograder import datasets
from autograder.course import Course, CourseError
from autograder.grading import cluster as cluster_module
from autograder.grading.grade import AssignmentReport, Options, grade

pytestmark = pytest.mark.slow

SQUARES = "def sum_squares(numbers):\n    "
#: What students hand in for `sum_squares`, and how it ends.
ANSWERS = {
    "able": SQUARES + "return sum(n * n for n in numbers)",
    "hasty": SQUARES + "return 5",
    "lethal": SQUARES + "import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)",
    "thief": SQUARES + "import socket\n"
    "    socket.create_connection(('127.0.0.1', PORT), timeout=1)\n    return 5",
}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(tmp_path_factory.mktemp("cluster"), 2) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, cluster: DaskCluster) -> Course:
    course = build_course(tmp_path_factory.mktemp("course") / "course")
    port = cluster.address.rpartition(":")[2]
    for student, answer in ANSWERS.items():
        hand_in(course, student, honest(course, sum_squares=answer.replace("PORT", port)))
    hand_in(course, "torn", honest(course)).joinpath("arrays.ipynb").write_text('{"cells": [')
    return course


@pytest.fixture(scope="module")
def at_home(course: Course) -> dict[str, list]:
    """What the same class is given by this machine's own processes."""
    with light_zygote.used():
        (report,) = grade(course, [ASSIGNMENT], Options(jobs=2, save=False), lambda *_: None)
    return judged(report)


def judged(report: AssignmentReport) -> dict[str, list]:
    assert [s.failure for s in report.submissions] == [""] * len(report.submissions)
    return {s.student: [(r.cells, r.findings) for r in s.results] for s in report.submissions}


def options(cluster: DaskCluster, **more: bool) -> Options:
    return Options(force=True, scheduler=cluster.address, **more)


def pids(cluster: DaskCluster) -> dict[str, int]:
    with Client(cluster.address, set_as_default=False) as client:
        return client.run(os.getpid)


def test_the_same_scores_as_at_home(
    course: Course, cluster: DaskCluster, at_home: dict[str, list]
) -> None:
    (report,) = grade(course, [ASSIGNMENT], options(cluster), lambda *_: None)
    assert judged(report) == at_home
    assert report.remarks == ()
    scores = {s.student: s.score for s in report.submissions}
    assert scores == {"able": 70.0, "hasty": 53.0, "lethal": 50.0, "thief": 50.0, "torn": 0.0}
    with course.gradebook() as gradebook:
        saved = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
    assert saved == scores


def test_workers_stay_warm_from_run_to_run(course: Course, cluster: DaskCluster) -> None:
    def zygotes() -> set[str]:
        every = processes_below(cluster.temporary)
        return {place.name for place, command in every if "forking" in command}

    grade(course, [ASSIGNMENT], options(cluster, save=False), lambda *_: None)
    before = zygotes()
    assert len(before) >= 2
    grade(course, [ASSIGNMENT], options(cluster, save=False), lambda *_: None)
    assert zygotes() >= before


def test_a_worker_that_is_killed_costs_nobody_anything(
    course: Course, cluster: DaskCluster, at_home: dict[str, list]
) -> None:
    before = pids(cluster)

    def kill(_: str, done: int, total: int) -> None:
        if done == 1:
            os.kill(min(before.values()), signal.SIGKILL)

    (report,) = grade(course, [ASSIGNMENT], options(cluster, save=False), kill)
    assert judged(report) == at_home
    deadline = time.monotonic() + 60
    while len(after := pids(cluster)) < 2 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(after) == 2 and min(before.values()) not in after.values()


def test_workers_that_do_not_fit_are_named_and_not_used(
    course: Course, cluster: DaskCluster, at_home: dict[str, list]
) -> None:
    with (
        cluster.added(KERAS_BACKEND="jax"),
        cluster.added(AUTOGRADER_SANDBOX="moat"),
        Client(cluster.address, set_as_default=False) as client,
    ):
        client.wait_for_workers(4, 60)
        (report,) = grade(course, [ASSIGNMENT], options(cluster, save=False), lambda *_: None)
    assert judged(report) == at_home
    said = " ".join(report.remarks)
    assert "the backend of Keras: expected tensorflow, received jax" in said
    assert "Expected a sandbox of bubblewrap, landlock, none or auto, received `moat`" in said


@pytest.mark.mnist
def test_mnist_is_sent_and_the_test_images_stay_with_the_examiner(
    cluster: DaskCluster, tmp_path: Path
) -> None:
    if os.environ.get("AUTOGRADER_MNIST", "") in ("", "digits"):
        pytest.skip("needs the real MNIST: set AUTOGRADER_MNIST to the path of mnist.npz")
    assert datasets.mnist_source() == "mnist"  # the workers were told of the stand-in only
    notebook = source_notebook()
    setup = next(cell for cell in notebook.cells if cell.id == "setup")
    setup.source += "\nfrom autograder.datasets import load_mnist"
    course = build_course(tmp_path / "course", notebook)
    looks = (
        "import os\n    import numpy as np\n    out = ...\n"
        "    found = sorted(np.load(os.environ['AUTOGRADER_MNIST']).files)\n"
        "    assert found == ['x_train', 'y_train'], found\n    return 2 * x"
    )
    hand_in(course, "curious", honest(course, double=f"def double(x):\n    {looks}"))
    (report,) = grade(course, [ASSIGNMENT], options(cluster), lambda *_: None)
    assert report.notice == ""
    assert [(s.failure, s.score) for s in report.submissions] == [("", 70.0)]


def test_ctrl_c_ends_what_runs_on_the_workers(course: Course, cluster: DaskCluster) -> None:
    endless = "def double(x):\n    while True: pass"
    folders = [hand_in(course, f"endless{n}", honest(course, double=endless)) for n in range(2)]

    def interrupt(_: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            grade(course, [ASSIGNMENT], options(cluster, save=False), interrupt)
        with Client(cluster.address, set_as_default=False) as client:
            deadline = time.monotonic() + 2
            while any(client.processing().values()) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not any(client.processing().values())
    finally:
        for folder in folders:
            shutil.rmtree(folder.parent)


def test_the_end_of_the_scheduler_is_said_and_the_rest_is_done_elsewhere(
    course: Course,
    cluster: DaskCluster,
    at_home: dict[str, list],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_module, "CONNECT", 3.0)
    for place in course.state.glob("results/*/*.json"):
        place.unlink()

    def kill(_: str, done: int, total: int) -> None:
        if done == 1:
            cluster.scheduler.kill()

    with pytest.raises(CourseError, match="was lost .*start it again.*What was finished is kept"):
        grade(course, [ASSIGNMENT], options(cluster), kill)
    kept = len(list(course.state.glob("results/*/*.json")))
    assert 1 <= kept < len(at_home)
    with light_zygote.used():
        (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None)
    assert judged(report) == at_home
    with pytest.raises(CourseError, match="^No scheduler answers at .*dask scheduler"):
        grade(course, [ASSIGNMENT], options(cluster), lambda *_: None)


def test_nothing_outlives_the_cluster(cluster: DaskCluster) -> None:
    cluster.__exit__(None, None, None)
    deadline = time.monotonic() + 30
    while (left := list(processes_below(cluster.temporary))) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [command for _, command in left] == []
    assert [path.name for path in cluster.temporary.iterdir() if path.name.startswith("ag-")] == []
