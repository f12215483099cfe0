"""Honest archives become submissions; what is there already is never lost."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.collection import placing
from autograder.collection.collect import Options, collect
from autograder.collection.report import CollectionReport
from autograder.course import Course, CourseError
from autograder.grading.gradebook import timestamp_of
from autograder.grading.lock import grading_lock

from .zips import NOTEBOOK, Entry, zip_of

OTHER = NOTEBOOK.replace(b"5}", b"4}")
MOODLE = "{}_assignsubmission_file_/{}"


def run(course: Course, *archives: bytes, **options: object) -> CollectionReport:
    """Collect from archives that are called 0.zip, 1.zip and so on."""
    paths = []
    for number, archive in enumerate(archives):
        paths.append(course.root.parent / f"{number}.zip")
        paths[-1].write_bytes(archive)
    return collect(course, "a1", paths, Options(**options), lambda *_: None)


def statuses(report: CollectionReport) -> dict[str, str]:
    return {student.student: student.status for student in report.students}


def kinds(report: CollectionReport) -> dict[str, list[str]]:
    return {s.student: [finding.kind for finding in s.findings] for s in report.students}


def handed_in(course: Course, student: str) -> dict[str, bytes]:
    """The files of a submission, without the time of handing in."""
    place = course.submitted(student, "a1")
    files = {p.relative_to(place).as_posix(): p for p in place.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in files.items() if name != "timestamp.txt"}


def test_moodle(course: Course) -> None:
    archive = zip_of(
        Entry(MOODLE.format("Ada Lovelace_11", "arrays.ipynb"), date=(2024, 5, 3, 9, 0, 0)),
        Entry(MOODLE.format("Ada Lovelace_11", "data/x.csv"), b"1", date=(2024, 5, 1, 9, 0, 0)),
        Entry(MOODLE.format("Zoë_12", "my work.ipynb"), OTHER, date=(2024, 5, 1, 9, 0, 0)),
        (MOODLE.format("Zoë_12", ".DS_Store"), b"x"),
    )
    report = run(course, archive)
    assert report.complete
    assert [archive.layout for archive in report.archives] == ["Moodle"]
    assert statuses(report) == {"Ada_Lovelace": "collected", "Zoë": "collected"}
    assert kinds(report) == {"Ada_Lovelace": [], "Zoë": []}
    assert handed_in(course, "Ada_Lovelace") == {"arrays.ipynb": NOTEBOOK, "data/x.csv": b"1"}
    assert handed_in(course, "Zoë") == {"my work.ipynb": OTHER}
    text, complaint = timestamp_of(course.submitted("Ada_Lovelace", "a1"))
    last = datetime(2024, 5, 3, 9, 0).astimezone(UTC)
    assert (text, complaint) == (f"{last:%Y-%m-%d %H:%M:%S}.000000 UTC", "")


def test_canvas_dates_nothing(course: Course) -> None:
    """Canvas dates its files by the download: nobody may be late for that."""
    ada = Entry("ada_1_2_arrays.ipynb", date=(2024, 4, 2, 12, 0, 0))
    report = run(course, zip_of(ada, "bob_LATE_3_4_arrays-1.ipynb"))
    assert statuses(report) == {"ada_1": "collected", "bob_3": "collected"}
    assert kinds(report)["bob_3"] == ["late"]
    assert handed_in(course, "bob_3") == {"arrays-1.ipynb": NOTEBOOK}
    assert not (course.submitted("ada_1", "a1") / "timestamp.txt").exists()
    assert "dates are those of the download" in report.archives[0].note
    assert report.complete


@pytest.mark.parametrize(("days", "timestamps"), [((1, 2), True), ((1, 1), True), ((1, 2), False)])
def test_times_of_handing_in(days: tuple[int, int], timestamps: bool, course: Course) -> None:
    entries = [
        Entry(f"{student}/a1/arrays.ipynb", date=(2024, 5, day, 12, 0, 0))
        for student, day in zip(("ada", "bob"), days, strict=True)
    ]
    report = run(course, zip_of(*entries), timestamps=timestamps)
    believed = days == (1, 2) and timestamps
    assert all((student.when is not None) is believed for student in report.students)
    assert (course.submitted("ada", "a1") / "timestamp.txt").exists() is believed


def test_a_zip_of_a_students_is_unpacked(course: Course) -> None:
    inner = zip_of("a1 final/arrays.ipynb", "a1 final/data/x.csv", "__MACOSX/a1 final/._x")
    run(course, zip_of(("ada/work.zip", inner)))
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK, "data/x.csv": NOTEBOOK}


def test_a_zip_beside_a_notebook_stays_one(course: Course) -> None:
    inner = zip_of("arrays.ipynb")
    run(course, zip_of("ada/arrays.ipynb", ("ada/data.zip", inner)))
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK, "data.zip": inner}


def test_two_zips_get_a_folder_each(course: Course) -> None:
    one, two = zip_of("x/arrays.ipynb"), zip_of(("arrays.ipynb", OTHER))
    report = run(course, zip_of(("ada/one.zip", one), ("ada/two.zip", two)))
    assert handed_in(course, "ada") == {"one/x/arrays.ipynb": NOTEBOOK, "two/arrays.ipynb": OTHER}
    assert kinds(report) == {"ada": ["no_notebook"]}
    assert "`one/x/arrays.ipynb`" in report.students[0].findings[0].message


def test_no_notebook_at_all(course: Course) -> None:
    report = run(course, zip_of(("ada/report.pdf", b"%PDF"), "bob/.hidden"))
    assert statuses(report) == {"ada": "collected"}
    assert kinds(report) == {"ada": ["no_notebook"]}


def test_typed_text_alone(course: Course) -> None:
    names = ("Ada_1_assignsubmission_file/arrays.ipynb", "Bo_2_assignsubmission_onlinetext/x.html")
    report = run(course, zip_of(*names))
    assert statuses(report) == {"Ada": "collected", "Bo": "refused"}
    assert kinds(report)["Bo"] == ["left_out", "empty"]


def test_names_in_other_encodings(course: Course) -> None:
    """macOS writes UTF-8 and does not say so; old Windows programs write code page 437."""
    mac = Entry("ada/re\u0301seau.ipynb".encode(), flags=0)
    windows = Entry("bob/réseau.ipynb".encode("cp437"), flags=0)
    run(course, zip_of(mac, windows))
    assert handed_in(course, "ada") == handed_in(course, "bob") == {"réseau.ipynb": NOTEBOOK}


class Stream(io.RawIOBase):
    """A stream that cannot be wound back, such as a download while it is made."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, block: bytes) -> int:
        self.data += bytes(block)
        return len(block)


def test_an_archive_made_while_it_is_sent(course: Course) -> None:
    """Sizes stand behind the data then, and in the format's 64-bit fields: Moodle does so."""
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for student in ("ada", "bob"):
            with archive.open(f"{student}/arrays.ipynb", "w", force_zip64=True) as file:
                file.write(NOTEBOOK)
    assert b"PK\7\x08" in stream.data  # the mark of sizes behind the data
    report = run(course, stream.data)
    assert statuses(report) == {"ada": "collected", "bob": "collected"}
    assert handed_in(course, "bob") == {"arrays.ipynb": NOTEBOOK}


def test_different_people_never_become_one(course: Course) -> None:
    archive = zip_of(
        "Ada L/arrays.ipynb",
        "Ada_L/arrays.ipynb",
        "bob/arrays.ipynb",
        "BOB/arrays.ipynb",
        "eve/arrays.ipynb",
    )
    report = run(course, archive, replace="always")
    assert [s.student for s in report.students if s.status == "collected"] == ["eve"]
    assert {kind for s in report.students for kind in kinds(report)[s.student]} == {"same_student"}
    assert os.listdir(course.students_folder("a1")) == ["eve"]


def test_two_of_a_name_in_moodle(course: Course) -> None:
    names = [MOODLE.format(who, "arrays.ipynb") for who in ("Kim Lee_1", "Kim Lee_2", "Ada_3")]
    report = run(course, zip_of(*names))
    assert sorted(s.status for s in report.students) == ["collected", "refused", "refused"]
    apart = run(course, zip_of(*names), pattern=r"(?P<student_id>[^/]+)_assignsubmission_file_/.*")
    assert set(statuses(apart)) == {"Kim_Lee_1", "Kim_Lee_2", "Ada_3"}
    assert apart.complete


def test_again_is_harmless(course: Course) -> None:
    archive = zip_of("ada/arrays.ipynb")
    run(course, archive)
    before = (course.submitted("ada", "a1") / "arrays.ipynb").stat()
    for replace in ("never", "later", "always"):
        report = run(course, archive, replace=replace)
        assert statuses(report) == {"ada": "unchanged"}
        assert report.complete
    assert (course.submitted("ada", "a1") / "arrays.ipynb").stat() == before


def version(data: bytes, day: int, name: str = "arrays.ipynb") -> bytes:
    return zip_of(Entry(f"ada/{name}", data, date=(2024, 5, day, 12, 0, 0)))


@pytest.mark.parametrize(
    ("replace", "day", "status"),
    [
        ("never", 3, "kept"),
        ("later", 3, "replaced"),
        ("later", 2, "replaced"),
        ("later", 1, "kept"),
        ("always", 1, "replaced"),
    ],
)
def test_another_version(replace: str, day: int, status: str, course: Course) -> None:
    run(course, version(NOTEBOOK, 2))
    report = run(course, version(OTHER, day, "renamed.ipynb"), replace=replace)
    assert statuses(report) == {"ada": status}
    assert report.complete is (status == "replaced")
    if status == "kept":
        assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK}
        return
    assert handed_in(course, "ada") == {"renamed.ipynb": OTHER}
    earlier = report.students[0].earlier
    assert earlier is not None and course.state in earlier.parents
    assert (earlier / "arrays.ipynb").read_bytes() == NOTEBOOK
    assert (earlier / "timestamp.txt").is_file()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_two_archives_of_one_student(order: tuple[int, int], course: Course) -> None:
    versions = {1: version(OTHER, 1), 2: version(NOTEBOOK, 2)}
    archives = [versions[number] for number in order]
    report = run(course, *archives)
    assert {s.status for s in report.students} == {"refused"}
    assert kinds(report) == {"ada": ["two_archives"]}
    assert not course.submitted("ada", "a1").exists()
    report = run(course, *archives, replace="later")
    assert statuses(report) == {"ada": "collected"}
    assert kinds(report) == {"ada": ["earlier_version"]}
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK}


def test_two_archives_without_dates(course: Course) -> None:
    one, two = zip_of("ada_1_2_arrays.ipynb"), zip_of(("ada_1_3_arrays.ipynb", OTHER))
    report = run(course, one, two, replace="later")
    assert kinds(report) == {"ada_1": ["two_archives"]}
    assert {s.status for s in report.students} == {"refused"}


def test_two_archives_of_different_students(course: Course) -> None:
    report = run(course, zip_of("ada/arrays.ipynb"), zip_of("bob/arrays.ipynb"))
    assert statuses(report) == {"ada": "collected", "bob": "collected"}


def test_a_dry_run_changes_nothing(course: Course) -> None:
    run(course, version(NOTEBOOK, 2))
    before = sorted(course.root.rglob("*"))
    archive = zip_of(("ada/arrays.ipynb", OTHER), "bob/arrays.ipynb", "eve/../x.ipynb")
    report = run(course, archive, dry_run=True, replace="always")
    assert statuses(report) == {"ada": "replaced", "bob": "collected", "eve": "refused"}
    assert sorted(course.root.rglob("*")) == before
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK}


def test_no_link_is_followed(course: Course, tmp_path: Path) -> None:
    """Below `submitted`: a link in a student's place, and one for a student."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "a1").mkdir(parents=True)
    top = course.students_folder("a1")
    (top / "ada").mkdir(parents=True)
    (top / "ada" / "a1").symlink_to(elsewhere / "a1")
    (top / "bob").symlink_to(elsewhere)
    (top / "eve").write_text("a file")
    archive = zip_of(*(f"{student}/arrays.ipynb" for student in ("ada", "bob", "eve", "zoe")))
    report = run(course, archive, replace="always")
    assert statuses(report) == {
        "ada": "replaced",
        "bob": "refused",
        "eve": "refused",
        "zoe": "collected",
    }
    assert kinds(report)["bob"] == ["link_in_the_way"]
    assert kinds(report)["eve"] == ["file_in_the_way"]
    assert sorted(p.name for p in elsewhere.rglob("*")) == ["a1"]
    assert not course.submitted("ada", "a1").is_symlink()
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK}


def test_submitted_may_be_a_link_of_the_instructors(course: Course, tmp_path: Path) -> None:
    (tmp_path / "large disk").mkdir()
    (course.root / "submitted").symlink_to(tmp_path / "large disk")
    assert statuses(run(course, zip_of("ada/arrays.ipynb"))) == {"ada": "collected"}
    assert (tmp_path / "large disk" / "ada" / "a1" / "arrays.ipynb").is_file()


def test_what_was_there_comes_back(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new submission cannot be renamed into its place: the earlier one stands there still."""
    run(course, version(NOTEBOOK, 2))

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing.os, "rename", fails)
    report = run(course, version(OTHER, 3), replace="always")
    monkeypatch.undo()
    assert kinds(report) == {"ada": ["not_written"]}
    assert handed_in(course, "ada") == {"arrays.ipynb": NOTEBOOK}
    assert os.listdir(course.students_folder("a1")) == ["ada"]


def test_what_a_killed_run_left_is_cleared(course: Course) -> None:
    left_over = course.students_folder("a1") / ".collecting-abc" / "submission"
    left_over.mkdir(parents=True)
    (left_over / "half.ipynb").write_text("{")
    run(course, zip_of("ada/arrays.ipynb"))
    assert os.listdir(course.students_folder("a1")) == ["ada"]
    assert course.students("a1") == ["ada"]


def test_not_while_the_course_is_graded(course: Course) -> None:
    with grading_lock(course), pytest.raises(CourseError, match="worked on already"):
        run(course, zip_of("ada/arrays.ipynb"))
    assert not course.students_folder("a1").exists()


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"", "received an empty file"),
        (b"hello", "received something else"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"\x1f\x8b" + b"x" * 50, "a gzip archive"),
        (zip_of("ada/arrays.ipynb")[:-9], "cut-off"),
        (zip_of("ada/arrays.ipynb")[:60], "cut-off"),
        (zip_of(), "Nobody's submission"),
        (zip_of("arrays.ipynb"), "`arrays.ipynb` is in no student's place"),
        (zip_of(Entry(b"\xff\xfe/x.ipynb")), "expected a zip archive"),
    ],
)
def test_an_archive_that_cannot_be_read(archive: bytes, words: str, course: Course) -> None:
    """One sentence, and nothing of the other archive is collected either."""
    with pytest.raises(CourseError) as caught:
        run(course, zip_of("ada/arrays.ipynb"), archive)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not course.students_folder("a1").exists()


def test_no_such_assignment_and_no_such_file(course: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="No assignment `a9`: expected one of a1, a2"):
        collect(course, "a9", [tmp_path / "x.zip"], Options(), lambda *_: None)
    with pytest.raises(CourseError, match=r"x\.zip cannot be read"):
        collect(course, "a1", [tmp_path / "x.zip"], Options(), lambda *_: None)
    with pytest.raises(CourseError, match="cannot be read"):
        collect(course, "a1", [tmp_path], Options(), lambda *_: None)
