"""Whose a file is: the layouts in which learning platforms hand out submissions.

Moodle, "Download all submissions", in folders or flat; the number is the participant's in this
one assignment:

    Ada Lovelace_12345_assignsubmission_file_/arrays.ipynb
    Ada Lovelace_12345_assignsubmission_file_arrays.ipynb

Canvas, "Download Submissions"; the numbers are the user's and the file's:

    lovelaceada_12345_67890_arrays.ipynb
    lovelaceada_LATE_12345_67890_arrays.ipynb

Folders, and the same below one more folder that is no student's:

    ada/arrays.ipynb
    ada/a1/arrays.ipynb

Anything else is told with a regular expression.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.collection.caps import is_notebook, is_zip
from autograder.collection.names import is_litter
from autograder.course import CourseError

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a file of an archive belongs.

    Attributes:
        person: what tells one person of the archive from every other.
        student: what the student's id is made from.
        path: the file's place below the submission; empty if it is left out.
        left_out: why it is left out, a sentence; "" if it is not.
        late: the platform calls it late.
    """

    person: str
    student: str
    path: Parts
    left_out: str = ""
    late: bool = False


class Layout(Protocol):
    """How an archive is laid out.

    Attributes:
        name: for a person.
        dated: whether the dates in it may be those of handing in.
    """

    name: str
    dated: bool

    def place(self, parts: Parts) -> Place | None:
        """Whose the file of this name is; None if nobody's."""
        ...


class Moodle:
    """Moodle's download; a name stands for a person, as the number changes with the assignment."""

    name = "Moodle"
    dated = True
    _FIRST = re.compile(
        r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?"
    )

    def __init__(self, names: Iterable[Parts] = ()) -> None:
        people = defaultdict(set)
        for parts in names:
            if match := self._FIRST.fullmatch(parts[0]):
                people[match["name"]].add(match["number"])
        # Blind marking calls everybody the same, in the language of the site.
        self._blind = len(people) == 1 and len(next(iter(people.values()))) > 1

    @classmethod
    def knows(cls, parts: Parts) -> bool:
        return cls._FIRST.fullmatch(parts[0]) is not None

    def place(self, parts: Parts) -> Place | None:
        match = self._FIRST.fullmatch(parts[0])
        if match is None:
            return None
        person = "_".join(filter(None, (match["name"], match["number"])))
        blind = self._blind or match["name"] == "Participant"
        student = person if blind else match["name"]
        if match["plugin"] != "file":
            return Place(person, student, (), "what was typed into Moodle is no file")
        path = (match["file"], *parts[1:]) if match["file"] else parts[1:]
        return Place(person, student, path)


class Canvas:
    """Canvas' download; its dates are those of the download."""

    name = "Canvas"
    dated = False
    _NAME = re.compile(
        r"(?:(?P<late1>LATE_)?(?P<anonymous>anon_[0-9A-Za-z]+)"
        r"|(?P<name>.+?)(?P<late2>_LATE)?_(?P<user>\d+))"
        r"_(?:(?P<file>\d+)_(?P<rest>.+)|(?P<typed>text|link)\.html)"
    )

    @classmethod
    def knows(cls, parts: Parts) -> bool:
        return len(parts) == 1 and cls._NAME.fullmatch(parts[0]) is not None

    def place(self, parts: Parts) -> Place | None:
        match = self._NAME.fullmatch(parts[0])
        if match is None:
            return None
        person = match["anonymous"] or f"{match['name']}_{match['user']}"
        if match["typed"]:
            return Place(person, person, (), "what was typed into Canvas is no file")
        late = bool(match["late1"] or match["late2"])
        return Place(person, person, (match["rest"], *parts[1:]), late=late)


class Folders:
    """A folder a student, with or without a folder of the assignment in it."""

    dated = True

    def __init__(self, assignment: str, others: Collection[str], top: str = "") -> None:
        self.name = f"folders below {top}/" if top else "folders"
        self._assignment, self._others, self._top = assignment, others, top

    def place(self, parts: Parts) -> Place | None:
        if self._top:
            parts = parts[1:] if parts[0] == self._top else ()
        if len(parts) < 2:
            return None
        student, *path = parts
        if len(path) > 1 and path[0] == self._assignment:
            path = path[1:]
        elif len(path) > 1 and path[0] in self._others:
            return Place(student, student, (), f"it belongs to the assignment {path[0]}")
        return Place(student, student, tuple(path))


class Pattern:
    """A regular expression of the instructor's, matched with a file's whole name in the archive.

    Its group `student_id` says whose the file is, `file_name` what it is called; without that, or
    where it matched nothing, the last part of the name is.

    Raises:
        CourseError: if it is no such expression.
    """

    name = "--pattern"
    dated = True

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = re.compile(pattern)
        except re.error as error:
            raise CourseError(
                f"--pattern: expected a regular expression, received `{pattern}` ({error})."
            ) from None
        if "student_id" not in self._pattern.groupindex:
            raise CourseError(
                "--pattern: expected a regular expression with a group named student_id, such as "
                rf"(?P<student_id>\w+)/(?P<file_name>.+), received `{pattern}`."
            )

    def place(self, parts: Parts) -> Place | None:
        match = self._pattern.fullmatch("/".join(parts))
        groups = match.groupdict() if match else {}
        student = groups.get("student_id")
        if not student:
            return None
        name = groups.get("file_name") or parts[-1]
        return Place(student, student, tuple(part for part in name.split("/") if part))


def recognise(
    names: Sequence[Parts],
    assignment: str,
    others: Collection[str],
    submitted: str,
    pattern: str | None,
) -> Layout:
    """The layout of an archive, from the names of its files.

    Args:
        others: the course's other assignments.
        submitted: the name of the course's folder of submissions, which may have been zipped.
        pattern: the instructor's regular expression, which decides if there is one.
    """
    if pattern is not None:
        return Pattern(pattern)
    names = [parts for parts in names if parts and not is_litter(parts)]
    if sum(map(Moodle.knows, names)) * 2 > len(names):
        return Moodle(names)
    if sum(map(Canvas.knows, names)) * 2 > len(names):
        return Canvas()
    top = _common_top(names, {assignment, submitted}, {assignment, *others})
    return Folders(assignment, others, top)


def _common_top(names: Sequence[Parts], usual: set[str], assignments: set[str]) -> str:
    """The folder that everything lies in, if it is not a student's own."""
    work = [parts for parts in names if is_notebook(parts[-1]) or is_zip(parts[-1])]
    tops = {parts[0] for parts in names}
    if len(tops) != 1 or any(len(parts) < 3 for parts in work):
        return ""
    top = tops.pop()
    below = {parts[1] for parts in work} - assignments
    return top if top in usual or len(below) > 1 else ""
