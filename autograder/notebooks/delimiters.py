"""The regions of a recorded cell that students never see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Delimiters:
    """The words that begin and end a region of hidden tests, as the course configures them."""

    begin: str = "BEGIN HIDDEN TESTS"
    end: str = "END HIDDEN TESTS"


def released_source(source: str, delimiters: Delimiters) -> str:
    """The recorded source of a cell as students get it: no hidden tests, no mark scheme."""
    kept, inside = [], False
    for line in source.split("\n"):
        if delimiters.begin in line or "BEGIN MARK SCHEME" in line:
            inside = True
        elif delimiters.end in line or "END MARK SCHEME" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
