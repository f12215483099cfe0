"""The plan of a model: checked data from which it can be built, with nothing of Keras in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Reference:
    """An output: of which layer, of which of its calls, and which one of that call."""

    layer: str
    node: int
    tensor: int


@dataclass(frozen=True)
class Node:
    """One call of a layer: references, numbers and lists of them, and how it was called."""

    inputs: tuple[Any, ...]
    training: bool | None = None


@dataclass(frozen=True)
class LayerPlan:
    """A layer: `keras.layers.<kind>(**settings)`, or an operation, or an input.

    A layer that is shared by two models, which `shared` marks, is the same object in both plans.
    """

    kind: str
    name: str
    settings: dict[str, Any] = field(hash=False)
    role: Literal["layer", "operation", "input"] = "layer"
    trainable: bool = True
    shared: int | None = None


@dataclass(frozen=True)
class ModelPlan:
    """A Sequential or Functional model.

    Args:
        nodes: for each layer its calls; empty for a Sequential model.
        inputs, outputs: references in lists and dicts, as the model takes and returns its tensors.
    """

    kind: str
    name: str
    trainable: bool
    layers: tuple[LayerPlan | ModelPlan, ...]
    nodes: tuple[tuple[Node, ...], ...] = ()
    inputs: Any = None
    outputs: Any = None
    shared: int | None = None
