"""Formulas: TeX, which anybody may have written, becomes MathML that a browser shows offline."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, SubElement, tostring

from latex2mathml.converter import Converter

CHARACTERS = 2000
DEPTH = 40
ELEMENTS = 1500

#: Every element and attribute of MathML that may stand on a page; all others are left out.
_ELEMENT = re.compile(
    "math|mrow|mi|mn|mo|mtext|mspace|mfrac|msqrt|mroot|msub|msup|msubsup|munder|mover|munderover|"
    "mtable|mtr|mtd|mstyle|mpadded|mphantom|menclose|mmultiscripts|mprescripts|none"
)
_ATTRIBUTE = re.compile(
    "accent|accentunder|columnalign|columnlines|depth|display|displaystyle|fence|form|height|"
    "largeop|linethickness|lspace|mathvariant|maxsize|minsize|movablelimits|notation|rowlines|"
    "rspace|scriptlevel|separator|stretchy|symmetric|voffset|width"
)
_VALUE = re.compile(r"[A-Za-z \-]{0,60}|[+-]?\d{0,2}(\.\d{0,3})?(em|ex|pt|px|mu|%)?")
_WORDS = ("mi", "mn", "mo", "mtext")
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

#: Environments that MathJax knows, by the names of those that the converter knows.
_ENVIRONMENTS = {
    "align": "align*",
    "aligned": "align*",
    "alignedat": "align*",
    "eqnarray": "align*",
    "eqnarray*": "align*",
    "gather": "matrix",
    "gather*": "matrix",
    "gathered": "matrix",
    "split": "align*",
}
_BARE = ("equation", "equation*", "displaymath", "math")
_NAME = re.compile(r"\\(begin|end)\{([a-zA-Z]+\*?)\}")
_ARGUMENT = re.compile(r"\\arg(?![a-zA-Z])")  # the converter knows \min and \max, and not \arg
_OPERATOR = re.compile(r"\\operatorname\s*\*?\s*\{([^{}]*)\}")


class NoMathML(Exception):
    """The formula cannot be shown as MathML."""


def formula(tex: str, display: bool) -> str:
    """A formula as safe markup: MathML, or its TeX as text where that cannot be had.

    Args:
        tex: the TeX without its delimiters; nothing of it is trusted.
        display: a line of its own instead of a place in the text.
    """
    try:
        return mathml(tex, display)
    except NoMathML:
        text = html.escape(tex.strip())
        return f'<code class="tex{" display" if display else ""}">{text}</code>'


def mathml(tex: str, display: bool) -> str:
    r"""The MathML of a formula: known elements, known attributes with plain values, and text.

    Raises:
        NoMathML: if the converter does not know a command or an environment, or if the formula is
            longer, deeper or larger than anybody writes by hand.
    """
    if len(tex) > CHARACTERS:
        raise NoMathML(f"expected at most {CHARACTERS} characters, received {len(tex)}")
    converter = Converter(display="block" if display else "inline")
    try:
        found = converter.convert_to_element(_known(tex))
    except Exception as error:  # its own exceptions, and whatever else odd TeX makes of it
        raise NoMathML(f"{type(error).__name__}: {error}") from None
    return tostring(_Copy(found).root, encoding="unicode")


class _Copy:
    """A copy of what the converter made, with known elements and attributes only."""

    def __init__(self, found: Element) -> None:
        self.elements = 0
        self.root = Element("math", {"xmlns": _NAMESPACE, "display": found.get("display", "")})
        for child in found:
            self._add(child, self.root, 1)

    def _add(self, found: Element, parent: Element, depth: int) -> None:
        self.elements += 1
        if depth > DEPTH or self.elements > ELEMENTS:
            raise NoMathML(f"expected at most {ELEMENTS} elements, {DEPTH} deep; received more")
        if not _ELEMENT.fullmatch(found.tag):
            raise NoMathML(f"expected an element of MathML, received {found.tag}")
        text = "".join(found.itertext()) if found.tag in _WORDS else found.text or ""
        text = html.unescape(text)
        if text == "&" or re.match(r"\\[a-zA-Z]", text):
            raise NoMathML(f"expected known commands, received {text}")
        if found.get("linebreak"):
            raise NoMathML("expected an environment that breaks lines, received none")
        attributes = {
            name: value
            for name, value in found.items()
            if _ATTRIBUTE.fullmatch(name) and _VALUE.fullmatch(value)
        }
        copy = SubElement(parent, found.tag, attributes)
        copy.text = text
        for child in found if found.tag not in _WORDS else ():
            self._add(child, copy, depth + 1)


def _known(tex: str) -> str:
    def rename(match: re.Match[str]) -> str:
        what, name = match.groups()
        if name in _BARE:
            return " "
        return f"\\{what}{{{_ENVIRONMENTS.get(name, name)}}}"

    def plain(match: re.Match[str]) -> str:
        return "\\operatorname{" + "".join(re.findall("[A-Za-z]", match[1])) + "}"

    tex = _ARGUMENT.sub(r"\\operatorname{arg}", tex)
    return _NAME.sub(rename, _OPERATOR.sub(plain, tex))
