"""`docs/errata.md`: what the lectures have wrong, what is right, and the test that computes it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.audit.coverage import Cover, covers, read_assignments
from autograder.audit.coverage_page import links, mention
from autograder.audit.inventory import INVENTORY, Erratum, Inventory, read_inventory
from autograder.audit.page import Page, table
from autograder.course import Course, CourseError

ERRATA = Path("docs", "errata.md")
TESTS = Path("tests", "errata")

_TEST = re.compile(r"test_(e[1-9]\d*)_\w+")
_INTRODUCTION = """\
# Errata of the lectures

<!-- Written by `autograder audit errata`: change docs/inventory.toml or tests/errata. -->

The five lectures are good, but not free of slips: a digit, a sign, a formula that lost its bracket,
a table that follows another rule than the one above it, and some sentences that are only half true.
Each row quotes the lecture, says what is right, and why. **L** is a line of the lecture's text, as
far as it was read by machine; a few of the slips may come from the reading.

Nobody has to take our word for it. Each row has a test in `tests/errata/` that computes both: the
right value is right, and the printed one is not. Run them with `pytest tests/errata`. **[lit]**
marks what cannot be derived from the lectures, but comes from the literature.

Most errors are turned into exercises: students find and mend them where the last column says so.
Rows with a star were found when the assignments were written already, and no exercise asks for
them. Exercises are listed by what they are about in [coverage.md](coverage.md).
"""


def errata_page(course: Course) -> Page:
    """The page on the errors in the lectures.

    Raises:
        CourseError: if the inventory, a notebook, a misconception or a test cannot be read.
    """
    inventory = read_inventory(course.root / INVENTORY)
    tests = read_tests(course.root / TESTS)
    assignments = read_assignments(course)
    found = covers(assignments)
    up = "../" * (len(ERRATA.parts) - 1)
    sections = [_INTRODUCTION]
    for lecture in inventory.lectures:
        errata = [e for e in inventory.errata if e.lecture == lecture.id]
        if not errata:
            continue
        rows = [
            (
                f"{e.id}{'*' if e.further else ''}",
                f"**{e.title}**<br>{e.place}",
                e.says,
                e.right,
                e.why,
                "<br>".join([*_exercises(found.get(e.id, ())), *_links(tests, e.id, up)]),
            )
            for e in errata
        ]
        sections.append(f"## {lecture.id} · {lecture.title}\n")
        sections.append(
            table(["", "where", "the lecture says", "right", "why", "exercise, and test"], rows)
        )
    sections.append(links(assignments, ERRATA))
    return Page(course.root / ERRATA, "\n".join(sections), tuple(_holes(inventory, tests)))


def read_tests(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """File and name of the tests of each erratum: functions `test_e1_…` in `folder`.

    Raises:
        CourseError: if a file is not Python.
    """
    tests: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.glob("test_*.py")):
        try:
            tree = ast.parse(path.read_text("utf-8"))
        except SyntaxError as error:
            raise CourseError(
                f"{path}: expected Python, received something else in line {error.lineno}."
            ) from None
        for node in tree.body:
            match = _TEST.fullmatch(node.name) if isinstance(node, ast.FunctionDef) else None
            if match and isinstance(node, ast.FunctionDef):
                tests.setdefault(match.group(1).upper(), []).append((path.name, node.name))
    return tests


def _holes(inventory: Inventory, tests: dict[str, list[tuple[str, str]]]) -> list[str]:
    rows = {erratum.id: erratum for erratum in inventory.errata}
    sentences = [
        f"{erratum}: expected a test `test_{erratum.lower()}_…` in {TESTS.as_posix()}, received "
        "none; write one that computes it."
        for erratum in rows
        if erratum not in tests
    ]
    for erratum, places in tests.items():
        sentences += [
            f"{file}: {name}: expected {_expected(rows.get(erratum))}, received a test of "
            f"{erratum}; rename or move it."
            for file, name in places
            if erratum not in rows or file != _file(rows[erratum])
        ]
    return sentences


def _expected(erratum: Erratum | None) -> str:
    return "a row of the inventory" if erratum is None else f"it in {_file(erratum)}"


def _file(erratum: Erratum) -> str:
    return f"test_{erratum.lecture.lower()}.py"


def _exercises(found: tuple[Cover, ...]) -> list[str]:
    return [mention(cover) for cover in found]


def _links(tests: dict[str, list[tuple[str, str]]], erratum: str, up: str) -> list[str]:
    return [
        f"[{name}]({up}{TESTS.as_posix()}/{file})" for file, name in tests.get(erratum, [])
    ] or ["**no test**"]
