"""How large a model will be, by arithmetic on shapes, before anything is allocated.

Layers exist here but are not built. Their output shapes come from Keras' own
`compute_output_shape`; how many weights they will have is written down here, and a test compares
it with Keras for every layer that is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograder.border.model_fields import DIMENSION
from autograder.border.model_graph import Call, flatten, input_layers, replace, run_graph
from autograder.border.model_plan import LayerPlan, ModelPlan, Node
from autograder.border.values import Refused

WEIGHTS = 16 * 2**20
WEIGHT_BYTES = 64 * 2**20
TENSOR = DIMENSION
ACTIVATIONS = 64 * 2**20
CALLS = 4_000
UNKNOWN = 128

Shape = tuple[int | None, ...]
Objects = dict[int, Any]


def check_size(plan: ModelPlan, layers: Objects, operate: Callable[..., Any]) -> int:
    """Refuse a model that is too large.

    Args:
        layers: the layer objects, not built, by the `id` of their plan.
        operate: calls an operation on symbolic tensors: `operate(plan, *inputs)`.

    Returns:
        How many bytes its weights will take.

    Raises:
        Refused: if its weights or what it computes for one example are too many.
    """
    meter = _Meter(layers, operate)
    meter.own(plan)
    return meter.bytes


class _Meter:
    def __init__(self, layers: Objects, operate: Callable[..., Any]) -> None:
        self.layers = layers
        self.operate = operate
        self.weighed: set[int] = set()
        self.sized: set[int] = set()
        self.weights = 0
        self.bytes = 0
        self.constants = 0
        self.activations = 0
        self.calls = 0

    def own(self, plan: ModelPlan) -> list[Any]:
        """Size of a model on its own inputs, with those of the models inside it."""
        for layer in plan.layers:
            if isinstance(layer, ModelPlan) and id(layer) not in self.sized:
                self.sized.add(id(layer))
                self.own(layer)
        first = [plan.layers[0]] if plan.kind == "Sequential" else input_layers(plan)
        return self.model(plan, [self.start(layer) for layer in first])

    def start(self, layer: LayerPlan) -> Any:
        batch_shape = layer.settings["batch_shape"]
        sizes = [UNKNOWN if size is None else size for size in batch_shape[1:]]
        return self.tensor(layer, (None, *sizes), layer.settings.get("dtype", "float32"))

    def model(self, plan: ModelPlan, inputs: list[Any]) -> list[Any]:
        """The outputs of a model, given its inputs, as symbolic tensors."""
        if plan.kind == "Sequential":
            value = inputs
            for layer in plan.layers[1:]:
                value = flatten(self.layer(layer, Node((value[0] if len(value) == 1 else value,))))
            return value
        names = [layer.name for layer in input_layers(plan)]
        if len(names) != len(inputs):
            raise Refused(
                f"the model `{plan.name}` takes {len(names)} inputs, but is given {len(inputs)}; "
                "give it a tensor for each"
            )
        call: Call = lambda number, node: self.layer(plan.layers[number], node)  # noqa: E731
        return flatten(run_graph(plan, dict(zip(names, inputs, strict=True)), call))

    def layer(self, plan: LayerPlan | ModelPlan, node: Node) -> Any:
        """The output of a layer; its weights count when it is called for the first time."""
        self.calls += 1
        if self.calls > CALLS:
            raise Refused(f"the layers are called more than {CALLS} times; use fewer")
        if isinstance(plan, ModelPlan):
            return self.model(plan, flatten(node.inputs))
        if plan.role == "operation":
            try:
                shape = self.operate(plan, *node.inputs).shape
            except Exception as error:  # Keras raises many kinds
                raise does_not_fit(plan, error) from None
            return self.tensor(plan, shape)
        layer = self.layers[id(plan)]
        shapes = replace(node.inputs[0], lambda tensor: tuple(tensor.shape))
        given = [tuple(tensor.shape) for tensor in flatten(node.inputs)]
        try:
            weights = _weights(plan.kind, layer, given[0])
            shape = layer.compute_output_shape(shapes)
        except Exception as error:  # Keras raises many kinds
            raise does_not_fit(plan, error) from None
        self.weigh(plan, layer, weights, _constants(plan.kind, layer, given[0]))
        return self.tensor(plan, shape)

    def weigh(self, plan: LayerPlan, layer: Any, weights: int, constants: int) -> None:
        if id(layer) in self.weighed:
            return
        self.weighed.add(id(layer))
        self.weights += weights
        self.bytes += weights * {"float64": 8, "float16": 2}.get(layer.variable_dtype, 4)
        self.constants += constants
        if self.weights + self.constants > WEIGHTS or self.bytes > WEIGHT_BYTES:
            raise Refused(
                f"the model has too many weights: with the layer `{plan.name}` at least "
                f"{self.weights + self.constants:,}, expected at most {WEIGHTS:,} "
                f"({WEIGHT_BYTES >> 20} MB); use fewer units or filters"
            )

    def tensor(self, plan: LayerPlan, shape: Sequence[int | None], dtype: str = "float32") -> Any:
        """A symbolic tensor of a shape, if one example of it is not too large."""
        import keras

        if not shape or any(_wrong(size) for size in shape[1:]):
            raise does_not_fit(plan, None)
        size = math.prod(UNKNOWN if size is None else int(size) for size in shape[1:])
        self.activations += size
        if size > TENSOR or self.activations > ACTIVATIONS:
            raise Refused(
                f"the model computes too much: with the layer `{plan.name}`, whose output has "
                f"{size:,} numbers for one example, {self.activations:,} in all; expected at most "
                f"{TENSOR:,} and {ACTIVATIONS:,}: use smaller or fewer feature maps"
            )
        return keras.KerasTensor(tuple(shape), dtype=dtype)


def does_not_fit(plan: LayerPlan | ModelPlan, error: Exception | None) -> Refused:
    """The refusal of a layer that Keras cannot apply to its input."""
    text = str(error).strip().splitlines()[:1] if error else []
    detail = "".join(c for c in (text[0] if text else "") if c.isprintable())[:120]
    return Refused(
        f"the layer `{plan.name}` does not fit its input{f' ({detail})' if detail else ''}; build "
        "the model so that Keras itself can run it"
    )


def _wrong(size: Any) -> bool:
    return size is not None and (isinstance(size, float) or size <= 0)


def _weights(kind: str, layer: Any, shape: Shape) -> int:
    """How many weights a layer will have on an input of `shape`, batch first.

    Raises:
        IndexError, TypeError: if the input does not have the dimensions that the layer needs.
    """
    if kind == "Dense":
        return (shape[-1] + layer.use_bias) * layer.units
    if kind == "Embedding":
        return layer.input_dim * layer.output_dim
    if kind == "PReLU":
        shared = layer.shared_axes or []
        return math.prod(1 if axis in shared else shape[axis] for axis in range(1, len(shape)))
    if kind == "Normalization":
        if layer.input_mean is not None:
            return 0
        return 2 * math.prod(shape[axis] for axis in layer.axis) + 1
    if kind == "BatchNormalization":
        return (2 + layer.center + layer.scale) * shape[layer.axis]
    if kind == "GroupNormalization":
        return (layer.center + layer.scale) * shape[layer.axis]
    if kind == "LayerNormalization":
        axes = layer.axis if isinstance(layer.axis, (list, tuple)) else [layer.axis]
        return (layer.center + layer.scale) * math.prod(shape[axis] for axis in axes)
    if "Conv" in kind:
        return _convolution(kind, layer, shape[1 if layer.data_format == "channels_first" else -1])
    return 0


def _constants(kind: str, layer: Any, shape: Shape) -> int:
    """How many numbers a layer keeps that are not weights: a mean and a variance given to it."""
    if kind != "Normalization" or layer.input_mean is None:
        return 0
    return 2 * math.prod(shape[axis] or 1 for axis in layer.axis)


def _convolution(kind: str, layer: Any, channels: int) -> int:
    window = math.prod(layer.kernel_size)
    if kind.startswith("Depthwise"):
        return (window + layer.use_bias) * channels * layer.depth_multiplier
    if kind.startswith("Separable"):
        between = channels * layer.depth_multiplier
        return window * between + (between + layer.use_bias) * layer.filters
    per_filter = channels if kind.endswith("Transpose") else channels // layer.groups
    return (window * per_filter + layer.use_bias) * layer.filters
