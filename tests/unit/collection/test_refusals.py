"""Every odd thing costs the one who handed it in, outside and inside a zip of theirs.

Nothing is ever written but honest submissions: the whole disk below the test is compared.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from autograder.collection.caps import Caps
from autograder.collection.collect import Options, collect
from autograder.collection.report import CollectionReport, StudentReport
from autograder.course import Course, CourseError

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
    one("promises to be too large", "too_large", size=4_000, data=bytes(100), method=0),
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
        "a zip that is refused beside the notebook",
        "link",
        (notebook("arrays.ipynb"), notebook("data.zip", mode=stat.S_IFLNK | 0o777)),
        refused=False,
    ),
    Hostile(
        "a link beside the notebook",
        "link",
        (notebook("arrays.ipynb"), notebook("data.csv", mode=stat.S_IFLNK | 0o777)),
        refused=False,
    ),
    Hostile(
        "a time of handing in of one's own",
        "timestamp",
        (notebook("arrays.ipynb"), notebook("timestamp.txt", data=b"1999-01-01 00:00:00 UTC")),
        refused=False,
    ),
    Hostile(
        "a time of handing in of one's own, in a folder",
        "timestamp",
        (notebook("work/arrays.ipynb"), notebook("work/Timestamp.TXT", data=b"1999-01-01")),
        refused=False,
    ),
    Hostile(
        "a time of handing in of one's own, beside a folder",
        "timestamp",
        (notebook("work/arrays.ipynb"), notebook("timestamp.txt", data=b"1999-01-01")),
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
    honest = [Entry(f"{name}/arrays.ipynb", date=(2024, 5, 9, 9, 0, 0)) for name in ("ada", "bob")]
    report = run(course, archive, zip_of(honest[0], *theirs, honest[1]))
    students = by_student(report)
    assert students["ada"].status == students["bob"].status == "collected"
    assert students["ada"].findings == students["bob"].findings == []
    assert case.kind in {finding.kind for finding in students["mallory"].findings}
    assert students["mallory"].status == ("refused" if case.refused else "collected")
    assert report.complete is not case.refused
    if not case.refused:
        assert "arrays.ipynb" in students["mallory"].files
        noted = (course.submitted("mallory", "a1") / "timestamp.txt").read_text()
        assert noted.startswith("2024-05-")
    new = everything(tmp_path) - before
    homes = {"course/.autograder", "course/.autograder/lock", "course/submitted"}
    collected = {"ada", "bob"} | (set() if case.refused else {"mallory"})
    allowed = tuple(f"course/submitted/{student}" for student in collected)
    assert {path for path in new - homes if not path.startswith(allowed)} == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("/etc/cron.d/arrays.ipynb", "absolute_name"),
        ("C:/mallory/arrays.ipynb", "drive"),
        ("C:\\mallory\\arrays.ipynb", "drive"),
        ("../mallory/arrays.ipynb", "traversal"),
        ("\\\\server\\share\\arrays.ipynb", "backslash"),
        ("..\\mallory/arrays.ipynb", "backslash"),
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


@pytest.mark.parametrize(
    "name",
    [
        "Mallory_1_assignsubmission_file_../arrays.ipynb",
        "Mallory_1_assignsubmission_file_..",
        "mallory_1_2_../../arrays.ipynb",
        "mallory_1_2_..",
    ],
)
def test_a_name_that_leads_out_once_its_beginning_is_taken_off(
    name: str, course: Course, tmp_path: Path
) -> None:
    start = "{}_3_assignsubmission_file_" if "assign" in name else "{}_3_4_"
    honest = [f"{start.format(student)}arrays.ipynb" for student in ("ada", "bob")]
    report = run(course, tmp_path / "d.zip", zip_of(*honest, name))
    *others, mallory = sorted(report.students, key=lambda student: student.person.lower())
    assert [student.status for student in others] == ["collected"] * 2
    assert mallory.status == "refused"
    assert mallory.findings[0].kind in ("traversal", "odd_name")
    assert len(list(course.students_folder("a1").iterdir())) == 2


def test_a_pattern_that_leads_out(course: Course, tmp_path: Path) -> None:
    pattern = r"(?P<student_id>\w+)-(?P<file_name>.+)"
    archive = zip_of("ada-arrays.ipynb", "mallory-../../arrays.ipynb")
    report = run(course, tmp_path / "d.zip", archive, pattern=pattern)
    assert {s.student: s.status for s in report.students} == {
        "ada": "collected",
        "mallory": "refused",
    }


def test_very_many_files(course: Course, tmp_path: Path) -> None:
    """Notebooks come first, whatever the archive's order."""
    files = [Entry(f"eve/{n:02}.txt", b"x") for n in range(30)]
    (eve,) = run(course, tmp_path / "d.zip", zip_of(*files, "eve/arrays.ipynb")).students
    assert eve.status == "collected"
    assert eve.files == [f"{n:02}.txt" for n in range(19)] + ["arrays.ipynb"]
    assert [finding.kind for finding in eve.findings] == ["too_many_files"]


def test_zips_share_what_one_student_may_bring(course: Course, tmp_path: Path) -> None:
    zips = [Entry(f"eve/{n}.zip", bytes(range(256)) * 6, method=0) for n in range(4)]
    (eve,) = run(course, tmp_path / "d.zip", zip_of(*zips)).students
    assert eve.status == "refused"
    assert [f.kind for f in eve.findings[:4]] == ["no_archive"] * 2 + ["too_large"] * 2


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
    assert "which are left" in report.students[2].findings[0].message
    caps = replace(SMALL, total_bytes=2_048)
    report = collect(course, "a2", [path], Options(caps=caps), lambda *_: None)
    assert "unpacked already" in report.students[2].findings[0].message


def test_permissions_are_plain(course: Course, tmp_path: Path) -> None:
    """setuid, executable and world-writable, or unreadable: an archive's wishes do not count."""
    entries = [
        Entry("ada/arrays.ipynb", mode=stat.S_IFREG | 0o6777),
        Entry("ada/data/", b"", mode=stat.S_IFDIR | 0o000, method=0),
        Entry("ada/data/x.csv", mode=stat.S_IFREG | 0o000),
    ]
    umask = os.umask(0)
    try:
        run(course, tmp_path / "download.zip", zip_of(*entries))
    finally:
        os.umask(umask)
    place = course.submitted("ada", "a1")
    for path in (place, *place.rglob("*")):
        mode = path.lstat().st_mode & 0o7777
        assert mode & ~(0o755 if path.is_dir() else 0o644) == 0
        assert mode & 0o600 == 0o600


def damaged(archive: bytes, random: Random) -> bytes:
    """The archive with a few bytes changed, taken out, or said twice."""
    data = bytearray(archive)
    for _ in range(random.randint(1, 4)):
        start = random.randrange(len(data))
        end = min(start + random.randint(1, 8), len(data))
        data[start:end] = random.choice(
            [random.randbytes(end - start), b"", data[start:end] * 2, b"\xff" * (end - start)]
        )
    return bytes(data)


def test_archives_damaged_at_random(course: Course, tmp_path: Path) -> None:
    """Whatever the bytes are, the others' work is collected, and nothing lands elsewhere."""
    random = Random(7)
    inner = zip_of("arrays.ipynb", Entry("data/x.csv", b"1,2\n" * 50), Entry("r.txt", method=0))
    zips = [Entry(f"s{n:03}/work.zip", damaged(inner, random), method=0) for n in range(300)]
    path = tmp_path / "download.zip"
    path.touch()
    before = everything(tmp_path)
    report = run(course, path, zip_of("ada/arrays.ipynb", *zips, "zoe/arrays.ipynb"))
    students = by_student(report)
    assert len(students) == 302
    assert students["ada"].status == students["zoe"].status == "collected"
    assert {s.status for s in students.values()} == {"collected", "refused"}
    assert all(s.findings for s in students.values() if s.status == "refused")
    collected = {name for name, s in students.items() if s.status == "collected"}
    for new in everything(tmp_path) - before:
        parts = new.split("/")
        assert parts[1] == ".autograder" or parts[2:3] == [] or parts[2] in collected


def test_downloads_damaged_at_random(course: Course, tmp_path: Path) -> None:
    random = Random(11)
    whole = zip_of("ada/arrays.ipynb", "bob/a1/arrays.ipynb", ("eve/w.zip", zip_of("arrays.ipynb")))
    outcomes = set()
    for _ in range(120):
        try:
            report = run(course, tmp_path / "d.zip", damaged(whole, random), dry_run=True)
            outcomes |= {student.status for student in report.students}
        except CourseError:
            outcomes.add("one sentence")
    assert outcomes == {"collected", "refused", "one sentence"}
