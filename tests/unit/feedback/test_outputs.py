"""Outputs on a page: text, pictures, errors in words; nothing of a traceback."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.feedback.outputs import Outputs, Shown, stopped
from autograder.feedback.texts import one_line, plain

from .test_markdown import png


def stream(text: Any) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def display(**data: Any) -> dict[str, Any]:
    mimes = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": mimes}


def error(name: str, message: str, *traceback: str) -> dict[str, Any]:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": message,
        "traceback": list(traceback),
    }


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (stream("hello\n"), [Shown("text", "hello\n")]),
        (stream(["a", "b"]), [Shown("text", "ab")]),
        (stream("\x1b[31mred\x1b[0m"), [Shown("text", "red")]),
        (stream("\x1b]8;;https://example.org\x07link\x1b]8;;\x07"), [Shown("text", "link")]),
        (stream("1/3\b\b\b\r2/3\b\b\b\r3/3\n"), [Shown("text", "3/3\n")]),
        (stream("a\r\nb"), [Shown("text", "a\nb")]),
        (stream("nul \x00 and \udfff"), [Shown("text", "nul  and ?")]),
        (stream(" \n"), []),
        (stream(7), []),
        (display(text_plain="2.5"), [Shown("text", "2.5\n")]),
        (display(text_html="<script>alert(1)</script>", text_plain="x"), [Shown("text", "x\n")]),
        (display(text_html="<script>alert(1)</script>"), []),
        (display(application_javascript="alert(1)"), []),
        (display(text_markdown="<script>"), []),
        (display(text_latex="$x$"), []),
        ({"output_type": "display_data", "data": {"image/svg+xml": "<svg/>"}}, []),
        ({"output_type": "display_data", "data": ["image/png"]}, []),
        ({"output_type": "nonsense"}, []),
        ({}, []),
        (None, []),
        ("text", []),
    ],
)
def test_what_of_an_output_is_shown(output: Any, shown: list[Shown]) -> None:
    assert Outputs().shown([output]) == shown


def test_pictures_are_shown_in_place_of_their_texts() -> None:
    given = display(text_plain="<Figure size 640x480>", image_png=png())
    assert Outputs().shown([given]) == [Shown("picture", f"data:image/png;base64,{png()}")]
    false = display(text_plain="a picture", image_png="PHN2Zy8+")
    assert Outputs().shown([false]) == [Shown("text", "a picture\n")]


def test_errors_are_said_without_their_tracebacks() -> None:
    given = error("ValueError", "no\nway \x1b[1m<b>", "line 7: assert secret == 62710561")
    assert Outputs().shown([given]) == [Shown("error", "ValueError: no way <b>")]


def test_printed_lines_stay_together_and_in_order() -> None:
    given = [stream("a"), stream("b\n"), error("E", ""), stream("c")]
    assert [piece.content for piece in Outputs().shown(given)] == ["ab\n", "E", "c"]


def test_a_flood_is_cut() -> None:
    outputs = Outputs()
    (piece,) = outputs.shown([stream("x" * 50_000)])
    assert len(piece.content) < 10_100
    assert "40,000 more characters are left out here" in piece.content
    total = sum(len(p.content) for _ in range(100) for p in outputs.shown([stream("x" * 9_000)]))
    assert total < 410_000


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (error("NameError", "x", "Cell \x1b[32mIn[5], line 2\x1b[0m"), "NameError in line 2"),
        (error("NameError", "x", "Cell In[5], line 99"), "NameError"),
        (error("NameError", "x"), "NameError"),
        (error("E7919_62710561", "x", "Cell In[5], line 1"), "an exception in line 1"),
        (error("print", "x"), "an exception"),
        (error("<script>", "x"), "an exception"),
        (stream("NameError"), ""),
    ],
)
def test_where_a_cell_stopped_is_said_without_the_students_words(output: Any, said: str) -> None:
    assert stopped([output], "a\nb\nc") == said


def test_text_has_no_control_characters() -> None:
    everything = "".join(map(chr, range(0x300))) + "\u2028\ud800\uffff"
    assert all(c.isprintable() or c in "\n\t\xa0\xad\u2028" for c in plain(everything))
    assert one_line("a\n\x1b[2Jb\t c", 4) == "a b "
