"""Zip archives built byte by byte, so that they can lie about anything."""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass

FILE = stat.S_IFREG | 0o644
NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
UTF8 = 0x800
DATE = (2024, 5, 2, 12, 0, 0)

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")


@dataclass(frozen=True)
class Entry:
    """An entry of an archive.

    Attributes:
        packed: the compressed bytes; made from `data` if None.
        size: what the archive says that `data` has; the truth if None.
        crc: the checksum that the archive states; the true one if None.
        dos: MS-DOS attributes.
    """

    name: str | bytes
    data: bytes = NOTEBOOK
    mode: int = FILE
    date: tuple[int, int, int, int, int, int] = DATE
    flags: int = UTF8
    method: int = 8
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    dos: int = 0
    extra: bytes = b""


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zip_of(*entries: Entry | tuple[str, bytes] | str) -> bytes:
    """An archive of the entries, in order."""
    body, directory = b"", b""
    for entry in map(_entry, entries):
        header, central = _headers(entry, len(body))
        body += header + _packed(entry)
        directory += central
    return body + directory + _end(len(entries), len(directory), len(body))


def overlapping(names: list[str], data: bytes) -> bytes:
    """An archive whose entries share one body, each quoting the headers of those behind it.

    After David Fifield, A better zip bomb (2019): the file's headers are stored blocks of a
    deflate stream that ends in the common kernel.
    """
    stream, content, entries, body = deflated(data), data, [], b""
    for name in reversed(names):
        entry = Entry(name, content, packed=stream)
        header, _ = _headers(entry, 0)
        entries.insert(0, (entry, len(header)))
        body = header + stream
        stream = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + body
        content = header + content
    offset, directory = 0, b""
    for entry, length in entries:
        directory += _headers(entry, offset)[1]
        offset += length + 5
    return body + directory + _end(len(names), len(directory), len(body))


def _entry(entry: Entry | tuple[str, bytes] | str) -> Entry:
    if isinstance(entry, Entry):
        return entry
    return Entry(entry) if isinstance(entry, str) else Entry(*entry)


def _packed(entry: Entry) -> bytes:
    if entry.packed is not None:
        return entry.packed
    return deflated(entry.data) if entry.method == 8 else entry.data


def _headers(entry: Entry, offset: int) -> tuple[bytes, bytes]:
    name = entry.name if isinstance(entry.name, bytes) else entry.name.encode()
    year, month, day, hour, minute, second = entry.date
    time = hour << 11 | minute << 5 | second // 2
    date = (year - 1980) << 9 | month << 5 | day
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    size = len(entry.data) if entry.size is None else entry.size
    common = (entry.flags, entry.method, time, date, crc, len(_packed(entry)), size, len(name))
    local = _LOCAL.pack(b"PK\3\4", 20, *common, len(entry.extra)) + name + entry.extra
    attributes = entry.mode << 16 | entry.dos
    central = _CENTRAL.pack(
        b"PK\1\2", 20, 3, 20, *common, len(entry.extra), 0, 0, 0, attributes, offset
    )
    return local, central + name + entry.extra


def _end(entries: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, entries, entries, size, offset, 0)
