"""Writing a value as bytes, on either side of the border."""

from __future__ import annotations

import json
import math
import struct
import sys
from typing import Any

import numpy as np

from autograder.border.values import (
    DEPTH,
    DTYPE,
    HEADER_BYTES,
    INTEGER_DIGITS,
    MAGIC,
    NODES,
    VALUE_BYTES,
    Holder,
    NoFunctions,
    Refused,
    clean_name,
    is_model,
)


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
        if array.dtype.kind not in "biufcU" or not DTYPE.fullmatch(array.dtype.str):
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
        if is_model(value):
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
