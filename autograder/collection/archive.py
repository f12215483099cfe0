"""A zip archive that nobody vouches for: its entries, and bytes read with every limit counted.

The standard library's zipfile takes the format apart; everything an archive may lie about is
checked here. What is refused is refused entry by entry, so that the honest ones can be taken.
"""

from __future__ import annotations

import copy
import math
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from autograder.collection.caps import Caps
from autograder.collection.dates import date_of
from autograder.collection.names import Refused, checked_parts, lenient_parts, shown

_BLOCK = 1 << 16
_MARGIN = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")
_UTF8, _ENCRYPTED = 0x800, 0x1 | 0x40
_DOS_FOLDER = 0x10

#: Whatever zipfile raises for bytes that are no proper archive.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
)


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Attributes:
        name: as the archive calls it; never used to write.
        parts: its name taken apart, checked unless `refusal` is set.
        when: its date as UTC, None if the archive has no sensible one.
        refusal: why it cannot be taken, None if it can as far as is known before it is read.
    """

    info: zipfile.ZipInfo
    name: str
    parts: tuple[str, ...]
    when: datetime | None
    refusal: Refused | None


class Archive:
    """The files in an archive; folders among its entries are dropped.

    Raises:
        Refused: if it is no zip archive, is damaged, or has too many entries.
    """

    def __init__(self, file: BinaryIO, caps: Caps, inner: bool = False) -> None:
        self.caps = caps
        directory_bytes = caps.inner_directory_bytes if inner else caps.directory_bytes
        members = caps.inner_members if inner else caps.members
        self._file = file
        start = file.read(8)
        try:
            self._zip = zipfile.ZipFile(_LimitedReads(file, directory_bytes))  # type: ignore[arg-type]
        except _TooLong:
            sentence = f"its list of files is too long; {_at_most(members)}"
            raise Refused("too_many_files", sentence) from None
        except (*DAMAGE, OSError):
            raise Refused("no_archive", _not_a_zip(start)) from None
        entries = self._zip.infolist()
        if len(entries) > members:
            raise Refused("too_many_files", f"it has {len(entries)} entries; {_at_most(members)}")
        overlapping = self._overlapping(entries)
        found = (self._member(entry, entry in overlapping) for entry in entries)
        self.members = tuple(member for member in found if member is not None)

    def copy(self, member: Member, target: BinaryIO, left: int) -> None:
        """Write a member's bytes to `target`, counting what really comes out.

        Args:
            left: how many bytes may be written besides the limits of one file.

        Raises:
            Refused: if it is damaged, larger than its limit or than the archive says.
            OSError: if `target` cannot be written.
        """
        if member.refusal is not None:
            raise member.refusal
        what, stated = f"`{shown(member.name)}`", member.info.file_size
        limit = min(self.caps.of(member.parts[-1]), left)
        self._check_size(member, stated, limit)
        entry = copy.copy(member.info)
        entry.file_size = limit + _MARGIN  # zipfile would cut it off where the archive says
        written = 0
        try:
            stream = self._zip.open(entry)
        except (*DAMAGE, OSError):
            raise Refused("damaged", f"{what} is damaged in the archive") from None
        with stream:
            while block := _read(stream, what):
                written += len(block)
                self._check_size(member, written, limit)
                target.write(block)
        if written != stated:
            raise Refused(
                "false_size", f"{what} has {written} bytes; the archive promises {stated}"
            )

    def _check_size(self, member: Member, size: int, limit: int) -> None:
        what, packed = f"`{shown(member.name)}`", max(member.info.compress_size, 1)
        if size > self.caps.ratio_free_bytes and size > self.caps.ratio * packed:
            raise Refused(
                "bomb",
                f"{what} grows to more than {size // packed} times its size in the archive; "
                f"expected at most {self.caps.ratio} times",
            )
        if size > limit:
            own = self.caps.of(member.parts[-1])
            rest = "" if limit == own else ", which are left of what a submission may bring"
            raise Refused(
                "too_large", f"{what} is too large; expected at most {limit / 2**20:.3g} MB{rest}"
            )

    def _overlapping(self, entries: list[zipfile.ZipInfo]) -> set[zipfile.ZipInfo]:
        """Entries whose bytes reach into another's: how small archives hold petabytes."""
        order = sorted(entries, key=lambda entry: entry.header_offset)
        found = set()
        for i, entry in enumerate(order):
            last = i + 1 == len(order)
            end = self._zip.start_dir if last else order[i + 1].header_offset
            if self._end(entry) > end:
                found.add(entry)
                if not last and entry.header_offset == order[i + 1].header_offset:
                    found.add(order[i + 1])
        return found

    def _end(self, entry: zipfile.ZipInfo) -> float:
        """Where the entry's bytes end in the archive."""
        try:
            self._file.seek(entry.header_offset)
            header = self._file.read(_LOCAL_HEADER.size)
        except (OSError, ValueError, OverflowError):
            return math.inf
        variable = sum(_LOCAL_HEADER.unpack(header)) if len(header) == _LOCAL_HEADER.size else 0
        return entry.header_offset + _LOCAL_HEADER.size + variable + entry.compress_size

    def _member(self, entry: zipfile.ZipInfo, overlaps: bool) -> Member | None:
        name = _name(entry)
        try:
            parts = checked_parts(name)
            is_folder = _check_kind(entry, name)
            if is_folder:
                return None
            if overlaps:
                raise Refused("overlap", f"`{shown(name)}` shares its bytes with another file")
        except Refused as refusal:
            return Member(entry, name, lenient_parts(name), None, refusal)
        return Member(entry, name, parts, date_of(entry), None)


class _TooLong(Exception):
    pass


class _LimitedReads:
    """A file of which no single read is long: zipfile reads a whole list of entries in one."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file, self._limit = file, limit

    def read(self, size: int = -1) -> bytes:
        if size > self._limit:
            raise _TooLong
        return self._file.read(size)


def _read(stream: zipfile.ZipExtFile, what: str) -> bytes:
    try:
        return stream.read(_BLOCK)
    except (*DAMAGE, OSError):
        raise Refused("damaged", f"{what} is damaged in the archive") from None


def _check_kind(entry: zipfile.ZipInfo, name: str) -> bool:
    """Whether the entry is a folder.

    Raises:
        Refused: if it is neither a plain file nor a plain folder.
    """
    what, mode = f"`{shown(name)}`", entry.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        raise Refused("link", f"{what} is a link; expected the file itself")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("no_file", f"{what} is a device or a pipe; expected a file")
    if name.endswith("/"):
        if entry.file_size or kind == stat.S_IFREG:
            raise Refused("folder", f"{what} is called a folder and has content like a file")
        return True
    if kind == stat.S_IFDIR or (kind == 0 and entry.external_attr & _DOS_FOLDER):
        raise Refused("folder", f"{what} is called a file and marked as a folder")
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("encrypted", f"{what} is encrypted; expected a file without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(
            "compression", f"{what} is compressed in an unusual way; expected an ordinary zip"
        )
    return False


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; some programs write UTF-8 and do not say so."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _at_most(members: int) -> str:
    return f"expected at most {members:,}"


def _not_a_zip(start: bytes) -> str:
    kinds = {
        b"PK\x03\x04": "a damaged or cut-off one; download it again",
        b"\x1f\x8b": "a gzip archive",
        b"Rar!": "a RAR archive",
        b"7z\xbc\xaf": "a 7z archive",
        b"<": "a web page, such as one that asks to log in; download it again",
    }
    received = next(
        (kind for magic, kind in kinds.items() if start.lstrip().startswith(magic)),
        "something else" if start else "an empty file",
    )
    return f"expected a zip archive, received {received}"
