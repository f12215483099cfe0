"""Exact Python data: the first difference between two values, and a check of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.checks.numeric import first_true
from autograder.checks.subject import Cause, Subject
from autograder.checks.wording import (
    guarded,
    index_text,
    kind,
    kind_and_value,
    number_pair,
    shape_text,
    short,
)

# Values of different families differ; bool comes first because it is a subclass of int.
_FAMILIES: tuple[tuple[type, ...], ...] = (
    (bool,),
    (int, float, complex),
    (str,),
    (bytes,),
    (list,),
    (tuple,),
    (dict,),
    (set, frozenset),
    (type(None),),
    (type(...),),
    (np.ndarray,),
)
_NESTED = (list, tuple, dict, set, frozenset)


def check_equal(
    got: Any,
    expected: Any,
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> None:
    """Compare exact data: numbers, text, lists, tuples, dicts and sets, nested in any way.

    Equal is what `==` says, except that True is not 1, that NaN equals NaN, and that NumPy's
    numbers count as Python's.

    Args:
        got: a value or a `Call`.
        expected: the right value.
        name, about, cause, causes: as in `check_array`.

    Raises:
        NotAttempted: the value is `...`.
        CheckFailure: the value is not the expected one.
        TypeError: `expected` is not plain data (for arrays there is `check_array`).
    """
    if not _is_plain(expected):
        raise TypeError(f"expected must be plain Python data, not {type(expected).__name__}")
    subject = Subject.of(got, name, about, cause, causes)
    if not (expected is None and subject.value is None):
        subject.require_written()
    found, expected = _unboxed(subject.value), _unboxed(expected)
    if _family(found) != _family(expected):
        subject.fail_type(kind(expected), lambda: _guess_type(found, expected))
    difference = first_difference(found, expected)
    if not difference:
        return
    likely = subject.likely(
        lambda wrong: not first_difference(found, wrong), lambda: _guess(found, expected)
    )
    rows = [("expected", short(expected, 200)), ("got", short(found, 200))]
    if isinstance(expected, _NESTED):
        rows.append(("first difference", difference))
    subject.fail(subject.wrong("value"), rows, cause=likely)


def first_difference(got: Any, expected: Any, words: str = "expected {}, got {}") -> str:
    """Where two values differ, "at [2]: expected 3, got 4"; "" where they do not.

    Arrays are compared bit for bit. Objects that are no data are not looked into.
    """
    differences = _differences(got, expected, words, "")
    return guarded(lambda: next(differences, ""), "they cannot be compared")


def _differences(got: Any, expected: Any, words: str, path: str) -> Iterator[str]:
    got, expected = _unboxed(got), _unboxed(expected)
    where = f"at {path}: " if path else ""
    if _family(got) != _family(expected):
        yield where + words.format(kind_and_value(expected), kind_and_value(got))
    elif isinstance(expected, np.ndarray):
        yield from (where + text for text in _array_differences(got, expected, words))
    elif isinstance(expected, dict):
        yield from (f"{where}the key {text}" for text in _missing_and_new(got, expected))
        for key, value in expected.items():
            yield from _differences(got[key], value, words, f"{path}[{short(key, 40)}]")
    elif isinstance(expected, list | tuple):
        if len(got) != len(expected):
            yield where + words.format(_items(expected), _items(got))
        for n, (item, wanted) in enumerate(zip(got, expected, strict=False)):
            yield from _differences(item, wanted, words, f"{path}[{n}]")
    elif isinstance(expected, set | frozenset):
        yield from (where + text for text in _missing_and_new(got, expected))
    elif _family(expected) is not None and not _same(got, expected):
        yield where + words.format(short(expected), short(got))


def _array_differences(got: np.ndarray, expected: np.ndarray, words: str) -> Iterator[str]:
    if (got.shape, got.dtype) != (expected.shape, expected.dtype):
        texts = (f"{array.dtype} of shape {shape_text(array.shape)}" for array in (expected, got))
        yield words.format(*texts)
    elif expected.dtype.hasobject:
        yield from _differences(got.tolist(), expected.tolist(), words, "")
    elif got.tobytes() != expected.tobytes():
        index = first_true(np.any(_bytes(got) != _bytes(expected), axis=-1))
        texts = number_pair(expected[index], got[index])
        yield (f"at {index_text(index)}: " if index else "") + words.format(*texts)


def _bytes(array: np.ndarray) -> np.ndarray:
    """The bytes of each item, along a last axis of their own."""
    return np.frombuffer(array.tobytes(), np.uint8).reshape(*array.shape, array.itemsize)


def _missing_and_new(got: Iterable[Any], expected: Iterable[Any]) -> Iterator[str]:
    """Which of some keys, or members of a set, are on one side only."""
    # With its family beside it, True is not 1 here either.
    before, after = ({(_family(key), key) for key in map(_unboxed, s)} for s in (expected, got))
    yield from sorted(f"{short(key)} is missing" for _, key in before - after)
    yield from sorted(f"{short(key)} is new" for _, key in after - before)


def _items(value: list | tuple) -> str:
    return f"{len(value)} item" if len(value) == 1 else f"{len(value)} items"


def _same(first: Any, second: Any) -> bool:
    both_nan = first != first and second != second  # noqa: PLR0124  only NaN differs from itself
    return bool(both_nan or first == second)


def _unboxed(value: Any) -> Any:
    """A NumPy number as Python's."""
    return value.item() if issubclass(type(value), np.generic) else value


def _family(value: Any) -> int | None:
    for number, family in enumerate(_FAMILIES):
        if issubclass(type(value), family):
            return number
    return None


def _is_plain(value: Any) -> bool:
    value = _unboxed(value)
    if isinstance(value, dict):
        return all(map(_is_plain, value.keys())) and all(map(_is_plain, value.values()))
    if isinstance(value, _NESTED):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | complex | str | bytes)


def _guess_type(got: Any, expected: Any) -> Cause | None:
    if isinstance(expected, list) and type(got) is np.ndarray:
        return Cause.plain("`.tolist()` turns an array into a list")
    if type(got) is str and guarded(lambda: float(got) == expected, False):
        return Cause.plain("quotes make text of a number")
    if type(got) in _NESTED and len(got) == 1 and not first_difference(next(iter(got)), expected):
        return Cause.plain(f"the value is inside a {kind(got)}: is there a comma too much?")
    return None


def _guess(got: Any, expected: Any) -> Cause | None:
    if isinstance(expected, str) and got.split() == expected.split():
        return Cause.plain("spaces or line breaks differ")
    if isinstance(expected, str) and got.casefold() == expected.casefold():
        return Cause.plain("capital and small letters differ")
    if isinstance(expected, list | tuple) and _reordered(got, expected):
        return Cause.plain("the right items in another order")
    if isinstance(expected, int | float) and abs(got - expected) == 1:
        return Cause(f"one too {'many' if got > expected else 'few'}", "off by one")
    return None


def _reordered(got: list | tuple, expected: list | tuple) -> bool:
    return sorted(map(repr, got)) == sorted(map(repr, expected))
