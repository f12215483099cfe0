"""Calling a student's function."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from typing import Any

from autograder.checks.failure import CheckFailure, clean
from autograder.checks.raised import came_from_afar, fail_raised
from autograder.checks.subject import Call, Subject, not_written
from autograder.checks.wording import described, guarded, kind, kind_and_value

_BY_POSITION = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class Uncopied:
    """Stands in `Call.before` for an argument that cannot be copied."""


def called(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Call:
    """Call a student's function, and keep what a message about the call needs.

    Args:
        function: the function. A callable with an attribute `parameters`, a tuple of names,
            stands for a function in another process: of the exceptions that come out of a call,
            only those with the attributes `ename` and `evalue` are the function's own, and
            others pass through.
        *args, **kwargs: its arguments. The function gets copies of data, so that what it does
            to them reaches no expected value that is computed from them later.

    Example:
        call = called(corr2d, np.ones((6, 6)), np.ones((3, 3)), stride=1, pad=0)
        check_shape(call, (4, 4))

    Returns:
        A `Call`, which every check takes in place of a value.

    Raises:
        NotAttempted: the function or its result is still `...`.
        CheckFailure: it is not a function, it raised an exception, or it returned None.
    """
    if function is ...:
        raise not_written("your function")
    if not callable(function):
        rows = [("got", kind_and_value(function))]
        Subject.of(function, "your function").fail("is not a function", rows)

    name = _function_name(function)
    labels = (*_positional_names(function, len(args)), *kwargs)
    arguments = tuple(zip(labels, (*args, *kwargs.values()), strict=True))
    words = clean(", ".join(described(*argument) for argument in arguments)) or "no arguments"
    before = tuple((label, _copied(value)) for label, value in arguments)
    args = tuple(_handed(value) for value in args)
    kwargs = {key: _handed(value) for key, value in kwargs.items()}
    try:
        value = function(*args, **kwargs)
    except CheckFailure:
        raise
    except Exception as error:
        if _is_far(function) and not came_from_afar(error):
            raise  # the way to the function failed, not the function
        failed_with = error
    else:
        call = Call(name, value, args, kwargs, before, words)
        Subject.of(call).require_written()
        return call
    # Outside of `except`, so that the failure does not carry the student's stack along.
    fail_raised(Subject(name, None, words, before), function, failed_with)


def _function_name(function: Callable[..., Any]) -> str:
    name = guarded(lambda: function.__name__, None)
    return clean(name, 60) if isinstance(name, str) and name else kind(function)


def _positional_names(function: Callable[..., Any], count: int) -> list[str]:
    """Names for the first `count` arguments; "argument 3" where the function has none."""
    names = guarded(lambda: _parameters(function), [])[:count]
    return [*names, *(f"argument {n}" for n in range(len(names) + 1, count + 1))]


def _parameters(function: Callable[..., Any]) -> list[str]:
    if _is_far(function):
        return [clean(name, 40) for name in function.parameters]  # type: ignore[attr-defined]
    parameters = inspect.signature(function).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind in _BY_POSITION]


def _is_far(function: Callable[..., Any]) -> bool:
    """Whether the callable stands for a function in another process."""
    return guarded(lambda: type(function.parameters) is tuple, False)  # type: ignore[attr-defined]


def _handed(value: Any) -> Any:
    """A copy for the function to work on; what is no data goes to it as it is."""
    copied = _copied(value)
    return value if type(copied) is Uncopied else copied


def _copied(value: Any) -> Any:
    return guarded(lambda: copy.deepcopy(value), Uncopied()) if _is_data(value) else Uncopied()


def _is_data(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] in ("builtins", "numpy", "pandas")
