"""What crosses the border arrives as it was sent; what is forged or too large does not arrive."""

from __future__ import annotations

import json
import struct
from collections import OrderedDict, defaultdict, namedtuple
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd
import pytest

from autograder.border import values
from autograder.border.changes import write_back
from autograder.border.decoding import decode
from autograder.border.encoding import encode
from autograder.border.values import Function, Malformed, Refused, clean_name, kind_of


def there(value: Any) -> Any:
    return decode(encode(value))


def message(tree: Any, *blobs: bytes, lengths: list | None = None) -> bytes:
    """Bytes that somebody else wrote."""
    said = {"tree": tree, "blobs": lengths or [len(blob) for blob in blobs]}
    header = json.dumps(said).encode()
    return b"".join([b"AGV1", struct.pack("<I", len(header)), header, *blobs])


@pytest.mark.parametrize(
    "value",
    [
        None,
        ...,
        True,
        0,
        -(10**60),
        1.5,
        float("inf"),
        1 + 2j,
        "",
        "ä \x00 \ud800",
        b"\x00\xff",
        [],
        [1, [2, (3, "x")]],
        (),
        {1, 2},
        frozenset({"a"}),
        {"a": {1: None, (1, 2): ...}},
    ],
    ids=repr,
)
def test_plain_data_arrives_as_it_was(value: Any) -> None:
    arrived = there(value)
    assert type(arrived) is type(value)
    assert arrived == value


@pytest.mark.parametrize("dtype", ["?", "<i1", "<i8", ">i4", "<u2", "<f2", "<f8", "<c16", "<U3"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (1, 0, 2)])
def test_arrays_arrive_with_dtype_shape_and_bits(dtype: str, shape: tuple) -> None:
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    arrived = there(array)
    assert type(arrived) is np.ndarray
    assert arrived.dtype == array.dtype and arrived.shape == shape
    np.testing.assert_array_equal(arrived, array)
    assert arrived.flags.writeable


def test_nan_and_negative_zero_keep_their_bits() -> None:
    array = np.array([np.nan, -0.0, np.inf])
    assert there(array).tobytes() == array.tobytes()


@pytest.mark.parametrize("view", [np.s_[::2], np.s_[::-1], np.s_[:, 1]])
def test_views_arrive_as_what_they_show(view: Any) -> None:
    array = np.arange(12).reshape(4, 3)
    np.testing.assert_array_equal(there(array[view]), array[view])
    np.testing.assert_array_equal(there(array.T), array.T)


@pytest.mark.parametrize("scalar", [np.float32(1.5), np.int64(3), np.bool_(True), np.str_("x")])
def test_numpy_scalars_stay_scalars(scalar: Any) -> None:
    assert type(there(scalar)) is type(scalar)
    assert there(scalar) == scalar


class Loud(IntEnum):
    ONE = 1


class LyingText(str):
    def __str__(self) -> str:
        return "right"

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class LyingList(list):
    def __iter__(self) -> Any:
        return iter([1, 2, 3])

    def __len__(self) -> int:
        return 3


class LyingDict(dict):
    def items(self) -> Any:
        return [("right", 1)]


class LyingNumber(float):
    def __float__(self) -> float:
        return 2.5


class LyingInteger(int):
    def __int__(self) -> int:
        return 5

    __index__ = __int__


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Loud.ONE, 1),
        (LyingText("wrong"), "wrong"),
        (LyingList([9]), [9]),
        (LyingDict(wrong=0), {"wrong": 0}),
        (LyingNumber(0.5), 0.5),
        (LyingInteger(-1), -1),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(int, a=1), {"a": 1}),
        (namedtuple("Point", "x y")(1, 2), (1, 2)),
        (bytearray(b"x"), b"x"),
    ],
)
def test_subclasses_collapse_to_what_they_hold(value: Any, plain: Any) -> None:
    arrived = there(value)
    assert type(arrived) is type(plain)
    assert plain == arrived


def test_array_subclasses_collapse() -> None:
    class Lying(np.ndarray):
        def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
            return np.zeros(3)

        def tobytes(self, *args: Any) -> bytes:
            return bytes(24)

    arrived = there(np.array([7.0, 8.0, 9.0]).view(Lying))
    assert type(arrived) is np.ndarray
    assert arrived.tolist() == [7.0, 8.0, 9.0]


def test_masked_values_are_seen() -> None:
    assert there(np.ma.array([1, 2], mask=[True, False])).tolist() == [1, 2]


def test_tables_arrive_as_tables() -> None:
    table = pd.DataFrame(
        {"n": [1, 2], "x": [0.5, np.nan], "name": ["a", None], 3: [True, False]}, index=["r", "s"]
    )
    pd.testing.assert_frame_equal(there(table), table, check_dtype=False)
    series = pd.Series([1.5, 2.5], index=[4, 5], name="x")
    pd.testing.assert_series_equal(there(series), series)


def _generator() -> Any:
    yield 1


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(object(), id="object"),
        pytest.param(_generator(), id="generator"),
        pytest.param([object()], id="list of objects"),
        int,
        len,
        open,
        np.array([1, "a"], dtype=object),
        {1: id},
    ],
    ids=str,
)
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(Refused):
        encode(value)


def test_a_list_that_contains_itself_is_refused() -> None:
    endless: list = []
    endless.append(endless)
    with pytest.raises(Refused, match="contains itself"):
        encode(endless)


def test_the_deepest_nesting_that_may_cross_does() -> None:
    deep: Any = 1
    for _ in range(values.DEPTH):
        deep = [deep]
    assert there(deep) == deep
    with pytest.raises(Refused, match="nested too deeply"):
        encode([deep])


def test_limits_are_refusals() -> None:
    with pytest.raises(Refused, match="at most 64 MB"):
        encode(np.zeros(9_000_000))
    with pytest.raises(Refused, match="too many parts"):
        encode([0] * (values.NODES + 1))
    with pytest.raises(Refused, match="4000 digits"):
        encode(10**4001)
    with pytest.raises(Refused, match="MB besides arrays"):
        encode(["x" * 1_000_000] * 17)
    assert there(10**3999) == 10**3999


def test_an_object_that_lies_about_its_class_is_refused_or_raises_here() -> None:
    class Fake:
        __class__ = property(lambda self: dict)

    with pytest.raises((Refused, TypeError)):
        encode(Fake())


class Hands:
    """Holds functions by number, as the agent does."""

    def __init__(self) -> None:
        self.held: list = []

    def hold(self, function: Any) -> Function:
        self.held.append(function)
        return Function(len(self.held) - 1, "f", ("x", "1x", "y" * 100))

    def find(self, function: Function) -> Any:
        return function


def test_functions_cross_as_handles_with_clean_parameters() -> None:
    hands = Hands()
    arrived = decode(encode([len], hands), hands)
    assert arrived == [Function(0, "f", ("x",))]


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"AGV1",
        b"AGV2" + bytes(8),
        b"AGV1" + struct.pack("<I", 2**31) + b"{}",
        b"AGV1" + struct.pack("<I", 2) + b"{}",
        b"AGV1" + struct.pack("<I", 4) + b"\xff\xff\xff\xff",
        b"\x80\x04\x95pickle",
        message(["unknown"]),
        message(["l"], b"left over")[:-3],
        message(["l"]) + b"left over",
        message({"a": 1}),
        message([]),
        message([["l"]]),
        message(["d", [["l"], 1]]),
        message(["d", 1]),
        message(["s", ["l"]]),
        message(["j", "x", 1]),
        message(["b", 0]),
        message(["b", -1], b"x"),
        message(["b", True], b"x"),
        message(["b", 0], b"x", lengths=[-1]),
        message(["b", 0], b"x", lengths=["1"]),
        message(["b", 0], b"x", lengths=[2**70]),
        message(["l", ["b", 0], ["b", 0]], b"x"),
        message(["a", "|O", [1], 0], bytes(8)),
        message(["a", "<f8", [2], 0], bytes(8)),
        message(["a", "<f8", [-1], 0], bytes(8)),
        message(["a", "<f8", [2**62, 2**62, 0], 0], b""),
        message(["a", "<f8", ["1"], 0], bytes(8)),
        message(["a", "<V8", [1], 0], bytes(8)),
        message(["a", "<f3", [1], 0], bytes(3)),
        message(["a", "<f8, <f8", [1], 0], bytes(16)),
        message(["a", "<f8", [1] * 40, 0], bytes(8)),
        message(["f", 0, "f"]),
        message(["df", ["l", 1], ["x", ["l", 1, 2]]]),
        message(["sr", None, ["l", 1, 2], ["l", 1]]),
        message(["sr", None, ["l", ["l", 1], ["l"]], ["d"]]),
    ],
    ids=range(37),
)
def test_forged_bytes_are_malformed_and_nothing_else(forged: bytes) -> None:
    with pytest.raises(Malformed):
        decode(forged)


def test_deep_and_long_trees_are_malformed() -> None:
    deep: Any = 1
    for _ in range(60):
        deep = ["l", deep]
    with pytest.raises(Malformed):
        decode(message(deep))
    text = b'{"blobs": [], "tree": ' + b'["l",' * 100_000 + b"1" + b"]" * 100_000 + b"}"
    with pytest.raises(Malformed):
        decode(b"AGV1" + struct.pack("<I", len(text)) + text)
    with pytest.raises(Malformed, match="too many blobs"):
        decode(message(None, lengths=[0] * (values.NODES + 1)))


def test_one_array_cannot_be_named_again_and_again() -> None:
    again = ["l", *[["a", "|u1", [1000], 0]] * 100]
    with pytest.raises(Malformed, match="used twice"):
        decode(message(again, bytes(1000)))


@pytest.mark.parametrize("seed", range(20))
def test_damaged_messages_never_raise_anything_else(seed: int) -> None:
    good = encode({"a": [1, np.arange(3.0)], "t": pd.DataFrame({"x": [1]}), "b": b"xyz"})
    random = np.random.default_rng(seed)
    for _ in range(100):
        bad = bytearray(good)
        for position in random.integers(8, len(bad), 3):
            bad[position] = random.integers(32, 127)
        try:
            decode(bytes(bad))
        except Malformed:
            continue


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "nothing"),
        (..., "nothing"),
        (3, "value"),
        (np.zeros(2), "value"),
        (pd.DataFrame(), "table"),
        (pd.Series(dtype=float), "table"),
        (len, "callable"),
    ],
    ids=str,
)
def test_kinds(value: Any, kind: str) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize("name", ["f", "_x1", "größe"])
def test_identifiers_are_clean_names(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("name", ["", "1x", "a b", "a\x1b[31m", "<b>", "x" * 61, None, 3])
def test_other_names_are_replaced(name: Any) -> None:
    assert clean_name(name) == "unnamed"


def test_changes_in_place_are_repeated() -> None:
    row = np.zeros(2)
    original = {"keep": [1, row], "drop": 1}
    kept = original["keep"]
    write_back(original, {"keep": [1, np.array([3.0, 4.0]), "new"], "add": 2})
    assert original == {"keep": kept, "add": 2}
    assert kept[1] is row and row.tolist() == [3.0, 4.0] and kept[2] == "new"
    numbers = {1, 2}
    write_back(numbers, {2, 3})
    assert numbers == {2, 3}


@pytest.mark.parametrize("changed", [np.zeros(3), "text", None, [1.0, 2.0]])
def test_changes_that_cannot_be_repeated_are_not(changed: Any) -> None:
    array = np.ones(2)
    write_back(array, changed)
    assert array.tolist() == [1.0, 1.0]


def test_a_read_only_array_stays() -> None:
    array = np.ones(2)
    array.flags.writeable = False
    write_back(array, np.zeros(2))
    assert array.tolist() == [1.0, 1.0]
