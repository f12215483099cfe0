import math

import numpy as np
import pytest

from autograder.checks import called


class FarError(Exception):
    def __init__(self, ename, evalue, where=""):
        super().__init__("not this text")
        self.ename, self.evalue, self.where = ename, evalue, where


def mean(x):
    return sum(x) / len(x)


class Secret(Exception):
    pass


def raises(error):
    def train(x):
        raise error

    return train


def test_a_visible_message_names_input_error_line_and_cause(failure):
    failed = failure(called, mean, [])
    line = mean.__code__.co_firstlineno + 1
    assert str(failed) == (
        "mean: raised ZeroDivisionError\n"
        "  called with   x=[]\n"
        "  error         division by zero\n"
        f"  where         line {line} of mean: return sum(x) / len(x)\n"
        "  likely cause  a division by zero"
    )
    assert str(failed.hidden) == (
        "mean: raised ZeroDivisionError\n  likely cause  a division by zero"
    )
    assert "  error         division by zero\n" in failed.detail


def test_a_hidden_message_never_quotes_the_exception(failure):
    failed = failure(called, raises(ValueError("input was 42")), 42)
    assert str(failed.hidden) == "train: raised ValueError"
    assert "input was 42" in failed.detail


def test_a_hidden_message_names_pythons_own_exceptions_only(failure):
    failed = failure(called, raises(Secret("42")), 42)
    assert failed.message.title == "train: raised Secret"
    assert str(failed.hidden) == "train: raised an exception"
    assert failed.detail.startswith("train: raised Secret\n")


def test_an_exception_from_another_process_says_what_it_was_there(failure):
    error = FarError("KeyError", "'weights'\x1b[31m\n", "line 3: return state['weights']")
    failed = failure(called, raises(error), 1)
    assert str(failed) == (
        "train: raised KeyError\n"
        "  called with   x=1\n"
        "  error         'weights'\n"
        "  where         line 3: return state['weights']\n"
        "  likely cause  a key that the dictionary does not have"
    )
    assert str(failed.hidden) == (
        "train: raised KeyError\n  likely cause  a key that the dictionary does not have"
    )


@pytest.mark.parametrize("ename", ["Leak_input_was_42", "int", "__name__", "print"])
def test_a_type_from_another_process_is_hidden_unless_python_has_it(ename, failure):
    failed = failure(called, raises(FarError(ename, "")), 1)
    assert str(failed) == (
        f"train: raised {ename}\n  called with   x=1\n  error         (no message)"
    )
    assert str(failed.hidden) == "train: raised an exception"


def test_half_of_the_attributes_are_none(failure):
    error = FarError("KeyError", None)
    failed = failure(called, raises(error), 1)
    assert failed.message.title == "train: raised FarError"


@pytest.mark.parametrize(
    ("function", "arguments", "cause"),
    [
        (lambda x: x + ..., (1,), "a `...` is still in the code"),
        (mean, (), "the function's parameters are not those of the exercise"),
        (mean, (1, 2), "the function's parameters are not those of the exercise"),
        (lambda x: x[3], ([1],), "an index past the end: loops often run one step too far"),
        (
            lambda x: undefined_name,  # noqa: F821
            (1,),
            "a misspelt name, or a name from a cell that has not been run",
        ),
    ],
)
def test_usual_causes(function, arguments, cause, failure):
    failed = failure(called, function, *arguments)
    assert failed.message.rows[-1] == ("likely cause", cause)
    assert failed.hidden.rows == (("likely cause", cause),)


def test_keyword_that_does_not_exist(failure):
    failed = failure(lambda: called(mean, x=[1], axis=0))
    assert failed.message.rows[-1][1] == "the function's parameters are not those of the exercise"


def test_endless_recursion(failure):
    def down(n):
        return down(n - 1)

    failed = failure(called, down, 3)
    assert failed.message.title == "down: raised RecursionError"
    assert failed.message.rows[-1][1] == "the function calls itself and never stops"


def test_an_exception_that_raises_when_it_is_read(failure):
    class Trap(Exception):
        def __str__(self):
            raise RuntimeError

        def __getattr__(self, name):
            raise RuntimeError

    failed = failure(called, raises(Trap()), 1)
    assert failed.message.title == "train: raised Trap"
    assert ("error", "(no message)") in failed.message.rows


def test_the_text_of_an_exception_is_cleaned_and_cut(failure):
    failed = failure(called, raises(ValueError("\x1b[2J" + "a\n" * 500)), 1)
    error = dict(failed.message.rows)["error"]
    assert len(error) == 200
    assert error.startswith("a a a")


def _in_place(x):
    x *= 0.5
    return x


def _refused_by_a_layer(x):
    raise ValueError('Input 0 of layer "conv2d": expected min_ndim=4, found ndim=3.')


@pytest.mark.parametrize(
    ("function", "likely"),
    [
        (lambda x: min(x, 1), "take one number, not an array"),
        (lambda x: math.cos(x), "take one number, not an array"),
        (lambda x: x + np.ones(2), "shapes that do not fit together"),
        (lambda x: x @ np.ones((2, 2)), "columns of the left one"),
        (lambda x: x[3], "they begin at 0"),
        (lambda x: np.tensordot(x, np.ones(2), axes=1), "shapes that do not fit together"),
        (_in_place, "takes no fractions"),
        (lambda x: x.reshape(2, 2), "another number of entries"),
        (lambda x: x.sizes, "never set"),
        (_refused_by_a_layer, "another number of axes"),
    ],
)
def test_numpys_messages_are_translated(function, likely, failure):
    failed = failure(called, function, np.arange(3))
    cause = str(failed.message).partition("likely cause")[2]
    assert likely in cause
    assert likely in str(failed.hidden)
