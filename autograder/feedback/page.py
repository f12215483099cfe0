"""The page: one HTML file that needs no other, and in which nothing can run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from autograder.feedback.allowance import Allowance
from autograder.feedback.content import Content
from autograder.feedback.highlighting import code, colours
from autograder.feedback.markdown import Prose
from autograder.feedback.outputs import Outputs, Shown
from autograder.feedback.standing import Mark, Standing
from autograder.feedback.texts import one_line, plain
from autograder.feedback.verdicts import Exercise, Verdict

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; " + (
    "form-action 'none'"
)

_AS_HANDED_IN = (
    "Code and text stand here as they were graded, outputs as you handed them in. What your code "
    "printed while it was graded is not shown: it may repeat inputs of hidden checks."
)
_NO_OUTPUTS = (
    "Code and text stand here as they were graded. Outputs are not shown: the file you handed in "
    "could not be read again."
)
_HEADINGS = {"solution": "Your solution", "answer": "Your answer", "task": "Task"}
_LONG = 15  # lines of given code that are folded


@dataclass(frozen=True)
class Sum:
    """How the total comes about, in points.

    Attributes:
        manual: None where no person has graded anything.
        waiting: what is still to be graded by a person.
    """

    total: float
    max_score: float
    automatic: float
    manual: float | None
    extra: float
    penalty: float
    waiting: float


@dataclass(frozen=True)
class PageCell:
    """A cell, ready for the template: plain text, or markup that is safe."""

    role: str
    heading: str
    verdict: Verdict | None
    comment: Markup
    code: Markup
    folded: str
    prose: Markup
    outputs: Sequence[Shown]
    stopped: str
    remark: str


@dataclass(frozen=True)
class Page:
    """Everything that a page says. Texts are plain; the template escapes them.

    Attributes:
        student: the id; name: what the gradebook calls the student, "" if nothing.
        notice: a sentence on how it was graded that must not be missed, "" for none.
        findings: what was odd about the submission, in sentences for the student.
    """

    title: str
    student: str
    name: str
    assignment: str
    notebook: str
    sum: Sum
    exercises: Sequence[Exercise]
    cells: Sequence[PageCell]
    findings: Sequence[str]
    about: str
    notice: str = ""


def new_page(
    names: tuple[str, str, str],
    standing: Standing,
    contents: Sequence[Content],
    verdicts: Mapping[str, Verdict],
    exercises: Sequence[Exercise],
    title: str = "",
    findings: Sequence[str] = (),
    with_outputs: bool = True,
    notice: str = "",
) -> Page:
    """A page of one notebook.

    Args:
        names: the ids of the student, the assignment and the notebook.
        with_outputs: False if what was handed in could not be read again.
        notice: see `Page`.
    """
    student, assignment, notebook = names
    writer = _CellWriter(standing.comments)
    of = {place: e.name for e in exercises for place in e.places}
    cells = [
        writer.cell(content, verdicts.get(content.grade_id), of.get(place, ""))
        for place, content in enumerate(contents)
    ]
    return Page(
        one_line(title) or notebook,
        student,
        one_line(standing.name),
        assignment,
        notebook,
        sum_of(standing),
        exercises,
        cells,
        [one_line(finding, 400) for finding in findings],
        _AS_HANDED_IN if with_outputs else _NO_OUTPUTS,
        one_line(notice, 1000),
    )


def render(page: Page) -> str:
    """The HTML of a page."""
    styles = (Path(__file__).parent / "page.css").read_text("utf-8")
    return _template().render(page=page, policy=POLICY, styles=Markup(styles + colours()))


def sum_of(standing: Standing) -> Sum:
    """How the total comes about: a manual score counts before the automatic one."""
    marks = standing.marks.values()
    by_hand = [mark.manual for mark in marks if mark.manual is not None]
    return Sum(
        standing.total,
        standing.max_score,
        sum(mark.automatic or 0.0 for mark in marks if mark.manual is None),
        sum(by_hand) if by_hand else None,
        sum(mark.extra or 0.0 for mark in marks if mark.score),
        standing.penalty,
        sum(mark.max_score for mark in marks if _is_waiting(mark)),
    )


def points(value: float) -> str:
    """Points as people write them: at most two decimals, no needless zeros."""
    text = re.sub(r"\.?0+$", "", f"{value:.2f}")
    return "0" if text in ("", "-0") else text.replace("-", "−")


def words(text: str) -> Markup:
    """A sentence with what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    code_ = Markup("<code>{}</code>")
    return Markup("").join(code_.format(p) if i % 2 else p for i, p in enumerate(parts))


def _is_waiting(mark: Mark) -> bool:
    return mark.waiting and mark.manual is None


class _CellWriter:
    """Makes the cells of one page, within the page's allowances."""

    def __init__(self, comments: Mapping[str, str]) -> None:
        self.comments = comments
        self.prose = Prose()
        self.outputs = Outputs()
        self.sources = Allowance(200_000, 1_500_000)

    def cell(self, content: Content, verdict: Verdict | None, exercise: str) -> PageCell:
        comment = self.comments.get(content.grade_id, "")
        code_, prose = Markup(""), Markup("")
        if content.source and content.cell_type == "markdown":
            prose = self.prose.render(content.source, content.attachments)
        elif content.source:
            source = self.sources.cut(plain(content.source))
            is_code = content.cell_type == "code"
            code_ = code(source) if is_code else code_
            prose = prose if is_code else Markup("<pre>{}</pre>").format(source)
        if verdict is not None:
            verdict = replace(verdict, causes=tuple(map(plain, verdict.causes)))
        return PageCell(
            content.role,
            _heading(content, exercise),
            verdict,
            self.prose.render(comment) if comment else Markup(""),
            code_,
            _folded(content) if code_ else "",
            prose,
            self.outputs.shown(content.outputs),
            content.stopped,
            content.remark,
        )


def _heading(content: Content, exercise: str) -> str:
    if content.role != "test":
        return _HEADINGS.get(content.role, "")
    heading = f"Checks of {one_line(exercise)}" if exercise else "Checks"
    return heading + (", some of them hidden" if content.has_hidden else "")


def _folded(content: Content) -> str:
    """What stands in place of code that is folded away; "" if it is not."""
    if content.role == "test":
        return "The checks that you could see"
    is_long = content.role == "locked" and content.source.count("\n") >= _LONG
    return "Code that was given" if is_long else ""


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"points": points, "words": words}
    return environment.get_template("page.html.j2")
