import numpy as np
import pytest

from autograder.checks import NotAttempted, called, check_gradient

X = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])


def f(x):
    return np.sum(x**3)


def test_right_gradients():
    check_gradient(3 * X**2, f, X)
    check_gradient((3 * X**2).tolist(), f, X.tolist())
    check_gradient(called(lambda x: 3 * x**2, X), f, X)
    check_gradient(6.0, lambda x: x**2, 3)
    check_gradient(np.zeros((0,)), lambda x: x.sum(), np.zeros(0))


def test_rounding_is_no_error():
    x = np.linspace(0.1, 1, 5)
    check_gradient(np.zeros(5), lambda x: np.sin(1e3) + 0 * x.sum(), x)
    check_gradient(np.full(5, 1e-7), lambda x: 30 + 1e-7 * x.sum(), x)


def test_a_small_entry_that_is_wrong_is_found(failure):
    scale = np.array([1.0, 1e-4])
    failure(check_gradient, np.array([1.0, 1.1e-4]), lambda x: np.sum(scale * x), np.ones(2))


def test_f_may_change_its_argument():
    def square(x):
        x *= x
        return x.sum()

    x = np.array([1.0, 2.0])
    check_gradient(2 * x, square, x)
    assert x.tolist() == [1.0, 2.0]


def test_wrong_gradient(failure):
    gradient = 3 * X**2
    gradient[1, 2] = 5.0
    failed = failure(check_gradient, called(lambda x: gradient, X), f, X, about="a negative x")
    assert str(failed) == (
        "<lambda>: wrong gradient\n"
        "  called with     x of shape (2, 3)\n"
        "  about           a negative x\n"
        "  relative error  0.495 (allowed 1e-05)\n"
        "  worst entry     at [1, 2]: numerical 1.6875, yours 5"
    )
    assert str(failed.hidden) == "<lambda>: wrong gradient\n  about         a negative x"
    assert "  all expected    [[ 0.75  ,  3.    , 12.    ],\n" in failed.detail
    assert "  all got         [[ 0.75  ,  3.    , 12.    ],\n" in failed.detail
    assert "  input x         float64 (2, 3)" in failed.detail


def test_a_factor(failure):
    failed = failure(check_gradient, 6 * X**2, f, X, name="dw")
    assert failed.message.rows[-1][1] == "all values are 2 times the expected ones"
    assert failed.hidden.rows == (("likely cause", "all values are off by the same factor"),)


def test_a_known_mistake(failure):
    causes = {"the power is not multiplied": X**2}
    failed = failure(check_gradient, X**2, f, X, name="dw", causes=causes)
    assert failed.message.rows[-1][1] == "the power is not multiplied"


def test_a_single_number(failure):
    failed = failure(check_gradient, -6.0, lambda x: x**2, 3.0, name="slope")
    assert str(failed) == (
        "slope: wrong gradient\n"
        "  relative error  1 (allowed 1e-05)\n"
        "  worst entry     numerical 6, yours -6\n"
        "  likely cause    the sign is flipped"
    )


def test_wrong_shape(failure):
    failed = failure(check_gradient, (3 * X**2).T, f, X, name="dw")
    assert str(failed) == (
        "dw: wrong shape\n"
        "  expected      (2, 3)\n"
        "  got           (3, 2)\n"
        "  likely cause  the array is transposed"
    )


def test_nan_type_none_and_ellipsis(hostile, failure):
    assert failure(check_gradient, np.full(X.shape, np.nan), f, X).message.title == (
        "your answer: contains NaN"
    )
    assert failure(check_gradient, "dw", f, X).message.title == "your answer: wrong type"
    assert failure(check_gradient, hostile, f, X).message.title == "your answer: wrong type"
    assert failure(check_gradient, None, f, X).message.title == "your answer: is None"
    assert type(failure(check_gradient, ..., f, X)) is NotAttempted


@pytest.mark.parametrize(
    ("function", "error", "text"),
    [
        (lambda x: x, TypeError, "one number"),
        (lambda x: None, TypeError, "made of numbers"),
        (lambda x: np.float32(x.sum()), TypeError, "must return float64, not float32"),
        (lambda x: np.float64(np.nan), ValueError, "finite"),
    ],
)
def test_the_author_is_told_about_an_unfit_function(function, error, text):
    with pytest.raises(error, match=text):
        check_gradient(X, function, X)
