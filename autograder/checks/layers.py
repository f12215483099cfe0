"""The layers of a Keras model in rows, and the table that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.checks.failure import clean
from autograder.checks.subject import Call, Cause, Subject
from autograder.checks.wording import guarded, kind, shape_text

if TYPE_CHECKING:
    import pandas

COLUMNS = ("layer", "type", "output shape", "parameters")

ANY_ACTIVATION = "any"

_ACTIVATION_LAYERS = ("ELU", "LeakyReLU", "LogSoftmax", "PReLU", "ReLU", "Sigmoid", "Softmax")
_START_WITH_INPUT = Cause.plain("the sizes depend on the input: begin with `keras.Input(shape)`")


@dataclass(frozen=True)
class LayerRow:
    """One layer.

    Attributes:
        name: its name in the model, "conv2d_1".
        type: the name of its class, "Conv2D".
        shape: its output shape without the batch, (26, 26, 32); a tuple of such shapes where it
            has several outputs; None where it is not known, as in a model class of one's own.
        parameters: the number of its weights, those that are not trained included.
        activation: "relu", "softmax", …; "" where it has none.
    """

    name: str
    type: str
    shape: tuple[Any, ...] | None
    parameters: int
    activation: str

    @property
    def shape_text(self) -> str:
        return "unknown" if self.shape is None else shape_text(self.shape)

    def __str__(self) -> str:
        return f"{self.type}, output {self.shape_text}, {counted(self.parameters)}"


def layer_table(model: Any) -> pandas.DataFrame:
    """The layers of a model as a table, as `model.summary()` shows them.

    Input layers, which hold nothing, are left out; a model inside the model is one row.

    Args:
        model: a Keras model, or a `Call` that returned one.

    Returns:
        A table with the columns layer (its name), type, output shape (a text, "(26, 26, 32)",
        without the batch) and parameters (a number).

    Raises:
        NotAttempted: the model is `...`.
        CheckFailure: it is no Keras model, or its shapes are not known yet.
    """
    import pandas as pd

    rows = layer_rows(built_model(model_subject(model)))
    cells = [(row.name, row.type, row.shape_text, row.parameters) for row in rows]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def model_subject(
    model: Any,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Any] | None = None,
) -> Subject:
    """The subject of a check of a model, which is a `Call` or a plain value."""
    if not name and type(model) is not Call:
        name = "your model"
    return Subject.of(model, name, about, cause, causes)


def model_of(subject: Subject) -> Any:
    """The subject's value, which must be a `keras.Model`.

    Raises:
        NotAttempted: it is `...`.
        CheckFailure: it is something else.
    """
    import keras

    subject.require_written()
    if not issubclass(type(subject.value), keras.Model):
        subject.fail_type("a Keras model", lambda: _guess_type(subject.value))
    return subject.value


def built_model(subject: Subject) -> Any:
    """The subject's value, which must be a `keras.Model` with at least one layer, and built.

    Raises:
        NotAttempted: it is `...`.
        CheckFailure: it is something else, has no layers, or no sizes yet.
    """
    model = model_of(subject)
    if not model.layers:
        subject.fail("has no layers")
    if not model.built:
        subject.fail("is not built yet", cause=subject.likely(guess=lambda: _START_WITH_INPUT))
    return model


def layer_rows(model: Any) -> list[LayerRow]:
    """The rows of a model's layers, in the model's order, without its input layers."""
    return [row_of(layer) for layer in model.layers if not is_input(layer)]


def row_of(layer: Any) -> LayerRow:
    """The row of a layer, or of an operation such as `x + y` between layers."""
    return LayerRow(
        clean(layer.name, 40),
        kind(layer),
        guarded(lambda: _output_shape(layer), None),
        guarded(lambda: int(layer.count_params()), 0),
        guarded(lambda: _activation(layer), ""),
    )


def is_input(layer: Any) -> bool:
    return kind(layer) == "InputLayer"


def is_activation(layer: Any) -> bool:
    """Whether a layer does nothing but apply an activation."""
    return kind(layer) == "Activation" or kind(layer) in _ACTIVATION_LAYERS


def one_after_another(model: Any) -> list[Any]:
    """The operations of a model, those of models inside it in their place, without inputs.

    The last one gives the output, if there is one output only.
    """
    import keras

    operations: Iterable[Any] = getattr(model, "operations", model.layers)
    inside: list[Any] = []
    for operation in operations:
        if isinstance(operation, keras.Model):
            inside += one_after_another(operation)
        elif not is_input(operation):
            inside.append(operation)
    return inside


def counted(number: int, noun: str = "parameter") -> str:
    """ "1 parameter", "53,578 parameters"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def require_count(number: Any, argument: str) -> None:
    if type(number) is not int or number < 0:
        raise TypeError(f"{argument} must be a whole number, not {number!r}")


def _output_shape(layer: Any) -> tuple[Any, ...]:
    import keras

    shapes = tuple(tuple(tensor.shape[1:]) for tensor in keras.tree.flatten(layer.output))
    return shapes[0] if len(shapes) == 1 else shapes


def _activation(layer: Any) -> str:
    if kind(layer) in _ACTIVATION_LAYERS:
        return kind(layer).lower()
    function = layer.activation
    # An activation is a function, or a layer such as LeakyReLU.
    name = guarded(lambda: str(function.__name__), kind(function).lower())
    return "" if name == "linear" else clean(name, 40)


def _guess_type(value: Any) -> Cause | None:
    import keras

    if issubclass(type(value), keras.Layer):
        return Cause.plain("one layer is no model yet: `keras.Sequential([…])` makes one of layers")
    if issubclass(type(value), keras.KerasTensor):
        return Cause.plain("the output is no model yet: see `keras.Model(inputs, outputs)`")
    if _is_history(value):
        return Cause.plain("`fit` returns the history of the training, not the model")
    if type(value) in (list, tuple) and value:
        if any(issubclass(type(item), keras.Model) for item in value):
            return Cause.plain(f"the model is inside a {kind(value)}")
        if all(issubclass(type(item), keras.Layer) for item in value):
            return Cause.plain("layers in a list are no model yet: see `keras.Sequential([…])`")
    if callable(value):
        return Cause.plain("a function that makes a model must be called, with `()`")
    return None


def _is_history(value: Any) -> bool:
    if kind(value) == "History":
        return True
    return type(value) is dict and "loss" in value
