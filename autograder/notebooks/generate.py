"""nbgrader's generate_assignment in a folder of its own, and the atomic swap into place."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree

from autograder.course import Course, CourseError, prepare_nbgrader
from autograder.notebooks.listener import Listener


class StagedGenerate(GenerateAssignment):
    """nbgrader's GenerateAssignment, writing below a staging folder."""

    staging = ""

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        folder = os.path.join(self.staging, "release", "")
        return (re.escape(folder) if escape else folder) + assignment_id


def generate(course: Course, assignment: str) -> bool:
    """Build the student version of an assignment and record its cells in the gradebook.

    Everything is rehearsed on a copy of the gradebook first, so that a release which nbgrader
    refuses changes neither the gradebook nor the release folder.

    Returns:
        Whether the release folder changed.

    Raises:
        CourseError: if nbgrader refuses.
    """
    prepare_nbgrader()
    place = course.release(assignment)
    course.state.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix="releasing-", dir=course.state))
    try:
        url = course.directory.db_url
        database = Path(url.removeprefix("sqlite:///"))
        if url.startswith("sqlite:///"):
            rehearsal = staging / "gradebook.db"
            if database.is_file():
                shutil.copyfile(database, rehearsal)
            _convert(course, assignment, staging / "rehearsal", f"sqlite:///{rehearsal}")
        _convert(course, assignment, staging, url)
        new = staging / "release" / assignment
        if _same(new, place):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        old = staging / "before"
        if place.exists():
            os.replace(place, old)
        try:
            shutil.move(new, place)
        except BaseException:
            if old.exists():
                os.replace(old, place)
            raise
        return True
    except OSError as error:
        raise CourseError(
            f"{assignment} could not be released: {error}; check the space on the disk and the "
            "permissions of the course folder."
        ) from None
    finally:
        rmtree(str(staging))


def _convert(course: Course, assignment: str, staging: Path, url: str) -> None:
    config = course.config.copy()
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.db_url = url
    directory = type(course.directory)(config=config)
    converter = StagedGenerate(coursedir=directory, config=config)
    converter.staging = str(staging)
    with Listener(converter.log) as listener:
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            reason = listener.cause() or str(error)
            advice = "mend the notebook and release again."
            if "submissions associated" in reason:
                advice = "release it under a new name, or remove the old one with `nbgrader db`."
            raise CourseError(f"{assignment} was not released: {reason}; {advice}") from None


def _same(one: Path, two: Path) -> bool:
    if not two.is_dir():
        return False
    names: list[Any] = [sorted(p.relative_to(f) for p in f.rglob("*")) for f in (one, two)]
    return names[0] == names[1] and all(
        filecmp.cmp(one / n, two / n, shallow=False) for n in names[0] if (one / n).is_file()
    )
