"""The whole: intake, what needs running, runs in parallel, saving one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from autograder.course import Course, CourseError
from autograder.grading.executors import Surroundings
from autograder.grading.flaky import flaky_cells
from autograder.grading.job import NotebookJob
from autograder.grading.lock import grading_lock
from autograder.grading.outcome import NotebookResult
from autograder.grading.report import AssignmentReport, SubmissionReport
from autograder.grading.shortage import shortage
from autograder.grading.store import LastResults, ResultStore, tidy
from autograder.grading.work import AssignmentWork
from autograder.grading.workers import Runner, Workers, run_one
from autograder.kernels.zygote import ZygoteProcess
from autograder.sandbox.tiers import AUTO, NoSandbox, tier_named


@dataclass
class Options:
    """How to grade: see the command `autograder grade`.

    Attributes:
        save: whether results are written to the gradebook.
        warm: whether processes may be forked from one that has Keras imported.
        scheduler: the address of a Dask scheduler whose workers run what must run; "" for this
            machine. Then `jobs` says nothing, and each worker chooses its own tier of `sandbox`.
    """

    student: str | None = None
    jobs: int = 1
    force: bool = False
    dry_run: bool = False
    save: bool = True
    sandbox: str = AUTO
    warm: bool = True
    scheduler: str = ""


@dataclass
class _Turn:
    """A submission that is being graded: all that is known of it until it is saved."""

    plan: _Plan
    jobs: list[NotebookJob]
    keys: list[str]
    timestamp: str | None
    before: list[NotebookResult] = field(default_factory=list)
    results: dict[int, NotebookResult] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.jobs)


@dataclass
class _Plan:
    """What is to be done about a submission; what it holds is read when its turn comes."""

    report: SubmissionReport
    keys: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

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
    tier = "each worker's own" if options.scheduler else _tier(options)
    if options.dry_run:
        return [_Assignment(work.prepare(), options).report(tier) for work in works]
    with grading_lock(course), _runner(works, options, tier, trunk) as workers:
        tidy(course.state)
        planned = [
            _Assignment(work.prepare(lambda job: run_one(workers, job)), options) for work in works
        ]
        plans = [plan for assignment in planned for plan in assignment.plans]
        if options.save and any(plan.to_run or plan.report.reason == "known" for plan in plans):
            from autograder.grading.gradebook import back_up, check_writable

            check_writable(course)
            back_up(course)
        for assignment in planned:
            assignment.run(workers, progress)
        return [assignment.report(tier, workers) for assignment in planned]


def _tier(options: Options) -> str:
    """The tier of this machine; "" if it has none and none is needed."""
    try:
        return tier_named(options.sandbox).name
    except NoSandbox as error:
        if not options.dry_run:
            raise CourseError(str(error)) from None
        return ""


def _runner(
    works: Sequence[AssignmentWork], options: Options, tier: str, trunk: ZygoteProcess | None
) -> AbstractContextManager[Runner]:
    """What will run the notebooks: processes of this machine, or the workers of a cluster."""
    data = {path for work in works for path in (work.data.student, work.data.examiner)}
    if options.scheduler:
        from autograder.grading.cluster import Cluster

        mnist = next((w.data.examiner for w in works if w.data.digest == "mnist"), "")
        return Cluster(options.scheduler, options.sandbox, mnist, options.warm)
    surroundings = Surroundings(tier, tuple(works[0].course.private()), tuple(sorted(data)))
    count = max(sum(work.count(options.student) for work in works), 1)
    return Workers(min(options.jobs, count), surroundings, options.warm, trunk)


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
        if self.options.student is None:
            self.plans += [_misnamed(name) for name in self.course.misnamed(self.name)]

    def report(self, tier: str, workers: Runner | None = None) -> AssignmentReport:
        reports = [plan.report for plan in self.plans]
        remarks = tuple(workers.remarks) if workers else ()
        return AssignmentReport(self.name, reports, self.work.data.notice, tier, remarks)

    def _in_gradebook(self) -> set[str]:
        from autograder.grading.gradebook import saved_students

        return saved_students(self.course, self.name)

    def _students(self) -> list[str]:
        students = self.course.students(self.name)
        wanted = self.options.student
        if wanted is None:
            if not students and not self.course.misnamed(self.name):
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
        plan = _Plan(SubmissionReport(student, "new"))
        turn = self._take(plan)
        if turn is None:
            return plan
        report, keys = plan.report, turn.keys
        plan.keys = keys
        before = [self.last.key((student, self.name, job.record.notebook)) for job in turn.jobs]
        known = student in self.in_gradebook and any(before)
        known = known and self.course.autograded(student, self.name).is_dir()
        results = [self.store.get(key) for key in keys]
        if known:
            plan.before = before
            old = results if before == keys else [self.store.get(key) for key in before]
            if all(result is not None for result in old):
                report.before = sum(result.score for result in old if result is not None)
        if self.options.force:
            report.reason = "forced"
        elif all(result is not None for result in results):
            report.results = [_light(result) for result in results if result is not None]
            report.reason = "unchanged" if known and before == keys else "known"
        else:
            report.reason = "changed" if known else "new"
        return plan

    def _take(self, plan: _Plan) -> _Turn | None:
        """Read a submission; None if that cannot be done, which its report then says."""
        try:
            jobs, timestamp = self.work.jobs(plan.report.student)
            return _Turn(plan, jobs, [job.key for job in jobs], timestamp)
        except OSError as error:
            folder = self.course.submitted(plan.report.student, self.name)
            expected = f"files in {folder} that stay there and that your user may read"
            failure = shortage("the submission cannot be read", expected, error)
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            failure = f"the grader failed: {type(error).__name__}: {error}"
        plan.report.failure, plan.report.results = failure, []
        return None

    def run(self, workers: Runner, progress: Progress) -> None:
        """Run what needs running, and save each submission as soon as its notebooks are done."""
        from autograder.grading.saving import Saver

        with Saver(self.course) as self.saver:
            self._run(workers, progress)

    def _run(self, workers: Runner, progress: Progress) -> None:
        for plan in self.plans:
            if plan.report.reason == "known" and not plan.report.failure:
                self._save_known(plan)
        waiting = [plan for plan in self.plans if plan.to_run]
        if not waiting:
            return
        learning = f"{self.name}: known mistakes"
        self.work.learn(self.store, workers.run, lambda *counts: progress(learning, *counts))
        progress(self.name, 0, len(waiting))
        done = 0
        running: dict[int, tuple[_Turn, int]] = {}

        def count() -> None:
            nonlocal done
            done += 1
            progress(self.name, done, len(waiting))

        def jobs() -> Iterator[NotebookJob]:
            number = 0
            for plan in waiting:
                turn = self._take(plan)
                if turn is None:
                    count()
                    continue
                # Now: a forced run's result takes the place of the one before.
                found = [self.store.get(key) for key in plan.before]
                turn.before = [result for result in found if result is not None]
                turn.results = self._finished(turn)
                if turn.done:
                    self._finish(turn)
                    count()
                for i, job in enumerate(turn.jobs):
                    if i not in turn.results:
                        running[number] = turn, i
                        number += 1
                        yield job

        def settle(number: int, result: NotebookResult) -> None:
            turn, i = running.pop(number)
            turn.results[i] = self._keep(turn.keys[i], self.work.named(result))
            if turn.done:
                self._finish(turn)
                count()

        workers.run(jobs(), settle)

    def _finished(self, turn: _Turn) -> dict[int, NotebookResult]:
        """Results of a submission's notebooks that need not be run again."""
        if turn.plan.report.reason == "forced":
            return {}
        found = {i: self.store.get(key) for i, key in enumerate(turn.keys)}
        return {i: result for i, result in found.items() if result is not None}

    def _save_known(self, plan: _Plan) -> None:
        turn = self._take(plan)
        if turn is None:
            return
        turn.results = self._finished(turn)
        if turn.done:
            self._finish(turn)
        else:  # it was changed since it was planned
            plan.report.reason, plan.report.results = "new", []

    def _finish(self, turn: _Turn) -> None:
        report = turn.plan.report
        results = [turn.results[i] for i in sorted(turn.results)]
        report.flaky = _flaky(turn.before, results)
        report.results = [_light(result) for result in results]
        self._save(turn, results)

    def _keep(self, key: str, result: NotebookResult) -> NotebookResult:
        try:
            self.store.put(key, result)
        except OSError as error:
            expected = f"a disk to write at {self.store.folder}"
            failure = shortage("the result could not be kept", expected, error)
            return NotebookResult(result.notebook_name, (), (), {}, failure)
        return result

    def _save(self, turn: _Turn, results: Sequence[NotebookResult]) -> None:
        """Write a submission to the gradebook; infrastructure failures write nothing."""
        from autograder.grading.saving import Submission

        report = turn.plan.report
        failures = [result.failure for result in results if result.failure]
        if failures:
            report.failure = failures[0]
            return
        if not self.options.save:
            return
        files = turn.jobs[0].student_files
        try:
            self.saver.save(
                Submission(report.student, self.name, tuple(results), files, turn.timestamp)
            )
            for key, job in zip(turn.keys, turn.jobs, strict=True):
                names = (report.student, self.name, job.record.notebook)
                self.last.put(names, key, job.record.options.title)
        except CourseError as error:
            report.failure = str(error)
        except OSError as error:
            expected = f"a disk to write at {self.last.folder}"
            report.failure = shortage("it could not be noted as saved", expected, error)
        except Exception as error:  # a defect of the grader's: one submission, not the batch
            report.failure = f"the grader failed: {type(error).__name__}: {error}"


def _misnamed(name: str) -> _Plan:
    """What to say of a folder that is no student's: it is named, and not passed over in silence."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    failure = (
        "the folder's name is no student's id: expected letters, digits and signs other than "
        f"/ \\ + * ? [ ] {{ }}, in UTF-8, received `{shown}`; rename the folder"
    )
    return _Plan(SubmissionReport(shown, "new", failure=failure))


def _light(result: NotebookResult) -> NotebookResult:
    """A result without the graded notebook, which a report has no use for."""
    return replace(result, notebook={})


def _flaky(before: list[NotebookResult], after: list[NotebookResult]) -> list[str]:
    old = {result.notebook_name: result for result in before}
    return [
        name
        for result in after
        if result.notebook_name in old
        for name in flaky_cells(old[result.notebook_name], result)
    ]
