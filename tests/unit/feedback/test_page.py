"""The page itself: its policy, its sum, its colours, and ids that nobody should trust."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harmless_html import complaints, tags_of, text_of
from pygments.styles import get_style_by_name

import autograder.feedback.page as page_module
from autograder.feedback.content import Content
from autograder.feedback.highlighting import DARK, LIGHT, code
from autograder.feedback.page import POLICY, new_page, points, render, sum_of, words
from autograder.feedback.standing import Mark, Standing
from autograder.feedback.verdicts import Verdict, exercises

EVIL = '"><script>alert(1)</script><b>&\u202e'
CSS = (Path(page_module.__file__).parent / "page.css").read_text("utf-8")


def standing(*marks: Mark, penalty: float = 0.0, **more: str) -> Standing:
    return Standing(
        more.get("name", ""),
        {},
        {f"t{i}": mark for i, mark in enumerate(marks)},
        {"t0": more["comment"]} if "comment" in more else {},
        sum(mark.score for mark in marks),
        sum(mark.max_score for mark in marks),
        penalty,
    )


def evil_page() -> str:
    """A page in which everything that can be chosen is chosen by somebody evil."""
    output = [{"output_type": "stream", "name": "stdout", "text": EVIL}]
    cells = [
        Content("test", "code", EVIL, "t0", has_hidden=True),
        Content("solution", "code", EVIL, outputs=output),
        Content("plain", "markdown", EVIL),
        Content("plain", "raw", EVIL),
    ]
    verdicts = {"t0": Verdict(EVIL, "bad", 0.0, 5.0, (EVIL, f"a\n  likely cause  {EVIL}"))}
    return render(
        new_page(
            (EVIL, EVIL, EVIL),
            standing(Mark(0.0, 5.0, 0.0, None, None, False), name=EVIL, comment=EVIL),
            cells,
            verdicts,
            exercises(cells, verdicts, {"t0": EVIL}),
            title=EVIL,
            findings=[EVIL],
            notice=EVIL,
        )
    )


def test_nothing_that_can_be_chosen_becomes_markup() -> None:
    html = evil_page()
    assert complaints(html) == []
    assert "script" not in tags_of(html)
    assert text_of(html).count("<script>alert(1)</script>") >= 14


def test_the_policy_stands_before_anything_else_and_forbids_everything() -> None:
    html = evil_page()
    assert POLICY.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    assert meta.replace("'", "&#39;") in html
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<style>")


def test_a_page_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:", evil_page().split("</style>")[0])
    assert "<link" not in evil_page()


def test_a_page_can_be_used_by_everybody() -> None:
    html = evil_page()
    assert '<html lang="en">' in html
    assert 'name="viewport"' in html
    levels = [int(n) for n in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    assert all("alt=" in image for image in re.findall("<img[^>]*>", html))


def test_the_sum_says_how_it_comes_about() -> None:
    marks = (
        Mark(7.0, 10.0, 7.0, None, None, False),
        Mark(5.0, 10.0, 2.0, 4.0, 1.0, False),
        Mark(0.0, 5.0, None, None, None, True),
    )
    found = sum_of(standing(*marks, penalty=2.5))
    assert (found.automatic, found.manual, found.extra, found.penalty) == (7.0, 4.0, 1.0, 2.5)
    assert (found.total, found.max_score, found.waiting) == (9.5, 25.0, 5.0)
    assert sum_of(standing(marks[0])).manual is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (10.0, "10"), (100.0, "100"), (2.5, "2.5"), (1 / 3, "0.33"), (-1.5, "−1.5")],
)
def test_points_as_people_write_them(value: float, text: str) -> None:
    assert points(value) == text


def test_words_between_backticks_are_code() -> None:
    assert words("use `<b>` here") == "use <code>&lt;b&gt;</code> here"
    assert words("a ` alone <") == "a ` alone &lt;"


def _luminance(colour: str) -> float:
    channels = [int(colour.strip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, two: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(two)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("block", "style"), [(0, LIGHT), (1, DARK)])
def test_text_and_code_are_readable_in_light_and_dark(block: int, style: str) -> None:
    """Contrasts of at least 4.5 : 1, the AA level of WCAG 2."""
    (rules,) = re.findall(
        r":root \{(.*?)\}", CSS.split("@media screen")[block].split("@media print")[0], re.S
    )
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rules))
    assert len(colours) == 14
    for ink in ("ink", "soft", "link", "good", "half", "bad", "wait"):
        assert _contrast(colours[ink], colours["paper"]) >= 4.5, ink
        if f"{ink}-bg" in colours:
            assert _contrast(colours[ink], colours[f"{ink}-bg"]) >= 4.5, ink
            assert _contrast(colours["ink"], colours[f"{ink}-bg"]) >= 4.5, ink
    for token, look in get_style_by_name(style):
        if look["color"] and "Generic" not in str(token) and "Whitespace" not in str(token):
            assert _contrast(look["color"], colours["shade"]) >= 4.5, token


def test_code_is_escaped_whatever_its_language() -> None:
    for language in ("python", "html", '"><script>', ""):
        markup = str(code("x = '<script>' # &amp;", language))
        assert complaints(markup) == []
        assert text_of(markup).rstrip("\n") == "x = '<script>' # &amp;"


def test_nobody_makes_a_page_that_stops_a_browser() -> None:
    cells = [Content("plain", kind, "x = 1\n" * 30_000) for kind in ("code", "raw") * 20]
    html = render(new_page(("a", "b", "c"), standing(), cells, {}, []))
    assert len(html) < 4_000_000
    assert "more characters are left out here" in html
