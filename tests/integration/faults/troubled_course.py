"""A course in trouble: what the command says of it, and what stands in its gradebook."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import pytest
from course_builder import ASSIGNMENT, NOTEBOOK, hand_in, honest

from autograder.cli import main
from autograder.course import Course

#: Students and the points they are worth: the second one has got `middle` wrong.
SCORES = {"ann": 70.0, "bob": 60.0, "cem": 70.0}


@dataclass(frozen=True)
class Said:
    """What a command has printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence by which it refused to work."""
        assert self.status == 2, (self.out, self.err)
        return _clear(self.err.removeprefix("Error: "))

    @property
    def failures(self) -> dict[str, str]:
        """A sentence for every student whose submission could not be processed."""
        assert self.status == 1, (self.out, self.err)
        found = dict(re.findall(r"^Not processed: ([^:]+): (.+)$", self.err, re.MULTILINE))
        assert len(found) == len(self.err.strip().splitlines())
        return {student: _clear(failure) for student, failure in found.items()}


def _clear(text: str) -> str:
    """A sentence that says what was expected, what came instead, and what to do: no traceback."""
    sentence = text.strip()
    assert "Traceback" not in sentence
    assert re.fullmatch(r"[^\n]+expected [^\n]+[;,] [^\n]+\.", sentence), sentence
    assert ", received " in sentence or "already by" in sentence, sentence
    return sentence


def hand_in_all(course: Course) -> None:
    for student in SCORES:
        middle = "middle = 0" if student == "bob" else "middle = 2.5"
        hand_in(course, student, honest(course, middle=middle))


def run(capsys: pytest.CaptureFixture[str], course: Course, *arguments: str) -> Said:
    """Run `autograder grade`, as a person would; whatever escapes it fails the test."""
    command = ["grade", ASSIGNMENT, "--course", str(course.root), "--sandbox", "none"]
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main([*command, *arguments])
    said = capsys.readouterr()
    print(said.err, file=sys.__stderr__)
    return Said(int(ended.value.code or 0), said.out, said.err)


def saved(course: Course) -> dict[str, float]:
    """The scores in the gradebook."""
    with course.gradebook() as gradebook:
        submissions = gradebook.assignment_submissions(ASSIGNMENT)
        return {submission.student_id: submission.score for submission in submissions}


def graded_source(course: Course, student: str) -> str:
    """The notebook in the autograded folder."""
    return (course.autograded(student, ASSIGNMENT) / f"{NOTEBOOK}.ipynb").read_text("utf-8")
