"""Guesses at what is wrong with a model's layers: none of them knows the exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.checks.layers import LayerRow
from autograder.checks.subject import Cause
from autograder.checks.wording import guarded

_OTHER_PADDING = {"same": "valid", "valid": "same"}
_PADDING = Cause.plain(
    'the padding: "same" keeps the size of the image, "valid" (the default) loses the border'
)
_TOO_MANY_BIASES = Cause.plain("there should be no biases here: see `use_bias`")
_NO_BIASES = Cause.plain("the biases are missing: see `use_bias`")
_FLATTEN = Cause.plain("the images are never flattened: see `Flatten`, `GlobalAveragePooling2D`")
_ONE_UNIT = Cause.plain("one unit for each class: the output is a row of probabilities")
_OWN_CLASS = Cause.plain(
    "only `keras.Sequential([…])` and `keras.Model(inputs, outputs)` know the shapes inside"
)
_TWICE = Cause.plain("two activations in a row: in the last layer and again after it")
_SOFTMAX = Cause.plain("without softmax the outputs are any numbers, not probabilities")


def guess_order(got: Sequence[str], expected: Sequence[str]) -> Cause | None:
    """Why the types `got` are not the types `expected`, from the first difference on."""
    if sorted(got) == sorted(expected):
        return Cause.plain("the right layers in another order")
    if list(got[1:]) == list(expected):
        return Cause.plain("one layer too many")
    if list(got) == list(expected[1:]):
        return Cause.plain("a layer is missing")
    return None


def guess_layer_shape(layer: Any, expected: tuple[Any, ...]) -> Cause | None:
    """Why a layer's output has not the shape `expected`, which is without the batch."""
    if guarded(lambda: layer.output, None) is None:
        return _OWN_CLASS
    config = layer.get_config()
    padding = config.get("padding")
    if padding in _OTHER_PADDING:
        other = type(layer).from_config({**config, "padding": _OTHER_PADDING[padding]})
        if tuple(other.compute_output_shape(layer.input.shape)[1:]) == expected:
            return _PADDING
    got = tuple(layer.output.shape[1:])
    for word, what in (("filters", "filters"), ("units", "units")):
        if word in config and len(got) == len(expected) and got[:-1] == expected[:-1]:
            return Cause.plain(f"the number of {what}")
    if len(got) == len(expected) and len(got) > 1:
        return Cause.plain("see the layer's size, strides and padding")
    return None


def guess_layer_parameters(layer: Any, excess: int) -> Cause | None:
    """Why a layer of the right output shape has `excess` parameters too many."""
    if abs(excess) == layer.output.shape[-1] and layer.use_bias is (excess > 0):
        return _TOO_MANY_BIASES if excess > 0 else _NO_BIASES
    if "kernel_size" in layer.get_config():
        return Cause.plain("see `kernel_size`")
    return None


def guess_total(layers: Sequence[Any], excess: int) -> Cause | None:
    """Why a model has `excess` parameters too many."""
    with_bias = [layer for layer in layers if getattr(layer, "use_bias", None) is True]
    without = [layer for layer in layers if getattr(layer, "use_bias", None) is False]
    if excess > 0 and excess == sum(layer.output.shape[-1] for layer in with_bias):
        return _TOO_MANY_BIASES
    if excess < 0 and -excess == sum(layer.output.shape[-1] for layer in without):
        return _NO_BIASES
    return None


def guess_budget(rows: Sequence[LayerRow]) -> Cause | None:
    """Where the parameters of a model that has too many of them are."""
    total = sum(row.parameters for row in rows)
    number, largest = max(enumerate(rows, 1), key=lambda pair: pair[1].parameters)
    if 2 * largest.parameters <= total:
        return None
    advice = ""
    if largest.type == "Dense":
        advice = ": make its input smaller, for example by pooling"
    where = f"layer {number}, `{largest.name}` ({largest.type}), has {largest.parameters:,} of them"
    return Cause(where + advice, f"most of them are in one layer{advice}")


def guess_output_shape(got: tuple[Any, ...] | None, units: int) -> Cause | None:
    """Why a model's output, of shape `got` without the batch, is not a row of `units`."""
    if got is None:
        return _OWN_CLASS
    if len(got) > 1:
        return _FLATTEN
    return _ONE_UNIT if got == (1,) and units > 1 else None


def guess_activation(got: Sequence[str], expected: Sequence[str]) -> Cause | None:
    """Why the activations `got` at the end of a model are not those `expected`."""
    if len(got) > 1:
        return _TWICE
    return _SOFTMAX if not got and list(expected) == ["softmax"] else None
