"""Feedback: what students may know, and nothing that can act, whoever wrote the notebook."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from chromium import beacon, browser, dom_after_loading
from click.testing import CliRunner, Result
from course_builder import ASSIGNMENT, NOTEBOOK, SECRETS, build_course, hand_in, honest, release
from harmless_html import complaints, tags_of, text_of
from hostile_corpus import ROWS
from hostile_pages import TITLE, attack, attacks, inputs_printed_later
from hostile_rows import Submission
from nbformat.v4 import new_code_cell, new_output

from autograder.cli import main
from autograder.course import Course, open_course
from autograder.feedback import pages
from autograder.feedback.exporter import FeedbackExporter
from autograder.feedback.page import POLICY
from autograder.grading.grade import Options, grade
from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.slow

LINE = 'c.GenerateFeedback.exporter_class = "autograder.feedback.exporter.FeedbackExporter"\n'
ADA, EVE, LATER = "ada", "eve", "inputs_printed_later"
HOSTILE = (
    "page_of_scripts",
    "notebook_with_a_page_beside_it",
    "exceptions_that_carry_inputs",
    "peeking_for_expected_values",
    "refusals_that_carry_inputs",
    "deleted_tests",
    "edited_tests",
    "changed_kinds",
    "stripped_metadata_and_ids",
    "surrogates_and_nul",
    "odd_sources",
    "invalid_json",
)
HIDDEN = (*SECRETS, "209458", "normal(size=", "secret scheme", "Traceback")
NEVER = ("BEGIN HIDDEN", "END HIDDEN", "MARK SCHEME", "check_unchanged(call)", "np.array([104729")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["feedback", *(str(argument) for argument in arguments)])


def page(course: Course, student: str, name: str = NOTEBOOK) -> Path:
    return course.feedback(student, ASSIGNMENT) / f"{name}.html"


def html(course: Course, student: str) -> str:
    return page(course, student).read_text("utf-8")


def said(course: Course, student: str) -> str:
    """The text of a page, whitespace evened out."""
    return " ".join(text_of(html(course, student).split("</style>")[1]).split())


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, trunk: ZygoteProcess | None) -> Course:
    """A course after grading, with honest, wrong and hostile submissions, and comments."""
    course = build_course(tmp_path_factory.mktemp("feedback") / "course")
    hand_in(course, "ann", honest(course))
    wrong = honest(course, double="def double(x):\n    return x + 1", middle="middle = ...")
    wrong.cells.append(new_code_cell("1 / 0"))
    folder = hand_in(course, ADA, wrong)
    (folder / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    (folder / "submission_secret.txt").write_text("a long secret of the exchange")
    spoils = [row.spoil for row in ROWS if row.name in HOSTILE]
    assert len(spoils) == len(HOSTILE)
    for spoil in (*spoils, inputs_printed_later):
        place = course.submitted(spoil.__name__, ASSIGNMENT)
        place.mkdir(parents=True)
        submission = Submission(course, place)
        spoil(submission)
        submission.finish()
    (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None, trunk)
    assert [s.failure for s in report.submissions if s.failure] == []
    with course.gradebook() as book:
        found = book.find_submission_notebook(NOTEBOOK, ASSIGNMENT, ADA)
        for comment in found.comments:
            if comment.name == "double":
                comment.manual_comment = "Look at `x + 1` again:\n\n<script>alert(1)</script>"
        for mark in found.grades:
            if mark.name == "explain":
                mark.manual_score, mark.extra_credit, mark.needs_manual_grade = 12.0, 1.0, False
        found.late_submission_penalty = 3.5
        book.update_or_create_student(ADA, first_name="Ada", last_name="<b>Lovelace</b>")
        book.db.commit()
    return course


@pytest.fixture(scope="module")
def made(graded: Course) -> Course:
    """The same course, with a page for everybody."""
    result = run(ASSIGNMENT, "--course", graded.root)
    assert result.exit_code == 0, result.output
    assert f"{len(HOSTILE) + 3} pages" in result.stdout
    return graded


@pytest.fixture
def course(made: Course, tmp_path: Path) -> Course:
    """A copy of it."""
    shutil.copytree(made.root, tmp_path / "course")
    return open_course(tmp_path / "course")


def nbgrader(course: Course, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    folder = os.path.dirname(sys.executable)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"} | variables
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, timeout=300
    )


def configure(course: Course, *lines: str) -> Course:
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "".join(f"{line}\n" for line in lines))
    return open_course(course.root)


# What stands on a page -------------------------------------------------------------------


@pytest.mark.parametrize("student", [ADA, "ann", LATER, *HOSTILE])
def test_no_page_holds_anything_hidden_or_anything_that_can_act(made: Course, student: str) -> None:
    source = html(made, student)
    assert complaints(source) == []
    assert "script" not in tags_of(source)
    assert f'content="{POLICY}"'.replace("'", "&#39;") in source
    for secret in (*HIDDEN, *NEVER):
        assert secret not in source, secret


def test_the_secrets_are_there_to_be_shown(made: Course) -> None:
    """Otherwise the test above could not fail."""
    with made.gradebook() as book:
        record = "".join(c.source for c in book.find_notebook(NOTEBOOK, ASSIGNMENT).source_cells)
    for secret in (*SECRETS, "normal(size=", "secret scheme", *NEVER):
        assert secret in record, secret
    graded = nbformat.read(made.autograded(LATER, ASSIGNMENT) / f"{NOTEBOOK}.ipynb", as_version=4)
    printed = str([cell.outputs for cell in graded.cells if "print(seen)" in cell.source])
    assert "7919" in printed
    assert "104729" in printed


def test_a_page_says_what_was_lost_and_why(made: Course) -> None:
    text = said(made, ADA)
    assert "Arrays" in text
    assert "Ada <b>Lovelace</b> (ada)" in text
    assert "39.5 of 100 points so far" in text
    for line in (
        "graded automatically: 30",
        "graded by a person: 12",
        "extra credit: 1",
        "handed in late: −3.5",
        "still to be graded by a person: 15 points",
        "double 0 / 30 not correct yet double: wrong output values",
        "middle 0 / 10 not attempted",
        "sum_squares 20 / 20 correct",
        "explain 13 / 15 graded by a person",
        "Comment Look at x + 1 again: <script>alert(1)</script>",
        "When it was graded, this cell stopped with ZeroDivisionError in line 1.",
        "Because doubling is linear.",
        "Two is the first prime. It is even.",
        "Doubling, an essay: write two sentences.",
    ):
        assert line in text, line


def test_the_sum_is_nbgraders_own(made: Course) -> None:
    with made.gradebook() as book:
        for student in (ADA, "ann", *HOSTILE):
            found = book.find_submission_notebook(NOTEBOOK, ASSIGNMENT, student)
            total = found.score - (found.late_submission_penalty or 0)
            assert f"{total:g} of {found.max_score:g} points" in said(made, student)


def test_what_was_odd_is_said(made: Course) -> None:
    assert "was missing; it was put back (and 5 more like it)" in said(made, "deleted_tests")
    assert "is not valid JSON" in said(made, "invalid_json")
    assert "What was odd" not in said(made, "ann")


def test_outputs_are_those_that_were_handed_in(made: Course) -> None:
    source = html(made, "page_of_scripts")
    assert "colourful &lt;script&gt;" in source
    assert "\x1b" not in source
    assert source.count('<img src="data:image/png;base64,') == 2
    assert '<img alt="plot" src="data:image/png;base64,' in source
    assert "[picture: svg]" in source
    assert "[picture: false]" in source
    assert "this cell stopped with an exception in line" in source


def test_formulas_are_mathml(course: Course, trunk: ZygoteProcess | None) -> None:
    tex = "$\\frac{1}{2}$ and\n\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}"
    notebook = honest(course, explain=f"Because {tex}")
    (course.submitted("ann", ASSIGNMENT) / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook))
    grade(course, [ASSIGNMENT], Options("ann"), lambda *_: None, trunk)
    assert run(ASSIGNMENT, "--student", "ann", "--course", course.root).exit_code == 0
    assert "<mfrac>" in html(course, "ann")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in html(
        course, "ann"
    )


def test_nothing_runs_in_a_real_browser(
    course: Course, tmp_path: Path, trunk: ZygoteProcess | None
) -> None:
    browser()
    with beacon() as (url, visits):
        control = tmp_path / "control.html"
        control.write_text(f"<title>control</title>{'<br>'.join(attacks(url)[:15])}")
        assert f"<title>{TITLE}</title>" in dom_after_loading(control, tmp_path / "one")
        assert visits, "the attacks do nothing: this test could not fail"
        place = course.submitted(EVE, ASSIGNMENT)
        place.mkdir(parents=True)
        submission = Submission(course, place)
        attack(submission, url)
        submission.finish()
        grade(course, [ASSIGNMENT], Options(EVE), lambda *_: None, trunk)
        assert run(ASSIGNMENT, "--student", EVE, "--course", course.root).exit_code == 0
        visits.clear()
        dom = dom_after_loading(page(course, EVE), tmp_path / "two")
        assert url in text_of(dom)
        assert "<title>Arrays: feedback for eve</title>" in dom
        assert complaints(dom) == []
        assert visits == []


# Whoever wrote the graded notebook -------------------------------------------------------


def _spoil_graded_notebook(course: Course, student: str) -> None:
    """As an instructor might who runs the graded notebook by hand and tries things out."""
    path = course.autograded(student, ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    path.chmod(0o644)
    notebook = nbformat.read(path, as_version=4)
    trace = [f"----> 1 assert sum_squares([7919]) == {SECRETS[1]}", "Traceback"]
    leak = new_output("error", ename="AssertionError", evalue=SECRETS[1], traceback=trace)
    for cell in list(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs = [leak]
        if cell.id == "test_squares":
            cell.metadata = {}  # a test cell that has lost what told it was one
        elif cell.id in ("test_double", "essay"):
            cell.source += f"\n{SECRETS[0]}"
        elif cell.id == "double":
            cell.source = "def double(x):\n    ### BEGIN SOLUTION\n    return 104729"
    notebook.cells.insert(3, new_code_cell("the_solution = 62710561", outputs=[leak]))
    nbformat.write(notebook, path)


def test_a_graded_notebook_that_was_edited_changes_no_page(course: Course) -> None:
    before = html(course, ADA)
    _spoil_graded_notebook(course, ADA)
    assert run(ASSIGNMENT, "--student", ADA, "--course", course.root).exit_code == 0
    assert html(course, ADA) == before


def test_without_the_engines_result_only_what_was_handed_in_is_shown(course: Course) -> None:
    _spoil_graded_notebook(course, ADA)
    shutil.rmtree(course.state)
    assert run(ASSIGNMENT, "--student", ADA, "--course", course.root).exit_code == 0
    source = html(course, ADA)
    assert complaints(source) == []
    assert not any(secret in source for secret in (*HIDDEN, *NEVER, "the_solution"))
    text = said(course, ADA)
    assert "39.5 of 100 points so far" in text
    assert "test_squares 12 / 12 correct" in text
    assert "it is not as it was handed in" in text
    assert "Because doubling is linear." in text


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course that stock nbgrader has graded, with stock nbgrader's outputs."""
    course = build_course(tmp_path_factory.mktemp("stock") / "course")
    answers = {
        "sum_squares": "def sum_squares(numbers):\n    print(numbers)\n    return numbers[0]"
    }
    folder = hand_in(course, ADA, honest(course, **answers))
    (folder / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    (folder / "submission_secret.txt").write_text("a long secret of the exchange")
    (folder / "extra.html").write_text("<script>alert(1)</script>")
    (folder / "notes.txt").write_text("my notes")
    done = nbgrader(course, "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    graded = (course.autograded(ADA, ASSIGNMENT) / f"{NOTEBOOK}.ipynb").read_text()
    assert "AssertionError" in graded
    assert SECRETS[1] in graded
    return configure(course, LINE, f'c.Exchange.root = "{course.root.parent / "exchange"}"')


def test_what_stock_nbgrader_graded_has_a_safe_page_too(stock: Course) -> None:
    done = nbgrader(stock, "generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    source = html(stock, ADA)
    assert complaints(source) == []
    assert not any(secret in source for secret in (*HIDDEN, *NEVER, "AssertionError"))
    text = said(stock, ADA)
    assert "test_squares 0 / 12 not correct yet" in text
    assert "test_counts 10 / 10 correct" in text
    assert "return numbers[0]" in text
    names = {path.name for path in stock.feedback(ADA, ASSIGNMENT).iterdir()}
    assert names == {f"{NOTEBOOK}.html", "timestamp.txt", "submission_secret.txt"}


def test_the_page_is_released_through_nbgraders_exchange(stock: Course) -> None:
    exchange = stock.root.parent / "exchange"
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o777)
    assert run(ASSIGNMENT, "--course", stock.root).exit_code == 0
    done = nbgrader(stock, "release_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    (released,) = (exchange / "small" / "feedback").iterdir()
    assert released.read_text("utf-8") == html(stock, ADA)


# Through stock nbgrader ------------------------------------------------------------------


def test_stock_generate_feedback_makes_the_same_page(course: Course) -> None:
    before = html(course, ADA)
    shutil.rmtree(course.root / "feedback")
    course = configure(course, LINE)
    done = nbgrader(course, "generate_feedback", ASSIGNMENT, "--student", ADA)
    assert done.returncode == 0, done.stderr
    assert html(course, ADA) == before


def test_formgraders_buttons_keep_working(course: Course) -> None:
    """formgrader calls nbgrader's API from a handler of its server."""
    from nbgrader.apps.api import NbGraderAPI

    before = html(course, ADA)
    page(course, ADA).unlink()
    course = configure(course, LINE)

    async def press() -> dict[str, Any]:
        api = NbGraderAPI(course.directory, config=course.config)
        return api.generate_feedback(ASSIGNMENT, ADA)

    answer = asyncio.run(press())
    assert answer["success"], answer
    assert html(course, ADA) == before


def test_without_the_package_no_page_is_written(course: Course, tmp_path: Path) -> None:
    """The import fails closed."""
    blocker = tmp_path / "blocker"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text("import sys\nsys.modules['autograder'] = None\n")
    shutil.rmtree(course.root / "feedback")
    configure(course, LINE)
    done = nbgrader(course, "generate_feedback", ASSIGNMENT, PYTHONPATH=str(blocker))
    assert done.returncode != 0
    assert not (course.root / "feedback").exists()


def test_the_exporter_serves_nobody_else() -> None:
    with pytest.raises(Exception, match="expected to be called by `nbgrader generate_feedback`"):
        FeedbackExporter().from_notebook_node(nbformat.v4.new_notebook())


# The command -----------------------------------------------------------------------------


def test_one_failure_leaves_its_old_page_and_the_others_go_on(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = html(course, ADA)
    page(course, "ann").unlink()
    whole = pages.FeedbackExporter._page

    def fail(self: Any, course: Course, nb: Any, student: str, *names: str) -> str:
        if student == ADA:
            raise OSError(28, "No space left on device")
        return whole(self, course, nb, student, *names)

    monkeypatch.setattr(pages.FeedbackExporter, "_page", fail)
    (course.autograded("edited_tests", ASSIGNMENT) / f"{NOTEBOOK}.ipynb").unlink()
    broken = course.autograded("odd_sources", ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    broken.chmod(0o644)
    broken.write_text("{ broken")
    course.submitted("zoe", ASSIGNMENT).mkdir(parents=True)
    result = run(ASSIGNMENT, "--course", course.root)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    failures = dict(re.findall(r"^Not made: (\w+): (.*)$", result.output, re.MULTILINE))
    assert set(failures) == {ADA, "edited_tests", "odd_sources", "zoe"}
    assert "No space left on device" in failures[ADA]
    assert "no graded notebook" in failures["edited_tests"]
    assert f"autograder grade {ASSIGNMENT} --student edited_tests" in failures["edited_tests"]
    assert "expected JSON" in failures["odd_sources"]
    assert "not graded yet" in failures["zoe"]
    assert html(course, ADA) == before
    assert page(course, "odd_sources").is_file()
    assert page(course, "ann").is_file()
    assert not list(course.state.glob("feedback-*"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope",), "No assignment `nope` in the gradebook: expected one of a1"),
        ((ASSIGNMENT, "--student", "bob"), "No submission of a1 by `bob`"),
        ((ASSIGNMENT, "--student", "../ada"), "No submission of a1 by `../ada`"),
        ((), "Missing argument"),
    ],
)
def test_a_call_that_cannot_work_gets_one_sentence(
    made: Course, arguments: tuple[str, ...], words: str
) -> None:
    result = run(*arguments, "--course", made.root)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_nothing_graded_is_one_sentence(tmp_path: Path) -> None:
    course = build_course(tmp_path / "course")
    hand_in(course, ADA, honest(course))
    result = run(ASSIGNMENT, "--course", course.root)
    assert result.exit_code == 2
    assert "Nothing of a1 is graded" in result.output
    assert not (course.root / "feedback").exists()


def test_a_page_of_one_student_leaves_the_others(course: Course) -> None:
    for student in (ADA, "ann"):
        page(course, student).write_text("old")
    assert run(ASSIGNMENT, "--student", ADA, "--course", course.root).exit_code == 0
    assert html(course, ADA) != "old"
    assert html(course, "ann") == "old"


def test_every_notebook_has_a_page_of_its_own(tmp_path: Path, trunk: ZygoteProcess | None) -> None:
    """Even if the student handed in pages of the same names."""
    course = build_course(tmp_path / "course")
    source = course.source(ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    shutil.copyfile(source, source.with_name("again.ipynb"))
    release(course)
    hand_in(course, "ann", honest(course))
    folder = hand_in(course, "ann", honest(course, middle="middle = 3"), "again")
    for name in (NOTEBOOK, "again", "more"):
        (folder / f"{name}.html").write_text("<script>alert(1)</script>")
    grade(course, [ASSIGNMENT], Options(), lambda *_: None, trunk)

    def check() -> None:
        expected = ((NOTEBOOK, "10 / 10 correct"), ("again", "0 / 10 not correct yet"))
        for name, middle in expected:
            text = " ".join(text_of(page(course, "ann", name).read_text("utf-8")).split())
            assert f"Notebook{name}" in text
            assert f"middle {middle}" in text
        names = {path.name for path in course.feedback("ann", ASSIGNMENT).iterdir()}
        assert names == {f"{NOTEBOOK}.html", "again.html"}

    result = run(ASSIGNMENT, "--course", course.root)
    assert (result.exit_code, result.stdout.split(" in ")[0]) == (0, "a1: 2 pages for 1 student")
    check()
    shutil.rmtree(course.root / "feedback")
    done = nbgrader(configure(course, LINE), "generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    check()


def test_files_that_stock_nbgrader_has_left_are_removed(course: Course) -> None:
    """It copies a student's pages, and releases them."""
    left = course.feedback("page_of_scripts", ASSIGNMENT) / "extra.html"
    assert (course.autograded("page_of_scripts", ASSIGNMENT) / "extra.html").is_file()
    assert not left.exists()
    left.write_text("<script>alert(1)</script>")
    own = left.with_name("a teacher's own notes.txt")
    own.write_text("keep")
    assert run(ASSIGNMENT, "--student", "page_of_scripts", "--course", course.root).exit_code == 0
    assert not left.exists()
    assert own.read_text() == "keep"
    assert page(course, "page_of_scripts").is_file()


def test_links_beside_a_graded_notebook_lead_nowhere(course: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a teacher's secret")
    folder = course.autograded("ann", ASSIGNMENT)
    folder.chmod(0o755)
    (folder / "timestamp.txt").symlink_to(secret)
    assert run(ASSIGNMENT, "--student", "ann", "--course", course.root).exit_code == 0
    assert [path.name for path in course.feedback("ann", ASSIGNMENT).iterdir()] == [
        f"{NOTEBOOK}.html"
    ]
    assert os.access(page(course, "ann"), os.W_OK)


def test_a_notice_stands_on_every_page(course: Course) -> None:
    course = configure(course, 'c.FeedbackExporter.notice = "NOT SANDBOXED & <b>so on"')
    assert run(ASSIGNMENT, "--student", "ann", "--course", course.root).exit_code == 0
    assert "NOT SANDBOXED & <b>so on" in said(course, "ann")
