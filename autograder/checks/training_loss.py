"""The loss that a model was compiled with."""

from __future__ import annotations

from typing import Any

from autograder.checks.failure import clean
from autograder.checks.layers import model_subject
from autograder.checks.subject import Cause
from autograder.checks.wording import guarded, kind

_COMPILE = Cause.plain("`compile(loss=…, optimizer=…)` comes before the training")
_LABELS = Cause.plain("`sparse_…` takes integers as labels, without `sparse_` they are one-hot")
_BINARY = Cause.plain("`binary_…` is for outputs that each say yes or no, not for one of n classes")
_REGRESSION = Cause.plain(
    "this loss is for numbers that are to be met; classes need a crossentropy"
)


def loss_name(loss: Any) -> str:
    """The name of a loss, "sparse_categorical_crossentropy".

    A model that the grader rebuilds comes without its loss, so a test asks for the name in a
    function that is marked `student_side`, and gives it to `check_loss`.

    Args:
        loss: a compiled Keras model, or what `compile` takes for a loss: a name, a function, an
            object or a class.

    Returns:
        The name of Keras' function; "" for a model that is not compiled; the name of its type
        for anything else, such as a list of losses.
    """
    import keras

    if issubclass(type(loss), keras.Model):
        loss = loss.loss
    if loss is None:
        return ""
    if issubclass(type(loss), str | type):
        given = loss
        loss = guarded(lambda: keras.losses.get(given), given)
    function = guarded(lambda: loss.fn, loss)
    name = guarded(lambda: function.__name__, kind(loss))
    return clean(loss if issubclass(type(loss), str) else name, 60)


def check_loss(model: Any, loss: str, *, name: str = "", about: str = "", cause: str = "") -> None:
    """Check with which loss a model was compiled.

    Args:
        model: a compiled Keras model or, as models cross from a student's process without
            their loss, the name of a loss (see `loss_name`); a value or a `Call`.
        loss: the right one, "sparse_categorical_crossentropy".
        name, about, cause: as in `check_layers`.

    Raises:
        NotAttempted: the model is `...`.
        CheckFailure: it is neither a model nor a name, is not compiled, or has another loss.
        ValueError: Keras has no such loss.
    """
    import keras

    wanted = loss_name(loss)
    if not callable(guarded(lambda: keras.losses.get(loss), None)):
        raise ValueError(f"Keras has no loss {loss!r}")
    subject = model_subject(model, name, about, cause)
    subject.require_written()
    if not issubclass(type(subject.value), keras.Model | str):
        subject.fail_type("a Keras model, or the name of a loss")
    got = loss_name(subject.value)
    if not got:
        subject.fail("is not compiled", cause=subject.likely(guess=lambda: _COMPILE))
    if got != wanted:
        likely = subject.likely(guess=lambda: _guess(got, wanted))
        subject.fail("wrong loss", [("expected", wanted), ("got", got)], cause=likely)


def _guess(got: str, wanted: str) -> Cause | None:
    crossentropy = "_crossentropy"
    if got.removeprefix("sparse_") == wanted.removeprefix("sparse_"):
        return _LABELS
    if got == f"binary{crossentropy}":
        return _BINARY
    if wanted.endswith(crossentropy) and not got.endswith(crossentropy):
        return _REGRESSION
    return None
