"""`docs/coverage.md`: every item of the inventory, and the exercises that cover it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.audit.coverage import Assignment, Cover, covers, holes, read_assignments
from autograder.audit.inventory import INVENTORY, Inventory, read_inventory
from autograder.audit.page import Page, table
from autograder.course import Course

COVERAGE = Path("docs", "coverage.md")

_NAMES = re.compile(r":?\s*`.*$")

_INTRODUCTION = """\
# What the assignments cover

<!-- Written by `autograder audit coverage`: change the notebooks or docs/inventory.toml. -->

Every fact, figure and method of the five lectures has an id, and so has every error in them. The
ids are listed in [inventory.toml](inventory.toml); test cells name those that they examine. This
page puts the two together, and a test fails if an item is left over.

A name in the third column is an exercise, and the number in brackets says how many of its *named
mistakes* lose points in the very cells that name the item. These are the wrong solutions in
`misconceptions/`, and a test grades them all. For a question to choose, the number counts its wrong
options, each of which is answered with a reason of its own. Written questions are graded by hand.
The last column adds up, each mistake once. Most mistakes and questions touch several items and
count for each of them.

Links lead to the instructors' notebooks, with solutions and hidden tests. What is wrong in the
lectures is told in full in [errata.md](errata.md).
"""


def coverage_page(course: Course) -> Page:
    """The page on what the course's assignments cover.

    Raises:
        CourseError: if the inventory, a notebook or a misconception cannot be read.
    """
    inventory = read_inventory(course.root / INVENTORY)
    assignments = read_assignments(course)
    found = covers(assignments)
    sections = [_INTRODUCTION, _overview(inventory, assignments)]
    for lecture in inventory.lectures:
        rows = [(i.id, i.text) for i in inventory.items if i.lecture == lecture.id]
        errata = [
            (e.id, e.title)
            for e in inventory.errata
            if e.lecture == lecture.id and (e.id in found or not e.further)
        ]
        sections.append(f"## {lecture.id} · {lecture.title}\n\n*{lecture.about}*\n")
        sections.append(_section("what it teaches", rows, found))
        if errata:
            sections.append(_section("what it has wrong", errata, found))
    sections.append(links(assignments, COVERAGE))
    text = "\n".join(sections)
    return Page(course.root / COVERAGE, text, tuple(holes(inventory, assignments)))


def mention(cover: Cover) -> str:
    """The name of an exercise or question, after a link to its notebook: `[06] Pooling`."""
    cell = cover.cell
    if cell.by_hand:
        name = "written question"
    elif cell.question:
        name = f"question `{cell.question}`"
    else:
        about = _NAMES.sub("", cell.title)  # a heading often names the exercises below it
        stop = " " if not about or about.endswith("?") else ": "
        name = f"{about}{stop}`{cell.exercise}`".strip()
    return f"[{number(cover.assignment)}] {name}"


def number(assignment: str) -> str:
    """The number that an assignment's name begins with, or the whole name: 06 of 06_convolution."""
    first = assignment.partition("_")[0]
    return first if first.isdigit() else assignment


def links(assignments: Iterable[Assignment], page: Path) -> str:
    """What the numbers in square brackets link to, for a page in a folder of the course's root."""
    up = "../" * (len(page.parts) - 1)
    return "".join(
        f"[{number(assignment.name)}]: {up}{assignment.cells[0].notebook.as_posix()}\n"
        for assignment in assignments
        if assignment.cells
    )


def _section(
    head: str, rows: Iterable[tuple[str, str]], found: dict[str, tuple[Cover, ...]]
) -> str:
    return table(
        ["id", head, "covered by", "mistakes:"],
        [
            (
                named,
                text,
                "<br>".join(_entry(cover) for cover in found.get(named, ())) or "**nothing**",
                _losses(found.get(named, ())),
            )
            for named, text in rows
        ],
    )


def _losses(found: Sequence[Cover]) -> int:
    """Ways to lose points: each mistake once, though it may cost points in several exercises."""
    questions = [cover for cover in found if cover.cell.wrong_options]
    exercises = [cover for cover in found if not cover.cell.wrong_options]
    mistakes = {(cover.assignment, name) for cover in exercises for name in cover.mistakes}
    return len(mistakes) + sum(cover.losses for cover in questions)


def _entry(cover: Cover) -> str:
    return mention(cover) if cover.cell.by_hand else f"{mention(cover)} ({cover.losses})"


def _overview(inventory: Inventory, assignments: Sequence[Assignment]) -> str:
    items = {item.id for item in inventory.items}
    errata = {erratum.id for erratum in inventory.errata}
    rows: list[tuple[object, ...]] = []
    for assignment in assignments:
        cells = assignment.cells
        named = {i for cell in cells for i in cell.covers}
        rows.append(
            (
                f"[{number(assignment.name)}] {assignment.title}",
                len({c.exercise for c in cells if not c.by_hand and not c.question}),
                sum(bool(c.question or c.by_hand) for c in cells),
                len(named & items),
                len(named & errata),
                len(assignment.mistakes),
            )
        )
    covered = {i for a in assignments for cell in a.cells for i in cell.covers}
    total = [
        *(sum(int(str(row[column])) for row in rows) for column in (1, 2)),
        f"{len(covered & items)} of {len(items)}",
        f"{len(covered & errata)} of {sum(not e.further for e in inventory.errata)}",
        sum(int(str(row[5])) for row in rows),
    ]
    head = ["assignment", "exercises:", "questions:", "items:", "errata:", "named mistakes:"]
    return table(head, [*rows, ("**all**", *(f"**{n}**" for n in total))])
