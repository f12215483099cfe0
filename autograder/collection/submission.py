"""What one student handed in: the files of an archive that are theirs, sorted out and unpacked.

A zip among them is unpacked one level, by the same rules, where no notebook was handed in beside
it. A folder that everything lies in is taken off. Two files that would become one are both
refused. A submission that lost a notebook to a refusal is refused as a whole: nobody is graded on
half of what they handed in.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import BinaryIO

from autograder.collection.archive import Archive, Member
from autograder.collection.caps import Caps, is_notebook, is_zip
from autograder.collection.names import (
    Refused,
    checked_parts,
    collision_key,
    is_litter,
    shown,
)
from autograder.grading.outcome import Finding

TIMESTAMP = "timestamp.txt"
FINDINGS = 200
Parts = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A file of a submission: where it comes from, and its place below the submission."""

    archive: Archive
    member: Member
    path: Parts


@dataclass
class Submission:
    """What one person handed in with one archive.

    Attributes:
        person: what the archive calls them; `student` is the id made from it.
        when: the latest date of their files, None if the archive has none to believe.
        pieces: the files that will be written.
        refused: the places of files that were not taken.
    """

    archive: str
    person: str
    student: str
    when: datetime | None = None
    late: bool = False
    pieces: list[Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: list[Parts] = field(default_factory=list)

    def note(self, kind: str, sentence: str) -> None:
        """Add a finding; after very many of them nobody would read one more."""
        if len(self.findings) < FINDINGS:
            self.findings.append(Finding(kind, f"{sentence}."))

    def refuse(self, refusal: Refused, path: Parts) -> None:
        """Note that a file of this submission was not taken."""
        self.note(refusal.kind, str(refusal))
        if path and not is_litter(path):
            self.refused.append(path)

    def lost(self, taken: Iterable[str]) -> list[str]:
        """Names of what grading would have needed: notebooks, and zips where none was taken."""
        kinds = [is_notebook] if any(map(is_notebook, taken)) else [is_notebook, is_zip]
        names = (path[-1] for path in self.refused)
        return list(dict.fromkeys(name for name in names if any(kind(name) for kind in kinds)))

    def add(self, piece: Piece) -> None:
        """Take a file in whose place is not checked yet."""
        try:
            path = checked_parts("/".join(piece.path))
        except Refused as refusal:
            self.refuse(refusal, piece.path)
            return
        if not is_litter(path):
            self.pieces.append(Piece(piece.archive, piece.member, path))


class Unpacking:
    """The unpacking of submissions: one budget of bytes for all of them."""

    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        self._left = caps.total_bytes

    def unpack(self, submission: Submission, folder: Path, take_off: bool = True) -> list[str]:
        """Write a submission's files below the new, empty `folder`.

        Args:
            take_off: whether a folder that everything lies in is taken off.

        Returns:
            The names of the files, in order; findings are added to the submission.

        Raises:
            OSError: if the disk cannot be written.
        """
        with ExitStack() as opened:
            self._open_zips(submission, opened)
            _leave_out_timestamp(submission)
            while take_off and _take_off_folder(submission):
                _leave_out_timestamp(submission)
            _refuse_collisions(submission)
            self._refuse_surplus(submission)
            written = sorted(self._write(submission, folder))
        _look_for_notebook(submission, written)
        return written

    def _open_zips(self, submission: Submission, opened: ExitStack) -> None:
        """Put the files of zips in the zips' place."""
        handed_in = submission.pieces
        names = [path[-1] for path in (*(p.path for p in handed_in), *submission.refused)]
        if any(map(is_notebook, names)):
            return
        submission.pieces = [piece for piece in handed_in if not is_zip(piece.path[-1])]
        left = self.caps.student_bytes
        for number, piece in enumerate(p for p in handed_in if is_zip(p.path[-1])):
            try:
                if number >= self.caps.student_zips:
                    sentence = f"more than {self.caps.student_zips} zips were handed in"
                    raise Refused("too_many_files", sentence)
                file = opened.enter_context(TemporaryFile())  # noqa: SIM115  closed there
                try:
                    self._copy(piece, file, left)
                finally:
                    left -= file.tell()
                file.seek(0)
                self._open_zip(submission, piece.path, Archive(file, self.caps, inner=True))
            except Refused as refusal:
                name = f"`{shown(piece.path[-1])}`"
                of_whole = refusal.kind in ("no_archive", "too_many_files")
                sentence = f"{name} was not unpacked: {refusal}" if of_whole else str(refusal)
                submission.refuse(Refused(refusal.kind, sentence), piece.path)

    def _open_zip(self, submission: Submission, place: Parts, inner: Archive) -> None:
        folder = (*place[:-1], PurePosixPath(place[-1]).stem)
        for member in inner.members:
            if member.refusal is not None:
                submission.refuse(member.refusal, (*folder, member.name))
                continue
            path = (*folder, *member.parts)
            submission.add(Piece(inner, member, path))
            if is_zip(path[-1]) and not is_litter(path):
                sentence = f"`{shown(path[-1])}` lies in another zip and was not unpacked"
                submission.note("zip_in_zip", sentence)

    def _refuse_surplus(self, submission: Submission) -> None:
        """Notebooks first: they are what is graded."""
        submission.pieces.sort(key=lambda piece: (not is_notebook(piece.path[-1]), piece.path))
        surplus = submission.pieces[self.caps.student_files :]
        del submission.pieces[self.caps.student_files :]
        if surplus:
            sentence = f"more than {self.caps.student_files} files: the rest was left out"
            submission.note("too_many_files", sentence)
            submission.refused += [piece.path for piece in surplus]

    def _write(self, submission: Submission, folder: Path) -> Iterator[str]:
        left = self.caps.student_bytes
        for piece in submission.pieces:
            place = folder.joinpath(*piece.path)
            place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            with open(place, "xb", opener=plain_file) as file:
                try:
                    self._copy(piece, file, left)
                except Refused as refusal:
                    submission.refuse(refusal, piece.path)
                    place.unlink()
                    continue
                finally:
                    left -= file.tell()
            yield "/".join(piece.path)

    def _copy(self, piece: Piece, file: BinaryIO, left: int) -> None:
        """Copy a file of at most `left` bytes; what comes out before it is refused counts, too."""
        if self._left <= 0:
            raise Refused(
                "too_large",
                f"more than {self.caps.total_bytes >> 30} GB were unpacked already; collect "
                "fewer archives at a time",
            )
        try:
            piece.archive.copy(piece.member, file, max(min(left, self._left), 0))
        finally:
            self._left -= file.tell()


def plain_file(path: str, flags: int) -> int:
    """An opener of new files with plain permissions, which follows no link."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o644)


def _leave_out_timestamp(submission: Submission) -> None:
    """Nobody says themselves when they handed in."""
    kept = [p for p in submission.pieces if collision_key(p.path)[0] != TIMESTAMP]
    if len(kept) < len(submission.pieces):
        submission.pieces = kept
        sentence = f"`{TIMESTAMP}` was left out: the archive says when it was handed in"
        submission.note("timestamp", sentence)


def _take_off_folder(submission: Submission) -> bool:
    """Take off the first folder, if everything lies in it."""
    pieces = submission.pieces
    tops = {piece.path[0] for piece in pieces}
    if len(tops) != 1 or any(len(piece.path) == 1 for piece in pieces):
        return False
    submission.pieces = [Piece(p.archive, p.member, p.path[1:]) for p in pieces]
    return True


def _refuse_collisions(submission: Submission) -> None:
    """Refuse files that would become one on some disk, and files that would be folders."""
    places: dict[Parts, list[Piece]] = defaultdict(list)
    folders: set[Parts] = set()
    for piece in submission.pieces:
        key = collision_key(piece.path)
        places[key].append(piece)
        folders.update(key[:depth] for depth in range(1, len(key)))
    kept = []
    for key, pieces in places.items():
        what = " and ".join(f"`{shown('/'.join(p.path))}`" for p in pieces[:3])
        if len(pieces) > 1:
            reason = Refused("duplicate", f"{what} would become one file")
        elif key in folders:
            reason = Refused("duplicate", f"{what} is a file and a folder")
        else:
            kept += pieces
            continue
        submission.refuse(reason, pieces[0].path)
    submission.pieces = kept


def _look_for_notebook(submission: Submission, written: list[str]) -> None:
    notebooks = [name for name in written if is_notebook(name)]
    if not written or submission.lost(written) or any("/" not in name for name in notebooks):
        return
    if notebooks:
        place = f"`{shown(notebooks[0])}`"
        sentence = f"the notebook lies deeper, in {place}; grading looks for it at the top"
    else:
        others = ", ".join(f"`{shown(name)}`" for name in written[:3])
        sentence = f"no notebook was handed in, but {others}"
    submission.note("no_notebook", sentence)
