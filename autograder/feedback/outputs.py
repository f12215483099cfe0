"""Outputs of a student's cells for a page: text, pictures and errors, and nothing that can act."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.feedback.allowance import Allowance
from autograder.feedback.pictures import BYTES_A_PAGE, BYTES_EACH, data_url
from autograder.feedback.texts import one_line, plain
from autograder.grading.outputs import safe_output
from autograder.grading.pictures import TYPES

_LINE = re.compile(r"Cell In\s?\[\d+\],? line (\d{1,6})\b")


@dataclass(frozen=True)
class Shown:
    """A piece of output: text, an error in words, or the data URL of a picture."""

    kind: Literal["text", "error", "picture"]
    content: str


class Outputs:
    """Shows the outputs of one page's cells, within the page's allowance."""

    def __init__(self) -> None:
        self.text = Allowance(10_000, 400_000)
        self.pictures = Allowance(2 * BYTES_EACH, 2 * BYTES_A_PAGE)

    def shown(self, outputs: Iterable[Any]) -> list[Shown]:
        """What of a cell's outputs stands on the page; nothing of them is trusted."""
        pieces: list[Shown] = []
        for output in outputs:
            kept = safe_output(output) if isinstance(output, Mapping) else None
            piece = self._piece(kept) if kept else None
            if piece is None:
                continue
            if pieces and piece.kind == pieces[-1].kind == "text":
                pieces[-1] = Shown("text", f"{pieces[-1].content}{piece.content}")
            else:
                pieces.append(piece)
        return pieces

    def _piece(self, output: Mapping[str, Any]) -> Shown | None:
        if output["output_type"] == "error":
            return Shown("error", self.text.cut(error_words(output)))
        data = output.get("data", {})
        for kind in TYPES:
            url = data_url(kind, data.get(kind, ""))
            if url:
                return Shown("picture", url) if self.pictures.take(len(url)) else None
        text = plain(output.get("text") or data.get("text/plain") or "")
        if data and text:
            text += "\n"
        return Shown("text", self.text.cut(text)) if text.strip() else None


def error_words(output: Mapping[str, Any]) -> str:
    """An error's name and message on one line, without its traceback."""
    name, message = (one_line(str(output.get(key) or ""), 500) for key in ("ename", "evalue"))
    return f"{name}: {message}" if message else name


def stopped(outputs: Iterable[Mapping[str, Any]], source: str) -> str:
    """Where a cell stopped when it was graded: "NameError in line 3"; "" if it did not stop.

    The student's code has seen hidden inputs by then, so nothing of its own words is repeated: a
    name of Python's own, and a line that the cell has.
    """
    for output in outputs:
        if output.get("output_type") != "error":
            continue
        name = str(output.get("ename"))
        known = getattr(builtins, name, None)
        if not (isinstance(known, type) and issubclass(known, BaseException)):
            name = "an exception"
        trace = "\n".join(str(line) for line in output.get("traceback") or [])
        lines = [int(n) for n in _LINE.findall(plain(trace))]
        if lines and 1 <= lines[0] <= source.count("\n") + 1:
            return f"{name} in line {lines[0]}"
        return name
    return ""
