"""docs/errata.md: every row has its test, every test its row, and it is what the inventory says."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from autograder.audit.errata_page import errata_page, read_tests
from autograder.cli import main
from autograder.course import Course, open_course

ROOT = Path(__file__).resolve().parents[3]


def test_every_row_has_a_test_and_every_test_a_row() -> None:
    page = errata_page(open_course(ROOT))
    assert page.holes == ()
    assert page.is_current, "docs/errata.md is out of date: run `make coverage`"


def test_every_test_of_an_erratum_is_one_of_its_own() -> None:
    tests = read_tests(ROOT / "tests" / "errata")
    assert {erratum for erratum, places in tests.items() if len(places) != 1} == set()


def test_a_row_without_a_test_is_a_hole(course: Course) -> None:
    assert errata_page(course).holes == ()
    path = course.root / "tests" / "errata" / "test_s0.py"
    path.write_text(path.read_text("utf-8").replace("test_e1_sum", "test_sum"), "utf-8")
    page = errata_page(course)
    assert [hole.partition(":")[0] for hole in page.holes] == ["E1"]
    assert "**no test**" in page.text


def test_a_test_without_a_row_is_a_hole(course: Course) -> None:
    path = course.root / "tests" / "errata" / "test_s0.py"
    path.write_text(path.read_text("utf-8") + "\n\ndef test_e3_more():\n    pass\n", "utf-8")
    (hole,) = errata_page(course).holes
    assert hole.startswith("test_s0.py: test_e3_more: expected a row of the inventory")


def test_a_test_in_the_file_of_another_lecture_is_a_hole(course: Course) -> None:
    folder = course.root / "tests" / "errata"
    (folder / "test_s0.py").rename(folder / "test_s1.py")
    holes = errata_page(course).holes
    assert len(holes) == 2
    assert all("expected it in test_s0.py" in hole for hole in holes)


def test_the_page_shows_exercise_and_test(course: Course) -> None:
    lines = errata_page(course).text.splitlines()
    row = next(line for line in lines if line.startswith("| E1 |"))
    assert row == (
        "| E1 | **A sum**<br>L7 | 1 + 1 = 3 | 2 | Count. | "
        "[01] Two of each: `double`<br>[test_e1_sum](../tests/errata/test_s0.py) |"
    )
    assert any(line.startswith("| E2* |") for line in lines)


def test_the_command_writes_the_page(course: Course) -> None:
    done = CliRunner().invoke(main, ["audit", "errata", "--course", str(course.root)])
    assert (done.exit_code, errata_page(course).is_current) == (0, True)
