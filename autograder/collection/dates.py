"""Dates in an archive: when a file was handed in, where the archive can be believed."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_EXTENDED_TIMESTAMP = 0x5455
_FIRST = datetime(1980, 1, 3, tzinfo=UTC)  # the format's own beginning is its "no date"
_AT_ONCE = timedelta(seconds=4)
_LONG_DOWNLOAD = timedelta(hours=1)
_MANY = 4


def date_of(entry: zipfile.ZipInfo) -> datetime | None:
    """The date of an entry as UTC: the exact one if there is one, else this machine's local time.

    None stands for no date, one that cannot be, and one in the future.
    """
    try:
        seconds = _extended_timestamp(entry.extra)
        if seconds is not None:
            when = datetime.fromtimestamp(seconds, UTC)
        else:
            when = datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError, struct.error):
        return None
    return when if _FIRST < when < datetime.now(UTC) + timedelta(days=1) else None


def are_of_download(dates: Sequence[datetime]) -> bool:
    """Whether the dates, one a student in the archive's order, are when the archive was made.

    Some platforms date a file by the moment they put it in: all dates are equal then, or they
    never go back and span less than an hour.
    """
    if len(dates) < 2:
        return False
    span = max(dates) - min(dates)
    ordered = list(dates) == sorted(dates)
    return span <= _AT_ONCE or (len(dates) >= _MANY and ordered and span <= _LONG_DOWNLOAD)


def _extended_timestamp(extra: bytes) -> int | None:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _EXTENDED_TIMESTAMP and size >= 5 and extra[4] & 1:
            return struct.unpack_from("<i", extra, 5)[0]
        extra = extra[4 + size :]
    return None
