"""Models that cheat, lie or break things score exactly what they are worth, and harm nobody."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile_model_rows import HONEST, PARAMETERS, READS_TEST_IMAGES, ROWS, TRAIN, Row
from model_course import ASSIGNMENT, build_course, hand_in, honest
from processes import processes_below

from autograder import datasets
from autograder.course import Course
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.sandbox.bubblewrap import BOX
from autograder.sandbox.tiers import BUBBLEWRAP, best_tier

pytestmark = pytest.mark.slow

FIRST, LAST = "aaa_honest", "zzz_honest"
MEGABYTE = 2**20


@dataclass
class Batch:
    """The course after one run over all rows, and what the run left behind and took."""

    course: Course
    reports: dict[str, SubmissionReport]
    left_processes: list[str]
    left_files: list[str]
    examiner_bytes: int


class Watch(threading.Thread):
    """The most memory that an examiner below a folder has held, looked up now and then."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.over = threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self.over.wait(0.3):
            for place, _ in processes_below(self.folder):
                if _is_examiner(place):
                    self.most = max(self.most, _peak(place))


def _is_examiner(place: Path) -> bool:
    """Whether a process is in a bubblewrap room that has no kernel's connection file."""
    box = place / "root" / BOX[1:]
    return box.is_dir() and not (box / "kernel.json").exists()


def _peak(place: Path) -> int:
    """The largest resident size that a process has had, in bytes; 0 if it has ended."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", (place / "status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


@contextmanager
def graded_in(temporary: Path, mnist: str) -> Iterator[None]:
    """Temporary files go below a folder; AUTOGRADER_MNIST is `mnist`."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TMPDIR", str(temporary))
    patch.setattr(tempfile, "tempdir", None)
    patch.setenv("AUTOGRADER_MNIST", mnist)
    datasets.loading._find.cache_clear()
    try:
        yield
    finally:
        patch.undo()
        datasets.loading._find.cache_clear()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    course = build_course(tmp_path_factory.mktemp("models") / "course")
    for student in (FIRST, LAST):
        hand_in(course, student, honest(course))
    for row in ROWS:
        notebook = honest(course)
        row.spoil(notebook)
        hand_in(course, row.name, notebook)
    temporary = tmp_path_factory.mktemp("temporary")
    watch = Watch(temporary)
    watch.start()
    with graded_in(temporary, "digits"):
        (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None)
    watch.over.set()
    watch.join()
    left = _left(temporary)
    reports = {submission.student: submission for submission in report.submissions}
    return Batch(course, reports, left, sorted(os.listdir(temporary)), watch.most)


def _left(folder: Path) -> list[str]:
    """Commands of the processes that are still there a moment after grading."""
    for _ in range(20):
        left = [command for _, command in processes_below(folder)]
        if not left:
            break
        time.sleep(0.1)
    return left


def scores(report: SubmissionReport) -> dict[str, tuple[str, float | None]]:
    return {cell.grade_id: (cell.status, cell.score) for cell in report.results[0].cells}


def said(report: SubmissionReport, grade_id: str) -> str:
    return next(cell.message for cell in report.results[0].cells if cell.grade_id == grade_id)


@pytest.mark.parametrize("row", PARAMETERS)
def test_every_cell_scores_what_it_is_worth(batch: Batch, row: Row) -> None:
    report = batch.reports[row.name]
    assert report.failure == ""
    assert scores(report) == row.expected, [cell.message for cell in report.results[0].cells]


@pytest.mark.parametrize("student", [FIRST, LAST])
def test_honest_neighbours_are_untouched(batch: Batch, student: str) -> None:
    assert batch.reports[student].failure == ""
    assert scores(batch.reports[student]) == HONEST


def test_nothing_is_left_running_or_lying_about(batch: Batch) -> None:
    assert batch.left_processes == []
    assert batch.left_files == []
    assert not list(batch.course.state.glob("saving-*"))


def test_no_examiner_grew(batch: Batch) -> None:
    """Not by a bomb of 1.3 GB, nor by layers of millions and billions of units."""
    if best_tier() is not BUBBLEWRAP:
        pytest.skip("elsewhere an examiner cannot be told from a kernel")
    assert 100 * MEGABYTE < batch.examiner_bytes < 1500 * MEGABYTE


def test_every_lost_point_has_a_plain_cause(batch: Batch) -> None:
    for student, report in batch.reports.items():
        for cell in report.results[0].cells:
            lost = (cell.score or 0.0) < cell.max_score
            assert bool(cell.message) == lost, (student, cell.grade_id)
            assert cell.message.replace("\n", "").isprintable() or not cell.message


def test_the_gradebook_holds_the_same_scores(batch: Batch) -> None:
    with batch.course.gradebook() as gradebook:
        for student, report in batch.reports.items():
            (notebook,) = gradebook.find_submission(ASSIGNMENT, student).notebooks
            saved = {grade.name: grade.auto_score for grade in notebook.grades}
            assert saved == {name: score for name, (_, score) in scores(report).items()}, student


@pytest.mark.parametrize(
    ("student", "grade_id", "words"),
    [
        ("patched_keras", "test_layers", "Conv2D"),
        ("patched_keras", "test_best", "accuracy too low"),
        ("fakes", "test_layers", "`Fake` cannot be handed over"),
        ("own_classes", "test_layers", "`Own` cannot be handed over"),
        ("code_in_layers", "test_layers", "instead of Lambda"),
        ("looked_up_in_weights", "test_best", "too many parameters"),
        ("looked_up_in_weights", "test_accuracy", "too many parameters"),
        ("bad_weights", "test_layers", "received 2000000000"),
        ("bad_weights", "test_best", "not finite"),
        ("crafted_archives", "test_layers", "model.weights.h5 is too large"),
        ("crafted_archives", "test_parameters", "too many weights"),
        ("crafted_archives", "test_best", "link"),
        ("crafted_archives", "test_history", "`system` cannot be handed over"),
        ("crafted_archives", "test_accuracy", "instead of Lambda"),
    ],
)
def test_the_cause_is_said(batch: Batch, student: str, grade_id: str, words: str) -> None:
    assert words in said(batch.reports[student], grade_id)


@pytest.mark.mnist
def test_mnist_s_test_images_are_not_on_the_student_s_side(tmp_path: Path) -> None:
    """Even a kernel that says that it is the examiner finds no test images in its copy."""
    mnist = os.environ.get("AUTOGRADER_MNIST", "")
    if mnist in ("", "digits"):
        pytest.skip("needs the real MNIST: set AUTOGRADER_MNIST to the path of mnist.npz")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    course = build_course(tmp_path / "course")
    notebook = honest(course)
    READS_TEST_IMAGES.spoil(notebook)
    hand_in(course, FIRST, notebook)
    with graded_in(temporary, mnist):
        (report,) = grade(course, [ASSIGNMENT], Options(), lambda *_: None)
    (submission,) = report.submissions
    assert submission.failure == ""
    for name in TRAIN:
        assert scores(submission)[name] == ("failed", 0.0)
        assert "raised DatasetError" in said(submission, name)
        assert "a training copy without them" in said(submission, name)
