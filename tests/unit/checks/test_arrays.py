import numpy as np
import pytest

from autograder.checks import NotAttempted, called, check_array, check_number, check_shape

X = np.arange(36.0).reshape(6, 6)
K = np.ones((3, 3))
NUMBERS = np.array([[1.0, 2.0], [3.0, 5.0]])


def returns(value):
    """A call whose function returns `value`."""

    def corr2d(x, k, stride=1, pad=0):
        return value

    return called(corr2d, X, K, stride=1, pad=0)


class Tensor:
    def __init__(self, values):
        self.values = np.asarray(values)
        self.shape = self.values.shape

    def __array__(self, dtype=None, copy=None):
        return self.values


@pytest.mark.parametrize(
    "got", [NUMBERS, NUMBERS.tolist(), NUMBERS.astype(int), NUMBERS + 1e-9, Tensor(NUMBERS)]
)
def test_right_arrays(got):
    check_array(got, NUMBERS)
    check_array(returns(got), NUMBERS)


def test_tolerances():
    check_array([1.05], [1.0], rtol=0.1)
    check_array([0.05], [0.0], atol=0.1)


def test_nan_and_infinity_where_they_are_expected():
    check_array([np.nan, np.inf, 1], [np.nan, np.inf, 1])


def test_wrong_values_of_a_call(failure):
    got = np.array([[1.0, 2.0], [-3.0, 7.5]])
    failed = failure(check_array, returns(got), NUMBERS, about="an odd image")
    assert str(failed) == (
        "corr2d: wrong output values\n"
        "  called with       x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  about             an odd image\n"
        "  expected          [[1., 2.],\n"
        "                     [3., 5.]]\n"
        "  got               [[ 1. ,  2. ],\n"
        "                     [-3. ,  7.5]]\n"
        "  largest error     6 (2 of 4 values differ)\n"
        "  first difference  at [1, 0]: expected 3, got -3"
    )
    assert str(failed.hidden) == ("corr2d: wrong output values\n  about         an odd image")
    assert failed.detail == (
        "corr2d: wrong output values\n"
        "  called with       x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  input x           float64 (6, 6) [[ 0., 1., ..., 4., 5.], [ 6., 7., ..., 10., 11.], "
        "..., [24., 25., ..., 28., 29.], [30., 31., ..., 34., 35.]]\n"
        "  input k           float64 (3, 3) [[1., 1., 1.], [1., 1., 1.], [1., 1., 1.]]\n"
        "  input stride      1\n"
        "  input pad         0\n"
        "  about             an odd image\n"
        "  expected          [[1., 2.],\n"
        "                     [3., 5.]]\n"
        "  got               [[ 1. ,  2. ],\n"
        "                     [-3. ,  7.5]]\n"
        "  largest error     6 (2 of 4 values differ)\n"
        "  first difference  at [1, 0]: expected 3, got -3"
    )


def test_wrong_values_of_a_plain_array(failure):
    failed = failure(check_array, NUMBERS.T, NUMBERS, name="kernel")
    assert str(failed) == (
        "kernel: wrong values\n"
        "  expected          [[1., 2.],\n"
        "                     [3., 5.]]\n"
        "  got               [[1., 3.],\n"
        "                     [2., 5.]]\n"
        "  largest error     1 (2 of 4 values differ)\n"
        "  first difference  at [0, 1]: expected 2, got 3\n"
        "  likely cause      the array is transposed"
    )
    assert str(failed.hidden) == "kernel: wrong values\n  likely cause  the array is transposed"


def test_large_arrays_are_printed_for_the_instructor_only(failure):
    expected = np.zeros((10, 10))
    got = expected.copy()
    got[3, 4] = 2.5
    failed = failure(check_array, got, expected, name="image")
    assert str(failed) == (
        "image: wrong values\n"
        "  largest error     2.5 (1 of 100 values differ)\n"
        "  first difference  at [3, 4]: expected 0, got 2.5"
    )
    assert str(failed.hidden) == "image: wrong values"
    assert "  all expected      [[0., 0., 0., ..., 0., 0., 0.],\n" in failed.detail
    assert "  all got           [[0., 0., 0., ..., 0., 0., 0.],\n" in failed.detail


def test_unsigned_differences_are_true_differences(failure):
    failed = failure(check_array, np.uint8([1, 0]), np.uint8([2, 0]), name="image")
    assert ("largest error", "1 (1 of 2 values differ)") in failed.message.rows


def test_wrong_shape(failure):
    failed = failure(check_array, returns(np.ones((3, 3))), np.ones((4, 4)))
    assert str(failed) == (
        "corr2d: wrong output shape\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  expected      (4, 4)\n"
        "  got           (3, 3)\n"
        "  likely cause  axes 0 and 1 are each one too short"
    )
    assert str(failed.hidden) == (
        "corr2d: wrong output shape\n  likely cause  a length is off by one"
    )
    assert "  all expected  [[1., 1., 1., 1.],\n" in failed.detail


def test_a_transposed_array_of_another_shape(failure):
    wide = np.arange(6.0).reshape(2, 3)
    failed = failure(check_array, wide.T, wide, name="w")
    assert failed.message.title == "w: wrong shape"
    assert failed.message.rows[-1] == ("likely cause", "the array is transposed")


def test_wrong_dtype(failure):
    failed = failure(check_array, returns(np.array([1, 2])), [1.0, 2.0], dtype="float")
    assert str(failed) == (
        "corr2d: wrong output dtype\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  expected      float\n"
        "  got           int64\n"
        "  likely cause  `.astype(…)` converts an array; `dtype=…` makes it right from the start"
    )
    assert str(failed.hidden) == (
        "corr2d: wrong output dtype\n"
        "  likely cause  `.astype(…)` converts an array; `dtype=…` makes it right from the start"
    )
    check_array(np.float32([1, 2]), [1, 2], dtype="float")
    check_array(np.float32([1, 2]), [1, 2], dtype=np.float32)


def test_nan(failure):
    failed = failure(check_array, returns([[1.0, np.nan], [np.inf, 5.0]]), NUMBERS)
    assert str(failed) == (
        "corr2d: the output contains NaN\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  where         at [0, 1] (2 of 4 values)\n"
        "  likely cause  a division by zero, the log of 0, or an overflow in exp"
    )
    assert str(failed.hidden) == (
        "corr2d: the output contains NaN\n"
        "  likely cause  a division by zero, the log of 0, or an overflow in exp"
    )
    assert "all got" in failed.detail


def test_infinity(failure):
    failed = failure(check_array, [1.0, np.inf], [1.0, 2.0], name="loss")
    assert str(failed) == (
        "loss: contains infinity\n"
        "  where         at [1] (1 of 2 values)\n"
        "  likely cause  a division by zero, the log of 0, or an overflow in exp"
    )


def test_a_number_where_infinity_is_expected(failure):
    failed = failure(check_array, [1.0, 5.0], [1.0, np.inf], name="loss")
    assert str(failed) == (
        "loss: wrong values\n"
        "  expected          [ 1., inf]\n"
        "  got               [1., 5.]\n"
        "  first difference  at [1]: expected inf, got 5"
    )


@pytest.mark.parametrize("check", [check_array, check_number])
def test_none(check, failure):
    failed = failure(check, None, 1.0, name="loss")
    assert str(failed) == "loss: is None\n  likely cause  a function without `return` gives None"


@pytest.mark.parametrize("check", [check_array, check_number])
def test_ellipsis(check, failure):
    failed = failure(check, ..., 1.0, name="loss")
    assert type(failed) is NotAttempted
    assert failed.message.title == "loss: not written yet"


@pytest.mark.parametrize(
    ("got", "text"),
    [
        ("12", "str: '12'"),
        ([1, "2"], "list: [1, '2']"),
        ([[1], [1, 2]], "list: [[1], [1, 2]]"),
        ({"a": 1}, "dict: {'a': 1}"),
        (len, "builtin_function_or_method: <built-in function len>"),
    ],
)
def test_wrong_type(got, text, failure):
    failed = failure(check_array, returns(got), NUMBERS)
    assert str(failed) == (
        "corr2d: wrong output type\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  expected      numbers: an array, a list or a single number\n"
        f"  got           {text}"
    )
    assert str(failed.hidden) == "corr2d: wrong output type"


def test_an_object_that_raises(hostile, failure):
    for check in (check_array, check_number):
        failed = failure(check, hostile, 1, name="w")
        assert failed.message.rows[1] == ("got", "Hostile: <Hostile object>")


def test_an_array_of_objects_is_not_compared_by_their_own_methods(hostile, failure):
    objects = np.empty(2, object)
    objects[0] = objects[1] = hostile
    failed = failure(check_array, objects, [1, 2], name="w")
    assert failed.message.title == "w: wrong type"


def test_known_mistakes_explain_wrong_shapes_and_values(failure):
    causes = {"sum instead of mean": 4 * NUMBERS, "valid instead of same": np.ones((1, 1))}
    failed = failure(check_array, returns(4 * NUMBERS), NUMBERS, causes=causes, cause="other")
    assert failed.message.rows[-1] == ("likely cause", "sum instead of mean")
    assert failed.hidden.rows[-1] == ("likely cause", "sum instead of mean")
    failed = failure(check_array, returns([[1]]), NUMBERS, causes=causes)
    assert failed.message.rows[-1] == ("likely cause", "valid instead of same")
    failed = failure(check_array, 4 * NUMBERS + 1, NUMBERS, causes=causes, cause="other")
    assert failed.message.rows[-1] == ("likely cause", "other")


def test_hidden_guesses_quote_no_numbers(failure):
    failed = failure(check_array, NUMBERS / 8, NUMBERS, name="w")
    assert failed.message.rows[-1][1] == "all values are 0.125 times the expected ones"
    assert failed.hidden.rows == (("likely cause", "all values are off by the same factor"),)


def test_hidden_messages_hold_no_input_no_expected_and_no_received_value(failure):
    wrong = [
        np.full((2, 2), 77.25),
        np.full((3, 3), 77.25),
        np.full((2, 2), np.nan),
        "77.25",
        [[77.25, None]],
    ]
    for got in wrong:
        failed = failure(
            check_array, called(lambda secret, got=got: got, 88.5), [[99.125, 1], [2, 3]]
        )
        for secret in ("77.25", "88.5", "99.125", "secret", "(2, 2)", "(3, 3)"):
            assert secret not in str(failed.hidden)
        assert "input secret" in failed.detail
        assert "88.5" in failed.detail


def test_warnings_stay_silent(recwarn, failure):
    failure(check_array, [1e308, np.inf, -1.0], [-1e308, np.inf, np.inf])
    failure(check_array, [0.0, np.inf], [np.inf, np.inf])
    failure(check_array, [1e300, 3.0], [0.0, 1e-300])
    assert not recwarn.list


def test_empty_arrays(failure):
    check_array([], np.zeros(0))
    assert failure(check_array, [], [1.0], name="w").message.title == "w: wrong shape"


def test_the_author_is_told_about_wrong_use():
    with pytest.raises(TypeError, match="made of numbers"):
        check_array([1], "1")
    with pytest.raises(TypeError, match="flaot"):
        check_array(..., [1], dtype="flaot")
    with pytest.raises(TypeError, match="one number"):
        check_number(1, [1])
    with pytest.raises(TypeError, match="tuple"):
        check_shape(NUMBERS, [2, 2])


@pytest.mark.parametrize("got", [3, 3.0, np.float32(3), np.array(3), Tensor(3), 3 + 0j])
def test_right_numbers(got):
    check_number(got, 3)


def test_wrong_number(failure):
    failed = failure(check_number, returns(-692), 692, about="the lecture's image")
    assert str(failed) == (
        "corr2d: wrong output value\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  about         the lecture's image\n"
        "  expected      692\n"
        "  got           -692\n"
        "  likely cause  the sign is flipped"
    )
    assert str(failed.hidden) == (
        "corr2d: wrong output value\n"
        "  about         the lecture's image\n"
        "  likely cause  the sign is flipped"
    )


def test_numbers_are_shown_with_the_digits_that_differ(failure):
    failed = failure(check_number, 1.0000004, 1.0, rtol=0, name="loss")
    assert str(failed) == "loss: wrong value\n  expected      1\n  got           1.0000004"


def test_nan_is_not_a_number_to_return(failure):
    failed = failure(check_number, np.nan, 1.0, name="loss")
    assert str(failed) == (
        "loss: contains NaN\n"
        "  likely cause  a division by zero, the log of 0, or an overflow in exp"
    )


@pytest.mark.parametrize(
    ("got", "text"),
    [
        (True, "bool: True"),
        (np.bool_(True), "bool: True"),
        ("3", "str: '3'"),
        (np.array([3.0]), "ndarray: float64 (1,) [3.]"),
        ([3], "list: [3]"),
    ],
)
def test_no_single_number(got, text, failure):
    failed = failure(check_number, got, 3, name="loss")
    assert str(failed) == (
        f"loss: wrong type\n  expected      a single number\n  got           {text}"
    )
    assert str(failed.hidden) == "loss: wrong type"


def test_several_numbers_in_place_of_one(failure):
    failed = failure(check_number, returns([3.0, 4.0]), 3)
    cause = "likely cause  a number for each entry: is the sum or the mean missing?"
    assert cause in str(failed)
    assert cause in str(failed.hidden)


def test_a_cause_about_values_is_not_shown_for_a_wrong_type(failure):
    failed = failure(check_number, returns([3.0, 4.0]), 3, cause="labels are exchanged")
    assert "is the sum or the mean missing?" in str(failed)
    assert "exchanged" not in str(failed) + str(failed.hidden)


@pytest.mark.parametrize("got", [X, X.tolist(), Tensor(X)])
def test_right_shapes(got):
    check_shape(got, (6, 6))
    check_shape(got, (None, 6))
    check_shape(returns(got), (6, 6))


def test_shapes_of_numbers_and_of_symbolic_tensors():
    class Symbolic:
        shape = (None, 10)

    check_shape(3.5, ())
    check_shape(Symbolic(), (None, 10))


def test_wrong_shape_as_the_style_guide_has_it(failure):
    cause = {"n - f instead of n - f + 1": (3, 3)}
    failed = failure(check_shape, returns(np.ones((3, 3))), (4, 4), causes=cause)
    assert str(failed) == (
        "corr2d: wrong output shape\n"
        "  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0\n"
        "  expected      (4, 4)\n"
        "  got           (3, 3)\n"
        "  likely cause  n - f instead of n - f + 1"
    )
    assert str(failed.hidden) == (
        "corr2d: wrong output shape\n  likely cause  n - f instead of n - f + 1"
    )


def test_wrong_shape_of_a_plain_value(failure):
    failed = failure(check_shape, np.ones((2, 3)), (3, 2), name="w")
    assert str(failed) == (
        "w: wrong shape\n"
        "  expected      (3, 2)\n"
        "  got           (2, 3)\n"
        "  likely cause  rows and columns are swapped"
    )


def test_a_shape_with_any_length(failure):
    failed = failure(check_shape, np.ones((5, 9)), (None, 10), name="y")
    assert str(failed) == "y: wrong shape\n  expected      (None, 10)\n  got           (5, 9)"


def test_shape_of_what_has_none(hostile, failure):
    failed = failure(check_shape, "text", (4,), name="w")
    assert str(failed) == ("w: wrong type\n  expected      an array\n  got           str: 'text'")
    assert failure(check_shape, hostile, (4,)).message.title == "your answer: wrong type"
    assert failure(check_shape, None, (4,), name="w").message.title == "w: is None"
    assert type(failure(check_shape, ..., (4,))) is NotAttempted
