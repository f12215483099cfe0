"""Checks of numbers: an array, a single number, a shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.checks.causes import guess_shape
from autograder.checks.comparison import Comparison, dtype_text
from autograder.checks.numeric import as_numbers, expected_numbers
from autograder.checks.subject import Cause, Subject
from autograder.checks.wording import shape_of, shape_text

_NOT_REDUCED = Cause.plain("a number for each entry: is the sum or the mean missing?")


def check_array(
    got: Any,
    expected: Any,
    *,
    rtol: float = 1e-5,
    atol: float = 1e-8,
    dtype: Any = None,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> None:
    """Compare numbers with the expected ones: type, shape, dtype, NaN and infinity, values.

    Args:
        got: a value or a `Call`; an array, a tensor, a list or a number, of any shape.
        expected: the right numbers, of the shape that `got` must have.
        rtol, atol: a value agrees if |got - expected| <= atol + rtol * |expected|.
        dtype: "float", "int", "bool" or "complex" for any dtype of that kind, or a NumPy dtype
            for exactly this one. By default any dtype will do.
        name: what a plain value is called in messages.
        about: the property under test in a few words; hidden tests show it.
        cause: the likely cause if the check fails.
        causes: likely cause -> the wrong answer that this mistake gives.

    Raises:
        NotAttempted: the value is `...`.
        CheckFailure: the numbers are not the expected ones.
        TypeError: `expected` or `dtype` makes no sense.
    """
    expected = expected_numbers(expected)
    if dtype is not None:
        dtype_text(dtype)
    subject = Subject.of(got, name, about, cause, causes)
    subject.require_written()
    numbers = as_numbers(subject.value)
    if numbers is None:
        subject.fail_type("numbers: an array, a list or a single number")
    comparison = Comparison(subject, numbers, expected, rtol, atol)
    comparison.require_shape()
    comparison.require_dtype(dtype)
    comparison.require_finite()
    comparison.require_values()


def check_number(
    got: Any,
    expected: Any,
    *,
    rtol: float = 1e-5,
    atol: float = 1e-8,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> None:
    """Compare a single number with the expected one. True and False are not numbers here.

    Args:
        got: a value or a `Call`; a Python or NumPy number, or an array or tensor of shape ().
        expected: the right number.

    The other arguments and the errors raised are those of `check_array`.
    """
    expected = expected_numbers(expected)
    if expected.shape != ():
        raise TypeError(f"expected must be one number, not an array of shape {expected.shape}")
    subject = Subject.of(got, name, about, cause, causes)
    subject.require_written()
    number = as_numbers(subject.value)
    if number is None or number.dtype.kind == "b" or number.shape != ():
        several = number is not None and number.size > 1
        subject.fail_type("a single number", lambda: _NOT_REDUCED if several else None)
    comparison = Comparison(subject, number, expected, rtol, atol)
    comparison.require_finite()
    comparison.require_values()


def check_shape(
    got: Any,
    shape: tuple[int | None, ...],
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> None:
    """Check the shape of an array.

    Args:
        got: a value or a `Call`; anything that has a shape, or a list or number.
        shape: the right shape; None stands for any length.
        causes: likely cause -> the wrong shape that this mistake gives.

    The other arguments and the errors raised are those of `check_array`.
    """
    if type(shape) is not tuple or not all(n is None or type(n) is int for n in shape):
        raise TypeError(f"shape must be a tuple of int and None, not {shape!r}")
    subject = Subject.of(got, name, about, cause, causes)
    subject.require_written()
    found = _shape(subject.value)
    if found is None:
        subject.fail_type("an array")
    if not _fits(found, shape):
        likely = subject.likely(lambda wrong: wrong == found, lambda: guess_shape(found, shape))
        rows = [("expected", shape_text(shape)), ("got", shape_text(found))]
        subject.fail(subject.wrong("shape"), rows, cause=likely)


def _shape(value: Any) -> tuple[int | None, ...] | None:
    shape = shape_of(value)
    if shape is not None:
        return shape
    numbers = as_numbers(value)
    return None if numbers is None else numbers.shape


def _fits(found: tuple[int | None, ...], shape: tuple[int | None, ...]) -> bool:
    return len(found) == len(shape) and all(
        wanted in (None, length) for length, wanted in zip(found, shape, strict=True)
    )
