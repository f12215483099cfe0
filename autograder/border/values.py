"""Values on the wire: plain data, models and handles of functions, nothing that could act.

A message is ``AGV1``, the length of a JSON header, the header and then the binary blobs. The header
holds a tree of tagged lists; arrays and byte strings live in the blobs, as raw C-ordered bytes,
because JSON with base64 took 1.1 s for an array of 8 MB. Nothing is ever unpickled or evaluated.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

MAGIC = b"AGV1"
VALUE_BYTES = 64 * 2**20
HEADER_BYTES = 16 * 2**20
NODES = 1_000_000
DEPTH = 32
MODELS = 16
INTEGER_DIGITS = 4_000
DTYPE = re.compile(r"[<>|]?[biufc][0-9]{1,2}|[<>]U[0-9]{1,6}")
IDENTIFIER = re.compile(r"[^\W\d]\w{0,59}")


class Refused(Exception):
    """A value may not cross the border; the text says why and what to return instead."""


class Malformed(Exception):
    """Bytes from the other side are not a message; never shown to students as their mistake."""


@dataclass(frozen=True)
class Function:
    """A function that stays on its own side: its number there, its name and its parameters."""

    handle: int
    name: str
    parameters: tuple[str, ...] = ()


class Holder(Protocol):
    """Turns callables into handles and back; each side of the border has its own."""

    def hold(self, function: Callable[..., Any]) -> Function: ...

    def find(self, function: Function) -> Any: ...


class NoFunctions:
    """The holder of a side that exchanges data only."""

    def hold(self, function: Callable[..., Any]) -> Function:
        name = getattr(function, "__name__", type(function).__name__)
        raise Refused(f"the function `{name}` cannot be handed over; expected data")

    def find(self, function: Function) -> Any:
        raise Malformed("a function where only data was expected")


def kind_of(value: object) -> str:
    """The kind recorded for a name at release: value, table, model, callable or nothing."""
    if value is None or value is Ellipsis:
        return "nothing"
    if type(value).__name__ in ("DataFrame", "Series"):
        return "table"
    if is_model(value):
        return "model"
    return "callable" if callable(value) else "value"


def is_model(value: object) -> bool:
    """Whether a value is a Keras model; Keras is not imported for the question."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    return isinstance(model, type) and isinstance(value, model)


def clean_name(name: object) -> str:
    """A name that came from elsewhere, safe to print: an identifier, or a placeholder."""
    return name if isinstance(name, str) and IDENTIFIER.fullmatch(name) else "unnamed"
