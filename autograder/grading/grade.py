"""The whole: intake, what needs running, runs in parallel, saving one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from typing import Literal

from autograder.course import Course, CourseError
from autograder.grading.executors import local_executor
from autograder.grading.job import NotebookJob
from autograder.grading.lock import grading_lock
from autograder.grading.outcome import NotebookResult, Status, whole
from autograder.grading.runner import run_job
from autograder.grading.store import LastResults, ResultStore, SavedKeys
from autograder.grading.work import AssignmentWork
from autograder.sandbox.tiers import AUTO, NoSandbox, tier_named

Reason = Literal["new", "changed", "forced", "unchanged", "known"]


@dataclass
class SubmissionReport:
    """What became of one student's submission of one assignment.

    Attributes:
        reason: why it was run, or why not ("known": the result was there, and was saved).
        failure: why it could not be processed; "" if it was.
        before: the score that stood in the gradebook's record before; None if there was none.
    """

    student: str
    reason: Reason
    results: list[NotebookResult] = field(default_factory=list)
    failure: str = ""
    before: float | None = None

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
    """What became of all submissions of one assignment."""

    assignment: str
    submissions: list[SubmissionReport]
    notice: str = ""


@dataclass
class Options:
    """How to grade: see the command `autograder grade`."""

    student: str | None = None
    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    sandbox: str = AUTO
    warm: bool = True


@dataclass
class _Plan:
    report: SubmissionReport
    jobs: list[NotebookJob]
    keys: list[str]
    timestamp: str | None = None

    @property
    def to_run(self) -> bool:
        return not self.report.failure and self.report.reason in ("new", "changed", "forced")


Progress = Callable[[str, int, int], None]


def grade(
    course: Course, assignments: Sequence[str], options: Options, progress: Progress
) -> list[AssignmentReport]:
    """Grade every submission of the assignments.

    Args:
        progress: called with what is being done, how many are done, and of how many.

    Raises:
        CourseError: if an assignment cannot be graded at all; nothing was changed then.
    """
    if options.dry_run:
        return [_Assignment(course, name, options).report() for name in assignments]
    try:
        tier = tier_named(options.sandbox)
    except NoSandbox as error:
        raise CourseError(str(error)) from None
    options = replace(options, sandbox=tier.name)
    with grading_lock(course):
        planned = [_Assignment(course, name, options) for name in assignments]
        if any(plan.to_run or plan.report.reason == "known" for a in planned for plan in a.plans):
            from autograder.grading.gradebook import back_up

            back_up(course)
        for assignment in planned:
            assignment.run(progress)
        return [assignment.report() for assignment in planned]


class _Assignment:
    def __init__(self, course: Course, name: str, options: Options) -> None:
        self.course = course
        self.name = name
        self.options = options
        self.work = AssignmentWork(course, name)
        self.store = ResultStore(course.state / "results")
        self.saved = SavedKeys(course.state / "saved" / f"{name}.json")
        self.last = LastResults(course.state)
        self.in_gradebook = self._in_gradebook()
        self.plans = [self._plan(student) for student in self._students()]

    def report(self) -> AssignmentReport:
        reports = [plan.report for plan in self.plans]
        return AssignmentReport(self.name, reports, self.work.data.notice)

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
        before = self.saved.keys.get(student)
        known = student in self.in_gradebook and before is not None
        results = [self.store.get(key) for key in keys]
        if known:
            old = [self.store.get(key) for key in before or []]
            if all(result is not None for result in old):
                report.before = sum(result.score for result in old if result is not None)
        if self.options.force:
            report.reason = "forced"
        elif all(result is not None for result in results):
            report.results = [result for result in results if result is not None]
            report.reason = "unchanged" if known and before == keys else "known"
        else:
            report.reason = "changed" if known else "new"
        return plan

    def run(self, progress: Progress) -> None:
        """Run what needs running, and save each submission as soon as its notebooks are done."""
        from autograder.grading.saving import Saver

        with Saver(self.course) as self.saver:
            self._run(progress)

    def _run(self, progress: Progress) -> None:
        waiting = [plan for plan in self.plans if plan.to_run]
        for plan in self.plans:
            if plan.report.reason == "known" and not plan.report.failure:
                self._save(plan)
        if not waiting:
            return
        progress(self.name, 0, len(waiting))
        done = 0
        finished = {id(plan): self._finished(plan) for plan in waiting}

        def settle(plan: _Plan, i: int, result: NotebookResult) -> None:
            nonlocal done
            results = finished[id(plan)]
            results[i] = result
            if len(results) == len(plan.jobs):
                plan.report.results = [results[k] for k in sorted(results)]
                self._save(plan)
                done += 1
                progress(self.name, done, len(waiting))

        tasks = [
            (plan, i)
            for plan in waiting
            for i in range(len(plan.jobs))
            if i not in finished[id(plan)]
        ]
        # A worker that dies takes the others along: each is tried again in a pool of its own.
        for plan, i in self._execute(tasks, self.options.jobs, settle):
            if self._execute([(plan, i)], 1, settle):
                failure = "the process that graded it ended unexpectedly, twice"
                name = plan.jobs[i].record.notebook
                settle(plan, i, NotebookResult(name, (), (), {}, failure))

    def _execute(
        self,
        tasks: list[tuple[_Plan, int]],
        jobs: int,
        settle: Callable[[_Plan, int, NotebookResult], None],
    ) -> list[tuple[_Plan, int]]:
        """Run the notebooks of `tasks`; returns those that were lost with their process."""
        lost = []
        options, data = self.options, self.work.data
        count = max(min(jobs, len(tasks)), 1)
        readable = (data.student, data.examiner)
        with local_executor(count, options.sandbox, self.course.private(), readable) as executor:
            futures: dict[Future[NotebookResult], tuple[_Plan, int]] = {}
            for plan, i in tasks:
                try:
                    job = plan.jobs[i]
                    future = executor.submit(run_job, job, options.sandbox, options.warm)
                    futures[future] = plan, i
                except BrokenProcessPool:
                    lost.append((plan, i))
            for future in as_completed(futures):
                plan, i = futures[future]
                try:
                    settle(plan, i, self._take(plan, i, future))
                except BrokenProcessPool:
                    lost.append((plan, i))
        return lost

    def _finished(self, plan: _Plan) -> dict[int, NotebookResult]:
        """Results of a submission's notebooks that need not be run again."""
        if plan.report.reason == "forced":
            return {}
        found = {i: self.store.get(key) for i, key in enumerate(plan.keys)}
        return {i: result for i, result in found.items() if result is not None}

    def _take(self, plan: _Plan, i: int, future: Future[NotebookResult]) -> NotebookResult:
        try:
            result = future.result()
        except BrokenProcessPool:
            raise
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            failure = f"the grader failed: {type(error).__name__}: {error}"
            result = NotebookResult(plan.jobs[i].record.notebook, (), (), {}, failure)
        try:
            self.store.put(plan.keys[i], result)
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
        files = plan.jobs[0].student_files
        try:
            self.saver.save(
                Submission(report.student, self.name, tuple(report.results), files, plan.timestamp)
            )
            for key, job in zip(plan.keys, plan.jobs, strict=True):
                names = (report.student, self.name, job.record.notebook)
                self.last.put(names, key, job.record.options.title)
            self.saved.put(report.student, plan.keys)
        except (CourseError, OSError) as error:
            report.failure = str(error)
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            report.failure = f"the grader failed: {type(error).__name__}: {error}"
