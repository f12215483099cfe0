"""Safe feedback behind stock nbgrader: one line in a course's nbgrader_config.py.

    c.GenerateFeedback.exporter_class = "autograder.feedback.exporter.FeedbackExporter"

`nbgrader generate_feedback` and formgrader's button then make these pages in place of nbgrader's
own, which show hidden tests and render students' HTML. If the line's import fails, nbgrader stops
before it has written a page.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from traitlets import Unicode, default

from autograder.course import Course, CourseError
from autograder.feedback.content import contents
from autograder.feedback.handed_in import HandedIn
from autograder.feedback.page import new_page, render
from autograder.feedback.sources import Regions
from autograder.feedback.standing import Standing, read_standing
from autograder.feedback.verdicts import cell_verdict, exercises
from autograder.grading.outcome import NotebookResult, grouped_findings
from autograder.grading.store import LastResults
from autograder.grading.submitted import raw_cell
from autograder.sandbox.tiers import NONE, NOT_SANDBOXED

#: What nbgrader copies beside the pages and needs there, to release them.
KEPT_FILES = ("timestamp.txt", "submission_secret.txt")


class FeedbackExporter(Exporter):
    """Makes a feedback page from the gradebook, the engine's result, and what was handed in.

    The graded notebook's own cells are read only if the engine has no result of it. nbgrader's
    preprocessors are not run: what they would write into the notebook stands in the gradebook.
    """

    output_mimetype = "text/html"
    notice = Unicode("", help="A sentence that every page shows at its top.").tag(config=True)

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def register_preprocessor(self, preprocessor: Any, enabled: bool = False) -> Any:
        return None

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of the graded notebook in a file.

        Raises:
            CourseError: if the file is no notebook; else as `from_notebook_node`.
        """
        try:
            return super().from_filename(filename, resources, **kwargs)
        except NotJSONError:
            raise CourseError(
                f"The graded notebook {filename} cannot be read: expected JSON, received something "
                "else; grade the submission again."
            ) from None

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of one graded notebook.

        Raises:
            NbGraderException: if nbgrader's GenerateFeedback did not ask for it.
            CourseError: if the gradebook has no such submission.
        """
        converter = self.parent
        if not isinstance(converter, GenerateFeedback) or "nbgrader" not in (resources or {}):
            raise NbGraderException(
                "FeedbackExporter makes pages of graded notebooks: expected to be called by "
                "`nbgrader generate_feedback`, received another call; set it as "
                "c.GenerateFeedback.exporter_class."
            )
        resources = self._init_resources(resources)
        course = Course(Path(converter.coursedir.root), converter.config)
        facts = resources["nbgrader"]
        names = (facts["student"], facts["assignment"], facts["notebook"])
        graded, pages = (
            Path(place(names[1], names[0]))
            for place in (converter._format_source, converter._format_dest)
        )
        made = {f"{Path(notebook).stem}.html" for notebook in converter.notebooks}
        remove_copies(graded, pages, {*KEPT_FILES, *made})
        return self._page(course, nb, *names), resources

    def _page(
        self, course: Course, nb: NotebookNode, student: str, assignment: str, notebook: str
    ) -> str:
        regions = Regions.configured(course.config)
        standing = read_standing(course, student, assignment, notebook, regions)
        result, title = LastResults(course.state).get((student, assignment, notebook))
        if result is not None and not _is_saved(result, standing):
            result = None
        handed_in = HandedIn.read(course.submitted(student, assignment) / f"{notebook}.ipynb")
        graded = (nb if result is None else result.notebook)["cells"]
        cells = contents(
            [raw_cell(cell) for cell in graded], standing, handed_in, regions, result is not None
        )
        results = {} if result is None else {cell.grade_id: cell for cell in result.cells}
        verdicts = {g: cell_verdict(m, results.get(g)) for g, m in standing.marks.items()}
        belongs = {grade_id: cell.exercise for grade_id, cell in results.items()}
        page = new_page(
            (student, assignment, notebook),
            standing,
            cells,
            verdicts,
            exercises(cells, verdicts, belongs),
            title=title,
            findings=() if result is None else grouped_findings(result.findings),
            with_outputs=handed_in.readable,
            notice=" ".join(filter(None, (self.notice, _containment(result)))),
        )
        return render(page)


def _containment(result: NotebookResult | None) -> str:
    """What must be said of a result that was made without a sandbox."""
    if result is None or result.sandbox != NONE.name:
        return ""
    return f"{NOT_SANDBOXED}: this was graded without containment."


def _is_saved(result: NotebookResult, standing: Standing) -> bool:
    """Whether the gradebook has this very result: another grader may have come later."""
    automatic = {grade_id: mark.automatic for grade_id, mark in standing.marks.items()}
    found = {cell.grade_id: cell.score for cell in result.cells}
    return automatic.keys() == found.keys() and all(
        (found[g] is None) == (score is None) and math.isclose(found[g] or 0.0, score or 0.0)
        for g, score in automatic.items()
    )


def remove_copies(graded: Path, pages: Path, kept: Collection[str]) -> None:
    """Remove what nbgrader has copied from a folder of graded work into the folder of its pages.

    It copies whatever lies beside the graded notebook, and releases every HTML file: a student's
    own, and the target of a link that stock autograde has followed.
    """
    if graded.resolve() == pages.resolve():
        return
    for folder, _, files in os.walk(graded):
        for name in files:
            copy = pages / Path(folder, name).relative_to(graded)
            wanted = (Path(folder) == graded and name in kept) or name.endswith(".ipynb")
            if not wanted and (copy.is_file() or copy.is_symlink()):
                copy.unlink()
