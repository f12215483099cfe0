"""Gives a rebuilt model its weights, by the paths under which Keras saves them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.border.model_hdf5 import WeightsFile
from autograder.border.model_plan import LayerPlan, ModelPlan
from autograder.border.values import Refused


def load_weights(model: Any, plan: ModelPlan, data: bytes) -> None:
    """Assign the numbers of a weights file to a model built from `plan`.

    A layer's path is its place among the layers of its class, in the order of the configuration,
    which is that of the model when it was saved. A layer that is shared by two models has its
    weights at the first of its places. Seeds of Dropout and the like are not part of the file.

    Raises:
        Refused: if weights are missing, of another shape or dtype, not finite, or too many.
    """
    file = WeightsFile(data)
    _load(model, plan, "", file, set())


def _load(model: Any, plan: ModelPlan, path: str, file: WeightsFile, seen: set[int]) -> None:
    layers = {layer.name: layer for layer in model.layers}
    counts: dict[str, int] = {}
    for inner in plan.layers:
        if isinstance(inner, LayerPlan) and inner.role == "operation":
            continue
        if inner.name not in layers:
            if isinstance(inner, LayerPlan) and inner.role == "input":
                continue  # a Sequential model hides its input and does not count it
            raise Refused(
                f"the layer `{inner.name}` is in no path from the model's inputs to its outputs; "
                "leave it out"
            )
        layer = layers[inner.name]
        kind = snake_case(type(layer).__name__)
        number = counts[kind] = counts.get(kind, -1) + 1
        place = f"{path}layers/{kind}_{number}" if number else f"{path}layers/{kind}"
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        if isinstance(inner, ModelPlan):
            _load(layer, inner, f"{place}/", file, seen)
        else:
            _fill(layer, place, file)


def _fill(layer: Any, path: str, file: WeightsFile) -> None:
    """Assign one layer's weights."""
    import keras

    wanted: dict[str, Any] = {}
    layer.save_own_variables(wanted)
    if not wanted:
        return
    found = file.names(f"{path}/vars")
    if found != set(wanted):
        raise Refused(
            f"the layer `{layer.name}` has {len(wanted)} weights, but {len(found)} came with it; "
            "return the model as Keras has built it"
        )
    store = {}
    for key, variable in wanted.items():
        dtype = np.dtype(keras.backend.standardize_dtype(variable.dtype))
        shape = tuple(int(size) for size in variable.shape)
        store[key] = file.array(f"{path}/vars/{key}", shape, dtype)
        if dtype.kind == "f" and not np.isfinite(store[key]).all():
            raise Refused(
                f"the weights of the layer `{layer.name}` are not finite (NaN or infinity): the "
                "training has diverged; use a smaller learning rate or check the loss"
            )
    layer.load_own_variables(store)


def snake_case(name: str) -> str:
    """A class's name as Keras writes it in paths: `MaxPooling2D` is `max_pooling2d`."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
