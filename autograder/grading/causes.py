"""The cause of every lost point, in a student's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.grading.outcome import StatementResult, Status

MANY = 6


def cell_message(
    statements: Iterable[StatementResult], status: Status, untouched: Sequence[str]
) -> str:
    """What a student reads under a test cell: each cause once.

    Args:
        untouched: names whose solution cells still are the release's stubs.
    """
    if status == "passed":
        return ""
    if untouched:
        names = " and ".join(f"`{name}`" for name in untouched)
        return f"not attempted: {names} still stands as it was released"
    said = [result for result in statements if result.status != "passed" and result.message]
    first = [result for result in said if result.status != "not_run"]
    listed = list(dict.fromkeys(result.message for result in first or said))
    if len(listed) > MANY:
        listed = [*listed[:MANY], f"… and {len(listed) - MANY} more of the same exercise"]
    return "\n\n".join(listed) or "a hidden check could not be run after an earlier failure"


def depends_message(exercises: Sequence[str]) -> str:
    """A hint that the cause may lie in an earlier exercise; "" if there is none."""
    if not exercises:
        return ""
    names, have = " and ".join(exercises), "has" if len(exercises) == 1 else "have"
    return f"\n\nThis builds on {names}, which {have} failing checks too: look there first."
