"""The examiner's end of the border: fetches the student's names, and calls their functions."""

from __future__ import annotations

import builtins
import json
import time
import types
from typing import Any, BinaryIO

from autograder.border.changes import write_back
from autograder.border.decoding import decode
from autograder.border.encoding import encode
from autograder.border.values import Function, Malformed, Refused, clean_name
from autograder.checks.failure import clean
from autograder.grading import protocol
from autograder.grading.statements import CannotCross, NotDefined, Stopped, StudentError

# A StopIteration of the student's would end the test's own loops before they have checked anything.
_NO_BASES = (Exception, StopIteration, StopAsyncIteration)


class Proxy:
    """A student's function as a test sees it: it can be called, and has a name and parameters."""

    def __init__(self, function: Function, name: str, border: Border) -> None:
        self._function = function
        self._border = border
        self.__name__ = self.__qualname__ = name
        self.parameters = function.parameters

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._border.call(self, args, kwargs)

    def __repr__(self) -> str:
        return f"<student's function {self.__name__}>"

    def __getattr__(self, name: str) -> Any:
        raise CannotCross(
            f"a test reads `.{name}` of the student's `{self.__dict__.get('__name__')}`, but only "
            "calls cross the border; a person must grade it"
        )


class Border:
    """The examiner's end of the border: fetches names and makes calls."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self.orders = orders
        self.answers = answers
        self.waiting = False
        self.deadline = float("inf")

    def hold(self, function: Any) -> Function:
        if isinstance(function, Proxy):
            return function._function
        raise CannotCross(
            f"a test hands its own function `{getattr(function, '__name__', '?')}` to the "
            "student's code, which cannot cross the border; a person must grade it"
        )

    def find(self, function: Function) -> Proxy:
        return Proxy(function, function.name, self)

    def fetch(self, name: str) -> Any:
        """The student's value of `name`.

        Raises:
            NotDefined, Refused, Stopped.
        """
        answer = self.ask({"op": "fetch", "name": name})
        if "missing" in answer:
            raise NotDefined(f"`{name}` is not defined: not attempted")
        value = answer.get("value")
        if isinstance(value, Proxy):
            value = Proxy(value._function, name, self)
        return value

    def call(self, proxy: Proxy, args: tuple, kwargs: dict[str, Any]) -> Any:
        """Call a student's function; changes of its arguments in place are repeated here.

        Raises:
            StudentError: what the function raised.
            Refused, CannotCross, Stopped.
        """
        request = {"op": "call", "function": proxy, "args": list(args), "kwargs": kwargs}
        try:
            answer = self.ask(request)
        except Refused as refusal:
            raise Refused(f"{proxy.__name__}: {refusal}") from None
        if "error" in answer:
            raise student_error(answer["error"])
        changed = answer.get("changed")
        for key, value in (changed if isinstance(changed, dict) else {}).items():
            if isinstance(key, int) and 0 <= key < len(args):
                write_back(args[key], value)
            elif key in kwargs:
                write_back(kwargs[key], value)
        return answer.get("value")

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            message = encode(request, self)
        except Refused as refusal:
            raise CannotCross(
                f"a test hands over what cannot cross the border ({refusal}); "
                "a person must grade it"
            ) from None
        payload = self.carry(message)
        if time.monotonic() > self.deadline:
            raise Stopped("timeout", "the time limit of this cell is over")
        try:
            answer = decode(payload, self)
        except Malformed:
            raise Refused(
                "the answer could not be read; return numbers, arrays or tables"
            ) from None
        if not isinstance(answer, dict):
            raise Refused("the answer could not be read; return numbers, arrays or tables")
        if "refused" in answer:
            raise Refused(_printable(answer["refused"]))
        return answer

    def carry(self, message: bytes) -> bytes:
        """Take a request over, and bring the answer.

        Raises:
            Stopped: no answer will come.
        """
        self.waiting = True
        try:
            self.answers.write(protocol.pack(protocol.STUDENT, message))
            self.answers.flush()
            kind, payload = protocol.read_frame(self.orders)
        finally:
            self.waiting = False
        if kind == protocol.STOP:
            stop = protocol.Stop(**json.loads(payload))
            raise Stopped(stop.status, stop.message)
        return payload


def student_error(described: Any) -> StudentError:
    """An exception of the student's code, also an instance of the built-in type that it names."""
    parts = described if isinstance(described, dict) else {}
    ename, evalue, where = (_printable(parts.get(k, "")) for k in ("ename", "evalue", "where"))
    base = getattr(builtins, ename, None)
    if isinstance(base, type) and issubclass(base, Exception) and base not in _NO_BASES:
        try:
            return types.new_class(ename, (StudentError, base))(ename, evalue, where)
        except TypeError:
            pass  # a built-in whose layout cannot be shared
    return StudentError(clean_name(ename), evalue, where)


def _printable(text: Any) -> str:
    return clean(text, 2000) if isinstance(text, str) else ""
