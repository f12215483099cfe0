"""docs/coverage.md: nothing is left over, nothing is invented, and it is what the course says."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from autograder.audit.coverage import covers, read_assignments
from autograder.audit.coverage_page import coverage_page
from autograder.audit.inventory import read_inventory
from autograder.cli import main
from autograder.course import Course, CourseError, open_course

ROOT = Path(__file__).resolve().parents[3]


def test_the_course_covers_everything_and_says_so() -> None:
    page = coverage_page(open_course(ROOT))
    assert page.holes == ()
    assert page.is_current, "docs/coverage.md is out of date: run `make coverage`"


def test_the_inventory_is_complete() -> None:
    inventory = read_inventory(ROOT / "docs" / "inventory.toml")
    items = [f"S{s}.{i}" for s, n in enumerate((14, 17, 16, 13, 10)) for i in range(1, n + 1)]
    assert [item.id for item in inventory.items] == items
    assert set(inventory.owed) == {*items, *(f"E{i}" for i in range(1, 75))}


def test_an_item_that_nobody_covers_is_a_hole(course: Course) -> None:
    (hole,) = coverage_page(course).holes
    assert hole.startswith("S0.3: expected an exercise or a question")
    inventory = course.root / "docs" / "inventory.toml"
    inventory.write_text(inventory.read_text("utf-8").replace('"S0.3" = "Nothing"\n', ""), "utf-8")
    assert coverage_page(course).holes == ()


def test_an_id_that_is_no_item_is_a_hole(course: Course) -> None:
    path = course.source("01_twice") / "01_twice.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata.autograder.covers.append("S0.4")
    nbformat.write(notebook, path)
    assert any(
        "test_double: expected ids of the inventory" in hole and "'S0.4'" in hole
        for hole in coverage_page(course).holes
    )


def test_an_exercise_without_mistakes_is_a_hole(course: Course) -> None:
    for path in (course.root / "misconceptions" / "01_twice").iterdir():
        path.unlink()
    holes = coverage_page(course).holes
    assert [hole.partition(":")[0] for hole in holes] == ["S0.1", "S0.3", "E1"]
    assert "received none that can" in holes[0]


def test_mistakes_and_wrong_options_are_counted(course: Course) -> None:
    found = covers(read_assignments(course))
    assert {named: [c.losses for c in group] for named, group in found.items()} == {
        "S0.1": [2],
        "E1": [1],
        "S0.2": [2],
    }


def test_the_page_names_exercises_and_links_to_notebooks(course: Course) -> None:
    lines = coverage_page(course).text.splitlines()
    assert "| S0.1 | Doubling \\| twice as much | [01] Two of each: `double` (2) | 2 |" in lines
    assert "| S0.2 | Halving | [01] question `answer_half` (2) | 2 |" in lines
    assert "| S0.3 | Nothing | **nothing** | 0 |" in lines
    assert "[01]: ../source/01_twice/01_twice.ipynb" in lines
    assert not any(line.startswith("| E2 ") for line in lines)


def test_the_command_writes_the_page_and_names_holes(course: Course) -> None:
    where = ["--course", str(course.root)]
    before = CliRunner().invoke(main, ["audit", "coverage", "--check", *where])
    assert before.exit_code == 1 and "out of date" in before.output
    assert not (course.root / "docs" / "coverage.md").exists()
    done = CliRunner().invoke(main, ["audit", "coverage", *where])
    assert done.exit_code == 1 and "S0.3: expected" in done.output
    assert coverage_page(course).is_current
    assert "up to date" in CliRunner().invoke(main, ["audit", "coverage", *where]).output


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"S0.2" =', '"S7.2" =', "expected items of the form"),
        ('why = "Count."\nfurther', "further", "E2: expected lecture, place, title"),
        ("further = true", 'further = "yes"', "`further` true or false"),
        ('lecture = "S0"\nplace = "L7"', 'lecture = "S1"\nplace = "L7"', "of a lecture in"),
        ("[items]", "[things]", "received `things`"),
        ("[items]", "[items", "expected TOML"),
    ],
)
def test_an_inventory_of_another_form_is_refused(
    course: Course, old: str, new: str, words: str
) -> None:
    path = course.root / "docs" / "inventory.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CourseError, match=words):
        read_inventory(path)


def test_a_missing_inventory_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="No inventory: expected"):
        read_inventory(tmp_path / "inventory.toml")
