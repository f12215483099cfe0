"""Where things are in an nbgrader course folder: this repository, or any other."""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

CONFIG_FILE = "nbgrader_config.py"
STATE_FOLDER = ".autograder"
STUDENT_ID = re.compile(r"[^\s./\\+*?\[\]{}][^/\\+*?\[\]{}\x00-\x1f]{0,127}")


class CourseError(Exception):
    """Something about the course is not as it must be; the text is one sentence for a person."""


@dataclass
class Course:
    """An nbgrader course folder with its configuration.

    Attributes:
        root: the absolute path of the course folder.
        config: nbgrader's configuration of the course, as nbgrader itself loads it.
    """

    root: Path
    config: Config = field(repr=False)

    @property
    def directory(self) -> CourseDirectory:
        """nbgrader's own idea of where the course's folders are."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config)

    @property
    def database(self) -> Path | None:
        """The file of the gradebook; None where a server keeps it."""
        address = self.directory.db_url
        if not address.startswith("sqlite:///"):
            return None
        return Path(address.removeprefix("sqlite:///").split("?")[0])

    @property
    def state(self) -> Path:
        """The folder of the toolkit's own records: results, releases, backups."""
        return self.root / STATE_FOLDER

    def source(self, assignment: str) -> Path:
        return self._path(self.directory.source_directory, ".", assignment)

    def release(self, assignment: str) -> Path:
        return self._path(self.directory.release_directory, ".", assignment)

    def submitted(self, student: str, assignment: str) -> Path:
        return self._path(self.directory.submitted_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        return self._path(self.directory.autograded_directory, student, assignment)

    def feedback(self, student: str, assignment: str) -> Path:
        return self._path(self.directory.feedback_directory, student, assignment)

    def students_folder(self, assignment: str) -> Path:
        """The folder in which every student who hands in something under `assignment` has one."""
        folder = self._path(self.directory.submitted_directory, "\0", assignment)
        return Path(str(folder).split("\0")[0])

    def assignments(self) -> list[str]:
        """The assignments that have a source folder with a notebook, in order."""
        folder = self.source("*").parent
        if not folder.is_dir():
            return []
        return sorted(p.name for p in folder.iterdir() if p.is_dir() and any(p.glob("*.ipynb")))

    def students(self, assignment: str) -> list[str]:
        """Students who have handed in something under `assignment`, in order.

        Raises:
            CourseError: if the folder of submissions cannot be read.
        """
        return [name for name in self._handed_in(assignment) if _is_student_id(name)]

    def misnamed(self, assignment: str) -> list[str]:
        """Folders with something under `assignment` whose name is no student's id, in order.

        Hidden ones are left out. Bytes that are not UTF-8 are surrogates, as Python reads them.

        Raises:
            CourseError: if the folder of submissions cannot be read.
        """
        found = self._handed_in(assignment)
        return [name for name in found if name[0] != "." and not _is_student_id(name)]

    def _handed_in(self, assignment: str) -> list[str]:
        top = self.students_folder(assignment)
        try:
            names = sorted(os.listdir(top))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise CourseError(
                f"The submissions of {assignment} cannot be read: expected a folder {top} that "
                f"you may open, received “{error.strerror}”; check its permissions."
            ) from None
        # The pattern is nbgrader's: what stands behind the student's name is the same for all.
        path = str(self.submitted("\0", assignment))
        return [name for name in names if _is_there(path.replace("\0", name))]

    def private(self) -> list[str]:
        """Files and folders that only the main process needs: all that holds answers or grades."""
        directory = self.directory
        steps = ("source", "release", "submitted", "autograded", "feedback", "solution")
        folders = [
            str(self._path(getattr(directory, f"{step}_directory"), "\0", "\0")).split("\0")[0]
            for step in steps
        ]
        kept = ("results", "last", "releases", "backups")
        found = [str(self.database), *folders, *(str(self.state / name) for name in kept)]
        return [path for path in map(os.path.realpath, found) if os.path.exists(path)]

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """The course's gradebook, opened for one piece of work.

        Raises:
            CourseError: if the database cannot be opened.
        """
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError

        prepare_nbgrader()
        directory = self.directory
        try:
            with Gradebook(directory.db_url, directory.course_id) as gradebook:
                yield gradebook
        except SQLAlchemyError as error:
            raise database_error(self, error) from None

    def _path(self, step: str, student: str, assignment: str) -> Path:
        return Path(self.directory.format_path(step, student, assignment))


#: What to do about an error of the database: words of the error, and the advice.
_REMEDIES = (
    ("locked", "another program is writing to it: wait for that, and run the command again"),
    ("readonly", "let your user write the file and the folder it lies in"),
    ("unable to open", "let your user read and write the file and the folder it lies in"),
    ("full", "make room on the disk, and run the command again"),
    ("disk I/O", "make room on the disk, or mend it, and run the command again"),
    ("not a database", "put the newest copy from .autograder/backups in its place"),
    ("malformed", "put the newest copy from .autograder/backups in its place"),
    ("no such", "another version of nbgrader has made it: run `nbgrader db upgrade`"),
    ("has no column", "another version of nbgrader has made it: run `nbgrader db upgrade`"),
)


def database_error(course: Course, error: Exception) -> CourseError:
    """What to say of an error of the database."""
    reason = str(getattr(error, "orig", None) or error).split("\n")[0]
    advice = next((said for word, said in _REMEDIES if word in reason), "check it")
    return CourseError(
        f"The gradebook {course.database or 'on its server'} could not be used: expected an "
        f"nbgrader database to read and write, received “{reason}”; {advice}."
    )


def open_course(root: str | os.PathLike[str] = ".") -> Course:
    """Open the course folder `root`.

    Raises:
        CourseError: if there is no such folder, it is no nbgrader course, or its configuration
            cannot be loaded.
    """
    path = Path(root).resolve()
    if not path.is_dir():
        raise CourseError(
            f"No course at {path}: expected a folder, received "
            f"{'a file' if path.exists() else 'nothing'}; give the course folder with --course."
        )
    if not (path / CONFIG_FILE).is_file() and not (path / "source").is_dir():
        raise CourseError(
            f"{path} is no nbgrader course: expected {CONFIG_FILE} or a folder `source` in it, "
            "received neither; give the course folder with --course."
        )
    return Course(path, _load_config(path))


def _is_student_id(name: str) -> bool:
    return bool(STUDENT_ID.fullmatch(name)) and not any("\ud800" <= c <= "\udfff" for c in name)


def _is_there(path: str) -> bool:
    """Whether something is there, be it something that cannot be read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def prepare_nbgrader() -> None:
    """Let nbgrader find `alembic`, which it runs by name, and keep its ORM's warnings quiet."""
    from sqlalchemy.exc import SAWarning

    warnings.filterwarnings("ignore", category=SAWarning)
    folder = os.path.dirname(sys.executable)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")


def _load_config(root: Path) -> Config:
    """nbgrader's configuration as nbgrader loads it: the machine's, the user's, the course's."""
    from jupyter_core.application import JupyterApp
    from nbgrader.apps import NbGrader
    from traitlets.config import Application

    app = NbGrader(log_level=logging.CRITICAL)
    app.raise_config_file_errors = True
    app.config.CourseDirectory.root = str(root)
    before = os.getcwd()
    try:
        os.chdir(root)  # configuration files may read files beside them
        JupyterApp.load_config_file(app, suppress_errors=False)
        Application.load_config_file(app, CONFIG_FILE, path=str(root))
    except Exception as error:
        raise CourseError(
            f"{root / CONFIG_FILE} could not be loaded: expected a configuration file, received "
            f"{type(error).__name__}: {error}; mend the file."
        ) from None
    finally:
        os.chdir(before)
    config = app.config.copy()
    config.CourseDirectory.root = str(root)
    return config
