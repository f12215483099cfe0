"""A bundle: one zip that a student unpacks, and can work with on every machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.bundle.archive import write_whole, zipped
from autograder.bundle.package import NEEDS, WHEEL, modules, wheel
from autograder.bundle.released import released_files
from autograder.bundle.texts import readme, requirements
from autograder.course import Course, CourseError

#: What notebooks are opened in.
JUPYTER = "jupyterlab>=4"
#: In a course folder: what its notebooks import, for students; a requirements file of pip.
COURSE_REQUIREMENTS = "requirements-students.txt"


@dataclass(frozen=True)
class Bundle:
    """What was written.

    Attributes:
        assignments: how many; files: their files; modules: of the package.
        size: of the zip, in bytes.
    """

    path: Path
    assignments: int
    files: int
    modules: int
    size: int


def bundle_place(course: Course, wanted: str) -> Path:
    """Where a bundle goes: to `wanted`, or if that is "", to NAME.zip in the course folder.

    Raises:
        CourseError: if it could not be written there, or is no name of a zip.
    """
    path = Path(wanted) if wanted else course.root / f"{bundle_name(course)}.zip"
    if path.suffix.lower() != ".zip":
        raise CourseError(
            f"--bundle: expected a file name that ends in .zip, received `{wanted}`; put the names "
            "of assignments before --bundle."
        )
    if not path.parent.is_dir() or path.is_dir():
        raise CourseError(
            f"--bundle: expected a file in a folder that exists, received `{wanted}`; make the "
            "folder first."
        )
    return path


def bundle_name(course: Course) -> str:
    """The folder that a bundle unpacks to: the course's id, or the name of its folder."""
    name = course.directory.course_id or course.root.name
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "course"


def write_bundle(course: Course, assignments: Sequence[str], path: Path) -> Bundle:
    """Write a bundle of released assignments; the same contents give the same bytes.

    Args:
        assignments: which; only their release folders are read.
        path: of the zip; it is replaced as a whole.

    Raises:
        CourseError: if an assignment cannot be bundled, or the zip cannot be written.
    """
    released = {name: released_files(course, name) for name in sorted(set(assignments))}
    folder = bundle_name(course)
    files = {
        "README.md": readme(path.name, folder, released).encode(),
        "requirements.txt": requirements((JUPYTER, *NEEDS), _course_requirements(course)).encode(),
        WHEEL: wheel(),
    }
    for assignment, contents in released.items():
        files |= {f"assignments/{assignment}/{name}": data for name, data in contents.items()}
    data = zipped({f"{folder}/{name}": content for name, content in files.items()})
    try:
        write_whole(path, data)
    except OSError as error:
        raise CourseError(
            f"The bundle could not be written: expected a place for {path}, received “{error}”; "
            "check the space on the disk and the permissions of the folder."
        ) from None
    count = sum(len(contents) for contents in released.values())
    return Bundle(path, len(released), count, len(modules()), len(data))


def _course_requirements(course: Course) -> str:
    try:
        return (course.root / COURSE_REQUIREMENTS).read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise CourseError(
            f"{course.root / COURSE_REQUIREMENTS}: expected a text file, received “{error}”; mend "
            "or remove it."
        ) from None
