"""Names are found in the source alone, as Python itself would bind and read them."""

from __future__ import annotations

import pytest

from autograder.notebooks.names import (
    bound_names,
    free_names,
    plain_python,
    statements,
    statements_or_none,
)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = 1", {"x"}),
        ("x, (y, *z) = 1, (2, 3)", {"x", "y", "z"}),
        ("import numpy as np, os.path", {"np", "os"}),
        ("from a import b as c, d", {"c", "d"}),
        ("def f(x):\n    y = 1", {"f"}),
        ("class A:\n    b = 1", {"A"}),
        ("for i in r:\n    j = i", {"i", "j"}),
        ("with open(p) as f: pass", {"f"}),
        ("if (n := 3): pass", {"n"}),
        ("x: int = 3", {"x"}),
        ("x += 1", {"x"}),
        ("[i for i in r]", set()),
        ("x[0] = 1", set()),
        ("def f():\n    global g\n    g = 1", {"f", "g"}),
        ("try:\n    a = 1\nexcept E as e:\n    b = 2", {"a", "b", "e"}),
        ("lambda x: x", set()),
        ("", set()),
    ],
)
def test_bound_names(source: str, names: set[str]) -> None:
    assert bound_names(source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("assert f(x) == [1, 2]", {"f", "x"}),
        ("x = 1\nf(x)", {"f"}),
        ("f(x)\nx = 1", {"f", "x"}),
        ("x += 1", {"x"}),
        ("def g(a):\n    return f(a) + b", {"f", "b"}),
        ("def g(a):\n    return h(a)\nh = f", {"f"}),
        ("def g(a):\n    return g(a - 1)", set()),
        ("[f(i) for i in range(3)]", {"f"}),
        ("sorted(xs, key=lambda x: f(x))", {"xs", "f"}),
        ("print(len(x), __name__)", {"x"}),
        ("f'{x} {y!r}'", {"x", "y"}),
        ("a.b.c = d", {"a", "d"}),
        ("@wrap\ndef g(): pass", {"wrap"}),
        ("def g(a=default): pass", {"default"}),
        ("class A(Base):\n    x = y", {"Base", "y"}),
        ("for n in values:\n    assert f(n)", {"values", "f"}),
        ("with open(p) as file:\n    text = file.read()\n    check(text)", {"p", "check"}),
        ("try:\n    f()\nexcept ValueError as error:\n    g(error)", {"f", "g"}),
    ],
)
def test_free_names(source: str, names: set[str]) -> None:
    assert free_names(source) == names


def test_what_only_runs_later_is_told_apart() -> None:
    (statement,) = statements("def g(a=now):\n    return later(a)")
    assert statement.reads == {"now"}
    assert statement.later == {"later"}
    (comprehension,) = statements("[f(i) for i in xs]")
    assert comprehension.reads == {"f", "xs"} and not comprehension.later


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x[0] = 1", {"x"}),
        ("x.y.z = 1", {"x"}),
        ("x.append(1)", {"x"}),
        ("del x[0]", {"x"}),
        ("y = x[0]", set()),
        ("f(x)", set()),
    ],
)
def test_objects_that_are_changed_in_place(source: str, changed: set[str]) -> None:
    (statement,) = statements(source)
    assert statement.changes == changed


@pytest.mark.parametrize(
    ("source", "is_check"),
    [
        ("assert x", True),
        ("check(x)", True),
        ("for i in x: assert i", True),
        ("try:\n    f()\nexcept E: pass", True),
        ("x = 1", False),
        ("import a", False),
        ("def f(): pass", False),
    ],
)
def test_what_counts_as_a_check(source: str, is_check: bool) -> None:
    assert statements(source)[0].is_check is is_check


def test_lines_include_decorators() -> None:
    (statement,) = statements("\n@a\n@b\ndef f():\n    pass")
    assert list(statement.lines) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("source", "start"),
    [("%matplotlib inline\nx = 1", "get_ipython()"), ("\n%%time\nx = 1", "\n# %%time\nx = 1")],
)
def test_magics_become_python(source: str, start: str) -> None:
    assert plain_python(source).startswith(start)
    assert bound_names(source) == {"x"}


def test_python_is_left_as_it_is() -> None:
    assert plain_python("x = 5 % 3") == "x = 5 % 3\n"


@pytest.mark.parametrize("source", ["def", "x = ((", "a\0b", "(" * 300 + ")" * 300])
def test_a_cell_that_is_no_python_has_no_statements(source: str) -> None:
    assert statements_or_none(source) == []
