import numpy as np
import pytest

from autograder.checks import NotAttempted, check_choice

OPTIONS = ["it grows", "it shrinks", "it stays the same"]
REASONS = {"it grows": "nothing is added", "it shrinks": "the border is padded"}
RIGHT = "it stays the same"
COPY_IT = "the answer must be one option, letter by letter: copy it from the list"


@pytest.mark.parametrize("answer", [RIGHT, np.str_(RIGHT)])
def test_right_answers(answer):
    check_choice(answer, OPTIONS)
    check_choice(answer, OPTIONS, right=RIGHT, reasons=REASONS)


def test_any_option_will_do_before_the_right_one_is_known():
    for option in OPTIONS:
        check_choice(option, tuple(OPTIONS))


def test_a_wrong_option_is_told_why_not_and_never_the_right_one(failure):
    failed = failure(
        check_choice, "it grows", OPTIONS, right=RIGHT, reasons=REASONS, name="answer_padding"
    )
    assert str(failed) == (
        "answer_padding: not the right option\n"
        "  got           'it grows'\n"
        "  why not       nothing is added"
    )
    assert str(failed.hidden) == (
        "answer_padding: not the right option\n  why not       nothing is added"
    )
    assert RIGHT not in str(failed) + str(failed.hidden)


def test_the_closest_option(failure):
    failed = failure(check_choice, "It grow", OPTIONS, name="answer")
    assert str(failed) == (
        "answer: not one of the options\n"
        "  got             'It grow'\n"
        "  closest option  'it grows'\n"
        f"  likely cause    {COPY_IT}"
    )
    assert str(failed.hidden) == f"answer: not one of the options\n  likely cause  {COPY_IT}"


def test_the_closest_option_does_not_depend_on_the_right_one(failure):
    plain = failure(check_choice, "it shrink", OPTIONS)
    keyed = failure(check_choice, "it shrink", OPTIONS, right=RIGHT, reasons=REASONS)
    assert str(plain) == str(keyed)


def test_nothing_is_close(failure):
    failed = failure(check_choice, "\x1b[31mzzz" * 1000, OPTIONS)
    assert "closest option" not in dict(failed.message.rows)
    assert "\x1b" not in str(failed)


def test_a_number_is_no_option(failure):
    failed = failure(check_choice, 2, OPTIONS, name="answer", about="padding")
    assert str(failed) == (
        "answer: wrong type\n"
        "  about         padding\n"
        "  expected      the text of an option\n"
        "  got           int: 2\n"
        f"  likely cause  {COPY_IT}"
    )


def test_none_ellipsis_and_objects(hostile, failure):
    assert type(failure(check_choice, ..., OPTIONS)) is NotAttempted
    assert failure(check_choice, None, OPTIONS).message.title == "your answer: is None"
    assert failure(check_choice, hostile, OPTIONS).message.title == "your answer: wrong type"


def test_text_that_pretends_to_be_every_option(failure):
    class Chameleon(str):
        def __eq__(self, other):
            return True

        def __hash__(self):
            return hash(RIGHT)

    failed = failure(check_choice, Chameleon("it grows"), OPTIONS, right=RIGHT, reasons=REASONS)
    assert failed.message.title == "your answer: not the right option"


@pytest.mark.parametrize("answer", [RIGHT, ...])
@pytest.mark.parametrize(
    ("options", "right", "reasons", "error", "text"),
    [
        (OPTIONS, "it stays", REASONS, ValueError, "right option is not one of the options"),
        (OPTIONS, RIGHT, {}, ValueError, "without a reason: 'it grows'"),
        (OPTIONS, RIGHT, None, ValueError, "without a reason: 'it grows'"),
        (OPTIONS, RIGHT, REASONS | {"it grows": ""}, ValueError, "without a reason: 'it grows'"),
        (OPTIONS, RIGHT, REASONS | {"it falls": "no"}, ValueError, "not an option: 'it falls'"),
        (OPTIONS, None, {"it falls": "no"}, ValueError, "not an option: 'it falls'"),
        ([RIGHT, RIGHT], None, None, ValueError, "all different"),
        ([RIGHT], None, None, ValueError, "at least two"),
        ([RIGHT, 3], None, None, TypeError, "list of texts"),
        (RIGHT, None, None, TypeError, "list of texts"),
    ],
)
def test_the_authors_mistakes(answer, options, right, reasons, error, text):
    with pytest.raises(error, match=text):
        check_choice(answer, options, right=right, reasons=reasons)
