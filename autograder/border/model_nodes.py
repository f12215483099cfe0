"""How the layers of a functional model are called: references to tensors, and little else."""

from __future__ import annotations

import re
from typing import Any

from autograder.border.model_fields import Unexpected, only, real, whole
from autograder.border.model_layers import OPERATIONS
from autograder.border.model_plan import LayerPlan, ModelPlan, Node, Reference

NODE_COUNT = 2_000
TENSORS = 64
NAME = re.compile(r"[A-Za-z0-9_.>-]{1,100}")  # what TensorFlow allows


def node_of(plan: LayerPlan | ModelPlan, node: Any) -> Node:
    """One call of a layer.

    Raises:
        Unexpected: if it is given anything but tensors and, for operations, numbers.
    """
    if type(node) is not dict or set(node) != {"args", "kwargs"}:
        raise Unexpected("tensors only")
    given, named = node["args"], node["kwargs"]
    if type(given) is not list or type(named) is not dict or set(named) - {"training", "mask"}:
        raise Unexpected("its tensors in front and no other argument than `training`")
    only(None)(named.get("mask"))
    operation = isinstance(plan, LayerPlan) and plan.role == "operation"
    wanted = OPERATIONS[plan.kind][1] if operation else 1
    if len(given) != wanted:
        raise Unexpected("one tensor, or one list of tensors" if wanted == 1 else "two tensors")
    inputs = tuple(_tensors(value, operation, 0) for value in given)
    training = named.get("training")
    if training not in (None, True, False) or type(training) is int:
        raise Unexpected("training to be True or False")
    return Node(inputs, training)


def _tensors(value: Any, operation: bool, depth: int) -> Any:
    """References to tensors, in lists and dicts as they were given; numbers for operations."""
    if depth > 3:
        raise Unexpected("no lists inside lists inside lists")
    if type(value) is dict:
        if value.get("class_name") == "__keras_tensor__":
            config = value.get("config")
            return _reference(config.get("keras_history") if type(config) is dict else None)
        if "class_name" in value or operation:
            raise Unexpected("tensors and numbers only: no constants, functions or slices")
        return {_key(key): _tensors(item, False, depth + 1) for key, item in value.items()}
    if type(value) is list and not operation:
        if len(value) > TENSORS:
            raise Unexpected(f"at most {TENSORS} tensors at once")
        return [_tensors(item, False, depth + 1) for item in value]
    if not operation:
        raise Unexpected("tensors only")
    return real(-1e30, 1e30)(value)


def _reference(value: Any) -> Reference:
    if type(value) is not list or len(value) != 3 or type(value[0]) is not str:
        raise Unexpected("tensors of the same model")
    return Reference(value[0], *(whole(0, NODE_COUNT)(index) for index in value[1:]))


def model_ends(value: Any, depth: int = 0) -> Any:
    """The inputs or outputs of a functional model, in lists and dicts as they were given.

    Raises:
        Unexpected: if they are anything else.
    """
    if type(value) is list and len(value) == 3 and type(value[0]) is str:
        return _reference(value)
    if type(value) is list and value and depth <= 3:
        return [model_ends(item, depth + 1) for item in value]
    if type(value) is dict and value and depth <= 3:
        return {_key(key): model_ends(item, depth + 1) for key, item in value.items()}
    raise Unexpected("references to tensors")


def _key(value: str) -> str:
    if not NAME.fullmatch(value):
        raise Unexpected("names of letters and digits")
    return value
