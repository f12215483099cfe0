"""How much of a student's work a page takes: nobody's page fills a disk or stops a browser."""

from __future__ import annotations


class Allowance:
    """What may still be put on a page, in characters or bytes.

    Args:
        each: how much one piece may have.
        total: how much all pieces together may have.
    """

    def __init__(self, each: int, total: int) -> None:
        self.each = each
        self.left = total

    def take(self, size: int) -> bool:
        """Whether a piece of this size is taken whole."""
        fits = size <= min(self.each, self.left)
        self.left -= size if fits else 0
        return fits

    def cut(self, text: str) -> str:
        """The beginning of a text that is taken, with a line on what is left out."""
        kept = text[: max(min(self.each, self.left), 0)]
        self.left -= len(kept)
        missing = len(text) - len(kept)
        return f"{kept}\n[… {missing:,} more characters are left out here]" if missing else text
