"""How values are put into words. Any object may come in, also one whose methods raise or lie."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from autograder.checks.failure import clean

SMALL_ARRAY = 25
SHORT = 80

_T = TypeVar("_T")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")

_repr = reprlib.Repr()
_repr.maxlist = _repr.maxtuple = _repr.maxdict = _repr.maxset = _repr.maxfrozenset = 10
_repr.maxstring = _repr.maxother = _repr.maxlong = SHORT


def guarded(read: Callable[[], _T], otherwise: _T) -> _T:
    """What `read` returns, or `otherwise` if the value it reads does not play along."""
    try:
        return read()
    except Exception:  # noqa: BLE001  a student's value may raise anything
        return otherwise


def kind(value: object) -> str:
    """The name of a value's type, as a student knows it: "list", "ndarray"."""
    return clean(guarded(lambda: str(type.__dict__["__name__"].__get__(type(value))), "object"), 40)


def short(value: object, limit: int = SHORT) -> str:
    """A value on one line, cut to `limit` characters; the same value gives the same text."""
    return clean(guarded(lambda: _one_line(value), f"<{kind(value)} object>"), limit)


def _one_line(value: object) -> str:
    if issubclass(type(value), np.ndarray):
        return f"{value.dtype} {shape_text(value.shape)} {array_text(value, edge=2)}"
    if issubclass(type(value), np.generic):
        value = value.item()
    return _ADDRESS.sub("", _repr.repr(value))


def kind_and_value(value: object) -> str:
    """For a value of the wrong type: "list: [1, 2]"."""
    return f"{kind(value)}: {short(value)}"


def described(label: str, value: object) -> str:
    """An argument in a few words: "x of shape (6, 6)", "stride=1", "words, a list of 40 items"."""
    shape = shape_of(value)
    if shape:
        return f"{label} of shape {shape_text(shape)}"
    if type(value) in (list, tuple, dict, set, frozenset) and len(value) > 10:
        return f"{label}, a {kind(value)} of {len(value)} items"
    if issubclass(type(value), np.ndarray | np.generic):
        value = value.item()  # of shape (): with a shape it has been described above
    return f"{label}={short(value)}"


def shape_of(value: object) -> tuple[int | None, ...] | None:
    """The `shape` that an array, a tensor or a table says it has; None where there is none."""

    def read() -> tuple[int | None, ...]:
        return tuple(None if n is None else int(n) for n in value.shape)  # type: ignore[attr-defined]

    return guarded(read, None)


def shape_text(shape: Sequence[int | None]) -> str:
    return str(tuple(shape))


def index_text(index: Sequence[int]) -> str:
    return str(list(index))


def array_text(array: np.ndarray, edge: int = 3) -> str:
    """The numbers of an array, over as many lines as its rows; long ones are abridged."""
    nonzero = np.abs(array[np.isfinite(array) & (array != 0)])
    tiny = nonzero.size > 0 and bool(nonzero.max() < 1e-4)
    with np.printoptions(
        precision=6,
        suppress=not tiny,
        threshold=SMALL_ARRAY,
        edgeitems=edge,
        linewidth=80,
        formatter=None,
        floatmode="maxprec",
        sign="-",
    ):
        return np.array2string(array, separator=", ")


def number_text(number: object, digits: int = 6) -> str:
    """A number with as many digits as a reader needs; other items of an array as they are."""
    value = np.asarray(number)[()]
    return f"{value:.{digits}g}" if isinstance(value, np.inexact) else short(value)


def number_pair(first: object, second: object) -> tuple[str, str]:
    """Two numbers with enough digits to tell them apart."""
    texts = ("", "")
    for digits in (6, 9, 12, 17):
        texts = number_text(first, digits), number_text(second, digits)
        if texts[0] != texts[1]:
            break
    return texts
