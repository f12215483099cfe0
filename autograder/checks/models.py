"""Checks of a Keras model: its layers, and how many parameters it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks.layers import (
    ANY_ACTIVATION,
    LayerRow,
    built_model,
    counted,
    is_input,
    layer_rows,
    model_subject,
    one_after_another,
    require_count,
    row_of,
)
from autograder.checks.layers_causes import (
    guess_budget,
    guess_layer_parameters,
    guess_layer_shape,
    guess_order,
    guess_total,
)
from autograder.checks.subject import Subject
from autograder.checks.wording import shape_text


@dataclass(frozen=True)
class _Wanted:
    """What is expected of one layer; None where anything will do."""

    type: str
    shape: tuple[Any, ...] | None
    parameters: int | None
    activation: str = ANY_ACTIVATION

    def __str__(self) -> str:
        shape = "" if self.shape is None else f", output {shape_text(self.shape)}"
        parameters = "" if self.parameters is None else f", {counted(self.parameters)}"
        return f"{self.type}{shape}{parameters}"

    def is_like(self, row: LayerRow) -> bool:
        return (
            self.type == row.type
            and self.shape in (None, row.shape)
            and self.parameters in (None, row.parameters)
            and self.activation in (ANY_ACTIVATION, row.activation)
        )


def check_layers(
    model: Any,
    expected: Sequence[tuple[Any, ...]],
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, Sequence[tuple[Any, ...]]] | None = None,
) -> None:
    """Check a model layer by layer; the message names the first layer that is not as expected.

    Args:
        model: a Keras model, or a `Call` that returned one. Input layers are left out, so that
            a Sequential and a functional model of the same layers are the same.
        expected: for each layer (type, output shape, parameters), such as
            ("Conv2D", (26, 26, 32), 320): the shape without the batch, and None for a shape or
            a number that does not matter. A fourth item is the layer's activation, "relu", or
            None where there must be none.
        name: what a plain model is called in messages.
        about: the property under test in a few words; hidden tests show it.
        cause: the likely cause if the check fails.
        causes: likely cause -> the layers, as in `expected`, that this mistake gives.

    Raises:
        NotAttempted: the model is `...`.
        CheckFailure: it is no Keras model, it is not built, or its layers are others.
        TypeError: `expected` or `causes` is not written as above.
    """
    wanted = _wanted(expected)
    mistakes = {text: _wanted(layers) for text, layers in (causes or {}).items()}
    subject = model_subject(model, name, about, cause, mistakes)
    layers = [layer for layer in built_model(subject).layers if not is_input(layer)]
    rows = [row_of(layer) for layer in layers]
    if not _are_like(rows, wanted):
        _fail_layers(subject, layers, rows, wanted)


def _fail_layers(
    subject: Subject, layers: list[Any], rows: list[LayerRow], wanted: list[_Wanted]
) -> None:
    """Report the first layer that is not as expected, by its first property that is not."""
    detail = [("all expected", _listed(wanted)), ("all got", _listed(rows))]

    def fail(problem: str, shown: list[tuple[str, str]], guess: Any) -> None:
        likely = subject.likely(lambda mistake: _are_like(rows, mistake), guess)
        subject.fail(problem, shown, cause=likely, detail=detail)

    pairs = list(zip(layers, rows, wanted, strict=False))
    at = next((n for n, (_, row, want) in enumerate(pairs) if not want.is_like(row)), len(pairs))
    types = [row.type for row in rows[at:]], [want.type for want in wanted[at:]]
    if at == len(pairs):
        odd, label = (rows[at], "first extra") if len(rows) > at else (wanted[at], "first missing")
        numbers = [
            ("expected", counted(len(wanted), "layer")),
            ("got", counted(len(rows), "layer")),
        ]
        fail("wrong number of layers", [*numbers, (label, str(odd))], lambda: guess_order(*types))
    layer, row, want = pairs[at]
    where = ("layer", f"{at + 1} of {len(rows)}: `{row.name}` ({row.type})")
    if row.type != want.type:
        both = [("expected", str(want)), ("got", str(row))]
        fail("a layer of the wrong type", [where, *both], lambda: guess_order(*types))
    if want.shape not in (None, row.shape):
        both = [("expected", shape_text(want.shape)), ("got", row.shape_text)]
        fail(
            "a layer with the wrong output shape",
            [where, *both],
            lambda: guess_layer_shape(layer, want.shape),
        )
    if want.parameters not in (None, row.parameters):
        both = [("expected", f"{want.parameters:,}"), ("got", f"{row.parameters:,}")]
        fail(
            "a layer with the wrong number of parameters",
            [where, *both],
            lambda: guess_layer_parameters(layer, row.parameters - want.parameters),
        )
    both = [
        ("expected", want.activation or "none"),
        ("got", row.activation or "none"),
    ]
    fail("a layer with the wrong activation", [where, *both], None)


def check_parameters(
    model: Any,
    total: int,
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
    causes: Mapping[str, int] | None = None,
) -> None:
    """Check how many parameters a model has, those that are not trained included.

    Args:
        total: the right number.
        causes: likely cause -> the wrong number that this mistake gives.

    The other arguments and the errors raised are those of `check_layers`.
    """
    require_count(total, "total")
    subject = model_subject(model, name, about, cause, causes)
    built = built_model(subject)
    got = int(built.count_params())
    if got != total:
        inside = one_after_another(built)
        likely = subject.likely(
            lambda wrong: wrong == got, lambda: guess_total(inside, got - total)
        )
        rows = [("expected", f"{total:,}"), ("got", _sum_text(built, got))]
        detail = [("all got", _listed(layer_rows(built)))]
        subject.fail("wrong number of parameters", rows, cause=likely, detail=detail)


def check_budget(
    model: Any, at_most: int, *, name: str = "", about: str = "", cause: str = ""
) -> None:
    """Check that a model has not too many parameters, those that are not trained included.

    Args:
        at_most: the largest number allowed.

    The other arguments and the errors raised are those of `check_layers`.
    """
    require_count(at_most, "at_most")
    subject = model_subject(model, name, about, cause)
    built = built_model(subject)
    got = int(built.count_params())
    if got > at_most:
        likely = subject.likely(guess=lambda: guess_budget(layer_rows(built)))
        rows = [("expected", f"at most {at_most:,}"), ("got", _sum_text(built, got))]
        detail = [("all got", _listed(layer_rows(built)))]
        subject.fail("too many parameters", rows, cause=likely, detail=detail)


def _wanted(expected: Any) -> list[_Wanted]:
    """The layers that an author expects, from tuples.

    Raises:
        TypeError: one of them is not (type, shape, parameters) or has no activation's name.
    """
    layers = []
    for item in expected:
        fits = type(item) in (tuple, list) and len(item) in (3, 4)
        if not fits or not isinstance(item[0], str):
            raise TypeError(f"a layer is (type, output shape, parameters), not {item!r}")
        if not isinstance(item[1], tuple | None) or not isinstance(item[2], int | None):
            raise TypeError(f"a shape is a tuple or None, a number an int or None: {item!r}")
        if len(item) == 4 and not isinstance(item[3], str | None):
            raise TypeError(f"an activation is a name or None: {item!r}")
        layers.append(_Wanted(*item[:3], *((item[3] or "") for _ in item[3:])))
    return layers


def _are_like(rows: list[LayerRow], wanted: list[_Wanted]) -> bool:
    return len(rows) == len(wanted) and all(
        want.is_like(row) for row, want in zip(rows, wanted, strict=True)
    )


def _sum_text(model: Any, total: int) -> str:
    """The total, and what each layer adds to it where a few layers have parameters."""
    parts = [row.parameters for row in layer_rows(model) if row.parameters]
    if 1 < len(parts) <= 8 and sum(parts) == total:
        return f"{total:,} = {' + '.join(f'{part:,}' for part in parts)}"
    return f"{total:,}"


def _listed(layers: Sequence[LayerRow | _Wanted]) -> str:
    return "\n".join(f"{number}. {layer}" for number, layer in enumerate(layers, 1))
