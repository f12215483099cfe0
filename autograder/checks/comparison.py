"""The comparison of an array with the expected one, step by step, and what each step reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from autograder.checks.causes import guess_shape, guess_values
from autograder.checks.numeric import all_close, close, first_true, widened
from autograder.checks.subject import Cause, Rows, Subject
from autograder.checks.wording import (
    SMALL_ARRAY,
    array_text,
    index_text,
    number_pair,
    number_text,
    shape_text,
)

_KINDS = {"bool": "b", "int": "iu", "float": "f", "complex": "c"}
_CONVERT = Cause.plain("`.astype(…)` converts an array; `dtype=…` makes it right from the start")
_NOT_FINITE = Cause.plain("a division by zero, the log of 0, or an overflow in exp")


@dataclass(frozen=True, eq=False)
class Comparison:
    """The numbers `got`, their `expected` counterparts, and how near they must be."""

    subject: Subject
    got: np.ndarray
    expected: np.ndarray
    rtol: float
    atol: float

    def require_shape(self) -> None:
        """The shapes agree."""
        if self.got.shape == self.expected.shape:
            return
        shapes = self.got.shape, self.expected.shape
        rows = [("expected", shape_text(shapes[1])), ("got", shape_text(shapes[0]))]
        problem = self.subject.wrong("shape")
        self.fail(problem, rows, lambda: self.guess_values() or guess_shape(*shapes))

    def require_dtype(self, dtype: Any) -> None:
        """The dtype is `dtype`, or of the kind `dtype`; None allows all."""
        if dtype is not None and not has_dtype(self.got, dtype):
            rows = [("expected", dtype_text(dtype)), ("got", str(self.got.dtype))]
            self.fail(self.subject.wrong("dtype"), rows, lambda: _CONVERT)

    def require_finite(self) -> None:
        """There is no NaN or infinity where a number is expected."""
        bad = ~np.isfinite(self.got) & np.isfinite(self.expected)
        if not np.any(bad):
            return
        what = "NaN" if np.any(np.isnan(self.got[bad])) else "infinity"
        where = f"at {index_text(first_true(bad))} ({np.sum(bad)} of {bad.size} values)"
        self.fail(
            f"the output contains {what}" if self.subject.is_call else f"contains {what}",
            [("where", where)] if bad.ndim else [],
            lambda: _NOT_FINITE,
        )

    def require_values(self) -> None:
        """The numbers agree within the tolerances."""
        wrong = ~close(self.got, self.expected, self.rtol, self.atol)
        if not np.any(wrong):
            return
        first = first_true(wrong)
        expected, got = number_pair(self.expected[first], self.got[first])
        rows = [("expected", expected), ("got", got)]
        if wrong.ndim:
            rows = [
                *self._in_full(),
                *self._largest_error(wrong),
                ("first difference", f"at {index_text(first)}: expected {expected}, got {got}"),
            ]
        problem = self.subject.wrong("values" if wrong.ndim else "value")
        self.fail(problem, rows, self.guess_values)

    def fail(
        self, problem: str, rows: Rows, guess: Callable[[], Cause | None] | None = None
    ) -> NoReturn:
        """Report `problem`; the instructor sees both arrays in any case."""
        shown = [text for _, text in rows]
        likely = self.subject.likely(self._matches, guess)
        both = [("all expected", array_text(self.expected)), ("all got", array_text(self.got))]
        detail = [(label, text) for label, text in both if text not in shown]
        self.subject.fail(problem, rows, cause=likely, detail=detail)

    def _matches(self, wrong_answer: Any) -> bool:
        return all_close(self.got, wrong_answer, self.rtol, self.atol)

    def guess_values(self) -> Cause | None:
        with np.errstate(all="ignore"):
            return guess_values(self.got, self.expected, self.rtol, self.atol)

    def _in_full(self) -> Rows:
        if self.expected.size > SMALL_ARRAY:
            return []
        return [("expected", array_text(self.expected)), ("got", array_text(self.got))]

    def _largest_error(self, wrong: np.ndarray) -> Rows:
        with np.errstate(all="ignore"):
            errors = np.abs(widened(self.got) - widened(self.expected))
        errors = errors[wrong & np.isfinite(errors)]
        if not errors.size:
            return []
        count = f"{np.sum(wrong)} of {wrong.size} values differ"
        return [("largest error", f"{number_text(errors.max())} ({count})")]


def has_dtype(array: np.ndarray, dtype: Any) -> bool:
    kinds = _KINDS.get(dtype_text(dtype))
    return array.dtype.kind in kinds if kinds else array.dtype == np.dtype(dtype)


def dtype_text(dtype: Any) -> str:
    """The name of a wanted dtype, or of a kind of dtypes.

    Raises:
        TypeError: there is no such dtype, so the check itself is wrong.
    """
    name = dtype.__name__ if dtype in (bool, int, float, complex) else dtype
    return name if isinstance(name, str) and name in _KINDS else str(np.dtype(dtype))
