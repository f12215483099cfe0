"""Guesses at what went wrong, from the numbers alone: none of them knows the exercise."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from autograder.checks.numeric import all_close, widened
from autograder.checks.subject import Cause
from autograder.checks.wording import number_text

Shape = tuple[int, ...]
Same = Callable[[np.ndarray, np.ndarray], bool]


def guess_shape(got: Shape, expected: Shape) -> Cause | None:
    """Why the shape `got` is not the shape `expected`."""
    if len(got) == len(expected):
        return _guess_order(got, expected) or _guess_off_by_one(got, expected)
    if [n for n in got if n != 1] == [n for n in expected if n != 1]:
        which = "an extra" if len(got) > len(expected) else "a missing"
        return Cause.plain(f"{which} axis of length 1: see `keepdims`, `reshape`, `np.squeeze`")
    if got == ():
        return Cause.plain("one number for the whole array: should a sum or mean have an `axis`?")
    if math.prod(got) == math.prod(expected):
        return Cause.plain("as many numbers as expected, in another shape: see `reshape`")
    return None


def _guess_order(got: Shape, expected: Shape) -> Cause | None:
    if sorted(got) != sorted(expected):
        return None
    return Cause.plain("rows and columns are swapped" if len(got) == 2 else "axes are swapped")


def _guess_off_by_one(got: Shape, expected: Shape) -> Cause | None:
    excess = {axis: g - e for axis, (g, e) in enumerate(zip(got, expected, strict=True)) if g != e}
    if set(excess.values()) not in ({1}, {-1}):
        return None
    axes = " and ".join(str(axis) for axis in excess)
    which = f"axis {axes} is" if len(excess) == 1 else f"axes {axes} are each"
    size = "long" if 1 in excess.values() else "short"
    return Cause(f"{which} one too {size}", "a length is off by one")


def guess_values(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> Cause | None:
    """Why the numbers `got` are not the numbers `expected`."""
    got, expected = widened(got), widened(expected)

    def same(first: np.ndarray, second: np.ndarray) -> bool:
        return all_close(first, second, rtol, atol)

    if got.ndim >= 2 and same(got.T, expected):
        return Cause.plain("the array is transposed")
    if got.shape != expected.shape or not np.all(np.isfinite(expected)):
        return None
    if same(-got, expected):
        return Cause.plain("the sign is flipped")
    if got.ndim and not np.any(got):
        return Cause.plain("every number is 0: is the result ever filled in?")
    return (
        _guess_integers(got, expected, same)
        or _guess_factor(got, expected, same)
        or _guess_offset(got, expected, same)
    )


def _guess_integers(got: np.ndarray, expected: np.ndarray, same: Same) -> Cause | None:
    if not np.isrealobj(expected):
        return None
    if same(got, np.trunc(expected)) or same(got, np.floor(expected)):
        return Cause.plain("fractions are cut off: `//`, `int(…)` or an array of integers")
    if same(got, np.rint(expected)):
        return Cause.plain("fractions are rounded away")
    return None


def _guess_factor(got: np.ndarray, expected: np.ndarray, same: Same) -> Cause | None:
    largest = np.argmax(np.abs(expected))
    if expected.flat[largest] == 0:
        return None
    factor = got.flat[largest] / expected.flat[largest]
    # Any two single numbers have some factor; only these ones tell something.
    if not _varied(expected) and not np.any(np.isclose(factor, (0.5, 2))):
        return None
    if not same(got, factor * expected):
        return None
    text = f"{number_text(factor, 4)} times the expected"
    if expected.ndim == 0:
        return Cause(f"the number is {text} one", "the number is off by a factor")
    return Cause(f"all values are {text} ones", "all values are off by the same factor")


def _guess_offset(got: np.ndarray, expected: np.ndarray, same: Same) -> Cause | None:
    offset = (got - expected).flat[0]
    if not _varied(expected) or not same(got, expected + offset):
        return None
    if np.iscomplexobj(offset):
        return Cause.plain("all values are off by the same amount")
    size = "large" if offset > 0 else "small"
    text = f"all values are {number_text(abs(offset), 4)} too {size}"
    return Cause(text, f"all values are too {size} by the same amount")


def _varied(array: np.ndarray) -> bool:
    return array.size > 1 and bool(np.any(array != array.flat[0]))
