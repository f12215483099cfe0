"""Every odd thing costs the one who handed it in, outside and inside a zip of theirs.

Nothing is ever written but honest submissions: the whole disk below the test is compared.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autograder.collection.caps import Caps
from autograder.collection.collect import Options, collect
from autograder.collection.report import CollectionReport, StudentReport
from autograder.course import Course

from .zips import NOTEBOOK, Entry, deflated, overlapping, zip_of

SMALL = Caps(
    notebook_bytes=3_000,
    file_bytes=1_000,
    student_bytes=4_000,
    student_files=20,
    inner_members=100,
    ratio=50,
    ratio_free_bytes=500,
)
LONG = "x" * 201 + ".ipynb"


@dataclass(frozen=True)
class Hostile:
    """Entries below a student's folder, and the kind of the finding that they end in.

    Attributes:
        refused: whether nothing of the student's is collected.
    """

    name: str
    kind: str
    entries: tuple[Entry, ...]
    refused: bool = True


def notebook(name: str | bytes, **lies: object) -> Entry:
    return replace(Entry(name), **lies)


def one(case: str, kind: str, name: str | bytes = "arrays.ipynb", **lies: object) -> Hostile:
    return Hostile(case, kind, (notebook(name, **lies),))


ZEROS = b"\0" * 2_900
CASES = [
    one("up", "traversal", "../../../../up.ipynb"),
    one("up in the middle", "traversal", "data/../../up.ipynb"),
    one("backslashes", "backslash", "..\\..\\up.ipynb"),
    one("a backslash in a name", "backslash", "data\\arrays.ipynb"),
    one("a drive", "drive", "C:/arrays.ipynb"),
    one("a stream of NTFS", "odd_name", "arrays.ipynb:evil.ipynb"),
    one("NUL", "control_character", "arrays.ipynb\0.txt.ipynb"),
    one("a line feed", "control_character", "arr\nays.ipynb"),
    one("an escape sequence", "control_character", "\x1b[2Jarrays.ipynb"),
    one("text that runs backwards", "control_character", "arrays\u202ebnypi.ipynb"),
    one("a name of blanks", "odd_name", " /arrays.ipynb"),
    one("a very long name", "long_name", LONG),
    one("a very deep name", "deep", "d/" * 12 + "arrays.ipynb"),
    one("a link", "link", data=b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
    one("a device", "no_file", mode=stat.S_IFBLK | 0o666),
    one("a character device", "no_file", mode=stat.S_IFCHR | 0o666),
    one("a pipe", "no_file", mode=stat.S_IFIFO | 0o666),
    one("a socket", "no_file", mode=stat.S_IFSOCK | 0o666),
    one("marked as a folder", "folder", mode=stat.S_IFDIR | 0o755),
    one("marked as a folder by DOS", "folder", mode=0, dos=0x10),
    one("a folder with content", "folder", "arrays.ipynb/"),
    one("encrypted", "encrypted", flags=0x801),
    one("strongly encrypted", "encrypted", flags=0x841),
    one("bzip2", "compression", method=12),
    one("lzma", "compression", method=14),
    one("promises too few bytes", "false_size", size=10),
    one("promises too many bytes", "false_size", size=200),
    one("stored, with a false size", "false_size", method=0, size=10),
    one("a false checksum", "damaged", crc=1),
    one("no deflate stream", "damaged", packed=b"\xff" * 40),
    one("a stream cut off", "damaged", packed=deflated(NOTEBOOK)[:-10]),
    one("a bomb", "bomb", data=ZEROS),
    one("a bomb that promises little", "bomb", data=ZEROS, size=100),
    one("too large", "too_large", data=bytes(range(256)) * 12),
    one("too large, and promises little", "too_large", data=bytes(range(256)) * 12, size=100),
    Hostile("twice", "duplicate", (notebook("arrays.ipynb"), notebook("arrays.ipynb", data=b"2"))),
    Hostile("twice, by case", "duplicate", (notebook("arrays.ipynb"), notebook("Arrays.IPYNB"))),
    Hostile(
        "twice, by Unicode form",
        "duplicate",
        (notebook("r\u00e9seau.ipynb"), notebook("re\u0301seau.ipynb")),
    ),
    Hostile(
        "twice, by a dot at the end",
        "duplicate",
        (notebook("data/arrays.ipynb"), notebook("data./arrays.ipynb"), notebook("a.txt")),
    ),
    Hostile(
        "a file that is a folder",
        "duplicate",
        (notebook("arrays.ipynb"), notebook("arrays.ipynb/x.txt"), notebook("a.txt")),
    ),
    Hostile(
        "many files that are too much together",
        "too_large",
        tuple(notebook(f"{n}.ipynb", data=bytes(range(256)) * 8) for n in range(3)),
    ),
    Hostile(
        "a large file beside the notebook",
        "too_large",
        (notebook("arrays.ipynb"), notebook("data.csv", data=bytes(range(256)) * 5)),
        refused=False,
    ),
    Hostile(
        "a link beside the notebook",
        "link",
        (notebook("arrays.ipynb"), notebook("data.csv", mode=stat.S_IFLNK | 0o777)),
        refused=False,
    ),
    Hostile(
        "very many files",
        "too_many_files",
        (notebook("arrays.ipynb"), *(notebook(f"{n}.txt", data=b"x") for n in range(30))),
        refused=False,
    ),
    Hostile(
        "a time of handing in of one's own",
        "timestamp",
        (notebook("arrays.ipynb"), notebook("timestamp.txt", data=b"1999-01-01 00:00:00 UTC")),
        refused=False,
    ),
]


def run(course: Course, path: Path, archive: bytes, **options: object) -> CollectionReport:
    path.write_bytes(archive)
    return collect(course, "a1", [path], Options(caps=SMALL, **options), lambda *_: None)


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def by_student(report: CollectionReport) -> dict[str, StudentReport]:
    return {student.student: student for student in report.students}


@pytest.mark.parametrize("inside", [False, True], ids=["outside", "in a zip"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_costs_nobody_else_anything(
    case: Hostile, inside: bool, course: Course, tmp_path: Path
) -> None:
    archive = tmp_path / "download.zip"
    archive.touch()
    before = everything(tmp_path)
    if inside:
        theirs = [Entry("mallory/work.zip", zip_of(*case.entries), method=0)]
    else:
        theirs = [replace(entry, name=f"mallory/{entry.name}") for entry in case.entries]
    report = run(course, archive, zip_of("ada/arrays.ipynb", *theirs, "bob/arrays.ipynb"))
    students = by_student(report)
    assert students["ada"].status == students["bob"].status == "collected"
    assert students["ada"].findings == students["bob"].findings == []
    assert case.kind in {finding.kind for finding in students["mallory"].findings}
    assert students["mallory"].status == ("refused" if case.refused else "collected")
    assert report.complete is not case.refused
    new = everything(tmp_path) - before
    homes = {"course/.autograder", "course/.autograder/lock", "course/submitted"}
    honest = {"ada", "bob"} | (set() if case.refused else {"mallory"})
    allowed = tuple(f"course/submitted/{student}" for student in honest)
    assert {path for path in new - homes if not path.startswith(allowed)} == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("/etc/cron.d/arrays.ipynb", "absolute_name"),
        ("C:/mallory/arrays.ipynb", "drive"),
        ("C:\\mallory\\arrays.ipynb", "drive"),
        ("../mallory/arrays.ipynb", "traversal"),
        ("\\\\server\\share\\arrays.ipynb", "backslash"),
        ("arrays.ipynb", "nobody"),
        ("\0/arrays.ipynb", "control_character"),
    ],
)
def test_what_is_nobodys_is_said(name: str, kind: str, course: Course, tmp_path: Path) -> None:
    report = run(course, tmp_path / "download.zip", zip_of("ada/arrays.ipynb", name))
    assert [student.status for student in report.students] == ["collected"]
    assert [finding.kind for finding in report.archives[0].findings] == [kind]
    assert not report.complete


def test_overlapping_entries(course: Course, tmp_path: Path) -> None:
    """A few kilobytes that would become as many megabytes as there are entries."""
    names = [f"s{n}/arrays.ipynb" for n in range(20)]
    caps = replace(SMALL, notebook_bytes=10**6, student_bytes=10**6, ratio=10**9)
    path = tmp_path / "download.zip"
    path.write_bytes(overlapping(names, bytes(range(256)) * 100))
    report = collect(course, "a1", [path], Options(caps=caps), lambda *_: None)
    kinds = {s.student: [f.kind for f in s.findings][:1] for s in report.students}
    assert kinds.pop("s19") == []  # the kernel's own entry is a plain file
    assert set(map(tuple, kinds.values())) == {("overlap",)}


def test_entries_that_are_the_same_bytes(course: Course, tmp_path: Path) -> None:
    archive = bytearray(zip_of("ada/arrays.ipynb", "bob/arrays.ipynb"))
    second = archive.rfind(b"PK\1\2")
    archive[second + 42 : second + 46] = (0).to_bytes(4, "little")  # bob's offset is ada's
    path = tmp_path / "download.zip"
    path.write_bytes(bytes(archive))
    report = collect(course, "a1", [path], Options(), lambda *_: None)
    assert {s.student: s.findings[0].kind for s in report.students} == {
        "ada": "overlap",
        "bob": "overlap",
    }


@pytest.mark.parametrize("name", ["/tmp/arrays.ipynb", "D:/arrays.ipynb", "\\arrays.ipynb"])
def test_a_name_without_a_folder_in_a_zip(name: str, course: Course, tmp_path: Path) -> None:
    """The notebook is lost with its name: what lies beside it is not graded for it."""
    inner = zip_of("report.pdf", name)
    report = run(course, tmp_path / "d.zip", zip_of(Entry("mallory/w.zip", inner, method=0)))
    (mallory,) = report.students
    assert mallory.status == "refused"
    assert mallory.findings[-1].kind == "refused"


@pytest.mark.parametrize(
    "zipped",
    [b"", b"no archive", zip_of("arrays.ipynb")[:-30], b"PK\3\4" + b"\0" * 60, b"Rar!\x1a\x07\0"],
    ids=["empty", "text", "cut off", "header only", "rar"],
)
def test_a_zip_that_is_none(zipped: bytes, course: Course, tmp_path: Path) -> None:
    report = run(
        course, tmp_path / "d.zip", zip_of("ada/arrays.ipynb", ("mallory/work.zip", zipped))
    )
    students = by_student(report)
    assert students["ada"].status == "collected"
    assert students["mallory"].status == "refused"
    assert students["mallory"].findings[0].kind == "no_archive"
    assert "`work.zip` was not unpacked: expected a zip archive" in (
        students["mallory"].findings[0].message
    )


def test_a_list_of_entries_that_would_fill_the_memory(course: Course, tmp_path: Path) -> None:
    """The list is looked at only if it is short; a long one is no burden."""
    caps = replace(SMALL, inner_directory_bytes=2_000, student_bytes=10**6)
    path = tmp_path / "download.zip"
    inner = zip_of(*(Entry(f"{n}.txt", b"") for n in range(100)))
    path.write_bytes(zip_of("ada/arrays.ipynb", Entry("mallory/w.zip", inner, method=0)))
    report = collect(course, "a1", [path], Options(caps=caps), lambda *_: None)
    mallory = by_student(report)["mallory"]
    assert mallory.status == "refused"
    assert [finding.kind for finding in mallory.findings] == ["too_many_files", "refused"]


def test_many_entries_in_a_zip_and_many_zips(course: Course, tmp_path: Path) -> None:
    many = zip_of(*(Entry(f"{n}.txt", b"") for n in range(101)))
    zips = [Entry(f"eve/{n}.zip", zip_of("x.txt"), method=0) for n in range(21)]
    archive = zip_of("ada/arrays.ipynb", Entry("mallory/w.zip", many), *zips)
    caps = replace(SMALL, student_bytes=10**6, ratio=1000)
    path = tmp_path / "download.zip"
    path.write_bytes(archive)
    students = by_student(collect(course, "a1", [path], Options(caps=caps), lambda *_: None))
    for student in ("mallory", "eve"):
        assert students[student].status == "refused"
        assert "too_many_files" in {finding.kind for finding in students[student].findings}


def test_a_zip_in_a_zip_stays_one(course: Course, tmp_path: Path) -> None:
    """Unpacking never goes on and on, not even for an archive that contains itself."""
    innermost = zip_of("deep.ipynb")
    inner = zip_of("arrays.ipynb", Entry("more.zip", innermost, method=0))
    report = run(course, tmp_path / "d.zip", zip_of(Entry("eve/work.zip", inner, method=0)))
    (eve,) = report.students
    assert eve.files == ["arrays.ipynb", "more.zip"]
    assert [finding.kind for finding in eve.findings] == ["zip_in_zip"]
    place = course.submitted("eve", "a1")
    assert (place / "more.zip").read_bytes() == innermost


def test_one_budget_for_all(course: Course, tmp_path: Path) -> None:
    students = [Entry(f"s{n}/arrays.ipynb", bytes(range(256)) * 4, method=0) for n in range(5)]
    caps = replace(SMALL, total_bytes=3_000)
    path = tmp_path / "download.zip"
    path.write_bytes(zip_of(*students))
    report = collect(course, "a1", [path], Options(caps=caps), lambda *_: None)
    assert [s.status for s in report.students] == ["collected"] * 2 + ["refused"] * 3


def test_permissions_are_plain(course: Course, tmp_path: Path) -> None:
    """setuid, executable and world-writable, or unreadable: an archive's wishes do not count."""
    entries = [
        Entry("ada/arrays.ipynb", mode=stat.S_IFREG | 0o6777),
        Entry("ada/data/", b"", mode=stat.S_IFDIR | 0o000, method=0),
        Entry("ada/data/x.csv", mode=stat.S_IFREG | 0o000),
    ]
    run(course, tmp_path / "download.zip", zip_of(*entries))
    place = course.submitted("ada", "a1")
    for path in (place, *place.rglob("*")):
        mode = path.lstat().st_mode & 0o7777
        assert mode & ~(0o755 if path.is_dir() else 0o644) == 0
        assert mode & 0o600 == 0o600
