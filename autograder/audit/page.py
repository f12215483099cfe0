"""A page of documentation that is written from the course itself, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A generated page.

    Attributes:
        path: where it belongs.
        text: what has to stand there, in Markdown.
        holes: a sentence for each thing that is missing.
    """

    path: Path
    text: str
    holes: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """The file holds the page's text."""
        return self.path.is_file() and self.path.read_text("utf-8") == self.text

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.text, "utf-8", newline="\n")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; columns whose head ends in a colon are aligned to the right."""
    marks = ["---:" if name.endswith(":") else "---" for name in head]
    lines = [[name.removesuffix(":") for name in head], marks, *rows]
    return "".join(f"| {' | '.join(_cell(entry) for entry in line)} |\n" for line in lines)


def _cell(entry: object) -> str:
    return str(entry).replace("|", "\\|").replace("\n", " ")
