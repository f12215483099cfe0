"""Which side a name lives on follows from the record, and the secure side is the default."""

from __future__ import annotations

import pytest

from autograder.notebooks.cells import Cell, Role
from autograder.notebooks.sides import EXAMINER, STUDENT, Sides, sides


def cell(role: Role, source: str, reference: str = "") -> Cell:
    return Cell("", "", role, "code", source, reference=frozenset(reference.split()))


def divided(*cells: Cell, own_format: bool = True) -> Sides:
    return sides(cells, own_format)


SETUP = cell(
    "locked", "import numpy as np\nlimit = 3\ndef near(a, b):\n    return abs(a - b) < limit"
)
SOLUTION = cell("solution", "def f(x):\n    return ...", "f")


def test_solutions_are_the_students_and_all_else_is_the_examiners() -> None:
    test = cell("test", "got = f(np.ones(2))\nassert near(got, 2)")
    result = divided(SETUP, SOLUTION, test)
    assert result.fetches == {2: {"f"}}
    assert result.examiner_source == {0: SETUP.source}
    assert result.owner == {
        "np": EXAMINER,
        "limit": EXAMINER,
        "near": EXAMINER,
        "f": STUDENT,
        "got": EXAMINER,
    }


def test_names_of_the_reference_alone_are_the_students() -> None:
    stub = cell("solution", "# YOUR CODE HERE", "model history")
    result = divided(stub, cell("test", "assert history"))
    assert result.fetches == {1: {"history"}}
    assert result.solution_of["history"] == 0


def test_imports_in_a_solution_run_on_both_sides() -> None:
    solution = cell("solution", "import math\ndef f(x):\n    return ...", "f")
    result = divided(solution, cell("test", "assert f(math.pi) == 1"))
    assert result.fetches == {1: {"f"}}
    assert result.examiner_source == {0: "import math\n"}


def test_what_an_instructor_computes_from_a_students_name_is_the_students() -> None:
    train = cell("locked", "history = f(3)")
    result = divided(SOLUTION, train, cell("test", "assert history"))
    assert result.owner["history"] == STUDENT
    assert result.fetches == {2: {"history"}}
    assert 1 not in result.examiner_source


def test_a_cell_that_mixes_both_sides_is_named() -> None:
    mixed = cell("locked", "limit = 3\nhistory = f(3)")
    assert divided(SOLUTION, mixed, cell("test", "assert history < limit")).mixed == [1]


def test_harnesses_are_proxies_and_the_rest_of_their_cell_is_not() -> None:
    source = (
        "from autograder.checks import student_side\n"
        "@student_side\ndef run(n):\n    return [f(i) for i in range(n)]"
    )
    result = divided(SOLUTION, cell("locked", source), cell("test", "assert run(3)"))
    assert result.harnesses == {"run"}
    assert result.fetches == {2: {"run"}}
    assert "def run" not in result.examiner_source.get(1, "")


def test_a_function_that_reads_a_students_name_must_say_its_side() -> None:
    unmarked = cell("locked", "def run(n):\n    return f(n)")
    result = divided(SOLUTION, unmarked, cell("test", "assert run(3)"))
    assert result.unmarked == [(1, "run", "f")]
    assert result.fetches == {2: {"f"}}  # run in the examiner, the name fetched


def test_cells_that_only_show_are_not_run() -> None:
    show = cell("locked", "print(np.ones(3))")
    result = divided(SETUP, SOLUTION, show, cell("test", "assert f(np.ones(2))"))
    assert 2 not in result.examiner_source


def test_what_a_needed_cell_needs_is_needed() -> None:
    first = cell("locked", "base = 2")
    second = cell("locked", "expected = [base]\nexpected.append(3)")
    result = divided(first, second, SOLUTION, cell("test", "assert f(1) == expected"))
    assert set(result.examiner_source) == {0, 1}


def test_the_owner_is_who_bound_it_last() -> None:
    data = cell("locked", "data = [1, 2]")
    scale = cell("solution", "data = ...", "data")
    again = cell("locked", "data = [5]")
    before, after = cell("test", "assert data"), cell("test", "assert data[0] == 1")
    result = divided(data, before, scale, after, again, cell("test", "assert data == [5]"))
    assert result.fetches == {1: set(), 3: {"data"}, 5: set()}


def test_a_tests_own_names_are_never_fetched() -> None:
    first = cell("test", "helper = 3\nassert f(helper)")
    second = cell("test", "assert f(helper)")
    assert divided(SOLUTION, first, second).fetches == {1: {"f"}, 2: {"f"}}


@pytest.mark.parametrize("own_format", [True, False])
def test_a_submission_has_no_say(own_format: bool) -> None:
    """Nothing but recorded cells goes in: the same record always divides alike."""
    cells = (SETUP, SOLUTION, cell("test", "assert near(f(1), 2)"))
    assert sides(cells, own_format) == sides(cells, own_format)


class TestForeignCourses:
    def test_instructor_cells_run_in_the_examiner(self) -> None:
        helper = cell("locked", "def check(n):\n    assert f(n)")
        compute = cell("plain", "value = f(3)")
        result = divided(
            SOLUTION, helper, compute, cell("test", "check(1)\nassert value"), own_format=False
        )
        assert set(result.examiner_source) == {1, 2}
        assert result.fetches[2] == {"f"}
        assert result.fetches[3] == {"f"}
        assert result.owner["value"] == EXAMINER

    def test_cells_that_bind_nothing_are_run(self) -> None:
        seed = cell("plain", "np.random.seed(0)")
        result = divided(SETUP, seed, SOLUTION, cell("test", "assert f(np)"), own_format=False)
        assert 1 in result.examiner_source

    def test_star_imports_are_run(self) -> None:
        star = cell("plain", "from numpy.testing import *")
        result = divided(star, SOLUTION, cell("test", "assert_equal(f(1), 1)"), own_format=False)
        assert 0 in result.examiner_source
