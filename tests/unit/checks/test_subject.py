import pytest

from autograder.checks import Call, NotAttempted
from autograder.checks.subject import Cause, Subject, not_written, unwritten

CALL = Call("corr2d", [1], ("image",), {}, (("x", "image"),), "x='image'")


def test_a_call_gives_its_own_name_and_value():
    subject = Subject.of(CALL)
    assert (subject.name, subject.value, subject.is_call) == ("corr2d", [1], True)
    assert subject.wrong("shape") == "wrong output shape"


def test_a_plain_value_has_the_name_it_is_given():
    subject = Subject.of([1], "weights")
    assert (subject.name, subject.value, subject.is_call) == ("weights", [1], False)
    assert subject.wrong("shape") == "wrong shape"
    assert Subject.of([1]).name == "your answer"


def test_the_three_texts_of_a_failure(failure):
    subject = Subject.of(CALL, about="a stride of 3")
    failed = failure(
        subject.fail,
        "wrong output",
        [("got", "7")],
        cause=Cause("half of 14", "a factor"),
        detail=[("all got", "7, 8")],
    )
    assert str(failed) == (
        "corr2d: wrong output\n"
        "  called with   x='image'\n"
        "  about         a stride of 3\n"
        "  got           7\n"
        "  likely cause  half of 14"
    )
    assert str(failed.hidden) == (
        "corr2d: wrong output\n  about         a stride of 3\n  likely cause  a factor"
    )
    assert failed.detail == (
        "corr2d: wrong output\n"
        "  called with   x='image'\n"
        "  input x       'image'\n"
        "  about         a stride of 3\n"
        "  got           7\n"
        "  all got       7, 8\n"
        "  likely cause  half of 14"
    )


def test_the_likely_cause_is_a_known_mistake_then_the_authors_then_a_guess():
    def guess():
        return Cause.plain("guess")

    known = Subject.of(7, cause="author", causes={"six": 6, "seven": 7, "also seven": 7})
    assert known.likely((7).__eq__, guess) == Cause.plain("seven")
    assert known.likely((8).__eq__, guess) == Cause.plain("author")
    assert Subject.of(7).likely((8).__eq__, guess) == Cause.plain("guess")
    assert Subject.of(7).likely() is None


def test_a_guess_that_breaks_is_no_guess():
    assert Subject.of(7).likely(guess=lambda: 1 / 0) is None


def test_none_is_reported(failure):
    failed = failure(Subject.of(None, "w").require_written)
    assert str(failed) == ("w: is None\n  likely cause  a function without `return` gives None")


@pytest.mark.parametrize("value", [..., (..., ...), [...]])
def test_the_stubs_ellipsis_is_not_attempted(value, failure):
    failed = failure(Subject.of(value, "w").require_written)
    assert isinstance(failed, NotAttempted)
    assert (
        str(failed)
        == str(failed.hidden)
        == str(not_written("w"))
        == (
            "w: not written yet\n"
            "  what to do    replace `...` with your code, run that cell, then run this one again"
        )
    )


@pytest.mark.parametrize("value", [(), [], (..., 1), 0, "..."])
def test_other_values_are_attempts(value):
    assert not unwritten(value)
    Subject.of(value).require_written()
