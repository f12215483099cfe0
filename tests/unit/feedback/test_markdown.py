"""Markdown of anybody's: what is usual looks as it should, and nothing in it can act."""

from __future__ import annotations

import base64
import io

import pytest
from harmless_html import complaints, tags_of, text_of
from PIL import Image

from autograder.feedback.markdown import Prose


def png(size: tuple[int, int] = (2, 2)) -> str:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def shown(source: str, **attachments: str) -> str:
    pasted = {name: {"image/png": data} for name, data in attachments.items()}
    return str(Prose().render(source, pasted))


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        ("# A", "<h3>A</h3>"),
        ("#### A", "<h6>A</h6>"),
        ("a **b** *c* `d` ~~e~~", "<strong>b</strong> <em>c</em> <code>d</code> <del>e</del>"),
        ("- a\n- b", "<li>a</li>"),
        ("3. a", '<ol start="3">'),
        ("a|b\n-|-:\n1|2", '<td align="right">2</td>'),
        ("<details><summary>Hint</summary>\n\n**b**\n\n</details>", "<strong>b</strong>"),
        ("[a](https://keras.io)", '<a href="https://keras.io">a</a>'),
        ("x $a^2$ y", "<msup><mi>a</mi><mn>2</mn></msup>"),
        ("$$\na < b\n$$", '<mo>&lt;</mo>'),
        ("\\begin{align}\na &= b\n\\end{align}", "<mtable"),
        ("```python\ndef f(): pass\n```", '<span class="k">def</span>'),
        ("```\n<b>\n```", "&lt;b&gt;"),
        ("a\n: b", "<dd>b</dd>"),
        ("2 < 3 & 4", "2 &lt; 3 &amp; 4"),
    ],
)  # fmt: skip
def test_what_is_usual_looks_as_it_should(source: str, markup: str) -> None:
    assert markup in shown(source)
    assert complaints(shown(source)) == []


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
    "text <script>alert(1)</script> text",
    "<img src=x onerror=alert(1)>",
    '<img src="https://example.org/x.png">',
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](data:text/html,<script>alert(1)</script>)",
    "![x](data:image/png;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    '![x" onerror="alert(1)](attachment:a.png)',
    "![$x$](attachment:a.png)",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror=alert(1)&gt;">',
    "<iframe src=https://example.org></iframe>",
    "<object data=https://example.org></object><embed src=https://example.org>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<style>@import url(https://example.org/x.css); * { display: none }</style>",
    '<p style="position:fixed;inset:0;background:url(https://example.org)">x</p>',
    '<p class="status good" id="exercises">correct</p>',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org">',
    '<form action="https://example.org"><input><button>x</button></form>',
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video poster=https://example.org/x.png><source onerror=alert(1)></video>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//example.org)",
    "[x](file:///etc/passwd)",
    '[x](https://example.org "onclick=alert(1)")',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="https://example.org" onclick="alert(1)" target="_top">x</a>',
    '<a title="$x$" href="$x$">x</a>',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "$<script>alert(1)</script>$",
    "$$\\text{<script>alert(1)</script>}$$",
    "\\begin{<script>}\n\\end{<script>}",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<table><script>alert(1)</script><td background=https://example.org>",
    "</div></section></main><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "a|b\n-|-\n<script>alert(1)</script>|[x](javascript:alert(1))",
    "<x" + " a" * 1000 + ">",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_in_markdown_can_act(source: str) -> None:
    markup = shown(source, **{"a.png": png()})
    assert complaints(markup) == []
    assert "class=" not in markup.replace('class="code"', "").replace('class="tex', "")


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_comes_in_through_the_middle_of_other_markdown(source: str) -> None:
    assert complaints(shown(f"a $x$ *b* {source} `c`\n\n> {source}\n\n- {source}\n")) == []


def test_a_cell_is_closed_in_itself() -> None:
    """What is left open in one cell does not swallow the next."""
    markup = shown("<details><table><tr><td><b>open") + "<p>next</p>"
    assert markup.count("<details>") == markup.count("</details>") == 1
    assert markup.count("<td>") == markup.count("</td>") == 1


def test_pictures_that_were_pasted_are_shown() -> None:
    markup = shown("![a *fine* plot](attachment:a.png)", **{"a.png": png()})
    assert f'<img alt="a fine plot" src="data:image/png;base64,{png()}">' in markup
    assert complaints(markup) == []


@pytest.mark.parametrize("url", ["attachment:b.png", "https://example.org/a.png", "a.png"])
def test_pictures_that_are_not_there_are_named(url: str) -> None:
    markup = shown(f"![a plot]({url})", **{"a.png": png()})
    assert "[picture: a plot]" in markup
    assert "img" not in tags_of(markup)


def test_formulas_in_alternative_texts_are_left_out() -> None:
    assert 'alt="of"' in shown("![$x$ of $y$](attachment:a.png)", **{"a.png": png()})


def test_long_cells_are_shown_as_text_and_long_pages_are_cut() -> None:
    prose = Prose()
    assert prose.render("*x* " * 10_000).startswith("<pre>*x* ")
    pages = "".join(prose.render("*x* " * 5_000) for _ in range(40))
    assert len(text_of(pages)) < 350_000
    assert "more characters are left out here" in pages


@pytest.mark.parametrize("piece", ["<div>", "[", "*a **b ", "> ", "$", "\\begin{a}", "a|b\n-|-\n"])
def test_repetitions_are_rendered_or_shown_as_text(piece: str) -> None:
    assert complaints(shown(piece * 2000)) == []
