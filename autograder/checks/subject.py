"""What a check looks at, a plain value or a call with its value, and how it reports a failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from autograder.checks.failure import CheckFailure, Message, NotAttempted
from autograder.checks.wording import guarded, kind_and_value, short

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Call:
    """A student's function after it was called.

    Attributes:
        function: its name.
        value: what it returned.
        args, kwargs: the arguments, as the function left them.
        before: (name, copy) of each argument, copied before the call; in the order of `args`,
            then `kwargs`.
        described: the arguments in words, "x of shape (6, 6), stride=1".
    """

    function: str
    value: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    before: tuple[tuple[str, Any], ...]
    described: str


@dataclass(frozen=True)
class Cause:
    """A likely cause. `text` may quote numbers; `discreet`, for hidden tests, never does."""

    text: str
    discreet: str

    @classmethod
    def plain(cls, text: str) -> Cause:
        """A cause whose text quotes no number, so that it may be shown anywhere."""
        return cls(text, text)


@dataclass(frozen=True, eq=False)
class Subject:
    """A value under test, with all that a message about it needs."""

    name: str
    value: Any
    called_with: str | None = None
    inputs: tuple[tuple[str, Any], ...] = ()
    about: str = ""
    cause: str = ""
    causes: Mapping[str, Any] | None = None

    @classmethod
    def of(
        cls,
        got: Any,
        name: str = "",
        about: str = "",
        cause: str = "",
        causes: Mapping[str, Any] | None = None,
    ) -> Subject:
        """The subject of a check's first argument, which is a `Call` or a plain value."""
        if type(got) is Call:
            title = name or got.function
            return cls(title, got.value, got.described, got.before, about, cause, causes)
        return cls(name or "your answer", got, None, (), about, cause, causes)

    @property
    def is_call(self) -> bool:
        return self.called_with is not None

    def wrong(self, property: str) -> str:
        """The problem in words: a call has a "wrong output shape", a value a "wrong shape"."""
        return f"wrong output {property}" if self.is_call else f"wrong {property}"

    def require_written(self) -> None:
        """Stop at a value that is missing: `...` left in the code, or None.

        Raises:
            NotAttempted: the value is `...`, or a tuple or list of nothing else.
            CheckFailure: the value is None.
        """
        if unwritten(self.value):
            raise not_written(self.name)
        if self.value is None and self.is_call:
            self.fail("returned None", cause=Cause.plain("forgot `return`?"))
        if self.value is None:
            self.fail("is None", cause=Cause.plain("a function without `return` gives None"))

    def fail_type(self, wanted: str, guess: Callable[[], Cause | None] | None = None) -> NoReturn:
        """Fail because the value is not even of the `wanted` type.

        What `guess` finds is about the type. The author's cause is about wrong values, and would
        mislead here: it is shown only where there is no guess.
        """
        rows = [("expected", wanted), ("got", kind_and_value(self.value))]
        likely = guarded(guess, None) if guess else None
        self.fail(self.wrong("type"), rows, cause=likely or self.likely())

    def likely(
        self,
        matches: Callable[[Any], bool] | None = None,
        guess: Callable[[], Cause | None] | None = None,
    ) -> Cause | None:
        """The best explanation: a known mistake that gives this value, the author's, a guess.

        Args:
            matches: whether the value equals the wrong answer that a known mistake gives.
            guess: looks for an explanation when the author of the check gave none.
        """
        for text, wrong_answer in (self.causes or {}).items() if matches else ():
            if matches(wrong_answer):
                return Cause.plain(text)
        if self.cause:
            return Cause.plain(self.cause)
        return guarded(guess, None) if guess else None

    def fail(
        self,
        problem: str,
        rows: Rows = (),
        *,
        cause: Cause | None = None,
        detail: Rows = (),
        hidden_problem: str = "",
        hidden_rows: Rows = (),
    ) -> NoReturn:
        """Raise the failure that says `problem`, with its three texts.

        Args:
            problem: follows the name in the title; without values.
            rows: shown to the student of a visible check, and to the instructor.
            cause: the likely cause; by default the author's.
            detail: more rows for the instructor.
            hidden_problem: replaces `problem` in a hidden test.
            hidden_rows: rows that a hidden test may show.
        """
        cause = cause or self.likely()
        about = [("about", self.about)] if self.about else []
        called = [("called with", self.called_with)] if self.is_call else []
        inputs = [(f"input {label}", short(value, 300)) for label, value in self.inputs]
        visible_cause = [("likely cause", cause.text)] if cause else []
        hidden_cause = [("likely cause", cause.discreet)] if cause else []

        title = f"{self.name}: {problem}"
        hidden_title = f"{self.name}: {hidden_problem or problem}"
        raise CheckFailure(
            Message(title, (*called, *about, *rows, *visible_cause)),
            Message(hidden_title, (*about, *hidden_rows, *hidden_cause)),
            str(Message(title, (*called, *inputs, *about, *rows, *detail, *visible_cause))),
            self.value,
        )


def unwritten(value: Any) -> bool:
    """Whether a value is the stub's `...`, or a tuple or list of nothing else."""
    if type(value) in (tuple, list):
        return len(value) > 0 and all(item is ... for item in value)
    return value is ...


def not_written(name: str) -> NotAttempted:
    """The failure for an exercise that nobody has begun."""
    advice = "replace `...` with your code, run that cell, then run this one again"
    message = Message(f"{name}: not written yet", (("what to do", advice),))
    return NotAttempted(message, message)
