"""A student's own check of a notebook: the visible checks only, in a kernel of their own machine.

Nothing here decides a grade, so nothing is contained or hidden: it is the student's own code.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, Literal

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder.course import CourseError
from autograder.grading.causes import cell_message
from autograder.grading.outcome import StatementResult, score_cell
from autograder.notebooks.cells import SECONDS_A_CELL, role_of
from autograder.notebooks.delimiters import Delimiters
from autograder.notebooks.names import free_names

State = Literal["correct", "not yet", "not attempted", "could not run"]

#: From the one to tell first: what an exercise is called when its cells differ.
ORDER: tuple[State, ...] = ("could not run", "not yet", "not attempted", "correct")
MIME = "application/vnd.autograder.checks+json"
#: Set in the kernel: a notebook that checks itself in one of its cells would never end.
CHECKING = "AUTOGRADER_CHECKING"


@dataclass
class ExerciseCheck:
    """How far one exercise is.

    Attributes:
        points: what its test cells are worth; hidden checks may still cost points.
        messages: what the failing checks say.
        seconds: the time that its cells took.
    """

    exercise: str
    states: list[State] = field(default_factory=list)
    points: float = 0.0
    messages: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def state(self) -> State:
        return next((state for state in ORDER if state in self.states), "not attempted")


def check_notebook(path: Path, progress: Callable[[int, int], None]) -> list[ExerciseCheck]:
    """Run a notebook from top to bottom and check every exercise that has checks in it.

    Args:
        progress: called with the number of cells done, and of all.

    Raises:
        CourseError: if the file is no notebook, or has no test cells, or is being checked already.
    """
    if os.environ.get(CHECKING):
        raise CourseError(
            f"{path.name} is not checked: expected a terminal or a notebook that is not being "
            "checked itself, received one that is; the check that runs goes on."
        )
    notebook = _read(path)
    tests = [c for c in notebook.cells if c.cell_type == "code" and role_of(c.metadata) == "test"]
    if not tests:
        raise CourseError(
            f"{path.name} has no checks: expected an assignment's notebook, received another one; "
            "take the notebook that your teacher gave you."
        )
    return list(_run(nbformat.from_dict(notebook), path.resolve().parent, progress).values())


def run_checks(source: str, grade_id: str) -> None:
    """In the kernel: run a test cell statement by statement, and display what became of it."""
    from IPython import get_ipython
    from IPython.display import display

    from autograder.checks import randomness
    from autograder.grading.statements import NotDefined, run_statements

    randomness.set_cell(grade_id)
    names = get_ipython().user_ns
    missing: dict[str, BaseException] = {}
    for name in free_names(source):
        if name not in names:
            missing[name] = NotDefined(f"`{name}` is not defined: has its cell run without error?")
        elif names[name] is Ellipsis:
            missing[name] = NotDefined(f"`{name}` is still `...`: not attempted")
    results = run_statements(source, names, Delimiters(), missing)
    display({MIME: {"results": [asdict(result) for result in results]}}, raw=True)


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(
            f"No notebook at {path}: expected a file, received nothing; check the name."
        ) from None
    except Exception as error:
        raise CourseError(
            f"{path} cannot be read: expected a notebook, received {type(error).__name__}; open it "
            "in JupyterLab and save it."
        ) from None


def _run(
    notebook: NotebookNode, folder: Path, progress: Callable[[int, int], None]
) -> dict[str, ExerciseCheck]:
    tests = [cell for cell in notebook.cells if role_of(cell.metadata) == "test"]
    found = {name: ExerciseCheck(name) for name in map(_exercise, tests)}
    client = NotebookClient(
        nbformat.v4.new_notebook(cells=[*notebook.cells]),
        kernel_name="python3",
        allow_errors=True,
        timeout_func=_seconds,
        interrupt_on_timeout=True,
        resources={"metadata": {"path": str(folder)}},
    )
    stopped = ""
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", CHECKING: "1"}
    with client.setup_kernel(env=quiet, stdout=DEVNULL, stderr=DEVNULL):
        for index, cell in enumerate(client.nb.cells):
            progress(index, len(client.nb.cells))
            if cell.cell_type != "code":
                continue
            is_test = role_of(cell.metadata) == "test"
            started = time.monotonic()
            if not stopped:
                stopped = _execute(client, index, is_test)
            check = found.get(_exercise(cell))
            if check is not None:
                check.seconds += time.monotonic() - started
            if check is not None and is_test:
                check.points += float(cell.metadata["nbgrader"].get("points") or 0)
                _note(check, client.nb.cells[index], stopped)
    progress(len(client.nb.cells), len(client.nb.cells))
    return found


def _execute(client: NotebookClient, index: int, is_test: bool) -> str:
    """Run a cell; returns why the notebook can go no further, "" if it can."""
    cell = client.nb.cells[index]
    if is_test:
        grade_id = str(cell.metadata["nbgrader"].get("grade_id", ""))
        cell.source = _call(cell.source, grade_id)
    try:
        client.execute_cell(cell, index)
    except DeadKernelError:
        return "the notebook's kernel has died"
    except CellTimeoutError:
        return f"a cell took longer than its {_seconds(cell):g} s"
    return ""


def _call(source: str, grade_id: str) -> str:
    return (
        "__import__('autograder.feedback.selfcheck', fromlist=['run_checks'])"
        f".run_checks({source!r}, {grade_id!r})"
    )


def _note(check: ExerciseCheck, cell: NotebookNode, stopped: str) -> None:
    data = next((o.data[MIME] for o in _displays(cell.outputs) if MIME in o.data), None)
    if stopped or data is None:
        errors = [o.evalue for o in cell.outputs if o.output_type == "error"]
        check.states.append("could not run")
        check.messages.append(stopped or (errors or ["the check could not be run"])[0])
        return
    results = [StatementResult(**result) for result in data["results"]]
    status, _ = score_cell(results, 1.0, False)
    if status == "passed":
        check.states.append("correct")
        return
    check.states.append("not attempted" if status == "not_attempted" else "not yet")
    check.messages.append(cell_message(results, status, ()))


def _displays(outputs: Iterable[Any]) -> Iterable[Any]:
    return (output for output in outputs if output.output_type == "display_data")


def _exercise(cell: NotebookNode) -> str:
    options = cell.metadata.get("autograder") or {}
    nbgrader = cell.metadata.get("nbgrader") or {}
    return str(options.get("exercise") or nbgrader.get("grade_id") or "")


def _seconds(cell: NotebookNode) -> float:
    options = cell.metadata.get("autograder") or {}
    return float(options.get("seconds") or 4 * SECONDS_A_CELL)
