"""From the configuration in an archive to a plan of the model: checked data, nothing built yet.

The plan is all that the rest works with. `compile_config`, `build_config` and `registered_name`
lead to code of other people or to work before the limits are checked, and are dropped.
"""

from __future__ import annotations

from typing import Any

from autograder.border.model_fields import (
    Unexpected,
    arguments,
    described,
    one_of,
    optional,
    shown,
    whole,
)
from autograder.border.model_layers import INPUT, LAYERS, OPERATION_MODULES, OPERATIONS
from autograder.border.model_nodes import NAME, NODE_COUNT, model_ends, node_of
from autograder.border.model_plan import LayerPlan, ModelPlan, Node
from autograder.border.values import Refused

LAYER_COUNT = 500
NESTED = 5
_POLICIES = one_of("float32", "float64", "float16", "mixed_float16", "mixed_bfloat16")
_POLICY_TABLE = {"DTypePolicy": {"name": _POLICIES}}
_MODELS = {"Sequential": "Sequential", "Functional": "Functional", "Model": "Functional"}
_MODEL_MODULES = ("keras", "keras.models", "keras.src.models.functional")
_ADVICE = "build the model from Keras' own layers with Sequential or the functional API"


def model_plan(config: dict[str, Any]) -> ModelPlan:
    """Check a configuration and turn it into a plan.

    Raises:
        Refused: for anything that is not on the list of what may be in a model.
    """
    return _Reader().model(config, 0)


class _Reader:
    def __init__(self) -> None:
        self.layers = 0
        self.nodes = 0
        self.shared: dict[int, LayerPlan | ModelPlan] = {}

    def model(self, value: dict[str, Any], depth: int) -> ModelPlan:
        try:
            kind, config = described(value, _MODEL_MODULES, _MODELS, "")
        except Unexpected:
            raise Refused(
                f"a model of the class {_class(value)} cannot be handed over; {_ADVICE}"
            ) from None
        kind = _MODELS[kind]
        if depth > NESTED:
            raise Refused(f"the model holds models in more than {NESTED} levels; use fewer")
        layers = config.get("layers")
        if type(layers) is not list or not layers:
            raise Refused("the model has no layers; add some before you return it")
        name = _name(config.get("name"))
        trainable = config.get("trainable") is not False
        shared = _shared(value)
        plans = tuple(self.layer(layer, depth) for layer in layers)
        names = [plan.name for plan in plans]
        if len(set(names)) != len(names):
            raise Refused(f"two layers of the model `{name}` have the same name; rename one")
        if kind == "Sequential":
            self.check_sequence(name, plans)
            return ModelPlan(kind, name, trainable, plans, shared=shared)
        nodes = tuple(
            self.calls(plan, layer, depth) for plan, layer in zip(plans, layers, strict=True)
        )
        try:
            ends = [model_ends(config.get(key)) for key in ("input_layers", "output_layers")]
        except Unexpected:
            raise Refused(
                f"the inputs or outputs of the model `{name}` cannot be read; {_ADVICE}"
            ) from None
        return ModelPlan(kind, name, trainable, plans, nodes, *ends, shared=shared)

    @staticmethod
    def check_sequence(name: str, plans: tuple[LayerPlan | ModelPlan, ...]) -> None:
        inputs = [isinstance(plan, LayerPlan) and plan.role == "input" for plan in plans]
        if not inputs[0] or sum(inputs) > 1 or len(plans) < 2:
            raise Refused(
                f"the model `{name}` has no weights yet; start it with keras.Input(…), so that "
                "Keras knows the shapes"
            )
        if any(isinstance(plan, LayerPlan) and plan.role == "operation" for plan in plans):
            raise Refused(f"the model `{name}` holds something that is not a layer; {_ADVICE}")

    def layer(self, value: Any, depth: int) -> LayerPlan | ModelPlan:
        self.layers += 1
        if self.layers > LAYER_COUNT:
            raise Refused(f"the model has more than {LAYER_COUNT} layers; use fewer")
        if type(value) is not dict or type(value.get("config")) is not dict:
            raise Refused(f"the model holds something that is not a layer; {_ADVICE}")
        kind = value.get("class_name")
        if type(kind) is str and kind in _MODELS and value.get("module") in _MODEL_MODULES:
            plan: LayerPlan | ModelPlan = self.model(value, depth + 1)
        else:
            plan = self.plain_layer(value)
        if plan.shared is not None:
            first = self.shared.setdefault(plan.shared, plan)
            if first != plan:
                raise Refused(
                    f"the layers `{first.name}` and `{plan.name}` are said to be one, but differ; "
                    "return the model as Keras has built it"
                )
            plan = first
        if "name" in value and value["name"] != plan.name:
            raise Refused(f"the layer `{plan.name}` has two names; rename it")
        return plan

    def plain_layer(self, value: dict[str, Any]) -> LayerPlan:
        kind, config = value.get("class_name"), dict(value["config"])
        name = _name(config.pop("name", None))
        try:
            if value.get("module") in OPERATION_MODULES:
                advice = "+, -, *, /, maximum, minimum, relu, sigmoid, tanh or softmax"
                described(value, OPERATION_MODULES, OPERATIONS, advice)
                return LayerPlan(kind, name, arguments(config, OPERATIONS[kind][2]), "operation")
            table = {**LAYERS, "InputLayer": INPUT}
            described(value, ("keras.layers",), table, _instead_of(kind))
            if kind == "InputLayer":
                settings = arguments(config, INPUT)
                if "batch_shape" not in settings:
                    raise Unexpected("a `batch_shape`")
                return LayerPlan(kind, name, settings, "input")
            dtype = _policy(config.pop("dtype", "float32"))
            trainable = config.pop("trainable", True) is not False
            settings = {**arguments(config, table[kind]), "dtype": dtype}
        except Unexpected as expected:
            raise Refused(
                f"the layer `{name}` of the class {_class(value)} cannot be handed over; "
                f"expected {expected}"
            ) from None
        return LayerPlan(kind, name, settings, trainable=trainable, shared=_shared(value))

    def calls(self, plan: LayerPlan | ModelPlan, value: dict, depth: int) -> tuple[Node, ...]:
        """The calls of a layer in a functional model."""
        found = value.get("inbound_nodes")
        if type(found) is not list:
            raise Refused(f"the layer `{plan.name}` is not connected; {_ADVICE}")
        self.nodes += len(found)
        if self.nodes > NODE_COUNT:
            raise Refused(f"the layers are called more than {NODE_COUNT} times; use fewer")
        is_input = isinstance(plan, LayerPlan) and plan.role == "input"
        if is_input != (not found):
            raise Refused(f"the layer `{plan.name}` is not connected; {_ADVICE}")
        try:
            return tuple(node_of(plan, node) for node in found)
        except Unexpected as expected:
            raise Refused(
                f"the layer `{plan.name}` is called in a way that cannot be handed over; "
                f"expected {expected}"
            ) from None


def _policy(value: Any) -> str:
    """The name of a dtype policy."""
    advice = "a dtype of float32, float64, float16, mixed_float16 or mixed_bfloat16"
    try:
        if type(value) is dict:
            name, config = described(value, ("keras",), _POLICY_TABLE, advice)
            value = arguments(config, _POLICY_TABLE[name]).get("name")
        return _POLICIES(value)
    except Unexpected:
        raise Unexpected(advice) from None


def _shared(value: dict[str, Any]) -> int | None:
    try:
        return optional(whole(0, 2**63))(value.get("shared_object_id"))
    except Unexpected:
        raise Refused(f"a layer is shared in a way that cannot be read; {_ADVICE}") from None


def _instead_of(kind: Any) -> str:
    if kind == "Lambda":
        return (
            "layers without code of their own: use Keras' own layers, such as Rescaling, Reshape "
            "or Activation, instead of Lambda"
        )
    return "one of Keras' own layers for images, with no subclass of your own: " + (
        "Conv2D, Dense, BatchNormalization, Dropout, pooling, activations, …"
    )


def _name(value: Any) -> str:
    if type(value) is not str or not NAME.fullmatch(value):
        raise Refused(
            f"a layer has the name {shown(value)}; expected letters, digits, `_`, `-` and `.`, "
            "at most 100: rename it"
        )
    return value


def _class(value: dict[str, Any]) -> str:
    return shown(value.get("class_name")).replace("'", "`")
