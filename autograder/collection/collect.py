"""The whole: archives are opened, sorted by student, unpacked, put into place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collection.archive import Archive
from autograder.collection.caps import Caps
from autograder.collection.layouts import recognise
from autograder.collection.names import Refused, shown
from autograder.collection.placing import Placing, When, staging_folder
from autograder.collection.report import CollectionReport, StudentReport
from autograder.collection.sorting import SortedOut, one_for_each
from autograder.collection.submission import Submission, Unpacking
from autograder.course import Course, CourseError
from autograder.grading.lock import grading_lock
from autograder.grading.outcome import Finding
from autograder.notebooks.record import source_notebooks


@dataclass
class Options:
    """How to collect: see the command `autograder collect`."""

    replace: When = "never"
    pattern: str | None = None
    timestamps: bool = True
    dry_run: bool = False
    caps: Caps = field(default_factory=Caps)


Progress = Callable[[int, int], None]


def collect(
    course: Course, assignment: str, archives: Sequence[Path], options: Options, progress: Progress
) -> CollectionReport:
    """Collect the submissions of an assignment from archives.

    Args:
        progress: called with how many students are done, and of how many.

    Raises:
        CourseError: if there is no such assignment, an archive cannot be read, or nobody's
            submission is in it; nothing was changed then.
    """
    source_notebooks(course, assignment)
    with ExitStack() as opened:
        sorted_out = [
            _sort_out(course, assignment, path, options, opened)
            for path in dict.fromkeys(path.resolve() for path in archives)
        ]
        for one in sorted_out:
            if not one.submissions:
                raise CourseError(_nobody(one))
        if not options.dry_run:
            opened.enter_context(grading_lock(course))
        found = [submission for one in sorted_out for submission in one.submissions]
        taken, refused = one_for_each(found, options.replace == "later")
        try:
            staging = opened.enter_context(staging_folder(course, assignment, options.dry_run))
        except OSError as error:
            raise CourseError(
                f"{course.students_folder(assignment)} cannot be written ({error.strerror}): "
                "expected a folder for submissions; check its permissions and the space on the "
                "disk."
            ) from None
        placing = Placing(course, assignment, options.replace, options.dry_run)
        unpacking = Unpacking(options.caps)
        students = [_refused(submission, refusal) for submission, refusal in refused]
        progress(0, len(taken))
        for submission in sorted(taken, key=lambda one: one.student):
            students.append(_collected(submission, staging / "submission", unpacking, placing))
            progress(len(students) - len(refused), len(taken))
    students.sort(key=lambda report: (report.student, report.archive))
    return CollectionReport(
        assignment, options.dry_run, [one.report for one in sorted_out], students
    )


def _sort_out(
    course: Course, assignment: str, path: Path, options: Options, opened: ExitStack
) -> SortedOut:
    try:
        archive = Archive(opened.enter_context(path.open("rb")), options.caps)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read ({error.strerror}): expected a zip archive; check the path."
        ) from None
    except Refused as refusal:
        raise CourseError(f"{path}: {refusal}.") from None
    layout = recognise(
        [member.parts for member in archive.members],
        assignment,
        [name for name in course.assignments() if name != assignment],
        course.students_folder(assignment).name,
        options.pattern,
    )
    return SortedOut(path.name, archive, layout, options.timestamps)


def _collected(
    submission: Submission, folder: Path, unpacking: Unpacking, placing: Placing
) -> StudentReport:
    """Unpack one submission and put it into its place; whatever is odd about it stays its own."""
    folder.mkdir(mode=0o755)
    try:
        files = unpacking.unpack(submission, folder)
        if lost := submission.lost(files):
            names = ", ".join(f"`{shown(name)}`" for name in lost[:3])
            raise Refused("refused", f"nothing was collected, as {names} was refused")
        if not files:
            raise Refused("empty", "nothing was collected: no file is left of it")
        action, earlier = placing.put(submission.student, folder, submission.when)
    except Refused as refusal:
        return _refused(submission, refusal)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _refused(submission, Refused("not_written", f"it could not be written: {reason}"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if action == "kept":
        sentence = (
            "an earlier submission, which differs, was left as it is; --update takes this one "
            "unless the earlier one is later, --force in any case"
        )
        submission.note("kept", sentence)
    return StudentReport(
        submission.student,
        submission.person,
        submission.archive,
        action,
        files,
        submission.when,
        submission.findings,
        earlier,
    )


def _refused(submission: Submission, refusal: Refused) -> StudentReport:
    return StudentReport(
        submission.student,
        submission.person,
        submission.archive,
        "refused",
        [],
        submission.when,
        [*submission.findings, Finding(refusal.kind, f"{refusal}.")],
    )


def _nobody(one: SortedOut) -> str:
    findings = one.report.findings
    received = findings[0].message if findings else "no file at all."
    return (
        f"Nobody's submission was found in {one.report.name}: expected Moodle's or Canvas' "
        "download, or a folder a student; tell other layouts with --pattern. Received, for one: "
        f"{received}"
    )
