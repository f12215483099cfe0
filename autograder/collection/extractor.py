"""Safe unpacking behind stock nbgrader: one line in a course's nbgrader_config.py.

    c.ZipCollectApp.extractor_plugin = "autograder.collection.extractor.SafeExtractor"

`nbgrader zip_collect` then unpacks by this toolkit's rules. If the line's import fails, nbgrader
stops before anything is unpacked. nbgrader's collector reads students and files off the unpacked
names with a regular expression, and a file's name may lead out of the course even then: it is
guarded too.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.collection.archive import Archive
from autograder.collection.caps import Caps, is_zip
from autograder.collection.names import Refused, checked_parts, collision_key, is_litter, shown
from autograder.collection.submission import Piece, Submission, Unpacking
from autograder.course import STUDENT_ID
from autograder.grading.submitted import Unreadable, read_regular


class SafeExtractor(ExtractorPlugin):
    """nbgrader's extractor with this toolkit's rules: what is odd is refused and logged."""

    caps = Caps()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if isinstance(self.parent, ZipCollectApp):  # which makes its collector next
            self.parent.collector_plugin = guarded(self.parent.collector_plugin)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack the zip archives below `archive_path` to `extracted_path`; copy other files.

        An archive becomes a folder of its name, as with nbgrader's own extractor. A zip that a
        student handed in is unpacked one level, in its place.
        """
        unpacking = Unpacking(self.caps)
        for folder, _, names in os.walk(archive_path):
            for name in sorted(names):
                path = Path(folder, name)
                to = Path(extracted_path, os.path.relpath(folder, archive_path))
                to.mkdir(parents=True, exist_ok=True)
                try:
                    if is_zip(name):
                        self._unpack(path, to / path.stem, unpacking)
                    elif path.suffix in self.zip_ext:
                        raise Refused("no_zip", "expected a zip archive; pack it anew")
                    else:
                        data = read_regular(path, self.caps.of(name))
                        _free(to / name).write_bytes(data)
                except (Refused, Unreadable) as refusal:
                    self.log.error("Refused: %s: %s", shown(name), refusal)

    def _unpack(self, path: Path, to: Path, unpacking: Unpacking) -> None:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refused("no_file", "it is a link or no file; expected the archive itself")
        to.mkdir(exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=to))
        try:
            with path.open("rb") as file:
                archive = Archive(file, self.caps)
                depth = _depth(archive)
                for submission in self._groups(path.name, archive, depth):
                    folder = staging / "group"
                    folder.mkdir()
                    files = unpacking.unpack(submission, folder, take_off=False)
                    try:
                        self._put(submission, folder, files, to, depth)
                    except Refused as refusal:
                        self.log.error("Refused: %s: %s", shown(submission.person), refusal)
                    shutil.rmtree(folder, ignore_errors=True)
        finally:
            shutil.rmtree(staging)

    def _groups(self, name: str, archive: Archive, depth: int) -> list[Submission]:
        """The files of each folder at a depth of an archive, and each file that lies there."""
        groups: dict[str, Submission] = {}
        tops: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for member in archive.members:
            parts = member.parts or (member.name,)
            if member.refusal is None and is_litter(parts):
                continue
            top = "/".join(parts[:depth])
            group = groups.setdefault(top, Submission(name, top, top))
            if member.refusal is not None:
                group.refuse(member.refusal, parts)
                continue
            becomes = top[:-4] if len(parts) == depth and is_zip(top) else top
            tops[collision_key(becomes.split("/"))].add(top)
            group.add(Piece(archive, member, parts))
        for rivals in tops.values():
            for top in rivals if len(rivals) > 1 else ():
                groups[top].refuse(Refused("duplicate", f"{_list(rivals)} would become one"), ())
                groups[top].pieces.clear()
        return list(groups.values())

    def _put(
        self, submission: Submission, folder: Path, files: list[str], to: Path, depth: int
    ) -> None:
        for finding in submission.findings:
            if finding.kind != "no_notebook":
                self.log.warning("%s: %s", shown(submission.person), finding.message)
        if lost := submission.lost(files):
            raise Refused("refused", f"nothing was unpacked, as {_list(lost)} was refused")
        for parts in sorted({tuple(name.split("/")[:depth]) for name in files}):
            place = to.joinpath(*parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.rename(folder.joinpath(*parts), _free(place))


def _depth(archive: Archive) -> int:
    """At which depth an archive's names begin to differ: there each one is somebody's."""
    names = [m.parts for m in archive.members if m.refusal is None and not is_litter(m.parts)]
    common = os.path.commonprefix([parts[:-1] for parts in names])
    return len(common) + 1


def _free(path: Path) -> Path:
    if os.path.lexists(path):
        raise Refused("duplicate", f"`{shown(path.name)}` is there already")
    return path


def _list(names: Iterable[str]) -> str:
    return " and ".join(f"`{shown(name)}`" for name in sorted(names)[:3])


def guarded(collector: type[FileNameCollectorPlugin]) -> type[FileNameCollectorPlugin]:
    """`collector` without the files whose place would not be below a student's folder."""

    class Guarded(collector):  # type: ignore[misc, valid-type]
        def collect(self, submitted_file: str) -> dict[str, Any] | None:
            info = super().collect(submitted_file)
            if not info:
                return info
            student, file = info.get("student_id"), info.get("file_id")
            seen = self.__dict__.setdefault("_seen", set())
            try:
                if not isinstance(student, str) or not STUDENT_ID.fullmatch(student):
                    raise Refused("student", f"`{shown(str(student))}` is no student's id")
                key = (student, collision_key(checked_parts(str(file))))
                if key in seen and not info.get("timestamp"):
                    raise Refused("duplicate", f"`{student}` has another file of this name")
                seen.add(key)
            except Refused as refusal:
                self.log.error("Refused: %s: %s", shown(os.path.basename(submitted_file)), refusal)
                return None
            return info

    Guarded.__name__ = collector.__name__
    return Guarded
