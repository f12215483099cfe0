"""Reading numbers out of whatever a student returned, and comparing them."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from autograder.checks.wording import guarded

_NUMERIC_KINDS = "biufc"


def as_numbers(value: Any) -> np.ndarray | None:
    """The numbers of an array, a tensor, a list or a scalar; None where there are none.

    Returns:
        An array of kind bool, int, unsigned, float or complex, and of any shape.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        array = guarded(lambda: np.asarray(value), None)
    return array if array is not None and array.dtype.kind in _NUMERIC_KINDS else None


def expected_numbers(value: Any) -> np.ndarray:
    """The same for the expected value of a check.

    Raises:
        TypeError: it holds no numbers, so the check itself is wrong.
    """
    array = as_numbers(value)
    if array is None:
        raise TypeError(f"the expected value must be made of numbers, not {type(value).__name__}")
    return array


def close(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    """Where two arrays of one shape agree within rtol and atol; NaN agrees with NaN."""
    with np.errstate(all="ignore"):
        return np.isclose(widened(got), widened(expected), rtol=rtol, atol=atol, equal_nan=True)


def all_close(got: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Whether two values have the same shape and the same numbers."""
    got, expected = as_numbers(got), as_numbers(expected)
    if got is None or expected is None or got.shape != expected.shape:
        return False
    return bool(np.all(close(got, expected, rtol, atol)))


def widened(array: np.ndarray) -> np.ndarray:
    """As float64 or complex128, in which differences of unsigned integers do not wrap around."""
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def first_true(mask: np.ndarray) -> tuple[int, ...]:
    """The index of the first True."""
    return tuple(int(n) for n in np.unravel_index(int(np.argmax(mask)), mask.shape))
