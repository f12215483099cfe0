"""What may stand at one place of a layer's configuration: small readers of untrusted JSON values.

A reader takes a value and returns what the layer's constructor is given, or raises `Unexpected`.
None of them looks anything up by a name that is not written down in this package.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Reader = Callable[[Any], Any]
Table = Mapping[str, Mapping[str, Reader]]

CHANNELS = 16
DIMENSION = 2**22
_SHOWN = 60


class Unexpected(Exception):
    """A value that is not allowed at its place; the text says what is expected there."""


@dataclass(frozen=True)
class Part:
    """An object that belongs to a layer, such as an initializer: `keras.<module>.<name>(…)`."""

    module: str
    name: str
    arguments: tuple[tuple[str, Any], ...]


def shown(value: Any) -> str:
    """A value from the other side, short and printable; of an object only its class."""
    if type(value) is list:
        return f"a list of {len(value)} values"
    if type(value) is dict:
        kind = value.get("class_name")
        return f"an object of the class {shown(kind)}" if type(kind) is str else "an object"
    text = "".join(c if c.isprintable() else " " for c in repr(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def whole(low: int, high: int) -> Reader:
    """An integer from `low` to `high`; neither 3.0 nor True is one."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Unexpected(f"an integer from {low} to {high}")
        return value

    return read


def real(low: float = -1e9, high: float = 1e9) -> Reader:
    """A finite number from `low` to `high`."""

    def read(value: Any) -> float:
        if type(value) not in (int, float) or not math.isfinite(value) or not low <= value <= high:
            raise Unexpected(f"a number from {low:g} to {high:g}")
        return value

    return read


def flag(value: Any) -> bool:
    """True or False."""
    if type(value) is not bool:
        raise Unexpected("True or False")
    return value


def only(expected: Any) -> Reader:
    """One value and no other, of the same type."""

    def read(value: Any) -> Any:
        if type(value) is not type(expected) or value != expected:
            raise Unexpected(repr(expected))
        return value

    return read


def one_of(*texts: str, meant: str = "") -> Reader:
    """One of some words.

    Args:
        meant: how a refusal names them; by default it lists them.
    """

    def read(value: Any) -> str:
        if type(value) is not str or value not in texts:
            raise Unexpected(meant or "one of " + ", ".join(texts))
        return value

    return read


def optional(reader: Reader) -> Reader:
    """None, or what `reader` takes."""
    return lambda value: None if value is None else reader(value)


def either(first: Reader, second: Reader) -> Reader:
    """What one of two readers takes; the second one words the refusal."""

    def read(value: Any) -> Any:
        try:
            return first(value)
        except Unexpected:
            return second(value)

    return read


def several(item: Reader, least: int, most: int) -> Reader:
    """A list of `least` to `most` items, as a tuple."""

    def read(value: Any) -> tuple[Any, ...]:
        if type(value) not in (list, tuple) or not least <= len(value) <= most:
            count = f"{least}" if least == most else f"{least} to {most}"
            raise Unexpected(f"a list of {count} values")
        return tuple(item(part) for part in value)

    return read


def sizes(rank: int, low: int, high: int) -> Reader:
    """One integer for each of `rank` dimensions, or a single one for all."""
    return either(several(whole(low, high), rank, rank), whole(low, high))


def numbers(value: Any) -> Any:
    """A number, or one for each of a few channels.

    No more than that: nobody counts numbers in a layer's settings as parameters, and in lists of
    any length a model without parameters could hold all the images that it was trained on.
    """
    number = real(-1e30, 1e30)
    if type(value) not in (list, tuple):
        return number(value)
    if not 1 <= len(value) <= CHANNELS:
        raise Unexpected(f"a number, or a list of at most {CHANNELS}, one for each channel")
    return [number(part) for part in value]


def part(module: str, table: Table, advice: str) -> Reader:
    """An object of `keras.<module>` whose class is in `table`, or None.

    Args:
        advice: what to use, where another one is found.
    """

    def read(value: Any) -> Part | None:
        if value is None:
            return None
        name, config = described(value, (f"keras.{module}",), table, advice)
        return Part(module, name, tuple(arguments(config, table[name]).items()))

    return read


def described(
    value: Any, modules: tuple[str, ...], table: Mapping[str, Any], advice: str
) -> tuple[str, dict[str, Any]]:
    """Class and configuration of a serialized object, if it is one of Keras' own in `table`."""
    if type(value) is not dict or type(value.get("config")) is not dict:
        raise Unexpected(advice)
    name, registered = value.get("class_name"), value.get("registered_name")
    if type(name) is not str or name not in table or value.get("module") not in modules:
        raise Unexpected(advice)
    if registered is not None and registered != name:
        raise Unexpected(advice)
    return name, value["config"]


def arguments(config: dict[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The checked arguments of a constructor.

    A key that the table does not know is dropped if its value is None, which asks for nothing.
    """
    checked = {}
    for key, value in config.items():
        if key in readers:
            try:
                checked[key] = readers[key](value)
            except Unexpected as expected:
                raise Unexpected(f"{expected} for `{key}`, received {shown(value)}") from None
        elif value is not None:
            raise Unexpected(f"no `{_identifier(key)}`: this setting cannot be handed over")
    return checked


def _identifier(key: str) -> str:
    return key if key.isidentifier() and len(key) <= _SHOWN else "unnamed"
