"""Code for a page: Pygments' spans around escaped text."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

CHARACTERS = 50_000
LIGHT, DARK = "default", "github-dark"  # at least 4.5 : 1 on the page's code backgrounds

_LANGUAGES = {
    **dict.fromkeys(("python", "py", "python3", "ipython", "ipython3"), "ipython3"),
    **dict.fromkeys(("bash", "sh", "shell", "console"), "bash"),
    "json": "json",
}


def code(source: str, language: str = "python") -> Markup:
    """Source code as safe markup, coloured where the language is a known one."""
    name = _LANGUAGES.get(language.strip().lower())
    if name is None or len(source) > CHARACTERS:
        return Markup("<code>{}</code>").format(source)
    spans = highlight(source, _lexer(name), HtmlFormatter(nowrap=True))
    return Markup("<code>{}</code>").format(Markup(spans))


@cache
def colours() -> str:
    """The style sheet of coloured code, light and dark."""
    light, dark = (
        HtmlFormatter(style=style).get_token_style_defs("pre.code") for style in (LIGHT, DARK)
    )
    block = "\n".join(dark)
    rules = "\n".join(light) + f"\n@media screen and (prefers-color-scheme: dark) {{\n{block}\n}}\n"
    return re.sub(r" */\*.*?\*/", "", rules)


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False)
