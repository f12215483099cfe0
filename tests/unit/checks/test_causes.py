import numpy as np
import pytest

from autograder.checks.causes import guess_shape, guess_values

EXPECTED = np.array([[1.5, -2.25], [0.75, 4.5]])


def values(got, expected=EXPECTED):
    return guess_values(np.asarray(got), np.asarray(expected), 1e-5, 1e-8)


@pytest.mark.parametrize(
    ("got", "expected", "text", "discreet"),
    [
        ((2, 3), (3, 2), "rows and columns are swapped", None),
        ((3, 28, 28), (28, 28, 3), "axes are swapped", None),
        ((3,), (4,), "axis 0 is one too short", "a length is off by one"),
        ((5, 4), (4, 4), "axis 0 is one too long", "a length is off by one"),
        ((3, 3), (4, 4), "axes 0 and 1 are each one too short", "a length is off by one"),
        (
            (4, 1),
            (4,),
            "an extra axis of length 1: see `keepdims`, `reshape`, `np.squeeze`",
            None,
        ),
        (
            (4,),
            (1, 4),
            "a missing axis of length 1: see `keepdims`, `reshape`, `np.squeeze`",
            None,
        ),
        ((), (4,), "one number for the whole array: should a sum or mean have an `axis`?", None),
        ((12,), (3, 4), "as many numbers as expected, in another shape: see `reshape`", None),
    ],
)
def test_shapes(got, expected, text, discreet):
    cause = guess_shape(got, expected)
    assert (cause.text, cause.discreet) == (text, discreet or text)


@pytest.mark.parametrize(
    ("got", "expected"),
    [((3, 5), (4, 4)), ((2, 2), (4, 4)), ((5,), (3, 4))],
)
def test_shapes_without_a_guess(got, expected):
    assert guess_shape(got, expected) is None


@pytest.mark.parametrize(
    ("got", "text", "discreet"),
    [
        (EXPECTED.T, "the array is transposed", None),
        (-EXPECTED, "the sign is flipped", None),
        (0 * EXPECTED, "every number is 0: is the result ever filled in?", None),
        (
            EXPECTED.astype(int),
            "fractions are cut off: `//`, `int(…)` or an array of integers",
            None,
        ),
        (
            EXPECTED // 1,
            "fractions are cut off: `//`, `int(…)` or an array of integers",
            None,
        ),
        (EXPECTED.round(), "fractions are rounded away", None),
        (
            EXPECTED / 4,
            "all values are 0.25 times the expected ones",
            "all values are off by the same factor",
        ),
        (
            EXPECTED + 3,
            "all values are 3 too large",
            "all values are too large by the same amount",
        ),
        (
            EXPECTED - 0.5,
            "all values are 0.5 too small",
            "all values are too small by the same amount",
        ),
    ],
)
def test_values(got, text, discreet):
    cause = values(got)
    assert (cause.text, cause.discreet) == (text, discreet or text)


@pytest.mark.parametrize("got", [EXPECTED[::-1], EXPECTED[:, ::-1], EXPECTED**2])
def test_values_without_a_guess(got):
    assert values(got) is None


def test_a_transposed_array_may_have_another_shape():
    array = np.arange(6.0).reshape(2, 3)
    assert values(array.T, array).text == "the array is transposed"
    assert values(array.T + 1, array) is None


def test_single_numbers():
    assert values(-2.5, 2.5).text == "the sign is flipped"
    cause = values(5.0, 2.5)
    assert cause.text == "the number is 2 times the expected one"
    assert cause.discreet == "the number is off by a factor"
    assert values(7.5, 2.5) is None
    assert values(0, 0.25).text.startswith("fractions are cut off")
    assert values(0, 2.5) is None
    assert values(2.6, 2.5) is None


def test_equal_numbers_have_no_offset_worth_telling():
    assert values([3.0, 3.0], [1.0, 1.0]) is None


def test_numbers_that_are_not_finite():
    assert values([1.0, 2.0], [np.inf, 1.0]) is None
    assert values([np.nan, 2.0], [3.0, 1.0]) is None


def test_complex_numbers():
    expected = np.array([1 + 1j, 2 - 1j])
    assert values(2j * expected, expected).text == "all values are 0+2j times the expected ones"
    assert values(expected + 1, expected).text == "all values are off by the same amount"
