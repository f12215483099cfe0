"""Tampering with what judges, and messages that would carry hidden inputs."""

from __future__ import annotations

from hostile_rows import (
    DOUBLE,
    SQUARES,
    TESTS,
    WRONG_DOUBLE,
    WRONG_SQUARES,
    Submission,
    but,
    row,
)

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
