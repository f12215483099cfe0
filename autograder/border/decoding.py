"""Reading a value from bytes that nobody vouches for."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np

from autograder.border.values import (
    DEPTH,
    DTYPE,
    HEADER_BYTES,
    IDENTIFIER,
    MAGIC,
    MODELS,
    NODES,
    VALUE_BYTES,
    Function,
    Holder,
    Malformed,
    NoFunctions,
    Refused,
    clean_name,
)


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
        if not isinstance(dtype, str) or not DTYPE.fullmatch(dtype):
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
        names = [p for p in parameters[:32] if isinstance(p, str) and IDENTIFIER.fullmatch(p)]
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
