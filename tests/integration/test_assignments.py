"""The course's own assignments through the real engine: the reference, the stub, every mistake."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import open_course
from autograder.grading.executors import default_jobs
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.kernels.zygote import ZygoteProcess
from autograder.notebooks.cells import SECONDS_A_CELL
from autograder.notebooks.generate import generate
from autograder.notebooks.misconceptions import (
    Misconception,
    read_misconceptions,
    with_mistakes,
    without_solutions,
)
from autograder.notebooks.record import Record, read_records
from autograder.sandbox.limits import backend

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
AUTOMATIC = 95.0

pytestmark = pytest.mark.slow


class Graded:
    """An assignment graded once: the record, and a report for every built submission.

    Mistakes of exercises that do not depend on one another share a submission, so that a dozen runs
    show what forty mistakes cost. Exercises that train are stubs in submissions whose mistakes have
    nothing to do with them: nobody looks at their cells there, and training costs most of the time.
    """

    def __init__(self, assignment: str, folder: Path, trunk: ZygoteProcess | None) -> None:
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        shutil.copytree(ROOT / "solutions" / assignment, folder / "solutions" / assignment)
        course = open_course(folder)
        mistakes = ROOT / "misconceptions" / assignment
        shutil.copytree(mistakes, folder / "misconceptions" / assignment)
        generate(course, assignment)
        self.record: Record = read_records(course, assignment)[0]
        source = next(course.source(assignment).glob("*.ipynb"))
        reference = nbformat.read(source, as_version=4)
        stubs = {cell.grade_id: cell.source for cell in self.record.cells}
        every = read_misconceptions(ROOT / "misconceptions" / assignment)
        self.misconceptions = [m for m in every if m.only_on in ("", backend())]
        self.groups = self.independent_groups()
        built = {"reference": reference, "stub": without_solutions(reference, stubs)}
        for name, group in self.groups.items():
            beside = without_solutions(reference, stubs, sorted(self.left_out(group)))
            built[name] = with_mistakes(beside, group)
        for student, notebook in built.items():
            place = course.submitted(student, assignment)
            place.mkdir(parents=True)
            nbformat.write(notebook, place / source.name)
        options = Options(jobs=default_jobs())
        reports = grade(course, [assignment], options, lambda *_: None, trunk)
        self.reports: dict[str, SubmissionReport] = {s.student: s for s in reports[0].submissions}

    def independent_groups(self) -> dict[str, list[Misconception]]:
        groups: list[list[Misconception]] = []
        for mistake in self.misconceptions:
            for group in groups:
                if all(self.independent(mistake.exercise, other.exercise) for other in group):
                    group.append(mistake)
                    break
            else:
                groups.append([mistake])
        return {f"mistakes-{number}": group for number, group in enumerate(groups, start=1)}

    def independent(self, one: str, other: str) -> bool:
        return all(
            self.tests_of(a).isdisjoint(self.tests_of(b) | self.dependents(b))
            for a, b in ((one, other), (other, one))
        )

    def left_out(self, group: list[Misconception]) -> set[str]:
        """Exercises that take long and that no mistake of the group is about."""
        named = {name for mistake in group for name in mistake.costs}
        about = {mistake.exercise for mistake in group}
        about |= {c.options.exercise for c in self.record.cells if c.grade_id in named}
        return self.slow_exercises() - about.union(*(self.builds_on(one) for one in about))

    def slow_exercises(self) -> set[str]:
        """Exercises with a test cell to which the author gave more time than to others."""
        tests = (c for c in self.record.cells if c.role == "test")
        return {c.options.exercise for c in tests if c.seconds > SECONDS_A_CELL}

    def quick_mistakes(self) -> set[str]:
        """Mistakes that show where nothing is trained: these are known by their answers."""
        slow = {c.grade_id for c in self.record.cells if c.seconds > SECONDS_A_CELL}
        return {m.name for m in self.misconceptions if not slow.issuperset(m.costs)}

    def builds_on(self, exercise: str) -> set[str]:
        """Exercises that this one depends on, directly or through others."""
        found: set[str] = set()
        ahead = {exercise}
        while ahead:
            cells = [c for c in self.record.cells if c.options.exercise in ahead]
            ahead = {name for c in cells for name in c.options.depends_on} - found
            found |= ahead
        return found

    def lost(self, student: str) -> set[str]:
        """The automatically graded cells in which a submission lost points."""
        cells = self.reports[student].results[0].cells
        return {c.grade_id for c in cells if c.score is not None and c.score < c.max_score}

    def dependents(self, exercise: str) -> set[str]:
        """Test cells of other exercises in which a mistake of this one may cost points."""
        cells = {c.grade_id for c in self.record.cells if exercise in c.options.depends_on}
        return cells - self.tests_of(exercise)

    def tests_of(self, exercise: str) -> set[str]:
        cells = self.record.cells
        return {c.grade_id for c in cells if c.role == "test" and c.options.exercise == exercise}


def trains(notebook: Path) -> bool:
    """Whether a test cell has more time than is usual: that is what training needs it for."""
    cells = nbformat.read(notebook, as_version=4).cells
    seconds = [cell.metadata.get("autograder", {}).get("seconds", 0) for cell in cells]
    return max(seconds) > SECONDS_A_CELL


def assignments() -> list[Any]:
    """All of them; those with exercises that train are marked."""
    return [
        pytest.param(path.parent.name, marks=[pytest.mark.training] if trains(path) else [])
        for path in SOLUTIONS
    ]


@pytest.fixture(scope="module", params=assignments())
def graded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    trunk: ZygoteProcess | None,
) -> Graded:
    return Graded(request.param, tmp_path_factory.mktemp("course"), trunk)


def test_every_submission_was_processed(graded: Graded) -> None:
    assert {s: r.failure for s, r in graded.reports.items() if r.failure} == {}


def test_the_reference_scores_its_automatic_maximum(graded: Graded) -> None:
    report = graded.reports["reference"]
    causes = [c for c in report.results[0].cells if c.status != "passed"]
    assert report.score == AUTOMATIC, causes
    assert report.results[0].findings == ()


def test_the_stub_scores_nothing_and_is_not_attempted(graded: Graded) -> None:
    report = graded.reports["stub"]
    assert report.score == 0.0
    by_hand = {c.grade_id for c in graded.record.cells if c.is_graded_by_hand}
    statuses = {c.grade_id: c.status for c in report.results[0].cells if c.grade_id not in by_hand}
    assert set(statuses.values()) == {"not_attempted"}, statuses


def test_every_mistake_costs_exactly_what_its_file_names(graded: Graded) -> None:
    wrong = {}
    for student, group in graded.groups.items():
        lost = graded.lost(student)
        for mistake in group:
            here = graded.tests_of(mistake.exercise) | graded.dependents(mistake.exercise)
            named, allowed = set(mistake.costs), graded.dependents(mistake.exercise)
            if not named <= lost or not lost & here <= named | allowed:
                wrong[mistake.name] = {"kept": named - lost, "lost": lost & here - named - allowed}
        expected = [graded.tests_of(m.exercise) | graded.dependents(m.exercise) for m in group]
        stubs = [graded.tests_of(exercise) for exercise in graded.left_out(group)]
        assert lost <= set().union(*expected, *stubs)
    assert wrong == {}


def test_there_are_enough_mistakes_and_each_gets_a_message(graded: Graded) -> None:
    assert len(graded.misconceptions) >= 8
    for student, group in graded.groups.items():
        cells = {c.grade_id: c for c in graded.reports[student].results[0].cells}
        for mistake in group:
            assert all(cells[name].message for name in mistake.costs), mistake.name


def test_mistakes_are_named_and_right_answers_are_not(graded: Graded) -> None:
    named = set()
    for student, group in graded.groups.items():
        cells = {c.grade_id: c for c in graded.reports[student].results[0].cells}
        for mistake in group:
            found = [c for name in mistake.costs if (c := cells[name]).mistakes]
            others = {c.mistakes for c in found} - {(mistake.name,)}
            assert not others, f"{mistake.name} is taken for {others}"
            named |= {mistake.name for c in found if mistake.words in c.message}
    for student in ("reference", "stub"):
        assert not any(c.mistakes for c in graded.reports[student].results[0].cells)
    quick = graded.quick_mistakes()
    print(f"{len(named)} of {len(graded.misconceptions)} named, {len(quick)} of them quick")
    assert len(named & quick) >= 0.85 * len(quick)


def test_every_exercise_has_a_mistake(graded: Graded) -> None:
    exercises = {c.options.exercise for c in graded.record.cells if c.role == "solution"}
    assert exercises - {m.exercise for m in graded.misconceptions} <= {"concepts"}
