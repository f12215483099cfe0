"""Runs through the graph of a functional model, whatever flows through it: sizes or tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.border.model_plan import LayerPlan, ModelPlan, Node, Reference
from autograder.border.values import Refused

# Calls a layer: its number in the plan, and the call with the references replaced by values.
Call = Callable[[int, Node], Any]


class _NotYet(Exception):
    """A tensor that a layer further on will make."""


def run_graph(plan: ModelPlan, inputs: dict[str, Any], call: Call) -> Any:
    """Call the layers of a functional model in an order that is possible.

    Args:
        inputs: for the name of each input layer what it gives.
        call: is given a layer's number and a call of it; returns what comes out.

    Returns:
        The model's outputs, in lists and dicts as the model returns them.

    Raises:
        Refused: if a layer waits for something that never comes.
    """
    made: dict[str, list[list[Any]]] = {layer.name: [] for layer in plan.layers}
    for name, value in inputs.items():
        made[name].append([value])
    waiting = [list(nodes) for nodes in plan.nodes]
    while any(waiting):
        progress = False
        for number, layer in enumerate(plan.layers):
            while waiting[number]:
                try:
                    arguments = _resolve(waiting[number][0].inputs, made)
                except _NotYet:
                    break
                node = waiting[number].pop(0)
                result = call(number, Node(tuple(arguments), node.training))
                made[layer.name].append(flatten(result))
                progress = True
        if not progress:
            raise Refused(
                f"the layers of the model `{plan.name}` wait for each other in a circle; connect "
                "every layer to the model's inputs"
            )
    try:
        return _resolve(_shifted(plan.outputs, plan), made)
    except _NotYet:
        raise Refused(
            f"the model `{plan.name}` returns the output of a layer that it does not have; build "
            "it with keras.Model(inputs, outputs)"
        ) from None


def input_layers(plan: ModelPlan) -> list[LayerPlan]:
    """The input layers of a functional model, in the order in which it takes its inputs.

    Raises:
        Refused: if these are not exactly its inputs.
    """
    layers = {p.name: p for p in plan.layers if isinstance(p, LayerPlan) and p.role == "input"}
    names = [end.layer for end in flatten(plan.inputs)]
    first = all(end.node == 0 and end.tensor == 0 for end in flatten(plan.inputs))
    if not first or sorted(names) != sorted(layers):
        raise Refused(
            f"the model `{plan.name}` does not start from its inputs; begin with keras.Input(…) "
            "and build it with keras.Model(inputs, outputs)"
        )
    return [layers[name] for name in names]


def flatten(value: Any) -> list[Any]:
    """The leaves of lists and dicts, dicts in the order of their sorted keys, as Keras does."""
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flatten(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flatten(item)]
    return [value]


def replace(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """The same lists and dicts with every leaf replaced."""
    if isinstance(value, dict):
        return {key: replace(item, leaf) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [replace(item, leaf) for item in value]
    return leaf(value)


def _resolve(value: Any, made: dict[str, list[list[Any]]]) -> Any:
    def leaf(item: Any) -> Any:
        if not isinstance(item, Reference):
            return item
        nodes = made.get(item.layer, [])
        if item.node >= len(nodes) or item.tensor >= len(nodes[item.node]):
            raise _NotYet
        return nodes[item.node][item.tensor]

    return replace(value, leaf)


def _shifted(outputs: Any, plan: ModelPlan) -> Any:
    """The outputs; Keras counts the calls of a functional model from 1 there, of others from 0."""
    functional = {p.name for p in plan.layers if getattr(p, "nodes", ())}

    def leaf(end: Reference) -> Reference:
        if end.layer not in functional:
            return end
        return Reference(end.layer, max(end.node - 1, 0), end.tensor)

    return replace(outputs, leaf)
