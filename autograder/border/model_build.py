"""Builds a model from its plan: first the layers, checked for size, then the connections."""

from __future__ import annotations

from typing import Any

from autograder.border.model_fields import Part
from autograder.border.model_graph import input_layers, replace, run_graph
from autograder.border.model_layers import OPERATIONS
from autograder.border.model_plan import LayerPlan, ModelPlan, Node
from autograder.border.model_size import check_size, does_not_fit
from autograder.border.values import Refused


def build_model(plan: ModelPlan, most_bytes: int) -> Any:
    """The model of a plan, as a `keras.Model` whose weights are all zero.

    Args:
        most_bytes: how many bytes of weights there are for it.

    Raises:
        Refused: if it is too large, or if Keras cannot build it.
    """
    builder = _Builder()
    builder.make_layers(plan)
    size = check_size(plan, builder.layers, operate)
    if size > most_bytes:
        raise Refused(
            f"the model's layers need {size:,} bytes of weights, but {most_bytes:,} came with it; "
            "return the model as Keras has built it"
        )
    model = builder.model(plan)
    for layer, name, initializer in builder.initializers:
        setattr(layer, name, initializer)
    return model


def operate(plan: LayerPlan, *inputs: Any) -> Any:
    """Apply an operation to symbolic tensors and numbers; it keeps the name that it had."""
    import keras

    module, function = OPERATIONS[plan.kind][0].split(".")
    result = getattr(getattr(keras, module), function)(*inputs, **plan.settings)
    if not isinstance(result, keras.KerasTensor):
        raise ValueError("an operation needs at least one tensor")
    result._keras_history.operation.name = plan.name
    return result


class _Builder:
    def __init__(self) -> None:
        self.layers: dict[int, Any] = {}
        self.models: dict[int, Any] = {}
        self.initializers: list[tuple[Any, str, Any]] = []

    def make_layers(self, plan: ModelPlan) -> None:
        """Make the layers of a model and of those inside it, by the `id` of their plans."""
        for layer in plan.layers:
            if isinstance(layer, ModelPlan):
                self.make_layers(layer)
            elif layer.role == "layer" and id(layer) not in self.layers:
                self.layers[id(layer)] = self.layer(layer)

    def layer(self, plan: LayerPlan) -> Any:
        """A layer that is not built; it will start from zeros, since its weights come later.

        Its own initializers, which may be slow, are put back when the weights exist.
        """
        import keras

        settings, later = {}, []
        for key, value in plan.settings.items():
            made = _made(value) if isinstance(value, Part) else value
            if isinstance(value, Part) and value.module == "initializers":
                later.append((key, made))
                made = "zeros"
            settings[key] = made
        try:
            layer = getattr(keras.layers, plan.kind)(name=plan.name, **settings)
        except Exception as error:  # Keras raises many kinds
            raise does_not_fit(plan, error) from None
        if not plan.trainable:
            layer.trainable = False
        self.initializers += [(layer, key, made) for key, made in later]
        return layer

    def model(self, plan: ModelPlan) -> Any:
        """A model, and those inside it before it."""
        for inner in plan.layers:
            if isinstance(inner, ModelPlan) and id(inner) not in self.models:
                self.models[id(inner)] = self.model(inner)
        try:
            made = self.sequential(plan) if plan.kind == "Sequential" else self.functional(plan)
        except Refused:
            raise
        except Exception as error:  # Keras raises many kinds
            raise does_not_fit(plan, error) from None
        if not plan.trainable:
            made.trainable = False
        return made

    def sequential(self, plan: ModelPlan) -> Any:
        import keras

        first, *others = plan.layers
        layers = [self.object(layer) for layer in others]
        return keras.Sequential([_input(first), *layers], name=plan.name)

    def functional(self, plan: ModelPlan) -> Any:
        import keras

        tensors = {layer.name: _input(layer) for layer in input_layers(plan)}
        outputs = run_graph(
            plan, tensors, lambda number, node: self.call(plan.layers[number], node)
        )
        inputs = replace(plan.inputs, lambda end: tensors[end.layer])
        return keras.Model(inputs=inputs, outputs=outputs, name=plan.name)

    def call(self, plan: LayerPlan | ModelPlan, node: Node) -> Any:
        if isinstance(plan, LayerPlan) and plan.role == "operation":
            return operate(plan, *node.inputs)
        training = {} if node.training is None else {"training": node.training}
        return self.object(plan)(*node.inputs, **training)

    def object(self, plan: LayerPlan | ModelPlan) -> Any:
        return (self.models if isinstance(plan, ModelPlan) else self.layers)[id(plan)]


def _input(plan: LayerPlan) -> Any:
    import keras

    return keras.Input(
        batch_shape=plan.settings["batch_shape"],
        dtype=plan.settings.get("dtype"),
        name=plan.name,
    )


def _made(part: Part) -> Any:
    """An initializer, regularizer or constraint of Keras."""
    import keras

    return getattr(getattr(keras, part.module), part.name)(**dict(part.arguments))
