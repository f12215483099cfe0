"""What a kernel prints is bounded where it arises, so that a flood fills neither memory nor line.

ipykernel keeps everything that was printed since the last message, five a second. A message longer
than the grader reads would cost the connection; this keeps honest floods from getting there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Of one message; at most six bytes each, and the grader reads messages of 16 MB.
CHARACTERS = 2_000_000


def bound_output() -> None:
    """Let IPython's streams drop what is printed too fast, and say so."""
    from ipykernel.iostream import OutStream

    write, flush = OutStream.write, OutStream._flush_buffers

    def bounded(self: Any, text: str) -> int | None:
        held = getattr(self, "_held", 0)
        if not isinstance(text, str) or held + len(text) <= CHARACTERS:
            self._held = held + len(text)
            return write(self, text)
        self._lost = getattr(self, "_lost", 0) + held + len(text) - CHARACTERS
        self._held = CHARACTERS
        if held < CHARACTERS:
            write(self, text[: CHARACTERS - held])
        return len(text)

    def flushing(self: Any) -> Iterator[tuple[dict, str]]:
        lost, self._held, self._lost = getattr(self, "_lost", 0), 0, 0
        for parent, data in flush(self):
            note = f"\n[{lost:,} characters were dropped: printed too fast]\n" if lost else ""
            lost = 0
            yield parent, data + note

    OutStream.write, OutStream._flush_buffers = bounded, flushing
