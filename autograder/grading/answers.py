"""What a wrong answer was, in little: enough to tell whether two wrong answers are the same one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.border.values import is_model
from autograder.checks.failure import CheckFailure, NotAttempted

SAMPLES = 16
PATTERN = 8  # so many zeros and ones are no chance any more
RTOL, ATOL, OF_LARGEST = 1e-5, 1e-9, 2e-8


class _NoData(Exception):
    """The value is none of those that are compared."""


def answer_of(error: BaseException) -> str:
    """The answer that a failed check was about, as JSON: its form, whether it tells much, numbers.

    The form is a digest of everything but numbers. An answer tells much if hardly anybody gives it
    by chance: a number beside 0 and 1, a text, a model, but no exception and no lone True.
    Returns "" where there was no answer.
    """
    if isinstance(error, NotAttempted):
        return ""
    if not isinstance(error, CheckFailure):
        name, text = getattr(error, "ename", type(error).__name__), str(error)
        return _packed([f"raised {name}: {text}"], [], False)
    parts = [error.hidden.title]
    numbers: list[np.ndarray] = []
    if error.given is None:
        rows = [text for label, text in error.message.rows if label == "error"]
        return _packed([*parts, *rows], numbers, False)
    try:
        _take_apart(error.given, parts, numbers)
    except _NoData:  # what the instructor reads of a model says enough of it
        return _packed([error.detail], [], is_model(error.given))
    if "dtype" in error.hidden.title:
        parts.append(str(getattr(error.given, "dtype", "")))
    telling = any(_tells(array) for array in numbers) or _has_text(error.given)
    return _packed(parts, numbers, telling)


@lru_cache(100_000)
def same_answer(one: str, other: str) -> bool:
    """Whether two answers are equal, up to rounding."""
    if one == other:
        return True
    form, _, numbers = json.loads(one)
    form_of_other, _, others = json.loads(other)
    if form != form_of_other or len(numbers) != len(others):
        return False
    if not numbers:
        return True
    first, second = np.array(numbers, float), np.array(others, float)
    finite = np.abs(second[np.isfinite(second)])
    atol = ATOL + OF_LARGEST * (finite.max() if finite.size else 0.0)
    return bool(np.allclose(first, second, RTOL, atol, equal_nan=True))


def is_telling(answer: str) -> bool:
    """Whether hardly anybody gives this answer by chance."""
    return bool(json.loads(answer)[1])


def _packed(parts: Sequence[str], numbers: Sequence[np.ndarray], telling: bool) -> str:
    form = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:24]
    every = np.concatenate(numbers) if numbers else np.empty(0)
    kept = [float(f"{number:.9g}") for number in _sample(every)]
    return json.dumps([form, telling, kept])


def _sample(numbers: np.ndarray) -> np.ndarray:
    """A few of many numbers, and three means over all of them."""
    if numbers.size <= SAMPLES:
        return numbers
    places = np.linspace(0, numbers.size - 1, SAMPLES).astype(int)
    finite = np.where(np.isfinite(numbers), numbers, 0.0)
    waves = np.sin(np.arange(numbers.size))
    means = [finite.mean(), np.abs(finite).mean(), (finite * waves).mean()]
    return np.concatenate([numbers[places], means])


def _take_apart(value: Any, parts: list[str], numbers: list[np.ndarray]) -> None:
    """Append the form of a value to `parts`, and its numbers to `numbers`.

    Raises:
        _NoData: if it is a model or a function.
    """
    if value is None or value is ... or isinstance(value, (bool, str, bytes)):
        parts.append(repr(value))
    elif isinstance(value, (int, float, complex)):
        _take_array(np.asarray(value), parts, numbers)
    elif isinstance(value, dict):
        parts.append(f"dict of {len(value)}")
        for key, item in value.items():
            parts.append(repr(key))
            _take_apart(item, parts, numbers)
    elif isinstance(value, (list, tuple)):
        parts.append(f"{len(value)} items")
        for item in value:
            _take_apart(item, parts, numbers)
    elif isinstance(value, (set, frozenset)):
        parts.append(repr(sorted(map(repr, value))))
    elif type(value).__name__ == "DataFrame":
        parts.append("table")
        for column in value.columns:
            parts.append(repr(column))
            _take_apart(value[column].tolist(), parts, numbers)
    elif hasattr(value, "__array__"):
        _take_array(np.asarray(value), parts, numbers)
    else:
        raise _NoData


def _take_array(array: np.ndarray, parts: list[str], numbers: list[np.ndarray]) -> None:
    parts.append(f"array {array.shape}")
    flat = array.ravel()
    if array.dtype.kind in "biuf":
        parts.append("bool" if array.dtype.kind == "b" else "")
        numbers.append(flat.astype(float))
    elif array.dtype.kind == "c":
        numbers.extend([flat.real.astype(float), flat.imag.astype(float)])
    else:
        parts.append(repr(flat.tolist()))


def _tells(numbers: np.ndarray) -> bool:
    finite = numbers[np.isfinite(numbers)]
    beside = (finite != 0) & (np.abs(finite) != 1)
    return bool(np.any(beside)) or (numbers.size >= PATTERN and np.unique(numbers).size > 1)


def _has_text(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_text(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return any(_has_text(item) for item in value)
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "U" and value.size > 0
    return isinstance(value, str) and len(value) > 1
