import copy
import pickle

import pytest

from autograder.checks.failure import CheckFailure, Message, NotAttempted, clean

MESSAGE = Message(
    "corr2d: wrong output shape",
    (
        ("called with", "x of shape (6, 6), k of shape (3, 3), stride=1, pad=0"),
        ("expected", "(4, 4)"),
        ("got", "(3, 3)"),
        ("likely cause", "n - f instead of n - f + 1"),
    ),
)
TEXT = """\
corr2d: wrong output shape
  called with   x of shape (6, 6), k of shape (3, 3), stride=1, pad=0
  expected      (4, 4)
  got           (3, 3)
  likely cause  n - f instead of n - f + 1"""


def test_a_message_is_printed_in_columns():
    assert str(MESSAGE) == TEXT
    assert str(Message("a title")) == "a title"


def test_later_lines_of_a_row_are_aligned_with_the_first():
    message = Message("f: wrong", (("got", "[[1,\n  2]]"), ("a label of 20 chars", "wide")))
    assert str(message) == (
        "f: wrong\n"
        "  got                  [[1,\n"
        "                         2]]\n"
        "  a label of 20 chars  wide"
    )


def test_a_failure_is_an_assertion_with_three_texts():
    failure = CheckFailure(MESSAGE, Message("hidden"), "detail")
    assert isinstance(failure, AssertionError)
    assert (str(failure), str(failure.hidden), failure.detail) == (TEXT, "hidden", "detail")


def test_by_default_a_hidden_message_has_the_title_only():
    failure = CheckFailure(MESSAGE)
    assert str(failure.hidden) == "corr2d: wrong output shape"
    assert failure.detail == TEXT


def test_a_notebook_shows_the_message_without_a_stack():
    assert CheckFailure(MESSAGE)._render_traceback_() == TEXT.split("\n")


def test_ipython_honours_it(capsys):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.user_ns["failure"] = CheckFailure(MESSAGE)
    shell.run_cell("raise failure")
    assert capsys.readouterr().out.strip() == TEXT


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))])
def test_failures_can_be_copied(duplicate):
    failure = NotAttempted(MESSAGE, Message("hidden"), "detail")
    twin = duplicate(failure)
    assert type(twin) is NotAttempted
    assert (twin.message, twin.hidden, twin.detail) == (MESSAGE, Message("hidden"), "detail")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain text", "plain text"),
        ("two\nlines\tand\r\n tabs", "two lines and tabs"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("right\u202eleft zero\u200bwidth", "rightleft zerowidth"),
        ("line\u2028separator", "line separator"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("naïve 数字 ∑", "naïve 数字 ∑"),
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


def test_clean_cuts_long_text():
    assert clean("x" * 200) == "x" * 200
    assert clean("x" * 201) == "x" * 199 + "…"
    assert clean("x" * 10**7, limit=5) == "xxxx…"


def test_clean_does_not_trust_a_subclass_of_str():
    class Liar(str):
        def __str__(self):
            return "lie"

        def __getitem__(self, key):
            return "lie"

    assert type(clean(Liar("truth"))) is str
    assert clean(Liar("truth")) == "truth"
