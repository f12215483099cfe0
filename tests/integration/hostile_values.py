"""Values that lie, and values that may not cross."""

from __future__ import annotations

from hostile_rows import (
    DOUBLE,
    SQUARES,
    TESTS,
    Submission,
    but,
    row,
)

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
