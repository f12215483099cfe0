"""Two mistakes in one solution."""

from __future__ import annotations

from autograder.notebooks.combining import merge, with_both
from autograder.notebooks.misconceptions import Misconception

MEAN = '''def mean(x, axis):
    """The mean."""
    out = ...
    total = x.sum(axis)
    out = total / x.shape[axis]
    return out
'''
NO_DIVISION = MEAN.replace(" / x.shape[axis]", "")
WRONG_AXIS = (
    "def mean(x, axis):\n    total = x.sum(0)\n    out = total / x.shape[axis]\n    return out"
)
SOLUTIONS = {3: "import numpy as np\n\n" + MEAN, 7: "def scale(x):\n    return 2 * x"}


def mistake(code: str, name: str = "m", exercise: str = "e") -> Misconception:
    return Misconception(name, exercise, "words", ("cell",), "hint", code)


def test_differences_in_two_places_are_merged() -> None:
    changed = with_both(SOLUTIONS, mistake(NO_DIVISION), mistake(WRONG_AXIS))
    assert changed is not None and set(changed) == {3}
    names: dict = {}
    exec(changed[3], names)  # noqa: S102  our own text
    import numpy as np

    assert names["mean"](np.ones((2, 3)), 1).tolist() == [2.0, 2.0, 2.0]


def test_two_in_the_same_place_cannot_be_merged() -> None:
    twice = MEAN.replace("x.shape[axis]", "2")
    assert with_both(SOLUTIONS, mistake(NO_DIVISION), mistake(twice)) is None


def test_mistakes_in_different_definitions_stand_side_by_side() -> None:
    other = mistake("def scale(x):\n    return 3 * x\n")
    changed = with_both(SOLUTIONS, mistake(NO_DIVISION), other)
    assert changed is not None and set(changed) == {3, 7}
    assert "total / x" not in changed[3] and "3 * x" in changed[7]


def test_the_same_difference_twice_is_one() -> None:
    assert merge("a = b + c\n", "a = b - c\n", "a = b - c\n") == "a = b - c\n"


def test_a_merge_has_both_differences() -> None:
    assert merge("a = b + c * d\n", "a = b - c * d\n", "a = b + c * e\n") == "a = b - c * e\n"
    assert merge("a\nb\nc\n", "a\nb2\nc\n", "a\nb3\nc\n") is None
