"""The gist of messages: what went wrong and the likely causes, for the table of exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.feedback.texts import plain

MANY = 4

_CAUSE = re.compile(r"^  (likely cause|why not|the mistake) +(\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Gist:
    """One thing that went wrong.

    Attributes:
        title: the first line of its messages.
        causes: likely causes in a student's words, each once, and at most MANY.
        more: how many causes are left out.
    """

    title: str
    causes: tuple[str, ...] = ()
    more: int = 0


def gists(messages: Iterable[str]) -> list[Gist]:
    """What went wrong, each once, from the messages under test cells."""
    found: dict[str, dict[str, None]] = {}
    for message in messages:
        for block in plain(message).split("\n\n"):
            title, _, rows = block.strip("\n").partition("\n")
            if title:
                causes = (f"{label}: {text.strip()}" for label, text in _CAUSE.findall(rows))
                found.setdefault(title, {}).update(dict.fromkeys(causes))
    return [
        Gist(title, tuple(causes)[:MANY], max(len(causes) - MANY, 0))
        for title, causes in found.items()
    ]
