"""A check of what a Keras model puts out: its last shape and its last activation."""

from __future__ import annotations

from typing import Any

from autograder.checks.layers import (
    ANY_ACTIVATION,
    built_model,
    is_activation,
    model_subject,
    one_after_another,
    require_count,
    row_of,
)
from autograder.checks.layers_causes import guess_activation, guess_output_shape
from autograder.checks.wording import guarded, shape_text


def check_output(
    model: Any,
    units: int = 10,
    activation: str | None = "softmax",
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
) -> None:
    """Check that a model puts out one row of `units` numbers, with the right last activation.

    The activation may stand in the last layer, Dense(10, activation="softmax"), or in a layer
    of its own after it, Softmax() or Activation("softmax").

    Args:
        units: how many numbers the model gives for each input.
        activation: its name; None where there must be none, "any" where it does not matter.

    The other arguments and the errors raised are those of `check_layers`.
    """
    require_count(units, "units")
    subject = model_subject(model, name, about, cause)
    built = built_model(subject)
    last = one_after_another(built)
    shape = guarded(lambda: tuple(built.output_shape), None)
    if shape is None:
        shape = row_of(last[-1]).shape
    elif all(type(one) is tuple for one in shape):
        got = f"{len(shape)} outputs, of shape {', '.join(shape_text(one[1:]) for one in shape)}"
        subject.fail("wrong number of outputs", [("expected", "one output"), ("got", got)])
    else:
        shape = shape[1:]
    if shape != (units,):
        got = "unknown" if shape is None else shape_text(shape)
        likely = subject.likely(guess=lambda: guess_output_shape(shape, units))
        rows = [("expected", shape_text((units,))), ("got", got)]
        subject.fail("wrong output shape", rows, cause=likely)
    got = _last_activations(last)
    wanted = [activation] if activation else []
    if activation != ANY_ACTIVATION and got != wanted:
        likely = subject.likely(guess=lambda: guess_activation(got, wanted))
        rows = [("expected", activation or "none"), ("got", ", then ".join(got) or "none")]
        subject.fail("wrong output activation", rows, cause=likely)


def _last_activations(layers: list[Any]) -> list[str]:
    """The activations after the last layer that does more than that, its own first."""
    found: list[str] = []
    for layer in reversed(layers):
        found.insert(0, row_of(layer).activation)
        if not is_activation(layer):
            break
    return [activation for activation in found if activation]
