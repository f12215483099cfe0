"""Plain text for a page: what a terminal would have shown, without its control characters."""

from __future__ import annotations

import re

_OSC = re.compile(r"\x1b\][^\x07\x1b\n]*(\x07|\x1b\\)?")
_CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """A text without escape sequences and control characters.

    Of a line that was overwritten after a carriage return, as progress bars do, the last state is
    kept.
    """
    text = _CSI.sub("", _OSC.sub("", text.replace("\r\n", "\n")))
    lines = (line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))
    return _CONTROLS.sub("", "\n".join(lines))


def one_line(text: str, characters: int = 200) -> str:
    """The beginning of a text, on one line."""
    return " ".join(plain(text).split())[:characters]
