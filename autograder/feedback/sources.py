"""What students may see of a cell's source: no hidden tests, no mark scheme, no solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Regions:
    """The words that begin and end what students never see, as a course configures nbgrader.

    Attributes:
        pairs: words of a line that begin a region, and of the line that ends it.
    """

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def configured(cls, config: Any) -> Regions:
        """The regions of a course's configuration, in addition to nbgrader's defaults."""
        pairs = []
        for section, name, words in (
            ("ClearHiddenTests", "test", "HIDDEN TESTS"),
            ("ClearMarkScheme", "mark_scheme", "MARK SCHEME"),
            ("ClearSolutions", "solution", "SOLUTION"),
        ):
            settings = config.get(section, {})
            default = (f"BEGIN {words}", f"END {words}")
            own = tuple(
                str(settings.get(f"{end}_{name}_delimeter") or word)
                for end, word in zip(("begin", "end"), default, strict=True)
            )
            pairs += list(dict.fromkeys([own, default]))
        return cls(tuple(pairs))

    def outside(self, source: str) -> str:
        """The lines of a source that stand in no region; one that never ends goes to the end."""
        kept: list[str] = []
        ends: list[str] = []
        for line in source.split("\n"):
            ends += [end for begin, end in self.pairs if begin in line]
            if not ends and not any(end in line for _, end in self.pairs):
                kept.append(line)
            ends = [end for end in ends if end not in line]
        return "\n".join(kept)
