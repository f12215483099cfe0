import numpy as np
import pytest

from autograder.checks import (
    CheckFailure,
    Message,
    NotAttempted,
    called,
    check_array,
    check_unchanged,
)


def corr2d(x, k, stride=1, pad=0):
    return x


class FarError(Exception):
    """What another process reports."""

    def __init__(self, ename, evalue, where=""):
        super().__init__("not this text")
        self.ename, self.evalue, self.where = ename, evalue, where


class Far:
    """Stands for a function in another process."""

    __name__ = "corr2d"
    parameters = ("x", "k")

    def __init__(self, answer=1.0):
        self.answer = answer

    def __call__(self, *args, **kwargs):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_call_keeps_what_messages_need():
    x, k = np.zeros((6, 6)), np.ones((3, 3))
    call = called(corr2d, x, k, 2, pad=1)
    assert call.function == "corr2d"
    np.testing.assert_array_equal(call.value, x)
    assert [np.shape(argument) for argument in call.args] == [(6, 6), (3, 3), ()]
    assert call.kwargs == {"pad": 1}
    assert [label for label, _ in call.before] == ["x", "k", "stride", "pad"]
    assert call.described == "x of shape (6, 6), k of shape (3, 3), stride=2, pad=1"


def test_arguments_are_described_and_copied_before_the_call():
    def append(items):
        items.append(4)
        return items

    call = called(append, [1, [2]])
    assert call.described == "items=[1, [2]]"
    assert call.before == (("items", [1, [2]]),)
    assert call.value == [1, [2], 4]


def test_keywords_belong_to_the_students_function():
    assert called(lambda **hp: hp, function=1, name=2).value == {"function": 1, "name": 2}


@pytest.mark.parametrize(
    ("function", "arguments", "described"),
    [
        (lambda: 1, (), "no arguments"),
        (lambda *rows: 1, (1, 2), "argument 1=1, argument 2=2"),
        (lambda x, *rows: 1, (1, 2), "x=1, argument 2=2"),
        (Far(), (1, 2, 3), "x=1, k=2, argument 3=3"),
        (dict, ([],), "argument 1=[]"),
    ],
)
def test_names_of_arguments(function, arguments, described):
    assert called(function, *arguments).described == described


def test_names_and_parameters_that_a_student_chose_are_cleaned():
    far = Far()
    far.__name__ = "f\x1b[31m\nx"
    far.parameters = ("a\x07b", "c\n" * 100)
    call = called(far, 1, 2)
    assert call.function == "f x"
    assert call.described == f"ab=1, {'c ' * 19}c…=2"


def test_a_callable_that_hides_its_name_and_signature(hostile):
    class Silent(type(hostile).__mro__[0]):
        def __call__(self, x):
            return x

    assert called(Silent(), 5).function == "Silent"


def test_not_written_yet(failure):
    for failed in (failure(called, ..., 1), failure(called, Far(...), 1)):
        assert isinstance(failed, NotAttempted)
    assert failed.message.title == "corr2d: not written yet"
    assert failure(called, ...).message.title == "your function: not written yet"
    assert failure(called, lambda x: (..., ...), 1).message.title == "<lambda>: not written yet"


def test_not_a_function(failure):
    failed = failure(called, [1, 2], 3)
    assert str(failed) == "your function: is not a function\n  got           list: [1, 2]"
    assert str(failed.hidden) == "your function: is not a function"


def test_returned_none(failure):
    failed = failure(called, Far(None), np.zeros((2, 2)), k=3)
    assert str(failed) == (
        "corr2d: returned None\n"
        "  called with   x of shape (2, 2), k=3\n"
        "  likely cause  forgot `return`?"
    )
    assert str(failed.hidden) == "corr2d: returned None\n  likely cause  forgot `return`?"
    assert failed.detail == (
        "corr2d: returned None\n"
        "  called with   x of shape (2, 2), k=3\n"
        "  input x       float64 (2, 2) [[0., 0.], [0., 0.]]\n"
        "  input k       3\n"
        "  likely cause  forgot `return`?"
    )


def test_an_exception_becomes_a_failure_without_the_students_stack(failure):
    def broken(x):
        raise ValueError("secret 42")

    failed = failure(called, broken, 42)
    assert failed.message.title == "broken: raised ValueError"
    assert failed.__cause__ is None
    assert failed.__context__ is None


def test_a_failure_inside_the_function_passes_through():
    def nested(x):
        check_array(x, 2, name="inner")

    with pytest.raises(CheckFailure, match="inner: wrong value"):
        called(nested, 1)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_what_is_no_exception_passes_through(stop):
    def stops():
        raise stop

    with pytest.raises(stop):
        called(stops)


def test_only_the_far_functions_own_exceptions_are_failures(failure):
    assert failure(called, Far(FarError("ValueError", "no"))).message.title == (
        "corr2d: raised ValueError"
    )
    with pytest.raises(ConnectionError, match="the wire is cut"):
        called(Far(ConnectionError("the wire is cut")))


def test_a_failure_from_afar_passes_through():
    with pytest.raises(CheckFailure, match="^said elsewhere$"):
        called(Far(CheckFailure(Message("said elsewhere"))))


def test_arguments_that_cannot_be_copied_may_be_passed(hostile):
    assert called(lambda items: 1, (n for n in range(3))).value == 1
    assert called(lambda items: 1, hostile).value == 1


def test_what_a_function_does_to_its_arguments_reaches_no_expected_value():
    """`check_array(called(f, x), 2 * x)` computes `2 * x` after the call."""

    def spoil(x, rows):
        x[:] = 0
        rows.clear()
        return x

    x, rows = np.ones(3), [[1], [2]]
    call = called(spoil, x, rows)
    np.testing.assert_array_equal(x, np.ones(3))
    assert rows == [[1], [2]]
    with pytest.raises(CheckFailure):
        check_array(call, 2 * x)
    with pytest.raises(CheckFailure):
        check_unchanged(call)
