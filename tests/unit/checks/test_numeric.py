import warnings

import numpy as np
import pytest

from autograder.checks.numeric import (
    all_close,
    as_numbers,
    close,
    expected_numbers,
    first_true,
    widened,
)


@pytest.mark.parametrize(
    ("value", "dtype", "shape"),
    [
        (3, "int64", ()),
        (True, "bool", ()),
        ([1.5, 2], "float64", (2,)),
        (((1, 2), (3, 4)), "int64", (2, 2)),
        (np.float32(1), "float32", ()),
        (1j, "complex128", ()),
        ([], "float64", (0,)),
        (np.ma.masked_array([1, 2], [True, False]), "int64", (2,)),
    ],
)
def test_numbers(value, dtype, shape):
    array = as_numbers(value)
    assert type(array) is np.ndarray
    assert (array.dtype, array.shape) == (dtype, shape)


@pytest.mark.parametrize(
    "value",
    ["3", b"3", None, ..., [1, None], [[1], [1, 2]], {1: 2}, {1, 2}, (n for n in [1]), len, 10**30],
)
def test_no_numbers(value):
    assert as_numbers(value) is None


def test_an_object_that_raises_has_no_numbers(hostile):
    numbers = as_numbers(hostile)
    assert numbers is None


def test_a_tensor_is_read_through_its_array_and_its_warnings_are_dropped():
    class Tensor:
        def __array__(self, dtype=None, copy=None):
            warnings.warn("old protocol", DeprecationWarning, stacklevel=2)
            return np.array([1.0, 2.0], dtype)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert as_numbers(Tensor()).tolist() == [1.0, 2.0]


def test_the_author_must_expect_numbers():
    with pytest.raises(TypeError, match="must be made of numbers, not str"):
        expected_numbers("3")


def test_close():
    got, expected = np.array([1.0, 1.1, np.nan, np.inf]), np.array([1.0, 1.0, np.nan, 1.0])
    assert close(got, expected, 1e-5, 1e-8).tolist() == [True, False, True, False]


def test_unsigned_numbers_do_not_wrap_around():
    assert (widened(np.uint8([1])) - widened(np.uint8([2]))).tolist() == [-1.0]


def test_all_close_needs_the_same_shape():
    assert all_close([1, 2], np.array([1.0, 2.0]), 0, 0)
    assert not all_close([1, 2], [[1, 2]], 0, 0)
    assert not all_close("12", [1, 2], 0, 0)
    assert not all_close([1, 2], None, 0, 0)


def test_the_first_true():
    assert first_true(np.array([[False, False], [True, True]])) == (1, 0)
    assert first_true(np.array(True)) == ()
