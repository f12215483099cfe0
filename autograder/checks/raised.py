"""An exception from a student's function, turned into a failure that a beginner can read."""

from __future__ import annotations

import builtins
import re
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

from autograder.checks.failure import clean
from autograder.checks.subject import Cause, Subject
from autograder.checks.wording import guarded, kind

_USUAL_CAUSES = {
    "NameError": "a misspelt name, or a name from a cell that has not been run",
    "UnboundLocalError": "a variable is read before the function has given it a value",
    "IndexError": "an index past the end: loops often run one step too far",
    "KeyError": "a key that the dictionary does not have",
    "ZeroDivisionError": "a division by zero",
    "RecursionError": "the function calls itself and never stops",
}
_SCALARS_ONLY = (
    "`if`, `and`, `min`, `max`, `math` and `float` take one number, not an array: "
    "see `np.where`, `np.maximum`, `np.cos`, `t >= 3` as a mask"
)
_CAUSES_OF_MESSAGES = {
    r"truth value of an array .* is ambiguous": _SCALARS_ONLY,
    r"only (length-1|0-dimensional|size-1) arrays can be converted": _SCALARS_ONLY,
    r"Cannot cast ufunc .* to dtype\('u?int": (
        "an array of whole numbers takes no fractions: compute a new array of floats"
    ),
    r"is out of bounds for axis": (
        "an index past the end of its axis: they begin at 0, and rows and columns have one each"
    ),
    r"mismatch in its core dimension": (
        "in a product of matrices the columns of the left one are as many as the rows of the "
        "right one: print both shapes"
    ),
    r"not be broadcast|could not broadcast|shape-mismatch|not aligned|matmul: Input operand"
    r"|Dimensions must be equal|[Ii]ncompatible shapes": (
        "two arrays have shapes that do not fit together: print both shapes"
    ),
    r"cannot reshape array of size": (
        "the new shape has another number of entries: is an axis left out, that of the images, say?"
    ),
    r"expected (min_)?ndim=": (
        "a layer got an array with another number of axes than it wants: see `x[..., None]`"
    ),
    r"object has no attribute": (
        "an attribute that was never set, as in `self.name = name`, or a misspelt name"
    ),
}
_WRONG_ARGUMENTS = r"\(\) (takes|missing|got an unexpected keyword|got multiple values) "


def fail_raised(subject: Subject, function: Callable[..., Any], error: Exception) -> NoReturn:
    """Raise the CheckFailure for `error`, which `function` raised.

    An exception from another process has its type, its message and perhaps its line there as
    the attributes `ename`, `evalue` and `where`. A hidden test shows the type only if it is
    one of Python's own, and never the message: both may hold what the function was given.
    """
    if came_from_afar(error):
        name, text, where = _far(error)
    else:
        name, text, where = _near(function, error)
    rows = [("error", text or "(no message)"), *([("where", where)] if where else [])]
    subject.fail(
        f"raised {name}",
        rows,
        cause=_usual_cause(subject.name, name, text),
        hidden_problem=f"raised {name if _is_builtin(name) else 'an exception'}",
    )


def came_from_afar(error: Exception) -> bool:
    """Whether an exception reports one that the student's code raised in another process."""
    return all(issubclass(type(_attribute(error, n)), str) for n in ("ename", "evalue"))


def _attribute(error: Exception, name: str) -> Any:
    return guarded(lambda: getattr(error, name), None)


def _far(error: Any) -> tuple[str, str, str]:
    """Type, message and line of an exception that has them as attributes."""
    where = _attribute(error, "where")
    return clean(error.ename, 60), clean(error.evalue), clean(where) if type(where) is str else ""


def _near(function: Callable[..., Any], error: Exception) -> tuple[str, str, str]:
    """Type, message and line of an exception of this process."""
    text = clean(guarded(lambda: str(error), ""))
    return kind(error), text, guarded(lambda: _failing_line(function, error), "")


def _is_builtin(name: str) -> bool:
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)


def _failing_line(function: Callable[..., Any], error: Exception) -> str:
    """The innermost line of the student's own file (in a notebook: cell) that was running."""
    own_file = function.__code__.co_filename
    frames = traceback.extract_tb(error.__traceback__)
    frame = [frame for frame in frames if frame.filename == own_file][-1]
    return clean(f"line {frame.lineno} of {frame.name}: {frame.line}", 120)


def _usual_cause(function: str, name: str, text: str) -> Cause | None:
    if name == "TypeError" and "ellipsis" in text:
        return Cause.plain("a `...` is still in the code")
    if name == "TypeError" and re.match(rf"(\S*\.)?{re.escape(function)}{_WRONG_ARGUMENTS}", text):
        return Cause.plain("the function's parameters are not those of the exercise")
    by_message = (c for pattern, c in _CAUSES_OF_MESSAGES.items() if re.search(pattern, text))
    usual = next(by_message, None) or _USUAL_CAUSES.get(name)
    return Cause.plain(usual) if usual else None
