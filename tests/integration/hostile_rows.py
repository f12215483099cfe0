"""Defective and hostile submissions, and what each of their cells must score.

A row begins as the honest submission and is then spoilt. Unless a row says otherwise, whatever it
does not mention scores as in the honest one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from course_builder import NOTEBOOK, POINTS, honest, released
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course import Course

Scores = dict[str, tuple[str, float | None]]

HONEST: Scores = {
    **{name: ("passed", points) for name, points in POINTS.items()},
    "explain": ("needs_manual_grade", None),
    "essay": ("needs_manual_grade", None),
}
NOTHING: Scores = dict.fromkeys(POINTS, ("not_attempted", 0.0))
DOUBLE = ("test_double_small", "test_double")
SQUARES = ("test_squares", "test_pairs")
TESTS = (*DOUBLE, "test_middle", "test_counts", *SQUARES)

WRONG_DOUBLE = "def double(x):\n    return 0 * x"
WRONG_SQUARES = "def sum_squares(numbers):\n    return -1"


class Submission:
    """What one row hands in; `notebook` is written unless a row writes the file itself."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.course = course
        self.folder = folder
        self.notebook: NotebookNode = honest(course)
        self.path = folder / f"{NOTEBOOK}.ipynb"
        self.write = True

    def cell(self, name: str) -> NotebookNode:
        return next(cell for cell in self.notebook.cells if cell.id == name)

    def answer(self, **sources: str) -> None:
        for name, source in sources.items():
            self.cell(name).source = source

    def first(self, source: str) -> None:
        self.notebook.cells.insert(0, new_code_cell(source))

    def after(self, name: str, source: str) -> None:
        position = next(i for i, cell in enumerate(self.notebook.cells) if cell.id == name)
        self.notebook.cells.insert(position + 1, new_code_cell(source))

    def last(self, source: str) -> None:
        self.notebook.cells.append(new_code_cell(source))

    def file(self, data: bytes | str) -> None:
        self.write = False
        self.path.write_bytes(data.encode() if isinstance(data, str) else data)

    def finish(self) -> None:
        if self.write:
            self.path.write_text(json.dumps(self.notebook), encoding="utf-8")


@dataclass(frozen=True)
class Row:
    """A submission, the status and score of every graded cell, and the findings it must have."""

    name: str
    spoil: Callable[[Submission], None] = field(repr=False)
    expected: Scores
    findings: frozenset[str] = frozenset()


ROWS: list[Row] = []


def but(status: str, *names: str, base: Scores = HONEST) -> Scores:
    """The scores of `base`, but no points and this status for the cells named."""
    return {**base, **dict.fromkeys(names, (status, 0.0))}


def row(expected: Scores, *findings: str) -> Callable:
    """Add the function below to the table."""

    def add(spoil: Callable[[Submission], None]) -> Callable[[Submission], None]:
        ROWS.append(Row(spoil.__name__, spoil, expected, frozenset(findings)))
        return spoil

    return add


# Tampering with what judges ---------------------------------------------------


@row(but("failed", *DOUBLE))
def patched_numpy_testing(s: Submission) -> None:
    s.first(
        "import numpy as np, numpy.testing as t\n"
        "t.assert_allclose = t.assert_equal = t.assert_array_equal = lambda *a, **k: None\n"
        "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True"
    )
    s.answer(double=WRONG_DOUBLE)


@row(but("failed", *DOUBLE))
def own_checks(s: Submission) -> None:
    s.after(
        "setup",
        "def check_array(*args, **kwargs): pass\n"
        "check_equal = check_number = check_that = check_unchanged = check_array\n"
        "assert_allclose = assert_equal = check_array\n"
        "called = lambda f, *a, **k: 2 * a[0]\n"
        "import autograder.checks as c\n"
        "for name in c.__all__: setattr(c, name, check_array)",
    )
    s.answer(double=WRONG_DOUBLE)


@row(but("failed", *SQUARES))
def asserts_stripped(s: Submission) -> None:
    s.first(
        "import ast\n"
        "class Strip(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Strip())"
    )
    s.answer(sum_squares=WRONG_SQUARES)


@row(but("refused", *TESTS))
def run_cell_patched(s: Submission) -> None:
    s.after(
        "double",
        "from IPython.core.interactiveshell import ExecutionResult\n"
        "get_ipython().run_cell = lambda *a, **k: ExecutionResult(None)",
    )


@row(but("refused", *TESTS))
def do_execute_patched(s: Submission) -> None:
    s.after(
        "double",
        "async def do_execute(*args, **kwargs):\n"
        "    return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "get_ipython().kernel.do_execute = do_execute",
    )


@row(but("refused", *TESTS))
def agent_serves_forged_frames(s: Submission) -> None:
    s.first(
        "import autograder.border.agent as agent, os\n"
        "from autograder.grading import protocol\n"
        "def serve(folder, number):\n"
        "    passed = dict(line=1, hidden=True, is_check=True, status='passed')\n"
        "    with open(os.path.join(folder, f'answer-{number}'), 'wb') as file:\n"
        "        file.write(protocol.pack(protocol.DONE, {'statements': [passed], 'kinds': {}}))\n"
        "agent.serve = serve"
    )


@row({**but("failed", *DOUBLE, *SQUARES), **but("refused", "test_middle", base={})})
def agent_serves_forged_values(s: Submission) -> None:
    """Everything is a value that says yes; a function where a value should be."""
    s.first(
        "import autograder.border.agent as agent, os\n"
        "from autograder.border.encoding import encode\n"
        "from autograder.border.values import Function\n"
        "class Holder:\n"
        "    def hold(self, f): return Function(0, 'f', ('x',))\n"
        "    def find(self, f): return f\n"
        "def serve(folder, number):\n"
        "    from autograder.border.decoding import decode\n"
        "    with open(os.path.join(folder, f'request-{number}'), 'rb') as file:\n"
        "        request = decode(file.read(), Holder())\n"
        "    if request['op'] == 'fetch':\n"
        "        counts = {'a': 3, 'b': 1}\n"
        "        value = {'value': counts if request['name'] == 'counts' else print}\n"
        "    else:\n"
        "        value = {'value': True, 'changed': {0: True, 'passed': True}, 'passed': True}\n"
        "    with open(os.path.join(folder, f'answer-{number}'), 'wb') as file:\n"
        "        file.write(encode(value, Holder()))\n"
        "agent.serve = serve"
    )


@row(but("failed", *DOUBLE))
def builtins_patched(s: Submission) -> None:
    s.first(
        "import builtins\n"
        "builtins.sorted = lambda values, **k: []\n"
        "builtins.abs = lambda value: 0\n"
        "builtins.AssertionError = type('Fine', (Exception,), {})"
    )
    s.answer(double=WRONG_DOUBLE)


@row(but("failed", *DOUBLE))
def showtraceback_off(s: Submission) -> None:
    s.first(
        "shell = get_ipython()\n"
        "shell.showtraceback = shell._showtraceback = shell.showsyntaxerror = lambda *a, **k: None"
    )
    s.answer(double=WRONG_DOUBLE)


@row(but("failed", *DOUBLE, *SQUARES))
def peeking_for_expected_values(s: Submission) -> None:
    """Looks for an array that is not its argument, and for the hidden tests' text."""
    s.answer(
        double="import gc, inspect, sys\n"
        "def double(x):\n"
        "    for f in inspect.stack():\n"
        "        for v in [*f.frame.f_locals.values(), *f.frame.f_globals.values()]:\n"
        "            if type(v) is np.ndarray and v.shape == x.shape and (v == 2 * x).all():\n"
        "                return v\n"
        "    for v in gc.get_objects():\n"
        "        if type(v) is str and 'HIDDEN TESTS' in v and 'check_array' in v:\n"
        "            return 2 * x\n"
        "    return 0 * x",
        sum_squares="def sum_squares(numbers):\n"
        "    frame = sys._getframe()\n"
        "    while frame:\n"
        "        for v in frame.f_locals.values():\n"
        "            if type(v) is int and v > 1000 and v not in numbers: return v\n"
        "        frame = frame.f_back\n"
        "    return 0.5",
    )


# Values that lie --------------------------------------------------------------

LIAR = (
    "class Liar:\n"
    "    def __eq__(self, other): return True\n"
    "    def __ne__(self, other): return False\n"
    "    def __bool__(self): return True\n"
    "    def __float__(self): return 2.5\n"
    "    def __iter__(self): return iter('ab')\n"
    "    def __sub__(self, other): return 0\n"
    "    __hash__ = None\n"
    "    __lt__ = __gt__ = __le__ = __ge__ = __eq__\n"
    "    __rsub__ = __abs__ = __sub__"
)


@row(but("refused", *TESTS))
def lying_objects(s: Submission) -> None:
    s.first(LIAR)
    s.answer(
        double="def double(x): return Liar()",
        middle="middle = Liar()",
        counts="counts = Liar()",
        sum_squares="def sum_squares(numbers): return Liar()",
    )


@row(but("failed", *TESTS))
def lying_subclasses(s: Submission) -> None:
    s.after(
        "setup",
        "class Array(np.ndarray):\n"
        "    __eq__ = lambda self, other: np.ones(self.shape, bool)\n"
        "    __array_ufunc__ = lambda self, *a, **k: np.zeros(())\n"
        "    __array_function__ = lambda self, *a, **k: True\n"
        "class Number(float):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __sub__ = __rsub__ = lambda self, other: 0.0\n"
        "    __hash__ = float.__hash__\n"
        "    __float__ = lambda self: 2.5\n"
        "class Whole(int):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __hash__ = int.__hash__\n"
        "    __int__ = __index__ = lambda self: 5\n"
        "class Dict(dict):\n"
        "    __eq__ = lambda self, other: True\n"
        "    __iter__ = lambda self: iter('ab')\n"
        "    items = lambda self: [('a', 3), ('b', 1)]\n"
        "    __getitem__ = lambda self, key: 3 if key == 'a' else 1",
    )
    s.answer(
        double="def double(x): return (0 * np.asarray(x)).view(Array)",
        middle="middle = Number(0)",
        counts="counts = Dict(a=7, c=8)",
        sum_squares="def sum_squares(numbers): return Whole(-1)",
    )


@row({**but("refused", "test_middle", "test_counts", *SQUARES), **but("failed", *DOUBLE, base={})})
def values_that_may_not_cross(s: Submission) -> None:
    s.answer(
        double="def double(x): return lambda: 2 * x",
        middle="middle = 2.5\nfor _ in range(40): middle = [middle]",
        counts="counts = {'a': 3, 'b': 1}\ncounts['b'] = counts",
        sum_squares="def sum_squares(numbers): return (n * n for n in numbers)",
    )


@row({**but("refused", *DOUBLE, "test_middle"), **but("failed", *SQUARES, base={})})
def huge_values(s: Submission) -> None:
    s.answer(
        double="def double(x): return np.zeros(13_000_000)",
        middle="middle = 10 ** 5000",
        sum_squares="def sum_squares(numbers): return float('nan')",
    )


@row({**but("refused", "test_middle"), **but("failed", "test_counts", base={})})
def other_kinds_than_the_reference(s: Submission) -> None:
    s.answer(middle="def middle(): return 2.5", counts="counts = ['a', 'b']")


@row(but("failed", "test_double"))
def mutated_arguments(s: Submission) -> None:
    s.answer(double="def double(x):\n    x *= 2\n    return x")


@row(but("failed", *DOUBLE))
def mutated_to_agree(s: Submission) -> None:
    """Sets its input to zero, so that twice the input is what it returns."""
    s.answer(double="def double(x):\n    x[...] = 0\n    return x")


@row(but("failed", *SQUARES))
def stop_iteration(s: Submission) -> None:
    """Ends the test's own loop before it has checked anything."""
    s.answer(sum_squares="def sum_squares(numbers):\n    raise StopIteration")


# Messages ---------------------------------------------------------------------


@row(but("failed", *DOUBLE, *SQUARES))
def exceptions_that_carry_inputs(s: Submission) -> None:
    s.answer(
        double="def double(x):\n"
        "    name = 'E' + '_'.join(str(int(v)) for v in x.flat)\n"
        "    raise type(name, (Exception,), {})('\\x1b[31m<b>' + str(x.tolist()))",
        sum_squares="def sum_squares(numbers):\n"
        "    print('called with', numbers)\n"
        "    raise AssertionError(f'inputs were {numbers}')",
    )


@row({**but("failed", *DOUBLE), **but("refused", *SQUARES, base={})})
def exceptions_that_raise(s: Submission) -> None:
    s.answer(
        double="class Bad(Exception):\n"
        "    def __str__(self): raise ValueError('no text')\n"
        "    __repr__ = __str__\n"
        "def double(x): raise Bad(x)",
        sum_squares="class Worse(Exception):\n"
        "    def __str__(self): raise SystemExit('no text')\n"
        "def sum_squares(numbers): raise Worse(numbers)",
    )


@row(but("refused", *DOUBLE, *SQUARES))
def refusals_that_carry_inputs(s: Submission) -> None:
    s.after(
        "double",
        "import autograder.border.agent as agent\n"
        "def _call(request):\n"
        "    raise agent.Refused(f'inputs were {request[\"args\"]}')\n"
        "agent._call = _call",
    )


# Processes and time -----------------------------------------------------------


@row(but("kernel_died", "test_middle", "test_counts", *SQUARES))
def exit_in_a_cell(s: Submission) -> None:
    s.answer(middle="import os\nos._exit(0)")


@row(but("kernel_died", *SQUARES))
def exit_in_a_function(s: Submission) -> None:
    s.answer(sum_squares="import os\ndef sum_squares(numbers):\n    os._exit(1)")


@row(but("failed", *SQUARES))
def sys_exit(s: Submission) -> None:
    s.answer(
        middle="import sys\nmiddle = 2.5\nsys.exit(0)",
        sum_squares="def sum_squares(numbers):\n    sys.exit(1)",
    )


@row({**HONEST, "test_counts": ("not_attempted", 0.0)})
def loop_in_a_cell(s: Submission) -> None:
    s.answer(counts="while True:\n    pass\ncounts = {'a': 3, 'b': 1}")


@row(but("timeout", *SQUARES))
def loop_in_a_function(s: Submission) -> None:
    s.answer(sum_squares="def sum_squares(numbers):\n    while True:\n        pass")


@row(but("timeout", "test_counts", *SQUARES))
def loop_that_swallows_interrupts(s: Submission) -> None:
    s.answer(
        counts="counts = {'a': 3, 'b': 1}\n"
        "def forever():\n    while True: sum(range(100))\n"
        "while True:\n    try: forever()\n    except BaseException: pass"
    )


@row(but("failed", *SQUARES))
def deep_recursion(s: Submission) -> None:
    s.answer(sum_squares="def sum_squares(numbers):\n    return sum_squares(numbers)")


@row(but("kernel_died", *SQUARES))
def segmentation_fault(s: Submission) -> None:
    s.answer(sum_squares="import ctypes\ndef sum_squares(numbers):\n    return ctypes.string_at(0)")


@row(HONEST)
def flood_in_one_print(s: Submission) -> None:
    s.after("middle", "print('x' * 200_000_000)")


@row(HONEST)
def flood_in_many_prints(s: Submission) -> None:
    s.after("middle", "line = 'x' * 2000\nfor _ in range(100_000): print(line)")


@row(HONEST)
def flood_in_a_function(s: Submission) -> None:
    s.answer(double="def double(x):\n    print('x' * 40_000_000)\n    return 2 * x")


@row(HONEST)
def warnings_on_stderr(s: Submission) -> None:
    s.answer(
        double="import sys, warnings\n"
        "def double(x):\n"
        "    warnings.warn('deprecated'); print('note', file=sys.stderr)\n"
        "    return 2 * x",
        middle="import sys\nprint('careful', file=sys.stderr)\nmiddle = 2.5",
    )


@row(HONEST)
def html_and_javascript(s: Submission) -> None:
    s.last(
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>')); display(Javascript('alert(2)'))\n"
        "display({'text/html': '<b>b</b>', 'image/svg+xml': '<svg/>', 'text/plain': 'b'}, raw=True)"
    )


# The exchange folder ----------------------------------------------------------

FIND_EXCHANGE = (
    "import os, shutil, sys, autograder.border.agent as agent\n"
    "def exchange():\n"
    "    frame = sys._getframe()\n"
    "    while 'folder' not in frame.f_locals: frame = frame.f_back\n"
    "    return frame.f_locals['folder']\n"
    "def spoil(make):\n"
    "    agent.os.replace = lambda *a: None\n"
    "    for n in range(1, 60):\n"
    "        try: make(os.path.join(exchange_folder, f'answer-{n}'))\n"
    "        except OSError: pass\n"
)


def _exchange_row(make: str) -> str:
    return (
        FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    global exchange_folder\n"
        "    exchange_folder = exchange()\n"
        f"    spoil({make})\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", *SQUARES))
def answers_are_folders(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("os.mkdir"))


@row(but("refused", *SQUARES))
def answers_are_fifos(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("os.mkfifo"))


@row(but("refused", *SQUARES))
def answers_are_links(s: Submission) -> None:
    s.answer(sum_squares=_exchange_row("lambda path: os.symlink('/etc/passwd', path)"))


@row({**but("refused", "test_squares"), **but("kernel_died", "test_pairs", base={})})
def exchange_folder_removed(s: Submission) -> None:
    s.answer(
        sum_squares=FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    shutil.rmtree(exchange())\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", *SQUARES))
def exchange_folder_replaced(s: Submission) -> None:
    s.answer(
        sum_squares=FIND_EXCHANGE + "def sum_squares(numbers):\n"
        "    folder = exchange()\n"
        "    os.rename(folder, folder + '-old'); os.mkdir(folder)\n"
        "    return sum(n * n for n in numbers)"
    )


@row(but("refused", "test_middle", "test_counts", *SQUARES))
def answers_that_grow_in_memory(s: Submission) -> None:
    """A small message that would take 40 GB when it is read: one array, named 10,000 times."""
    s.after(
        "middle",
        "import json, struct, autograder.border.agent as agent\n"
        "def serve(folder, number):\n"
        "    again = ['l'] + [['a', '|u1', [4_000_000], 0]] * 10_000\n"
        "    tree = ['d', ['value', again]]\n"
        "    header = json.dumps({'tree': tree, 'blobs': [4_000_000]}).encode()\n"
        "    with open(f'{folder}/answer-{number}', 'wb') as file:\n"
        "        file.write(b'AGV1' + struct.pack('<I', len(header)) + header + bytes(4_000_000))\n"
        "agent.serve = serve",
    )


# The notebook's structure -----------------------------------------------------


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


# Files ------------------------------------------------------------------------


@row(NOTHING, "invalid_json")
def invalid_json(s: Submission) -> None:
    s.file('{"cells": [')


@row(NOTHING, "invalid_json")
def no_text(s: Submission) -> None:
    s.file(b"\xff\xfe\x00PK\x03\x04")


@row(NOTHING, "empty")
def empty_file(s: Submission) -> None:
    s.file("")


@row(NOTHING, "invalid_json")
def deeply_nested_json(s: Submission) -> None:
    s.file('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}")


@row(NOTHING, "no_cells")
def a_list_of_nothing(s: Submission) -> None:
    s.file("[]")


@row(NOTHING, "missing")
def no_notebook(s: Submission) -> None:
    s.write = False


@row(NOTHING, "too_many_cells")
def five_thousand_cells(s: Submission) -> None:
    s.notebook.cells += [new_markdown_cell("x", id=f"m{n}") for n in range(5_000)]


@row(HONEST, "kernelspec")
def wrong_kernelspec(s: Submission) -> None:
    s.notebook.metadata["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}


@row(HONEST, "format")
def format_3(s: Submission) -> None:
    cells = [
        {
            "cell_type": cell.cell_type,
            "metadata": cell.metadata,
            ("input" if cell.cell_type == "code" else "source"): cell.source,
        }
        for cell in s.notebook.cells
    ]
    notebook = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": cells}],
    }
    s.file(json.dumps(notebook))


@row(HONEST, "format")
def format_5(s: Submission) -> None:
    s.notebook["nbformat"] = 5


@row(HONEST, "renamed")
def renamed_notebook(s: Submission) -> None:
    s.path = s.folder / "arrays (1) final.ipynb"


@row(but("failed", *DOUBLE))
def two_notebooks(s: Submission) -> None:
    (s.folder / "arrays_old.ipynb").write_text(json.dumps(s.notebook))
    s.answer(double=WRONG_DOUBLE)


@row(NOTHING, "link")
def link_to_the_solution(s: Submission) -> None:
    s.write = False
    os.symlink(s.course.source("a1") / f"{NOTEBOOK}.ipynb", s.path)


@row(NOTHING, "link")
def folder_is_a_link(s: Submission) -> None:
    s.write = False
    s.folder.rmdir()
    private = s.course.root / "private"
    private.mkdir()
    (private / "private.txt").write_text("not yours")
    os.symlink(private, s.folder)


@row(NOTHING, "no_folder")
def folder_is_a_file(s: Submission) -> None:
    s.write = False
    s.folder.rmdir()
    s.folder.write_text("here I am")


@row(NOTHING, "no_file")
def notebook_is_a_fifo(s: Submission) -> None:
    s.write = False
    os.mkfifo(s.path)


@row(NOTHING, "no_file")
def notebook_is_a_folder(s: Submission) -> None:
    s.write = False
    s.path.mkdir()
    (s.path / "inside.txt").write_text("x")


@row(HONEST, "file", "timestamp")
def odd_support_files(s: Submission) -> None:
    os.symlink("/etc/passwd", s.folder / "passwords.txt")
    os.mkfifo(s.folder / "pipe")
    os.symlink(s.folder, s.folder / "loop")
    (s.folder / "a\nb\x1b[31m.txt").write_text("x")
    (s.folder / ".hidden").write_text("x")
    (s.folder / "-rf").write_text("x")
    (s.folder / "timestamp.txt").mkdir()
    (s.folder / "timestamp.txt" / "x").write_text("x")
    (s.folder / "helpers.py").mkdir()  # the instructor hands out a file of this name
    (s.folder / "helpers.py" / "x.py").write_text("x")


@row(but("failed", *DOUBLE))
def shadowed_standard_modules(s: Submission) -> None:
    """Modules of the student's own that a kernel, or a careless examiner, would import."""
    for name in ("json", "pathlib", "ipykernel_launcher", "ast", "asyncio", "traceback", "zlib"):
        (s.folder / f"{name}.py").write_text("import os\nos._exit(3)\n")
    s.answer(double=WRONG_DOUBLE)


@row(HONEST)
def shadowed_libraries(s: Submission) -> None:
    for name in ("numpy", "autograder", "zmq", "tornado", "traitlets", "IPython", "comm", "psutil"):
        (s.folder / f"{name}.py").write_text("import os\nos._exit(3)\n")


@row({**HONEST, "explain": ("not_attempted", 0.0)})
def nothing_in_words(s: Submission) -> None:
    s.cell("explain").source = "YOUR ANSWER HERE \n\n"
