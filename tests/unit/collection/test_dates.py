"""When a file was handed in, as far as an archive can be believed."""

from __future__ import annotations

import struct
import time
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from autograder.collection.dates import are_of_download, date_of


def entry(date: tuple[int, int, int, int, int, int], extra: bytes = b"") -> zipfile.ZipInfo:
    made = zipfile.ZipInfo("x", date)
    made.extra = extra
    return made


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_berlin")
def test_local_time_without_an_exact_one() -> None:
    assert date_of(entry((2024, 5, 2, 12, 0, 0))) == datetime(2024, 5, 2, 10, tzinfo=UTC)


def test_the_exact_time() -> None:
    exact = struct.pack("<HHBi", 0x5455, 5, 1, 1_700_000_000)
    other = struct.pack("<HH4s", 0x7875, 4, b"abcd")
    when = datetime.fromtimestamp(1_700_000_000, UTC)
    assert date_of(entry((2020, 1, 1, 0, 0, 0), other + exact)) == when


@pytest.mark.parametrize(
    "odd",
    [
        entry((1980, 1, 1, 0, 0, 0)),
        entry((1980, 0, 0, 0, 0, 0)),
        entry((2024, 13, 40, 25, 61, 62)),
        entry((2107, 12, 31, 23, 59, 58)),
        entry((2024, 5, 2, 12, 0, 0), struct.pack("<HHBi", 0x5455, 5, 1, -(2**31))),
        entry((2024, 5, 2, 12, 0, 0), struct.pack("<HHB", 0x5455, 5, 1)),
    ],
    ids=["none", "no day", "no such day", "in the future", "before 1980", "cut off"],
)
def test_no_date(odd: zipfile.ZipInfo) -> None:
    assert date_of(odd) is None


def test_dates_of_a_download() -> None:
    noon = datetime(2024, 5, 2, 12, tzinfo=UTC)
    seconds = [noon + timedelta(seconds=20 * n) for n in range(6)]
    assert are_of_download([noon, noon])
    assert are_of_download(seconds)
    assert not are_of_download([noon])
    assert not are_of_download(seconds[:3])
    assert not are_of_download([*seconds[3:], *seconds[:3]])
    assert not are_of_download([noon + timedelta(hours=n) for n in range(6)])
