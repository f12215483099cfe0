"""Formulas become MathML; whatever they were written with, nothing in them can act."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from harmless_html import complaints, text_of

import autograder
from autograder.feedback.formulas import NoMathML, formula, mathml

SOLUTIONS = Path(autograder.__file__).parents[1] / "solutions"


def course_formulas() -> list[str]:
    found: dict[str, None] = {}
    for path in sorted(SOLUTIONS.glob("*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                found.update(dict.fromkeys(re.findall(r"\$\$.*?\$\$|\$[^$\n]+\$", cell.source)))
    return list(found)


def test_every_formula_of_the_course_is_mathml() -> None:
    formulas = course_formulas()
    assert len(formulas) > 50
    for tex in formulas:
        root = ElementTree.fromstring(mathml(tex.strip("$"), tex.startswith("$$")))
        assert root.tag.endswith("math")
        assert not re.search(r"\\[a-zA-Z]", "".join(root.itertext())), tex


@pytest.mark.parametrize(
    ("tex", "element"),
    [
        (r"\frac{1}{2}", "mfrac"),
        (r"\begin{align} a &= b \\ c &= d \end{align}", "mtable"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "mtable"),
        (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", "mtable"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", "mtable"),
        (r"\operatorname*{arg\,max}_k z_k", "msub"),
        (r"\arg\min_w f(w)", "msub"),
        (r"\begin{equation} x^2 \end{equation}", "msup"),
    ],
)
def test_what_teachers_write(tex: str, element: str) -> None:
    markup = formula(tex, display=True)
    assert f"<{element}" in markup
    assert 'display="block"' in markup
    assert complaints(markup) == []


HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\href{https://example.org}{x}",
    r"\text{<script>alert(1)</script>}",
    r"\text{</mtext></math><img src=x onerror=alert(1)>}",
    r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
    r"\text{&#60;script&#62;}",
    r"\class{evil}{x}",
    r"\style{background:url(https://example.org)}{x}",
    r"\cssId{exercises}{x}",
    r'\color{red" onmouseover="alert(1)}{x}',
    r"\fcolorbox{url(https://example.org)}{red}{x}",
    r'\hspace{1em" onclick="alert(1)}',
    r"\unicode{x3c}script\unicode{x3e}",
    r"<script>alert(1)</script>",
    r"</math><script>alert(1)</script>",
    r"\mathop{<svg onload=alert(1)>}",
    r"\begin{<script>}x\end{<script>}",
]


@pytest.mark.parametrize("tex", HOSTILE)
@pytest.mark.parametrize("display", [True, False])
def test_nothing_in_a_formula_can_act(tex: str, display: bool) -> None:
    markup = formula(tex, display)
    assert complaints(markup) == []
    assert "style=" not in markup
    assert "href" not in markup or "\\href" in text_of(markup)


@pytest.mark.parametrize(
    "tex",
    [
        r"\unknowncommand{a}",
        r"a & b",
        r"a \\ b",
        r"x_",
        r"{" * 900,
        r"\sqrt{" * 200 + "}" * 200,
        r"\newcommand{\x}{\x\x}\x",
        "x" * 2001,
        "x+" * 990 + "x",
    ],
)
def test_what_cannot_be_shown_stays_tex(tex: str) -> None:
    with pytest.raises(NoMathML):
        mathml(tex, False)
    markup = formula(tex, False)
    assert markup.startswith("<code")
    assert text_of(markup) == tex


def test_a_length_that_fills_the_page_is_left_out() -> None:
    assert "99999" not in mathml(r"x \hspace{99999em} y", False)
    assert 'width="2em"' in mathml(r"x \hspace{2em} y", False)
