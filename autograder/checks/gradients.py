"""A check of a gradient against numerical differentiation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.comparison import Comparison
from autograder.checks.numeric import as_numbers, expected_numbers, first_true
from autograder.checks.subject import Subject
from autograder.checks.wording import index_text, number_pair, number_text


def check_gradient(
    analytic: Any,
    f: Callable[[np.ndarray], Any],
    x: Any,
    *,
    h: float = 1e-5,
    rtol: float = 1e-5,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> None:
    """Compare a gradient with the central differences (f(x + h) - f(x - h)) / 2h.

    The measure is the relative error |a - n| / max(|a| + |n|, 1e-8), its largest value over all
    entries, as in the gradient checks of Stanford's CS231n. What rounding alone may do to n,
    a few units in the last place of f divided by h, is not counted as an error.

    Args:
        analytic: the gradient; a value or a `Call`, of x's shape.
        f: the function it belongs to: takes a float64 array of x's shape, returns a float64.
        x: the point, an array of any shape.
        h: the step.
        rtol: the largest relative error allowed.
        name, about, cause, causes: as in `check_array`.

    Raises:
        NotAttempted: the gradient is `...`.
        CheckFailure: the gradient is wrong.
        TypeError, ValueError: f does not return one finite float64, or x holds no numbers.
    """
    numerical, noise = _central_differences(f, expected_numbers(x).astype(np.float64), h)
    subject = Subject.of(analytic, name, about, cause, causes)
    subject.require_written()
    gradient = as_numbers(subject.value)
    if gradient is None:
        subject.fail_type("an array of numbers")
    comparison = Comparison(subject, gradient, numerical, rtol, max(noise, 1e-8 * rtol))
    comparison.require_shape()
    comparison.require_finite()

    error = np.maximum(np.abs(gradient - numerical) - noise, 0)
    error /= np.maximum(np.abs(gradient) + np.abs(numerical), 1e-8)
    largest = np.max(error, initial=0)
    if largest <= rtol:
        return
    worst = first_true(error == largest)
    expected, got = number_pair(numerical[worst], gradient[worst])
    where = f"at {index_text(worst)}: " if worst else ""
    rows = [
        ("relative error", f"{number_text(largest, 3)} (allowed {number_text(rtol)})"),
        ("worst entry", f"{where}numerical {expected}, yours {got}"),
    ]
    comparison.fail("wrong gradient", rows, comparison.guess_values)


def _central_differences(
    f: Callable[[np.ndarray], Any], x: np.ndarray, h: float
) -> tuple[np.ndarray, float]:
    """The numerical gradient of f at x, and how far rounding may have moved its entries."""
    gradient = np.zeros(x.shape)
    largest = 1.0
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        above, below = _value(f, x + step), _value(f, x - step)
        gradient[index] = (above - below) / (2 * h)
        largest = max(largest, abs(above), abs(below))
    return gradient, 4 * np.finfo(np.float64).eps * largest / h


def _value(f: Callable[[np.ndarray], Any], x: np.ndarray) -> float:
    value = expected_numbers(f(x))
    if value.shape != () or value.dtype.kind not in "iuf":
        raise TypeError(f"f must return one number, not {value.dtype} of shape {value.shape}")
    if value.dtype.kind == "f" and value.dtype.itemsize < 8:
        raise TypeError(f"f must return float64, not {value.dtype}: its rounding hides errors")
    if not np.isfinite(value):
        raise ValueError(f"f must be finite near x, not {value}")
    return float(value)
