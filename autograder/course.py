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
        """Students who have handed in something under `assignment`, in order."""
        top = self.students_folder(assignment)
        if not top.is_dir():
            return []
        return sorted(
            name
            for name in os.listdir(top)
            if STUDENT_ID.fullmatch(name) and os.path.lexists(self.submitted(name, assignment))
        )

    def private(self) -> list[str]:
        """Files and folders that only the main process needs: all that holds answers or grades."""
        directory = self.directory
        database = directory.db_url.removeprefix("sqlite:///")
        steps = ("source", "release", "submitted", "autograded", "feedback", "solution")
        folders = [
            str(self._path(getattr(directory, f"{step}_directory"), "\0", "\0")).split("\0")[0]
            for step in steps
        ]
        kept = ("results", "last", "releases", "backups")
        found = [database, *folders, *(str(self.state / name) for name in kept)]
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


def database_error(course: Course, error: Exception) -> CourseError:
    """What to say of an error of the database."""
    reason = str(getattr(error, "orig", None) or error).split("\n")[0]
    return CourseError(
        f"The gradebook {course.directory.db_url} could not be used: expected an nbgrader "
        f"database, received “{reason}”; check the file and its permissions."
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
