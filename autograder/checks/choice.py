"""A check of a multiple-choice answer."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.checks.subject import Cause, Subject
from autograder.checks.wording import short

_COPY_IT = Cause.plain("the answer must be one option, letter by letter: copy it from the list")


def check_choice(
    answer: Any,
    options: Sequence[str],
    *,
    right: str | None = None,
    reasons: Mapping[str, str] | None = None,
    name: str = "",
    about: str = "",
) -> None:
    """Check that an answer is one of the options and, where `right` is given, the right one.

    Args:
        answer: the text of an option; a value or a `Call`.
        options: the options, all different.
        right: the right option. It is never shown, so this belongs in a hidden region.
        reasons: wrong option -> why it is wrong; a student sees it also in a hidden test.
        name: what a plain answer is called in messages.
        about: what the question is about.

    Raises:
        NotAttempted: the answer is `...`.
        CheckFailure: the answer is not an option, or not the right one.
        TypeError, ValueError: the question itself is wrong, by its options, by an unknown
            `right`, or by a wrong option without a reason.
    """
    options = _known_options(options)
    reasons = _known_reasons(options, right, reasons)
    subject = Subject.of(answer, name, about)
    subject.require_written()
    given = subject.value
    if not issubclass(type(given), str):
        subject.fail_type("the text of an option", lambda: _COPY_IT)
    given = str.__str__(given)
    if given not in options:
        rows = [("got", short(given)), *_closest(given, options)]
        subject.fail("not one of the options", rows, cause=_COPY_IT)
    if right is not None and given != right:
        why_not = [("why not", reasons[given])]
        rows = [("got", short(given)), *why_not]
        subject.fail("not the right option", rows, hidden_rows=why_not)


def _known_options(options: Sequence[str]) -> list[str]:
    if isinstance(options, str) or not all(isinstance(option, str) for option in options):
        raise TypeError("options must be a list of texts")
    if len(set(options)) != len(options) or len(options) < 2:
        raise ValueError("options must be at least two texts, all different")
    return list(options)


def _known_reasons(
    options: list[str], right: str | None, reasons: Mapping[str, str] | None
) -> dict[str, str]:
    reasons = dict(reasons or {})
    unknown = [option for option in reasons if option not in options]
    if unknown:
        raise ValueError(f"a reason for something that is not an option: {unknown[0]!r}")
    if right is None:
        return reasons
    if right not in options:
        raise ValueError(f"the right option is not one of the options: {right!r}")
    unexplained = [option for option in options if option != right and not reasons.get(option)]
    if unexplained:
        raise ValueError(f"a wrong option without a reason: {unexplained[0]!r}")
    return reasons


def _closest(given: str, options: list[str]) -> list[tuple[str, str]]:
    """The option that the student probably meant, by its letters alone."""
    folded = {option.casefold(): option for option in options}
    found = difflib.get_close_matches(given[:500].casefold().strip(), folded, n=1, cutoff=0.5)
    return [("closest option", short(folded[found[0]], 200))] if found else []
