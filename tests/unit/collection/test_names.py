"""Names as text: what may be written, what is litter, what is a student's id."""

from __future__ import annotations

import pytest

from autograder.collection.names import (
    Refused,
    checked_parts,
    collision_key,
    is_litter,
    shown,
    student_id,
)
from autograder.course import STUDENT_ID


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("arrays.ipynb", ("arrays.ipynb",)),
        ("./a//b/./c.txt", ("a", "b", "c.txt")),
        ("Ada's work (2).ipynb", ("Ada's work (2).ipynb",)),
        ("re\u0301seau/x.ipynb", ("r\u00e9seau", "x.ipynb")),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.ipynb",) * 2,
        ("データ/課題.ipynb", ("データ", "課題.ipynb")),
        ("..data/x..y", ("..data", "x..y")),
    ],
)
def test_honest_names_stay(name: str, parts: tuple[str, ...] | str) -> None:
    assert checked_parts(name) == (parts if isinstance(parts, tuple) else (parts,))


@pytest.mark.parametrize(
    "name", ["", "/", ".", "..", "a/..", "...", "a/ /b", "x" * 201, "é" * 101, "a\x7f", "a\u2028b"]
)
def test_other_names_do_not(name: str) -> None:
    with pytest.raises(Refused):
        checked_parts(name)


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/._x",
        ".DS_Store",
        "a/.ipynb_checkpoints/b",
        "__pycache__/x.pyc",
        "Thumbs.DB",
        ".git/x",
    ],
)
def test_litter(name: str) -> None:
    assert is_litter(name.split("/"))


def test_no_litter() -> None:
    assert not is_litter(("data", "x.csv"))
    assert not is_litter(("..", "x.ipynb"))  # that is refused, and said


@pytest.mark.parametrize(
    ("one", "other"),
    [("A/b", "a/B"), ("é", "e\u0301"), ("Straße", "STRASSE"), ("a./b", "a/b"), ("a ", "a")],
)
def test_names_that_would_be_one_file(one: str, other: str) -> None:
    assert collision_key(one.split("/")) == collision_key(other.split("/"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ada", "ada"),
        ("Ada Lovelace", "Ada_Lovelace"),
        ("ada+ml@school.edu", "ada_ml@school.edu"),
        ("O'Neil, Zoë", "O_Neil__Zoë"),
        ("王小明", "王小明"),
        ("-rf", "_rf"),
        (".hidden.", "_hidden_"),
        ("a*b?[c]{d}", "a_b__c__d_"),
    ],
)
def test_ids(text: str, name: str) -> None:
    assert student_id(text) == name
    assert STUDENT_ID.fullmatch(name)


@pytest.mark.parametrize("text", ["", " ", "..", "+++", "x" * 101, "é" * 101])
def test_no_ids(text: str) -> None:
    with pytest.raises(Refused, match="id"):
        student_id(text)


def test_what_is_shown_cannot_move_the_cursor() -> None:
    assert shown("a\x1b[2J\nb\u202ec`") == "a?[2J?b?c?"
    assert len(shown("x" * 500)) == 80
