"""Values on the wire: plain data and handles of functions, nothing that could act.

A message is ``AGV1``, the length of a JSON header, the header and then the binary blobs. The header
holds a tree of tagged lists; arrays and byte strings live in the blobs, as raw C-ordered bytes,
because JSON with base64 took 1.1 s for an array of 8 MB. Nothing is ever unpickled or evaluated.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

MAGIC = b"AGV1"
VALUE_BYTES = 64 * 2**20
HEADER_BYTES = 16 * 2**20
NODES = 1_000_000
DEPTH = 32
MODELS = 16
INTEGER_DIGITS = 4_000
_DTYPE = re.compile(r"[<>|]?[biufc][0-9]{1,2}|[<>]U[0-9]{1,6}")
_IDENTIFIER = re.compile(r"[^\W\d]\w{0,59}")


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


def encode(value: object, holder: Holder | None = None, limit: int = VALUE_BYTES) -> bytes:
    """Write `value` as bytes.

    Args:
        value: None, Ellipsis, numbers, strings, bytes, lists, tuples, sets, dicts, NumPy scalars
            and arrays of kind biufcU, pandas tables and series, Keras tensors (as arrays), a Keras
            `History` (as its dict), Keras models and, with a `holder`, functions. Subclasses
            collapse to their base types.
        limit: the most bytes a message may take, 64 MB by default.

    Raises:
        Refused: for anything else, for cycles and for values beyond the limits.
    """
    return _Encoder(holder or NoFunctions(), limit).message(value)


def decode(message: bytes, holder: Holder | None = None, limit: int = VALUE_BYTES) -> Any:
    """Read a value from bytes that nobody vouches for.

    Raises:
        Malformed: if the bytes are not a message of this format, or break a limit.
        Refused: for a Keras model that may not cross; the text is for the student.
    """
    try:
        return _Decoder(holder or NoFunctions(), limit).message(message)
    except (Malformed, Refused):
        raise
    except (RecursionError, MemoryError) as error:
        raise Malformed(f"oversized message: {type(error).__name__}") from None
    except Exception as error:  # pandas, for one, raises many kinds
        raise Malformed(f"unreadable message: {error}") from None


def kind_of(value: object) -> str:
    """The kind recorded for a name at release: value, table, model, callable or nothing."""
    if value is None or value is Ellipsis:
        return "nothing"
    if type(value).__name__ in ("DataFrame", "Series"):
        return "table"
    if _is_model(value):
        return "model"
    return "callable" if callable(value) else "value"


class _Encoder:
    def __init__(self, holder: Holder, limit: int) -> None:
        self.holder = holder
        self.limit = limit
        self.blobs: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def message(self, value: object) -> bytes:
        tree = self.node(value, 0)
        lengths = [len(blob) for blob in self.blobs]
        header = json.dumps({"tree": tree, "blobs": lengths}).encode("ascii")
        if len(header) > HEADER_BYTES:
            raise Refused(
                f"the value is too large: expected at most {HEADER_BYTES >> 20} MB besides arrays, "
                f"received {len(header) >> 20} MB; return an array instead of nested lists"
            )
        return b"".join([MAGIC, struct.pack("<I", len(header)), header, *self.blobs])

    def blob(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self.limit:
            raise Refused(
                f"the value is too large: expected at most {self.limit >> 20} MB, "
                f"received more than {self.size >> 20} MB"
            )
        self.blobs.append(data)
        return len(self.blobs) - 1

    def node(self, value: object, depth: int) -> Any:
        self.nodes += 1
        if depth > DEPTH:
            raise Refused(
                f"the value is nested too deeply (or contains itself): expected at most {DEPTH} "
                "levels"
            )
        if self.nodes > NODES:
            raise Refused(f"the value has too many parts: expected at most {NODES}")
        if value is None or value is True or value is False:
            return value
        if value is Ellipsis:
            return ["..."]
        if isinstance(value, np.generic):
            return self.array_node(np.asarray(value), "n")
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            return self.integer(int.__int__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, complex):
            plain = complex.__complex__(value)
            return ["j", plain.real, plain.imag]
        if isinstance(value, (bytes, bytearray)):
            return ["b", self.blob(bytes(value))]
        if isinstance(value, np.ndarray):
            return self.array_node(np.asarray(value), "a")
        return self.container(value, depth)

    def integer(self, value: int) -> int:
        if value.bit_length() > INTEGER_DIGITS * math.log2(10):
            raise Refused(f"an integer has more than {INTEGER_DIGITS} digits")
        return value

    def array_node(self, array: np.ndarray, tag: str) -> list:
        if array.dtype.kind not in "biufcU" or not _DTYPE.fullmatch(array.dtype.str):
            raise Refused(
                f"an array of dtype {array.dtype} cannot be handed over; expected numbers, "
                "booleans or strings: use `.astype(float)`, or check for rows of different length"
            )
        data = np.ascontiguousarray(array).tobytes()
        return [tag, array.dtype.str, list(array.shape), self.blob(data)]

    def container(self, value: object, depth: int) -> Any:
        for tag, kind in (("l", list), ("t", tuple), ("s", set), ("fs", frozenset)):
            if isinstance(value, kind):
                return [tag, *(self.node(item, depth + 1) for item in kind.__iter__(value))]
        if isinstance(value, dict):
            return ["d", *(self.pair(k, v, depth) for k, v in dict.items(value))]
        return self.library_object(value, depth)

    def pair(self, key: object, value: object, depth: int) -> list:
        return [self.node(key, depth + 1), self.node(value, depth + 1)]

    def library_object(self, value: object, depth: int) -> Any:
        module, name = type(value).__module__ or "", type(value).__name__
        pandas = sys.modules.get("pandas")
        if pandas is not None and isinstance(value, pandas.DataFrame):
            columns = [
                self.pair(c, self.column(value.iloc[:, i]), depth)
                for i, c in enumerate(value.columns)
            ]
            return ["df", self.node(self.column(value.index), depth + 1), *columns]
        if pandas is not None and isinstance(value, (pandas.Series, pandas.Index)):
            index = (
                value.index if isinstance(value, pandas.Series) else pandas.RangeIndex(len(value))
            )
            label = value.name
            return ["sr", *(self.node(v, depth + 1) for v in (label, self.column(index)))] + [
                self.node(self.column(value), depth + 1)
            ]
        if module.startswith("keras.") and name == "History":
            return self.node(dict(value.history), depth + 1)
        if _is_model(value):
            from autograder.border.models import model_to_bytes

            return ["m", self.blob(model_to_bytes(value))]
        if hasattr(type(value), "__array__"):
            return self.array_node(_tensor_to_array(value), "a")
        if callable(value) and not isinstance(value, type):
            held = self.holder.hold(value)
            return ["f", held.handle, held.name, *held.parameters]
        raise Refused(
            f"an object of type `{clean_name(name)}` cannot be handed over; expected numbers, "
            "strings, lists, dicts, NumPy arrays or pandas tables: return one of these"
        )

    @staticmethod
    def column(series: Any) -> object:
        """A column as an array where it is numeric, else as a list of plain values."""
        array = np.asarray(series)
        if array.dtype.kind in "biufc":
            return array
        return [None if item is not item or item is None else item for item in series.tolist()]


class _Decoder:
    def __init__(self, holder: Holder, limit: int) -> None:
        self.holder = holder
        self.limit = limit
        self.blobs: list[memoryview | None] = []
        self.nodes = 0
        self.models = 0

    def message(self, message: bytes) -> Any:
        if len(message) > self.limit + HEADER_BYTES + 8:
            raise Malformed(
                f"expected at most {self.limit >> 20} MB, received {len(message)} bytes"
            )
        if len(message) < 8 or message[:4] != MAGIC:
            raise Malformed("not a message of this version")
        (length,) = struct.unpack("<I", message[4:8])
        if length > HEADER_BYTES or 8 + length > len(message):
            raise Malformed("the header's length is wrong")
        header = json.loads(message[8 : 8 + length].decode("ascii"))
        position = 8 + length
        view = memoryview(message)
        if len(header["blobs"]) > NODES:
            raise Malformed("too many blobs")
        for size in header["blobs"]:
            if type(size) is not int or size < 0 or position + size > len(message):
                raise Malformed("a blob's length is wrong")
            self.blobs.append(view[position : position + size])
            position += size
        if position != len(message):
            raise Malformed("bytes are left over")
        return self.value(header["tree"], 0)

    def value(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > DEPTH + 4 or self.nodes > 4 * NODES:
            raise Malformed("the value is too deep or has too many parts")
        if node is None or isinstance(node, (bool, int, float, str)):
            return node
        if not isinstance(node, list) or not node:
            raise Malformed("unknown node")
        tag, *parts = node
        if tag in ("l", "t", "s", "fs"):
            items = [self.value(part, depth + 1) for part in parts]
            return {"l": list, "t": tuple, "s": set, "fs": frozenset}[tag](items)
        if tag == "d":
            return {self.value(k, depth + 1): self.value(v, depth + 1) for k, v in parts}
        if tag == "...":
            return Ellipsis
        if tag == "j":
            return complex(float(parts[0]), float(parts[1]))
        if tag == "b":
            return bytes(self.blob(parts[0]))
        if tag in ("a", "n"):
            array = self.array(*parts)
            return array[()] if tag == "n" else array
        if tag == "m":
            return self.model(*parts)
        if tag == "f":
            return self.function(*parts)
        if tag in ("df", "sr"):
            return self.table(tag, parts, depth)
        raise Malformed("unknown tag")

    def blob(self, index: Any) -> memoryview:
        """A blob, which may be used once: named again and again it would fill the memory."""
        if type(index) is not int or index < 0:
            raise Malformed("a blob's number is wrong")
        data, self.blobs[index] = self.blobs[index], None
        if data is None:
            raise Malformed("a blob is used twice")
        return data

    def array(self, dtype: Any, shape: Any, blob: Any) -> np.ndarray:
        if not isinstance(dtype, str) or not _DTYPE.fullmatch(dtype):
            raise Malformed("an array's dtype is not allowed")
        if len(shape) > 32 or not all(type(n) is int and 0 <= n < 2**40 for n in shape):
            raise Malformed("an array's shape is not allowed")
        kind = np.dtype(dtype)
        data = self.blob(blob)
        if math.prod(shape) * kind.itemsize != len(data):
            raise Malformed("an array's shape does not fit its bytes")
        return np.frombuffer(data, dtype=kind).reshape(shape).copy()

    def model(self, blob: Any) -> Any:
        from autograder.border.models import model_from_bytes

        self.models += 1
        if self.models > MODELS:
            raise Refused(f"the value holds more than {MODELS} models; return fewer at once")
        return model_from_bytes(bytes(self.blob(blob)))

    def function(self, handle: Any, name: Any, *parameters: Any) -> Any:
        names = [p for p in parameters[:32] if isinstance(p, str) and _IDENTIFIER.fullmatch(p)]
        if type(handle) is not int or not isinstance(name, str):
            raise Malformed("a function's handle is wrong")
        return self.holder.find(Function(handle, clean_name(name), tuple(names)))

    def table(self, tag: str, parts: list, depth: int) -> Any:
        import pandas

        if tag == "sr":
            label, index, values = (self.value(part, depth + 1) for part in parts)
            return pandas.Series(values, index=index, name=label)
        index, *columns = parts
        names = [self.value(name, depth + 1) for name, _ in columns]
        values = [self.value(column, depth + 1) for _, column in columns]
        table = pandas.DataFrame(
            dict(enumerate(values)), index=pandas.Index(self.value(index, depth + 1))
        )
        table.columns = pandas.Index(names)
        return table


def _is_model(value: object) -> bool:
    """Whether a value is a Keras model; Keras is not imported for the question."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    return isinstance(model, type) and isinstance(value, model)


def clean_name(name: object) -> str:
    """A name that came from elsewhere, safe to print: an identifier, or a placeholder."""
    return name if isinstance(name, str) and _IDENTIFIER.fullmatch(name) else "unnamed"


def write_back(original: Any, changed: Any) -> None:
    """Repeat in `original` what a function on the other side did to its copy in place.

    What cannot be repeated (an array that was replaced by one of another shape, a read-only one) is
    left as it was.
    """
    if isinstance(original, np.ndarray) and isinstance(changed, np.ndarray):
        if original.shape == changed.shape and original.flags.writeable:
            original[...] = changed
    elif isinstance(original, list) and isinstance(changed, list):
        _write_back_items(original, changed)
    elif isinstance(original, dict) and isinstance(changed, dict):
        for key in [key for key in original if key not in changed]:
            del original[key]
        for key, value in changed.items():
            original[key] = _merged(original.get(key), value)
    elif isinstance(original, set) and isinstance(changed, set):
        original.intersection_update(changed)
        original.update(changed)


def _write_back_items(original: list, changed: Sequence[Any]) -> None:
    shared = min(len(original), len(changed))
    merged = [_merged(original[i], changed[i]) for i in range(shared)]
    original[:] = [*merged, *changed[shared:]]


def _merged(old: Any, new: Any) -> Any:
    """`old`, changed in place, where it is a container of the same kind as `new`; else `new`."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape != new.shape or old.dtype != new.dtype:
            return new
    elif type(old) is not type(new) or not isinstance(old, (list, dict, set)):
        return new
    write_back(old, new)
    return old


def _tensor_to_array(value: Any) -> np.ndarray:
    keras = sys.modules.get("keras")
    try:
        if keras is not None and keras.ops.is_tensor(value):
            return np.asarray(keras.ops.convert_to_numpy(value))
        return np.asarray(value)
    except Refused:
        raise
    except Exception as error:
        name = clean_name(type(value).__name__)
        raise Refused(
            f"an object of type `{name}` could not be turned into an array "
            f"({type(error).__name__}); return a NumPy array"
        ) from None
