"""The notebook's structure tampered with."""

from __future__ import annotations

import nbformat
from course_builder import POINTS, released
from hostile_rows import (
    DOUBLE,
    HONEST,
    NOTHING,
    WRONG_DOUBLE,
    Submission,
    but,
    row,
)


@row({**NOTHING, "essay": ("needs_manual_grade", None)})
def forged_outputs(s: Submission) -> None:
    s.notebook = released(s.course)
    for cell in s.notebook.cells:
        if cell.cell_type == "code":
            score = str(POINTS.get(cell.id, 1.0))
            cell.outputs = [
                nbformat.v4.new_output("execute_result", {"text/plain": score}, execution_count=1)
            ]


@row(but("failed", *DOUBLE))
def skip_execution_tags(s: Submission) -> None:
    for cell in s.notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]
        cell.metadata["deletable"] = False
    s.notebook.metadata["execution"] = {"timeout": 1}
    s.answer(double=WRONG_DOUBLE)


@row(but("failed", *DOUBLE), "missing_cell")
def deleted_tests(s: Submission) -> None:
    s.answer(double=WRONG_DOUBLE)
    s.notebook.cells = [c for c in s.notebook.cells if not c.id.startswith("test_")]


@row(but("failed", *DOUBLE), "duplicate_cell")
def duplicated_cells(s: Submission) -> None:
    """Tests, solutions and the setup twice; an untouched copy of a solution comes first."""
    s.answer(double=WRONG_DOUBLE)
    stub = next(cell for cell in released(s.course).cells if cell.id == "middle")
    s.notebook.cells = [stub, *s.notebook.cells]
    for name in ("test_double", "test_counts", "setup", "sum_squares"):
        s.notebook.cells.append(nbformat.from_dict(s.cell(name)))


@row(but("failed", *DOUBLE), "edited_cell")
def edited_tests(s: Submission) -> None:
    s.answer(double=WRONG_DOUBLE)
    for cell in s.notebook.cells:
        if cell.id.startswith("test_"):
            cell.source = "20.0"


@row(HONEST, "reordered")
def reordered_cells(s: Submission) -> None:
    s.notebook.cells = s.notebook.cells[:-1][::-1]


@row(but("failed", *DOUBLE))
def stripped_metadata(s: Submission) -> None:
    """As some editors do: the cells' own ids are all that is left."""
    s.answer(double=WRONG_DOUBLE)
    for cell in s.notebook.cells:
        cell.metadata = {}


@row({**NOTHING, "essay": ("needs_manual_grade", None)}, "missing_cell")
def stripped_metadata_and_ids(s: Submission) -> None:
    for number, cell in enumerate(s.notebook.cells):
        cell.metadata, cell.id = {}, f"c{number}"


@row(but("failed", *DOUBLE))
def changed_flags(s: Submission) -> None:
    s.answer(double=WRONG_DOUBLE)
    for cell in s.notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] |= {
                "points": 1000,
                "locked": False,
                "grade": not cell.metadata["nbgrader"]["grade"],
                "solution": True,
                "checksum": "0",
                "schema_version": 99,
            }
            cell.metadata["autograder"] = {"partial": True, "seconds": 80_000, "exercise": 7}


@row(but("failed", *DOUBLE), "cell_type", "unknown_cell")
def changed_kinds(s: Submission) -> None:
    s.answer(double=WRONG_DOUBLE)
    s.cell("test_double")["cell_type"] = "raw"
    s.last("1 + 1")
    s.notebook.cells[-1].metadata = {
        "nbgrader": {"grade": True, "grade_id": "free`\x1b[31m_points"}
    }


@row(HONEST)
def setup_redefined(s: Submission) -> None:
    s.after(
        "harness",
        "np = called = check_equal = rng = student_side = None\n"
        "def pairs(n): return [i * i for i in range(n)]",
    )


@row(but("failed", "test_pairs"))
def harness_redefined_wrongly(s: Submission) -> None:
    s.after("harness", "def pairs(n): return 'passed'")


@row(but("failed", "test_counts"))
def surrogates_and_nul(s: Submission) -> None:
    s.answer(
        double="# \ud800 \udfff\x00\ndef double(x):\n    print('\ud800')\n    return 2 * x",
        counts="counts = {'\\ud800': 3, 'b\\0': '\\udfff'}",
        explain="\udcff because \x00 \x1b[31m",
    )


@row(but("not_attempted", "test_counts"))
def odd_sources(s: Submission) -> None:
    """Sources as lists with things that are no text; a source that is a number; other oddities."""
    s.cell("double")["source"] = ["def double(x):\n", 7, None, ["x"], "    return 2 * x"]
    s.cell("counts")["source"] = 42
    s.cell("play")["source"] = {"a": 1}
    s.notebook.cells[0]["metadata"] = ["tags"]
    s.notebook["cells"] += [None, 7, "cell", [], {}]
