"""Collecting with real nbgrader, stock and with our extractor, and grading what was collected."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from course_builder import ASSIGNMENT, NOTEBOOK, build_course, honest

from autograder.cli import main
from autograder.course import Course, open_course

pytestmark = pytest.mark.slow

LINE = 'c.ZipCollectApp.extractor_plugin = "autograder.collection.extractor.SafeExtractor"\n'
PATTERN = (
    'c.FileNameCollectorPlugin.named_regexp = r".*/extracted/[^/]*/(?P<student_id>[a-z]+)_'
    '(?P<file_id>.+)"\n'
)


def _nbgrader(
    course: Course, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=300,
    )


def _entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (2024, 5, len(name) % 20 + 1, 12, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = mode << 16
    return entry


def _archive(path: Path, *entries: tuple[zipfile.ZipInfo, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_zip(*entries))
    return path


def _zip(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return file.getvalue()


def _download(course: Course, *entries: tuple[zipfile.ZipInfo, bytes]) -> Path:
    """Put an archive where nbgrader zip_collect looks for it."""
    return _archive(course.root / "downloaded" / ASSIGNMENT / "archive" / "all.zip", *entries)


def _collected(course: Course) -> set[str]:
    top = course.root / "submitted"
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}


def _configure(course: Course, *lines: str) -> Course:
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "".join(lines))
    return open_course(course.root)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return build_course(tmp_path_factory.mktemp("collect"))


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A copy of the released course."""
    shutil.copytree(released.root, tmp_path / "course")
    return open_course(tmp_path / "course")


@pytest.fixture
def work(course: Course) -> bytes:
    return json.dumps(honest(course)).encode()


@pytest.fixture
def outside(course: Course) -> Path:
    """A file that an archive's name leads to through nbgrader's own collector."""
    return course.root.parent / "outside" / "through.ipynb"


@pytest.fixture
def hostile(course: Course, work: bytes, outside: Path) -> None:
    bomb = _zip((_entry("zeros.bin"), bytes(30_000_000)))
    bombs = _zip((_entry("deeper.zip"), bomb))
    _download(
        course,
        (_entry(f"ada_{NOTEBOOK}.ipynb"), work),
        (_entry(f"mallory_{outside}"), work),
        (_entry(f"eve_{NOTEBOOK}.ipynb", 0o106777), work),
        (_entry("ivan_bombs.zip"), bombs),
        (_entry(f"oscar_{NOTEBOOK}.ipynb", stat.S_IFLNK | 0o777), b"/etc/passwd"),
    )


@pytest.mark.usefixtures("hostile")
def test_stock_nbgrader_writes_through_and_unpacks_everything(
    course: Course, outside: Path
) -> None:
    """What the extractor is for; if this fails, nbgrader has become safer."""
    course = _configure(course, PATTERN)
    done = _nbgrader(course, "zip_collect", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert outside.is_file()
    eve = course.submitted("eve", ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    assert eve.stat().st_mode & 0o6002 == 0o6002
    unpacked = course.root / "downloaded" / ASSIGNMENT / "extracted"
    (zeros,) = unpacked.rglob("zeros.bin")
    assert zeros.stat().st_size == 30_000_000
    assert f"oscar/{ASSIGNMENT}/{NOTEBOOK}.ipynb" in _collected(course)


@pytest.mark.usefixtures("hostile")
def test_one_line_makes_it_safe(course: Course, outside: Path) -> None:
    course = _configure(course, PATTERN, LINE)
    done = _nbgrader(course, "zip_collect", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    assert not outside.parent.exists()
    wanted = {f"{student}/{ASSIGNMENT}/{NOTEBOOK}.ipynb" for student in ("ada", "eve")}
    assert _collected(course) == wanted
    for path in (course.root / "submitted").rglob("*"):
        assert path.stat().st_mode & 0o7022 == 0
    assert not list(course.root.rglob("zeros.bin"))
    for words in ("is an absolute name", "is a link", "lies in another zip"):
        assert words in done.stderr


def test_a_broken_zip_costs_its_owner_only(course: Course, work: bytes) -> None:
    """Stock nbgrader ends in a traceback, and nobody's work is collected."""
    _download(
        course, (_entry(f"ada_{NOTEBOOK}.ipynb"), work), (_entry("zoe_work.zip"), b"PK no zip")
    )
    course = _configure(course, PATTERN)
    stock = _nbgrader(course, "zip_collect", ASSIGNMENT)
    assert stock.returncode != 0 and "Traceback" in stock.stderr
    assert _collected(course) == set()
    course = _configure(course, LINE)
    ours = _nbgrader(course, "zip_collect", ASSIGNMENT, "--force")
    assert ours.returncode == 0, ours.stderr
    assert _collected(course) == {f"ada/{ASSIGNMENT}/{NOTEBOOK}.ipynb"}


def test_an_honest_archive_is_collected_as_by_stock(course: Course, work: bytes) -> None:
    """The same files as nbgrader's own extractor brings, and loose files beside the archive."""
    entries = [(_entry(f"{student}_{NOTEBOOK}.ipynb"), work) for student in ("ada", "bob")]
    zipped = _zip((_entry(f"eve_{NOTEBOOK}.ipynb"), work))
    _download(course, *entries, (_entry("eves.zip"), zipped))
    loose = course.root / "downloaded" / ASSIGNMENT / "archive" / f"zoe_{NOTEBOOK}.ipynb"
    loose.write_bytes(work)
    pattern = PATTERN.replace("[^/]*/", "(?:[^/]*/)*")
    course = _configure(course, pattern)
    assert _nbgrader(course, "zip_collect", ASSIGNMENT).returncode == 0
    by_stock = _collected(course)
    assert len(by_stock) == 4
    course = _configure(course, LINE)
    done = _nbgrader(course, "zip_collect", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr
    assert "Refused" not in done.stderr
    assert _collected(course) == by_stock


def test_without_the_package_nothing_is_unpacked(
    course: Course, work: bytes, tmp_path: Path
) -> None:
    """The import fails closed."""
    _download(course, (_entry(f"ada_{NOTEBOOK}.ipynb"), work))
    course = _configure(course, PATTERN, LINE)
    blocker = tmp_path / "blocker"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\nsys.modules['autograder'] = sys.modules['autograder.collection'] = None\n"
    )
    done = _nbgrader(course, "zip_collect", ASSIGNMENT, PYTHONPATH=str(blocker))
    assert done.returncode != 0
    assert not (course.root / "downloaded" / ASSIGNMENT / "extracted").exists()
    assert not (course.root / "submitted").exists()


def test_what_was_collected_is_graded(course: Course, work: bytes, tmp_path: Path) -> None:
    """Moodle's download with a renamed notebook, a zip, and a hostile one, from zip to scores."""
    folder = "{}_assignsubmission_file_/{}"
    wrong = json.dumps(honest(course, middle="middle = 3")).encode()
    path = _archive(
        tmp_path / "moodle.zip",
        (_entry(folder.format("Ada Lovelace_11", f"{NOTEBOOK}.ipynb")), work),
        (_entry(folder.format("Blaise Pascal_12", "my arrays (1).ipynb")), wrong),
        (_entry(folder.format("Zoë_13", "a1.zip")), _zip((_entry(f"a1/{NOTEBOOK}.ipynb"), work))),
        (_entry(folder.format("Mallory_14", f"../../../{NOTEBOOK}.ipynb")), work),
    )
    words = [str(path), "--assignment", ASSIGNMENT, "--course", str(course.root)]
    collected = CliRunner().invoke(main, ["collect", *words])
    assert collected.exit_code == 1, collected.output  # mallory
    words = [ASSIGNMENT, "--course", str(course.root), "--jobs", "2", "--json"]
    graded = CliRunner().invoke(main, ["grade", *words])
    assert graded.exit_code == 0, graded.output
    (data,) = json.loads(graded.stdout)
    students = data["students"]
    assert set(students) == {"Ada_Lovelace", "Blaise_Pascal", "Zoë"}
    best = students["Ada_Lovelace"]["score"]
    assert students["Zoë"]["score"] == best
    assert students["Blaise_Pascal"]["score"] == best - 10
    findings = students["Blaise_Pascal"]["notebooks"][NOTEBOOK]["findings"]
    assert "renamed" in {finding["kind"] for finding in findings}
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "Ada_Lovelace")
        assert submission.timestamp.year == 2024
