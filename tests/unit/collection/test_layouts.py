"""Whose a file is, in the layouts of learning platforms."""

from __future__ import annotations

import pytest

from autograder.collection.layouts import Layout, Pattern, recognise
from autograder.course import CourseError


def layout_of(*names: str, pattern: str | None = None) -> Layout:
    return recognise([tuple(n.split("/")) for n in names], "a1", ["a2"], "submitted", pattern)


def placed(*names: str, pattern: str | None = None) -> list[tuple[str, str] | None]:
    """For every name the student and the place below the submission, None for nobody's."""
    layout = layout_of(*names, pattern=pattern)
    places = [layout.place(tuple(name.split("/"))) for name in names]
    return [place and (place.student, "/".join(place.path)) for place in places]


def test_moodle_in_folders() -> None:
    assert placed(
        "Ada Lovelace_12345_assignsubmission_file_/arrays.ipynb",
        "Ada Lovelace_12345_assignsubmission_file_/data/x.csv",
        "Zoë O'Neil-Müller_7_assignsubmission_file/arrays.ipynb",
    ) == [
        ("Ada Lovelace", "arrays.ipynb"),
        ("Ada Lovelace", "data/x.csv"),
        ("Zoë O'Neil-Müller", "arrays.ipynb"),
    ]


def test_moodle_flat() -> None:
    assert placed(
        "Ada Lovelace_12345_assignsubmission_file_arrays.ipynb",
        "Bo_1_assignsubmission_file_x_2_assignsubmission_file_y.ipynb",
    ) == [("Ada Lovelace", "arrays.ipynb"), ("Bo", "x_2_assignsubmission_file_y.ipynb")]


def test_moodle_groups_and_typed_text() -> None:
    names = (
        "Group A_17_assignsubmission_file/arrays.ipynb",
        "Default group_assignsubmission_file/arrays.ipynb",
        "Ada_1_assignsubmission_onlinetext/onlinetext.html",
    )
    layout = layout_of(*names)
    assert layout.name == "Moodle"
    group, default, typed = (layout.place(tuple(name.split("/"))) for name in names)
    assert group and default and typed
    assert (group.student, default.student) == ("Group A", "Default group")
    assert typed.path == () and "typed into Moodle" in typed.left_out


@pytest.mark.parametrize("word", ["Participant", "Teilnehmer/in".replace("/", "")])
def test_moodle_with_hidden_names(word: str) -> None:
    names = [f"{word}_{number}_assignsubmission_file_/arrays.ipynb" for number in (11, 12)]
    assert [place and place[0] for place in placed(*names)] == [f"{word}_11", f"{word}_12"]


def test_canvas() -> None:
    names = (
        "lovelaceada_12345_67890_arrays.ipynb",
        "pascalblaise_LATE_12346_67891_arrays-1.ipynb",
        "o_neil_12347_67892_9_8_arrays.ipynb",
        "anon_Ab3dE_67893_arrays.ipynb",
        "LATE_anon_Fg5hI_67894_arrays.ipynb",
    )
    assert placed(*names) == [
        ("lovelaceada_12345", "arrays.ipynb"),
        ("pascalblaise_12346", "arrays-1.ipynb"),
        ("o_neil_12347", "9_8_arrays.ipynb"),
        ("anon_Ab3dE", "arrays.ipynb"),
        ("anon_Fg5hI", "arrays.ipynb"),
    ]
    layout = layout_of(*names)
    assert not layout.dated
    late = [place.late for name in names if (place := layout.place((name,)))]
    assert late == [False, True, False, False, True]


def test_canvas_typed_text() -> None:
    names = ("lovelaceada_1_2_arrays.ipynb", "noetheremmy_3_text.html", "lang_LATE_4_link.html")
    layout = layout_of(*names)
    assert layout.name == "Canvas"
    for name, student in zip(names[1:], ("noetheremmy_3", "lang_4"), strict=True):
        place = layout.place((name,))
        assert place and place.student == student
        assert "typed into Canvas" in place.left_out


def test_folders() -> None:
    assert placed("ada/arrays.ipynb", "bob/a1/arrays.ipynb", "eve/data/x.csv", "list.csv") == [
        ("ada", "arrays.ipynb"),
        ("bob", "arrays.ipynb"),
        ("eve", "data/x.csv"),
        None,
    ]


def test_folders_with_another_assignment() -> None:
    layout = layout_of("ada/a1/arrays.ipynb", "ada/a2/arrays.ipynb")
    place = layout.place(("ada", "a2", "arrays.ipynb"))
    assert place and place.path == () and "the assignment a2" in place.left_out


@pytest.mark.parametrize(
    ("names", "top"),
    [
        (("submitted/ada/a1/arrays.ipynb",), "submitted"),
        (("a1/ada/arrays.ipynb",), "a1"),
        (("download/ada/arrays.ipynb", "download/bob/arrays.ipynb"), "download"),
        (("download/ada/work.zip", "download/bob/work.zip"), "download"),
        (("ada/a1/arrays.ipynb",), ""),
        (("ada/a1/arrays.ipynb", "ada/a2/arrays.ipynb"), ""),
        (("ada/part/arrays.ipynb",), ""),
        (("ada/arrays.ipynb", "ada/data/x.csv"), ""),
        (
            ("download/ada/arrays.ipynb", "__MACOSX/ada/._arrays.ipynb", "download/b/x.zip"),
            "download",
        ),
    ],
)
def test_a_folder_around_all_students(names: tuple[str, ...], top: str) -> None:
    layout = layout_of(*names)
    assert layout.name == (f"folders below {top}/" if top else "folders")
    first = layout.place(tuple(names[0].split("/")))
    assert first and first.student == "ada"


def test_a_pattern() -> None:
    names = ("section1/ada-arrays.ipynb", "section2/bob-data.csv", "readme")
    pattern = r"section\d/(?P<student_id>\w+)-(?P<file_name>.+)"
    assert placed(*names, pattern=pattern) == [("ada", "arrays.ipynb"), ("bob", "data.csv"), None]
    assert placed("x/ada/n.ipynb", pattern=r"x/(?P<student_id>\w+)/.*") == [("ada", "n.ipynb")]


@pytest.mark.parametrize("pattern", ["(", "(?P<file_name>.*)", "(?P<student_id>"])
def test_a_pattern_that_is_none(pattern: str) -> None:
    with pytest.raises(CourseError, match="expected a regular expression"):
        Pattern(pattern)
