"""What a failed check says: to the student, to the student of a hidden test, to the instructor."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

LABEL_WIDTH = 14

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor moves
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|$)"  # window titles, links
    r"|\x1b[ -/]*[0-~]?",  # any other escape
    re.DOTALL,
)


def clean(text: str, limit: int = 200) -> str:
    """Make text that a student controls safe to print: one line, no control characters.

    Terminal escapes, invisible characters and line breaks go; longer text is cut with "…",
    so that the result has at most `limit` characters.
    """
    text = str.__str__(text)[: 20 * limit]
    text = " ".join(_ESCAPES.sub("", text).split())
    text = "".join(character for character in text if not _invisible(character))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _invisible(character: str) -> bool:
    """Controls, bidirectional overrides, lone surrogates, private and unassigned characters."""
    return unicodedata.category(character).startswith("C")


@dataclass(frozen=True)
class Message:
    """A title and labelled rows, printed in columns; a row's text may have several lines."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        width = max([LABEL_WIDTH, *(len(label) + 2 for label, _ in self.rows)])
        margin = "\n" + " " * (2 + width)
        lines = [f"  {label:<{width}}{text.replace(chr(10), margin)}" for label, text in self.rows]
        return "\n".join([self.title, *(line.rstrip() for line in lines)])


class CheckFailure(AssertionError):
    """A check that failed.

    Args:
        message: what a student sees when the check is visible.
        hidden: what a student sees when the check is hidden: no input, no expected value, no
            received value. By default the title of `message` alone, so titles never hold these.
        detail: what the instructor sees: everything.
        given: the value that was wrong, if there was one.
    """

    def __init__(
        self,
        message: Message,
        hidden: Message | None = None,
        detail: str = "",
        given: Any = None,
    ) -> None:
        hidden = hidden or Message(message.title)
        detail = detail or str(message)
        super().__init__(message, hidden, detail)
        self.message = message
        self.hidden = hidden
        self.detail = detail
        self.given = given

    def __str__(self) -> str:
        return str(self.message)

    def _render_traceback_(self, *_: object) -> list[str]:
        """IPython prints these lines in place of a stack that would mean nothing to a student."""
        return str(self.message).split("\n")


class NotAttempted(CheckFailure):
    """The exercise still has its `...`, or its name was never defined."""
