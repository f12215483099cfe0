"""Sorting an archive's files by student, and students by id: nobody's work becomes another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from autograder.collection.archive import Archive, Member
from autograder.collection.dates import are_of_download
from autograder.collection.layouts import Layout
from autograder.collection.names import (
    Refused,
    checked_parts,
    collision_key,
    is_litter,
    shown,
    student_id,
)
from autograder.collection.report import ArchiveReport
from autograder.collection.submission import Piece, Submission
from autograder.grading.outcome import Finding

_DOWNLOADED = (
    "{name}: its dates are those of the download, so no time of handing in was noted; nbgrader "
    "then counts nobody late."
)


class SortedOut:
    """The submissions in an archive, and what in it is nobody's."""

    def __init__(self, name: str, archive: Archive, layout: Layout, timestamps: bool) -> None:
        self.report = ArchiveReport(name, layout.name)
        self._archive, self._layout = archive, layout
        self._people: dict[str, Submission] = {}
        self._dates: dict[str, datetime] = {}
        for member in archive.members:
            if member.refusal is not None or not is_litter(member.parts):
                self._sort(member)
        dates = list(self._dates.values())
        if timestamps and dates and (not layout.dated or are_of_download(dates)):
            self.report.note = _DOWNLOADED.format(name=name)
        if not timestamps or self.report.note:
            for submission in self._people.values():
                submission.when = None

    @property
    def submissions(self) -> list[Submission]:
        return list(self._people.values())

    def _sort(self, member: Member) -> None:
        what = f"`{shown(member.name)}`"
        place = self._layout.place(member.parts) if member.parts else None
        try:
            if place is None:
                raise member.refusal or Refused("nobody", f"{what} is in no student's place")
            submission = self._submission(place.person, place.student, member.refusal)
        except Refused as refusal:
            self.report.findings.append(Finding(refusal.kind, f"{refusal}."))
            return
        if member.refusal is not None:
            submission.refuse(member.refusal, place.path)
            return
        if place.late and not submission.late:
            submission.late = True
            submission.note("late", f"{self._layout.name} calls it late")
        if place.left_out:
            submission.note("left_out", f"{what} was left out: {place.left_out}")
        else:
            submission.add(Piece(self._archive, member, place.path))
        if member.when is not None:
            self._dates.setdefault(place.person, member.when)
            submission.when = max(filter(None, (submission.when, member.when)))

    def _submission(self, person: str, student: str, refusal: Refused | None) -> Submission:
        """The person's submission.

        Raises:
            Refused: if no id can be made from what the archive calls them.
        """
        if person not in self._people:
            try:
                checked_parts(person)
                name = student_id(student)
            except Refused as no_person:
                raise refusal or no_person from None
            self._people[person] = Submission(self.report.name, person, name)
        return self._people[person]


def one_for_each(
    submissions: Iterable[Submission], later: bool
) -> tuple[list[Submission], list[tuple[Submission, Refused]]]:
    """One submission for each student, and those that had to be refused.

    Args:
        later: of several archives with a submission of the same person, take the latest.
    """
    students: dict[tuple[str, ...], list[Submission]] = defaultdict(list)
    for submission in submissions:
        students[collision_key((submission.student,))].append(submission)
    taken, refused = [], []
    for rivals in students.values():
        try:
            taken.append(_one(rivals, later))
        except Refused as refusal:
            refused += [(rival, refusal) for rival in rivals]
    return taken, refused


def _one(rivals: list[Submission], later: bool) -> Submission:
    if len(rivals) == 1:
        return rivals[0]
    people = list(dict.fromkeys(rival.person for rival in rivals))
    if len(people) > 1:
        names = " and ".join(f"`{shown(person)}`" for person in people[:3])
        raise Refused(
            "same_student",
            f"{names} would both be the student `{rivals[0].student}`; tell them apart with "
            "--pattern",
        )
    archives = " and ".join(rival.archive for rival in rivals)
    if not later:
        raise Refused(
            "two_archives", f"it is in {archives}; with --update the later one would be taken"
        )
    dates = [rival.when for rival in rivals if rival.when is not None]
    latest = [rival for rival in rivals if rival.when is not None and rival.when == max(dates)]
    if len(dates) < len(rivals) or len(latest) > 1:
        raise Refused(
            "two_archives",
            f"it is in {archives}, whose dates do not say which is later; collect the older "
            "archive first",
        )
    (one,) = latest
    others = ", ".join(rival.archive for rival in rivals if rival is not one)
    one.note("earlier_version", f"an earlier one in {others} was passed over")
    return one
