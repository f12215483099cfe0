"""The small code inside the student's kernel that answers the grader's requests.

It runs among code that nobody trusts: whatever it writes is read on the other side as data, and a
student who rewrites it can only hand over other data. It never sees a test.
"""

from __future__ import annotations

import inspect
import linecache
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from autograder.border.decoding import decode
from autograder.border.encoding import encode
from autograder.border.values import Function, Malformed, Refused, clean_name

VERSION = 1


class _Held:
    """Functions that were handed over, by number, so that a call finds them again."""

    def __init__(self) -> None:
        self.functions: list[Callable[..., Any]] = []

    def hold(self, function: Callable[..., Any]) -> Function:
        known = [number for number, held in enumerate(self.functions) if held is function]
        number = known[0] if known else len(self.functions)
        if not known:
            self.functions.append(function)
        name = clean_name(getattr(function, "__name__", type(function).__name__))
        return Function(number, name, _parameters(function))

    def find(self, function: Function) -> Callable[..., Any]:
        if not 0 <= function.handle < len(self.functions):
            raise Malformed("no such function")
        return self.functions[function.handle]


_held = _Held()


def serve(folder: str, number: int) -> None:
    """Answer request `number` of the exchange `folder`: fetch a name, or call a function.

    The answer is a file beside the request: {"value": …} with {"changed": …} for arguments that
    were changed in place, or {"error": …}, {"refused": why}, {"missing": name}.
    """
    with open(os.path.join(folder, f"request-{number}"), "rb") as file:
        request = file.read()
    answer = answered(request, sys.modules["__main__"].__dict__)
    partial = os.path.join(folder, f"partial-{number}")
    with open(partial, "wb") as file:
        file.write(answer)
    os.replace(partial, os.path.join(folder, f"answer-{number}"))


def answered(message: bytes, names: Mapping[str, Any]) -> bytes:
    """The answer to a request, as bytes.

    Args:
        names: the student's names.
    """
    request = decode(message, _held)
    try:
        found = _fetch(request, names) if request["op"] == "fetch" else _call(request)
        return encode(found, _held)
    except Refused as refusal:
        return encode({"refused": str(refusal)})


def _fetch(request: dict, names: Mapping[str, Any]) -> dict:
    if request["name"] not in names:
        return {"missing": request["name"]}
    return {"value": names[request["name"]]}


def _call(request: dict) -> dict:
    function, args, kwargs = request["function"], request["args"], request["kwargs"]
    arguments = {**dict(enumerate(args)), **kwargs}
    arguments = {key: value for key, value in arguments.items() if not callable(value)}
    before = {key: encode(value, _held) for key, value in arguments.items()}
    try:
        value = function(*args, **kwargs)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: one call, not the kernel
        return {"error": _describe(error)}
    changed = {
        key: argument
        for key, argument in arguments.items()
        if encode(argument, _held) != before[key]
    }
    return {"value": value, "changed": changed}


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(function).parameters)
    except Exception:  # the student's own __signature__ may do anything
        return ()


def _describe(error: BaseException) -> dict:
    """What the student needs to find the mistake: type, text, and the line in their own cell."""
    try:
        text = str(error)
    except Exception:
        text = ""
    where = ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "ipykernel_" in frame.filename or frame.filename.startswith("<ipython-input"):
            line = (frame.line or linecache.getline(frame.filename, frame.lineno or 0)).strip()
            where = f"line {frame.lineno} of the cell: {line}"
            break
    return {"ename": type(error).__name__, "evalue": text[:2000], "where": where[:300]}
