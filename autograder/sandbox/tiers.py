"""How strongly this machine contains other people's code: one small interface, a class a tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

#: What stands on every page and table of results that were made without a sandbox.
NOT_SANDBOXED = "NOT SANDBOXED"


class Tier(Protocol):
    """A way to start a process that runs untrusted code."""

    name: str
    notice: str

    def command(self, argv: Sequence[str], work: Path, exchange: Path) -> list[str]:
        """The command that runs `argv` contained.

        Args:
            work: the folder it starts in and may write to.
            exchange: the folder through which values cross.
        """
        ...

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        """The environment that the contained process gets."""
        ...


class Plain:
    """No containment: for a course's own code only."""

    name = "none"
    notice = NOT_SANDBOXED

    def command(self, argv: Sequence[str], work: Path, exchange: Path) -> list[str]:
        return list(argv)

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        return dict(variables)


def best_tier() -> Tier:
    """The strongest tier that this machine has."""
    return Plain()
