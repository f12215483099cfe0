"""The whole: intake, what needs running, runs in parallel, saving one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from autograder.course import Course, CourseError
from autograder.grading.flaky import flaky_cells
from autograder.grading.job import NotebookJob
from autograder.grading.lock import grading_lock
from autograder.grading.outcome import NotebookResult, Status, whole
from autograder.grading.store import LastResults, ResultStore
from autograder.grading.work import AssignmentWork
from autograder.grading.workers import Workers
from autograder.kernels.zygote import ZygoteProcess
from autograder.sandbox.tiers import AUTO, NoSandbox, tier_named

Reason = Literal["new", "changed", "forced", "unchanged", "known"]


@dataclass
class SubmissionReport:
    """What became of one student's submission of one assignment.

    Attributes:
        reason: why it was run, or why not ("known": the result was there, and was saved).
        failure: why it could not be processed; "" if it was.
        before: the score that was saved before; None if there was none.
        flaky: tests of cells that scored otherwise than before though nothing had changed for them.
    """

    student: str
    reason: Reason
    results: list[NotebookResult] = field(default_factory=list)
    failure: str = ""
    before: float | None = None
    flaky: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        if self.failure:
            return "infrastructure_failure"
        return whole(cell.status for result in self.results for cell in result.cells)

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)

    @property
    def max_score(self) -> float:
        return sum(result.max_score for result in self.results)


@dataclass
class AssignmentReport:
    """What became of all submissions of one assignment.

    Attributes:
        tier: the sandbox that submissions run in; "" if there is none to be had.
    """

    assignment: str
    submissions: list[SubmissionReport]
    notice: str = ""
    tier: str = ""


@dataclass
class Options:
    """How to grade: see the command `autograder grade`.

    Attributes:
        save: whether results are written to the gradebook.
        warm: whether processes may be forked from one that has Keras imported.
    """

    student: str | None = None
    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    save: bool = True
    sandbox: str = AUTO
    warm: bool = True


@dataclass
class _Plan:
    report: SubmissionReport
    jobs: list[NotebookJob]
    keys: list[str]
    timestamp: str | None = None
    before: list[NotebookResult] = field(default_factory=list)

    @property
    def to_run(self) -> bool:
        return not self.report.failure and self.report.reason in ("new", "changed", "forced")


Progress = Callable[[str, int, int], None]


def grade(
    course: Course,
    assignments: Sequence[str],
    options: Options,
    progress: Progress,
    trunk: ZygoteProcess | None = None,
) -> list[AssignmentReport]:
    """Grade every submission of the assignments.

    Args:
        progress: called with what is being done, how many are done, and of how many.
        trunk: what `early_trunk` has started; it stays when the run ends.

    Raises:
        CourseError: if an assignment cannot be graded at all; nothing was changed then.
    """
    works = [AssignmentWork(course, name) for name in assignments]
    try:
        tier = tier_named(options.sandbox).name
    except NoSandbox as error:
        if not options.dry_run:
            raise CourseError(str(error)) from None
        tier = ""
    if options.dry_run:
        return [_Assignment(work.prepare(), options).report(tier) for work in works]
    readable = {path for work in works for path in (work.data.student, work.data.examiner)}
    count = max(sum(work.count(options.student) for work in works), 1)
    jobs = min(options.jobs, count)
    with (
        grading_lock(course),
        Workers(course, jobs, tier, sorted(readable), options.warm, trunk) as workers,
    ):
        planned = [_Assignment(work.prepare(workers.run_one), options) for work in works]
        plans = [plan for assignment in planned for plan in assignment.plans]
        if options.save and any(plan.to_run or plan.report.reason == "known" for plan in plans):
            from autograder.grading.gradebook import back_up

            back_up(course)
        for assignment in planned:
            assignment.run(workers, progress)
        return [assignment.report(tier) for assignment in planned]


class _Assignment:
    def __init__(self, work: AssignmentWork, options: Options) -> None:
        self.course = work.course
        self.name = work.assignment
        self.options = options
        self.work = work
        state = self.course.state
        self.store = ResultStore(state / "results")
        self.last = LastResults(state)
        self.in_gradebook = self._in_gradebook()
        self.plans = [self._plan(student) for student in self._students()]

    def report(self, tier: str) -> AssignmentReport:
        reports = [plan.report for plan in self.plans]
        return AssignmentReport(self.name, reports, self.work.data.notice, tier)

    def _in_gradebook(self) -> set[str]:
        from autograder.grading.gradebook import saved_students

        return saved_students(self.course, self.name)

    def _students(self) -> list[str]:
        students = self.course.students(self.name)
        wanted = self.options.student
        if wanted is None:
            if not students:
                folder = self.course.submitted("STUDENT", self.name)
                raise CourseError(
                    f"Nothing was handed in for {self.name}: expected folders like {folder}, "
                    "received none; collect the submissions first."
                )
            return students
        if wanted not in students:
            raise CourseError(
                f"No submission of {self.name} by `{wanted}`: expected one of "
                f"{', '.join(students) or 'none'}, received `{wanted}`; check the id."
            )
        return [wanted]

    def _plan(self, student: str) -> _Plan:
        report = SubmissionReport(student, "new")
        try:
            jobs, timestamp = self.work.jobs(student)
        except OSError as error:
            report.failure = f"the submission cannot be read: {error.strerror or error}"
            return _Plan(report, [], [])
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            report.failure = f"the grader failed: {type(error).__name__}: {error}"
            return _Plan(report, [], [])
        keys = [job.key for job in jobs]
        plan = _Plan(report, jobs, keys, timestamp)
        before = [self.last.key((student, self.name, job.record.notebook)) for job in jobs]
        known = student in self.in_gradebook and any(before)
        results = [self.store.get(key) for key in keys]
        if known:
            old = results if before == keys else [self.store.get(key) for key in before]
            plan.before = [result for result in old if result is not None]
            if len(plan.before) == len(old):
                report.before = sum(result.score for result in plan.before)
        if self.options.force:
            report.reason = "forced"
        elif all(result is not None for result in results):
            report.results = [result for result in results if result is not None]
            report.reason = "unchanged" if known and before == keys else "known"
        else:
            report.reason = "changed" if known else "new"
        return plan

    def run(self, workers: Workers, progress: Progress) -> None:
        """Run what needs running, and save each submission as soon as its notebooks are done."""
        from autograder.grading.saving import Saver

        with Saver(self.course) as self.saver:
            self._run(workers, progress)

    def _run(self, workers: Workers, progress: Progress) -> None:
        waiting = [plan for plan in self.plans if plan.to_run]
        for plan in self.plans:
            if plan.report.reason == "known" and not plan.report.failure:
                self._save(plan)
        if not waiting:
            return
        learning = f"{self.name}: known mistakes"
        self.work.learn(self.store, workers.run, lambda *counts: progress(learning, *counts))
        progress(self.name, 0, len(waiting))
        done = 0
        finished = {id(plan): self._finished(plan) for plan in waiting}
        tasks = [
            (plan, i)
            for plan in waiting
            for i in range(len(plan.jobs))
            if i not in finished[id(plan)]
        ]

        def settle(number: int, result: NotebookResult) -> None:
            nonlocal done
            plan, i = tasks[number]
            results = finished[id(plan)]
            results[i] = self._keep(plan.keys[i], self.work.named(result))
            if len(results) == len(plan.jobs):
                plan.report.results = [results[k] for k in sorted(results)]
                plan.report.flaky = _flaky(plan.before, plan.report.results)
                self._save(plan)
                done += 1
                progress(self.name, done, len(waiting))

        workers.run([plan.jobs[i] for plan, i in tasks], settle)

    def _finished(self, plan: _Plan) -> dict[int, NotebookResult]:
        """Results of a submission's notebooks that need not be run again."""
        if plan.report.reason == "forced":
            return {}
        found = {i: self.store.get(key) for i, key in enumerate(plan.keys)}
        return {i: result for i, result in found.items() if result is not None}

    def _keep(self, key: str, result: NotebookResult) -> NotebookResult:
        try:
            self.store.put(key, result)
        except OSError as error:
            failure = f"the result could not be kept: {error.strerror or error}"
            return NotebookResult(result.notebook_name, (), (), {}, failure)
        return result

    def _save(self, plan: _Plan) -> None:
        """Write a submission to the gradebook; infrastructure failures write nothing."""
        from autograder.grading.saving import Submission

        report = plan.report
        failures = [result.failure for result in report.results if result.failure]
        if failures:
            report.failure = failures[0]
            return
        if not self.options.save:
            return
        files = plan.jobs[0].student_files
        try:
            self.saver.save(
                Submission(report.student, self.name, tuple(report.results), files, plan.timestamp)
            )
            for key, job in zip(plan.keys, plan.jobs, strict=True):
                names = (report.student, self.name, job.record.notebook)
                self.last.put(names, key, job.record.options.title)
        except (CourseError, OSError) as error:
            report.failure = str(error)
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            report.failure = f"the grader failed: {type(error).__name__}: {error}"


def _flaky(before: list[NotebookResult], after: list[NotebookResult]) -> list[str]:
    old = {result.notebook_name: result for result in before}
    return [
        name
        for result in after
        if result.notebook_name in old
        for name in flaky_cells(old[result.notebook_name], result)
    ]
