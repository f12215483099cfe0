"""Reads HTML the way a wary person would: what stands in it that could act, load or leak?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = """
    html head meta title style body header main section h1 h2 h3 h4 h5 h6 p bdi b i u s em strong
    del sub sup kbd code pre span br hr div dl dt dd ul ol li a blockquote details summary figure
    img table thead tbody tr th td math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup
    msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts
    mprescripts none
"""
_ATTRIBUTES = """
    lang charset http-equiv content name class id aria-labelledby scope colspan align href start
    open tabindex alt src xmlns display accent accentunder columnalign columnlines depth
    displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize
    movablelimits notation rowlines rspace scriptlevel separator stretchy symmetric voffset width
"""
TAGS, ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())
HREF = re.compile(r"(https?://|mailto:)\S+|#cell-\d+", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*")
XMLNS = "http://www.w3.org/1998/Math/MathML"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.complaints: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in TAGS:
            self.complaints.append(f"<{tag}>")
        for name, value in attrs:
            value = value or ""
            bad = name not in ATTRIBUTES
            bad |= name == "href" and not (tag == "a" and HREF.fullmatch(value))
            bad |= name == "src" and not (tag == "img" and PICTURE.fullmatch(value))
            bad |= name == "xmlns" and value != XMLNS
            bad |= name == "http-equiv" and value != "Content-Security-Policy"
            if bad:
                self.complaints.append(f"<{tag} {name}={value[:60]!r}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.complaints.append(f"<!--{data[:60]}-->")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def complaints(html: str) -> list[str]:
    """Everything in a piece of HTML that is not on the list of harmless things."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.complaints


def text_of(html: str) -> str:
    """The text of a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.text)


def tags_of(html: str) -> set[str]:
    """The names of all elements of a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return set(reader.tags)
