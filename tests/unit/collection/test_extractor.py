"""The extractor behind nbgrader's zip_collect, and the guard before its collector."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets.config import Config

from autograder.collection.caps import Caps
from autograder.collection.extractor import SafeExtractor, guarded

from .zips import NOTEBOOK, Entry, zip_of


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


def extracted(archive: Path, caps: Caps | None = None) -> dict[str, bytes]:
    """The files that are unpacked from a folder of archives."""
    to = archive.parent / "extracted"
    to.mkdir()
    extractor = SafeExtractor()
    extractor.caps = caps or Caps()
    extractor.extract(str(archive), str(to))
    return {p.relative_to(to).as_posix(): p.read_bytes() for p in to.rglob("*") if p.is_file()}


def test_folders_stay_as_they_are(archive: Path) -> None:
    """A course's regular expression was written for nbgrader's own extractor."""
    inner = zip_of("x/arrays.ipynb")
    names = ("ada/a1/arrays.ipynb", "zoe_arrays.ipynb", "ada/.DS_Store", "__MACOSX/ada/x")
    zipped = [("bob/work.zip", inner), ("eve_work.zip", inner)]
    (archive / "all.zip").write_bytes(zip_of(*names, *zipped))
    (archive / "late").mkdir()
    (archive / "late" / "tom_arrays.ipynb").write_bytes(NOTEBOOK)
    assert set(extracted(archive)) == {
        "all/ada/a1/arrays.ipynb",
        "all/zoe_arrays.ipynb",
        "all/bob/work/x/arrays.ipynb",
        "all/eve_work/x/arrays.ipynb",
        "late/tom_arrays.ipynb",
    }


def test_what_is_refused_is_logged(archive: Path, caplog: pytest.LogCaptureFixture) -> None:
    entries = [
        "ada/arrays.ipynb",
        "mallory/../../../up.ipynb",
        "/tmp/arrays.ipynb",
        Entry("eve/arrays.ipynb", mode=0o120777),
        "eve/data.csv",
        "Kim/arrays.ipynb",
        "kim/arrays.ipynb",
        "zoe",
        "zoe.zip",
    ]
    (archive / "all.zip").write_bytes(zip_of(*entries))
    (archive / "cut.zip").write_bytes(zip_of("x/y.ipynb")[:-8])
    (archive / "old.tar.gz").write_bytes(b"\x1f\x8b")
    (archive / "secret.txt").symlink_to("/etc/passwd")
    (archive / "link.zip").symlink_to(archive / "all.zip")
    os.mkfifo(archive / "pipe")
    os.mkfifo(archive / "pipe.zip")
    with caplog.at_level(logging.WARNING):
        assert set(extracted(archive)) == {"all/ada/arrays.ipynb"}
    for words in (
        "leads out of its folder",
        "absolute name",
        "is a link; expected the file itself",
        "`Kim` and `kim` would become one",
        "`zoe` and `zoe.zip` would become one",
        "Refused: cut.zip: expected a zip archive, received a damaged or cut-off one",
        "Refused: old.tar.gz",
        "Refused: secret.txt",
        "Refused: link.zip: it is a link",
        "Refused: pipe.zip: it is a link or no file",
        "Refused: pipe",
    ):
        assert words in caplog.text
    assert not list(archive.parent.rglob(".unpacking-*"))


def test_a_folder_around_all_students(archive: Path) -> None:
    """One student's refusal is not the others', although one folder holds all of them."""
    bad = Entry("all/eve/arrays.ipynb", mode=0o120777)
    good = ("all/ada/arrays.ipynb", "all/bob/a1/arrays.ipynb", "all/x.txt")
    zipped = ("all/zoe.zip", zip_of("arrays.ipynb"))
    download = zip_of(*good, bad, "all/eve/data.csv", zipped, "__MACOSX/x")
    (archive / "download.zip").write_bytes(download)
    assert set(extracted(archive)) == {
        "download/all/ada/arrays.ipynb",
        "download/all/bob/a1/arrays.ipynb",
        "download/all/zoe/arrays.ipynb",
        "download/all/x.txt",
    }


def test_nothing_is_overwritten(archive: Path, caplog: pytest.LogCaptureFixture) -> None:
    (archive / "all.zip").write_bytes(zip_of("ada.ipynb"))
    (archive / "all").mkdir()
    (archive / "all" / "ada.ipynb").write_bytes(b"another")
    assert extracted(archive) == {"all/ada.ipynb": NOTEBOOK}
    assert "is there already" in caplog.text


def test_a_bomb(archive: Path) -> None:
    (archive / "all.zip").write_bytes(zip_of("ada/arrays.ipynb", ("eve/x.ipynb", bytes(10**5))))
    caps = Caps(ratio=50, ratio_free_bytes=1000)
    assert set(extracted(archive, caps)) == {"all/ada/arrays.ipynb"}


class TestGuard:
    @staticmethod
    def collector(pattern: str) -> FileNameCollectorPlugin:
        config = Config({"FileNameCollectorPlugin": {"named_regexp": pattern}})
        return guarded(FileNameCollectorPlugin)(config=config)

    def test_an_honest_file(self) -> None:
        collector = self.collector(r".*/(?P<student_id>\w+)/(?P<file_id>\w+)")
        found = collector.collect("/course/ada/arrays.ipynb")
        assert found == {"student_id": "ada", "file_id": "arrays"}
        assert collector.collect("/course/ada/notes.txt") is None

    @pytest.mark.parametrize(
        "name",
        ["/x/ada_/etc/arrays.ipynb", "/x/ada_../arrays.ipynb", "/x/ada_C:/arrays.ipynb"],
    )
    def test_a_file_that_would_lie_elsewhere(self, name: str) -> None:
        collector = self.collector(r"/x/(?P<student_id>[a-z]+)_(?P<file_id>.+)")
        assert collector.collect(name) is None

    @pytest.mark.parametrize("student", ["..", "a/b", "", "ada+x"])
    def test_no_students_id(self, student: str) -> None:
        collector = self.collector(r"/x/(?P<student_id>.*)_(?P<file_id>.+)")
        assert collector.collect(f"/x/{student}_arrays.ipynb") is None

    def test_the_same_file_again(self) -> None:
        """Without a date to compare, stock nbgrader ends the whole collection here."""
        pattern = r"/(?P<where>\w)/(?P<student_id>\w+)/(?P<file_id>\w+)"
        collector = self.collector(pattern)
        assert collector.collect("/x/ada/arrays.ipynb")
        assert collector.collect("/y/ada/arrays.ipynb") is None
        dated = self.collector(pattern.replace("where", "timestamp"))
        assert dated.collect("/1/ada/arrays.ipynb")
        assert dated.collect("/2/ada/arrays.ipynb")
