"""Markdown for a page: what anybody may have written becomes a small, known part of HTML.

The renderer writes HTML, bleach keeps an allow-list of it and shows the rest as text. What is more
than that list (formulas, coloured code, pictures) is made here from plain text and put in
afterwards: while bleach reads, a place marked by an unguessable word stands for each.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping
from typing import Any

from bleach.sanitizer import Cleaner
from markupsafe import Markup, escape
from mistune import HTMLRenderer, import_plugin
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.feedback.allowance import Allowance
from autograder.feedback.formulas import formula
from autograder.feedback.highlighting import code
from autograder.feedback.pictures import BYTES_A_PAGE, BYTES_EACH, data_url, from_url
from autograder.feedback.texts import one_line, plain

_BLOCKS = ["blockquote", "details", "div", "h3", "h4", "h5", "h6", "hr", "p", "summary"]
_LISTS = ["dd", "dl", "dt", "li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr"]
_WORDS = ["a", "b", "br", "code", "del", "em", "i", "kbd", "s", "strong", "sub", "sup", "u"]
_LINK = re.compile(r"(https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_ALIGNMENTS = ("left", "right", "center")
_HEADINGS = 2  # the page's own headings stand above those of its cells


class Prose:
    """Renders one page's markdown, within the page's allowance."""

    def __init__(self) -> None:
        self.text = Allowance(30_000, 300_000)
        self.pictures = Allowance(2 * BYTES_EACH, 2 * BYTES_A_PAGE)

    def render(
        self, source: str, attachments: Mapping[str, Mapping[str, str]] | None = None
    ) -> Markup:
        """Markdown as safe markup; as plain text where it is too long or cannot be read.

        Args:
            attachments: pictures pasted into the cell, as the notebook format holds them.
        """
        source = plain(source)
        if self.text.take(len(source)):
            try:
                return _Rendering(self.pictures, attachments or {}).markup(source)
            except Exception:  # noqa: BLE001  a renderer that stumbles over what was written
                pass
        return Markup("<pre>{}</pre>").format(self.text.cut(source))


class _Rendering(HTMLRenderer):
    """One cell: mistune's HTML with a word in every place where something is put in later."""

    def __init__(self, pictures: Allowance, attachments: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(escape=False)
        self.pictures = pictures
        self.attachments = attachments
        self.word = f"w{secrets.token_hex(16)}x"
        self.held: list[str] = []

    def markup(self, source: str) -> Markup:
        plugins = [import_plugin(name) for name in ("strikethrough", "table", "def_list")]
        rendered = MarkdownWithMath(renderer=self, plugins=plugins).render(source)
        tags, schemes = {*_BLOCKS, *_LISTS, *_WORDS}, {"http", "https", "mailto"}
        cleaner = Cleaner(tags=tags, attributes=self._allowed, protocols=schemes)
        clean = cleaner.clean(rendered)
        return Markup(re.sub(rf"{self.word}(\d+)e", lambda m: self.held[int(m[1])], clean))

    def _hold(self, markup: str) -> str:
        self.held.append(markup)
        return f"{self.word}{len(self.held) - 1}e"

    def _allowed(self, tag: str, name: str, value: str) -> bool:
        if self.word in value:
            return False
        if tag == "a" and name == "href":
            return bool(_LINK.fullmatch(value))
        if tag in ("td", "th") and name == "align":
            return value in _ALIGNMENTS
        return (tag, name) in (("details", "open"), ("ol", "start"))

    # What mistune calls ---------------------------------------------------------------------

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        tag = f"h{min(level + _HEADINGS, 6)}"
        return f"<{tag}>{text}</{tag}>\n"

    def block_code(self, code_: str, info: str | None = None) -> str:
        language = (info or "").split(" ", 1)[0]
        block = Markup('<pre class="code" tabindex="0">{}</pre>')
        return f"<div>{self._hold(block.format(code(code_.rstrip(), language)))}</div>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        words = re.sub(rf"{self.word}\d+e|<[^>]*>", " ", text)
        words = one_line(html.unescape(words)) or "picture"
        source = self._picture(url)
        if not source:
            return self._hold(Markup("<i>[picture: {}]</i>").format(words))
        return self._hold(Markup('<img alt="{}" src="{}">').format(words, source))

    def inline_math(self, body: str) -> str:
        return self._hold(formula(body, display=False))

    def block_math(self, body: str) -> str:
        return self._hold(formula(body, display=True))

    def latex_environment(self, name: str, body: str) -> str:
        return self._hold(formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True))

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"
        return f'<{tag} align="{escape(align or "left")}">{text}</{tag}>\n'

    def _picture(self, url: str) -> str:
        if url.startswith("attachment:"):
            pasted = self.attachments.get(url.removeprefix("attachment:"), {})
            found = next((u for kind, text in pasted.items() if (u := data_url(kind, text))), "")
        else:
            found = from_url(url)
        return found if found and self.pictures.take(len(found)) else ""
