"""A result file that is not what was written: its notebook runs again, and the file is replaced."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from canned import Canned
from troubled_course import SCORES, run, saved

from autograder.course import Course

Capture = pytest.CaptureFixture[str]


def _text(change: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda path: path.write_text(change(path.read_text())) and None


def _data(change: Callable[[dict], object]) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        data = json.loads(path.read_text())
        path.write_text(json.dumps(change(data)))

    return spoil


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("in a folder that stands where a result should")


DAMAGES = {
    "empty": _text(lambda text: ""),
    "truncated": _text(lambda text: text[: len(text) // 2]),
    "random bytes": lambda path: path.write_bytes(random.Random(5).randbytes(4000)) and None,
    "a list": _data(lambda data: [data]),
    "a number": _data(lambda data: 7),
    "nested deeply": _text(lambda text: "[" * 100_000),
    "without cells": _data(lambda data: {**data, "cells": []}),
    "cells of words": _data(lambda data: {**data, "cells": ["passed"]}),
    "a score that is a word": _data(lambda data: _scored(data, "full")),
    "a score that was changed": _data(lambda data: _scored(data, 1.0)),
    "not a number": _data(lambda data: _scored(data, float("nan"))),
    "another result's shape": _data(lambda data: {"key": "k", "title": "t"}),
    "a folder": _folder,
}


def _scored(data: dict, score: object) -> dict:
    data["cells"][0]["score"] = score
    return data


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_it_is_computed_again(
    course: Course, canned: Canned, capsys: Capture, damage: Callable[[Path], None]
) -> None:
    assert run(capsys, course).status == 0
    (path,) = (p for p in course.state.glob("results/*/*.json") if "middle = 0" in p.read_text())
    whole = path.read_text()
    damage(path)
    canned.ran.clear()
    assert run(capsys, course).status == 0
    assert canned.ran == ["bob"]
    assert path.read_text() == whole
    assert saved(course) == SCORES


def test_a_note_of_the_last_result_that_is_damaged(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    assert run(capsys, course).status == 0
    notes = sorted(course.state.glob("last/*/*/*.json"))
    for note, damage in zip(notes, ("", "[" * 100_000, '{"key": 3}'), strict=True):
        note.write_text(damage)
    assert run(capsys, course).status == 0
    assert len(canned.ran) == len(SCORES)  # the results themselves are known
    assert saved(course) == SCORES
    assert all(json.loads(note.read_text())["title"] == "Arrays" for note in notes)
