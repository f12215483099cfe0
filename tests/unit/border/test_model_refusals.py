"""Crafted archives: each is refused with a sentence, and before anything large is allocated."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import zipfile
from typing import Any

import pytest

from autograder.border.model_archive import parse_json
from autograder.border.models import model_from_bytes, model_to_bytes
from autograder.border.values import Refused

from .model_files import (
    CONFIG,
    METADATA,
    WEIGHTS,
    archive,
    dense,
    edited,
    layer,
    members,
    sequential,
    weights,
)

HONEST = {METADATA: "{}", CONFIG: json.dumps(sequential(dense())), WEIGHTS: weights()}
PIXELS = (None, 8, 8, 1)


def _with_flag(bit: int) -> bytes:
    """An honest archive whose members claim a flag, in both headers."""
    data = bytearray(archive())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(signature), bytes(data)):
            data[match.start() + place] |= bit
    return bytes(data)


def _directory_lies(size: int) -> bytes:
    """An honest archive whose directory gives another size for each member."""
    data = bytearray(archive())
    for match in re.finditer(b"PK\x01\x02", bytes(data)):
        data[match.start() + 20 : match.start() + 28] = struct.pack("<II", size, size)
    return bytes(data)


def _zip64() -> bytes:
    data = archive()
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    return data[:-22] + locator + data[-22:]


def _twice() -> bytes:
    """Two configurations and no metadata."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, pytest.warns(UserWarning, match="Duplicate name"):
        for name in (CONFIG, CONFIG, WEIGHTS):
            file.writestr(name, HONEST[name])
    return out.getvalue()


ARCHIVES = {
    "no zip": (b"hello", "damaged"),
    "empty": (b"", "damaged"),
    "cut off": (archive()[:-30], "damaged"),
    "a comment after the end": (archive() + b"x", "damaged"),
    "a fourth member": (members({**HONEST, "assets/vocabulary.txt": "a"}), "has 4 members"),
    "another member": (
        members({METADATA: "{}", CONFIG: "{}", "../evil.py": "x"}),
        "other members than",
    ),
    "a member missing": (members({CONFIG: "{}", WEIGHTS: b""}), "has 2 members"),
    "zip64": (_zip64(), "zip64"),
    "encrypted": (_with_flag(1), "encrypted"),
    "an unusual compression": (archive(compression=zipfile.ZIP_LZMA), "unusual way"),
    "sizes that are lies": (_directory_lies(100), "damaged"),
    "sizes of 4 GB": (_directory_lies(2**32 - 2), "damaged"),
    "a bomb of metadata": (
        members({**HONEST, METADATA: b" " * 2**27}, zipfile.ZIP_DEFLATED),
        "metadata.json is too large: expected at most 64 kB",
    ),
    "a bomb of a configuration": (
        members({**HONEST, CONFIG: b" " * 2**27}, zipfile.ZIP_DEFLATED),
        "config.json is too large",
    ),
    "a bomb of weights": (
        members({**HONEST, WEIGHTS: b"\x00" * (2**26 + 1)}, zipfile.ZIP_DEFLATED),
        "weights.h5 is too large",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_is_refused(name: str):
    data, reason = ARCHIVES[name]
    with pytest.raises(Refused, match=re.escape(reason)):
        model_from_bytes(data)


def test_member_twice_is_refused():
    with pytest.raises(Refused, match="each once"):
        model_from_bytes(_twice())


TEXTS = {
    "no JSON": ("{", "not JSON"),
    "no UTF-8": (b"\xff\xfe{}", "not JSON"),
    "a list": ("[]", "not an object"),
    "NaN": ('{"a": NaN}', "it contains NaN"),
    "infinity": ('{"a": -Infinity}', "it contains -Infinity"),
    "a key twice": ('{"a": 1, "a": 2}', "a key is there twice"),
    "a long integer": ('{"a": ' + "9" * 5000 + "}", "more than 18 digits"),
    "deep lists": ('{"a":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_refused(name: str):
    text, reason = TEXTS[name]
    with pytest.raises(Refused, match=re.escape(reason)):
        parse_json(text if isinstance(text, bytes) else text.encode(), "it")


def _object(module: Any, kind: Any, config: Any = None, registered: Any = None) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": kind,
        "config": {} if config is None else config,
        "registered_name": registered,
    }


def _nested(levels: int) -> dict[str, Any]:
    model = sequential(dense())
    for level in range(levels):
        model["config"]["name"] = f"level{level}"
        model = sequential(model)
    return model


_code = {"class_name": "__lambda__", "config": {"value": ["4wEAAA==", None, None]}}
_os = _object("os", "system", {"command": "id"})
_function = _object("builtins", "function", "my_activation", "my_activation")
_quantized = _object("keras", "QuantizedDTypePolicy", {"mode": "int8", "source_name": "float32"})

CONFIGS = {
    "Lambda": (
        sequential(layer("Lambda", name="l", function=_code)),
        "instead of Lambda",
    ),
    "a class of the student's": (
        sequential(_object(None, "MyLayer", {"name": "mine"}, "Custom>MyLayer")),
        "with no subclass of your own",
    ),
    "a registered name": (
        sequential({**dense(), "registered_name": "Custom>Dense"}),
        "with no subclass of your own",
    ),
    "another module": (sequential({**dense(), "module": "os"}), "expected one of Keras' own"),
    "a module that is a list": (sequential({**dense(), "module": ["keras"]}), "expected one of"),
    "a class that is a list": (sequential({**dense(), "class_name": []}), "expected one of Keras'"),
    "a class by its private path": (
        sequential({**dense(), "class_name": "core.Dense"}),
        "expected one of Keras' own layers",
    ),
    "a wrapper": (
        sequential(layer("TimeDistributed", name="t", layer=_os)),
        "the class `TimeDistributed` cannot be handed over",
    ),
    "Bidirectional": (sequential(layer("Bidirectional", name="b", layer=_os)), "Bidirectional"),
    "RNN": (sequential(layer("RNN", name="r", cell=_os)), "the class `RNN` cannot"),
    "a vocabulary": (
        sequential(layer("StringLookup", name="s", vocabulary="/etc/passwd")),
        "the class `StringLookup` cannot be handed over",
    ),
    "TextVectorization": (sequential(layer("TextVectorization", name="t")), "TextVectorization"),
    "Hashing": (sequential(layer("Hashing", name="h", num_bins=3)), "Hashing"),
    "MelSpectrogram": (sequential(layer("MelSpectrogram", name="m")), "MelSpectrogram"),
    "TFSMLayer": (sequential(layer("TFSMLayer", name="t", filepath="/tmp/x")), "TFSMLayer"),
    "a subclassed model": (
        _object("__main__", "MyModel", {"name": "m"}, "Custom>MyModel"),
        "a model of the class `MyModel` cannot be handed over; build the model from",
    ),
    "an optimizer": (_object("keras.optimizers", "Adam"), "a model of the class `Adam`"),
    "no layers": (edited(sequential(), lambda c: c["config"].update(layers=[])), "no layers"),
    "a layer that is text": (
        edited(sequential(), lambda c: c["config"].update(layers=["Dense"])),
        "something that is not a layer",
    ),
    "not built": (
        edited(sequential(dense()), lambda c: c["config"]["layers"].pop(0)),
        "start it with keras.Input",
    ),
    "an activation by name of a function": (
        sequential(dense(activation=_function)),
        "one of Keras' own activations",
    ),
    "an activation that is code": (
        sequential(dense(activation=_code)),
        "one of Keras' own activations",
    ),
    "an unknown activation": (sequential(dense(activation="os.system")), "received 'os.system'"),
    "an initializer": (
        sequential(dense(kernel_initializer=_os)),
        "one of Keras' own initializers for `kernel_initializer`",
    ),
    "an initializer by name": (sequential(dense(kernel_initializer="ones")), "own initializers"),
    "an initializer with a tensor": (
        sequential(
            dense(
                kernel_initializer=_object(
                    "keras.initializers",
                    "Constant",
                    {"value": {"class_name": "__tensor__", "config": {"value": [1]}}},
                )
            )
        ),
        "for `value`",
    ),
    "a regularizer": (
        sequential(dense(kernel_regularizer=_object("keras.regularizers", "Mine"))),
        "L1, L2 or L1L2",
    ),
    "a constraint": (sequential(dense(bias_constraint=_os)), "own constraints"),
    "a quantized policy": (sequential(dense(dtype=_quantized)), "a dtype of float32"),
    "a policy by attribute": (sequential(dense(dtype="__class__")), "a dtype of float32"),
    "a quantization": (
        sequential(dense(quantization_config=_object("keras.quantizers", "Int8"))),
        "expected no `quantization_config`",
    ),
    "LoRA": (sequential(dense(lora_rank=2)), "expected no `lora_rank`"),
    "an unknown setting": (sequential(dense(__class__=1)), "expected no `__class__`"),
    "two billion units": (
        sequential(dense(units=2_000_000_000)),
        "expected an integer from 1 to 4194304 for `units`, received 2000000000",
    ),
    "negative units": (sequential(dense(units=-1)), "expected an integer from 1"),
    "units of True": (sequential(dense(units=True)), "received True"),
    "units of 2.0": (sequential(dense(units=2.0)), "received 2.0"),
    "units as text": (sequential(dense(units="2")), "received '2'"),
    "units as infinity": (
        json.dumps(sequential(dense(units=7))).replace("7", "1e999"),
        "received inf",
    ),
    "a bias of 1": (sequential(dense(use_bias=1)), "True or False for `use_bias`"),
    "too many weights": (
        sequential(dense(units=2**22), shape=(None, 2**10)),
        "too many weights: with the layer `dense` at least 4,299,161,600",
    ),
    "many weights in all": (
        sequential(*(dense(name=f"d{i}", units=2048) for i in range(9)), shape=(None, 2048)),
        "too many weights",
    ),
    "an input that is too large": (
        sequential(dense(), shape=(None, 2**12, 2**12)),
        "the model computes too much: with the layer `start`",
    ),
    "an output that is too large": (
        sequential(layer("UpSampling2D", name="up", size=[1024, 1024]), shape=PIXELS),
        "with the layer `up`, whose output has 67,108,864 numbers",
    ),
    "an output of unknown size that is too large": (
        sequential(
            layer("UpSampling2D", name="up", size=[1024, 1024]), shape=(None, None, None, 1)
        ),
        "with the layer `up`",
    ),
    "constants that are too large": (
        sequential(
            *(
                layer("Normalization", name=f"n{i}", axis=[1], mean=0.0, variance=1.0)
                for i in range(4)
            ),
            shape=(None, 2**22),
        ),
        "too many weights",
    ),
    "a long list of constants": (
        sequential(layer("Rescaling", name="images", scale=[0.5] * 784, offset=0.0), shape=PIXELS),
        "a number, or a list of at most 16, one for each channel",
    ),
    "constants in lists of lists": (
        sequential(layer("Rescaling", name="labels", scale=1.0, offset=[[1.0]] * 8), shape=PIXELS),
        "expected a number",
    ),
    "a shape that is too long": (sequential(dense(), shape=(None, *[1] * 9)), "a list of 1 to 8"),
    "a shape of nothing": (sequential(dense(), shape=(None, 0)), "an integer from 1 to 4194304"),
    "a shape below zero": (sequential(dense(), shape=(None, -4)), "for `batch_shape`"),
    "a window beyond its input": (
        sequential(layer("MaxPooling2D", name="pool", pool_size=[9, 9]), shape=PIXELS),
        "the layer `pool` does not fit its input",
    ),
    "a layer on the wrong rank": (
        sequential(layer("Conv2D", name="conv", filters=1, kernel_size=[3, 3])),
        "the layer `conv` does not fit its input",
    ),
    "too many layers": (
        sequential(*(layer("Identity", name=f"i{i}") for i in range(501))),
        "more than 500 layers",
    ),
    "models inside models": (_nested(8), "in more than 5 levels"),
    "a name twice": (sequential(dense(), dense()), "have the same name"),
    "a name with an escape": (sequential(dense(name="\x1b[2J")), "expected letters, digits"),
    "a name that is a path": (sequential(dense(name="a/b")), "expected letters, digits"),
    "more weights than bytes": (
        sequential(dense(units=1000), shape=(None, 1000)),
        "need 4,004,000 bytes of weights",
    ),
    "other sizes than the weights'": (sequential(dense(units=3)), "expected float32 of shape"),
    "shared, but different": (
        sequential(
            {**dense(name="a", units=4), "shared_object_id": 7},
            {**dense(name="b", units=4), "shared_object_id": 7},
        ),
        "said to be one, but differ",
    ),
    "shared by text": (sequential({**dense(), "shared_object_id": "x"}), "shared in a way"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_configuration_is_refused(name: str):
    config, reason = CONFIGS[name]
    with pytest.raises(Refused) as refusal:
        model_from_bytes(archive(config))
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def _tensor(name: str, node: Any = 0, tensor: Any = 0) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": [name, node, tensor]}}


def _functional(*arguments: Any, output: Any = ("dense", 0, 0), **named: Any) -> dict[str, Any]:
    """A functional model of an input and a Dense layer that is called with `arguments`."""
    start = layer("InputLayer", batch_shape=(None, 4), dtype="float32", name="start")
    node = {"args": list(arguments), "kwargs": named}
    config = {
        "name": "model",
        "layers": [{**start, "inbound_nodes": []}, {**dense(), "inbound_nodes": [node]}],
        "input_layers": ["start", 0, 0],
        "output_layers": list(output),
    }
    return _object("keras.src.models.functional", "Functional", config, "Functional")


def _operation(kind: str, *arguments: Any, module: str = "keras.src.ops.numpy") -> dict[str, Any]:
    model = _functional(_tensor("op"))
    node = {"args": list(arguments), "kwargs": {}}
    model["config"]["layers"].insert(
        1, {**_object(module, kind, {"name": "op"}), "inbound_nodes": [node]}
    )
    return model


GRAPHS = {
    "code as an argument": (_functional(_code), "no constants, functions or slices"),
    "an array as an argument": (
        _functional({"class_name": "__numpy__", "config": {"value": [1], "dtype": "float32"}}),
        "no constants, functions or slices",
    ),
    "a number as an argument": (_functional(3), "expected tensors only"),
    "too many arguments": (
        _functional([_tensor("start")] * 65),
        "expected at most 64 tensors at once",
    ),
    "no argument": (_functional(), "expected one tensor"),
    "a named argument": (_functional(_tensor("start"), fn=_code), "no other argument"),
    "a mask": (_functional(_tensor("start"), mask=_tensor("start")), "expected None"),
    "training of 1": (_functional(_tensor("start"), training=1), "training to be True or False"),
    "a circle": (_functional(_tensor("dense")), "wait for each other in a circle"),
    "an unknown layer": (_functional(_tensor("other")), "wait for each other"),
    "a call that is not there": (_functional(_tensor("start", 1)), "wait for each other"),
    "a call below zero": (_functional(_tensor("start", -1)), "an integer from 0 to 2000"),
    "an output that is not there": (
        _functional(_tensor("start"), output=("dense", 0, 9)),
        "output of a layer that it does not have",
    ),
    "an output that is code": (_functional(_tensor("start"), output=[_code]), "cannot be read"),
    "an input that is no input": (
        edited(
            _functional(_tensor("start")),
            lambda c: c["config"].update(input_layers=["dense", 0, 0]),
        ),
        "does not start from its inputs",
    ),
    "an input that is missing": (
        edited(_functional(_tensor("start")), lambda c: c["config"].pop("input_layers")),
        "inputs or outputs of the model `model` cannot be read",
    ),
    "an unknown operation": (
        _operation("Einsum", _tensor("start")),
        "expected +, -, *, /, maximum",
    ),
    "an operation of another module": (
        _operation("Add", _tensor("start"), 1, module="keras.src.ops.core"),
        "the class `Add` cannot be handed over",
    ),
    "an operation without a tensor": (_operation("Add", 1, 2), "the layer `op` does not fit"),
    "an operation with a huge number": (
        _operation("Add", _tensor("start"), 1e300),
        "a number from -1e+30 to 1e+30",
    ),
    "calls without end": (
        edited(
            _functional(_tensor("start")),
            lambda c: c["config"]["layers"][1].update(
                inbound_nodes=[{"args": [_tensor("start")], "kwargs": {}}] * 2001
            ),
        ),
        "called more than 2000 times",
    ),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_graph_is_refused(name: str):
    config, reason = GRAPHS[name]
    with pytest.raises(Refused) as refusal:
        model_from_bytes(archive(config))
    assert reason in str(refusal.value)


def test_models_that_double_at_each_level_are_refused():
    """Five levels, each of which calls the one below seven times: 16,807 calls of one layer."""
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    for _ in range(5):
        start = value = keras.Input((2,))
        for _ in range(2):
            value = model(value)
        model = keras.Model(start, value)
    data = json.loads(zipfile.ZipFile(io.BytesIO(model_to_bytes(model))).read(CONFIG))

    def more(config: dict[str, Any]) -> None:
        for inner in config["config"]["layers"]:
            if inner["class_name"] != "InputLayer":
                inner["inbound_nodes"] = inner["inbound_nodes"][:1] + [
                    {"args": [_tensor(inner["name"], i)], "kwargs": {}} for i in range(6)
                ]
                if inner["class_name"] == "Functional":
                    more(inner)

    with pytest.raises(Refused, match="called more than 4000 times"):
        model_from_bytes(archive(edited(data, more)))


def _places(value: Any, path: tuple = ()) -> list[tuple]:
    """The paths of all values in lists and dicts."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    below = [(key, item) for key, item in items]
    return [(*path, key) for key, _ in below] + [
        place
        for key, item in below
        if isinstance(item, (dict, list))
        for place in _places(item, (*path, key))
    ]


JUNK = (None, True, -1, 3, 2**40, 1.5, "", "x", "Dense", [], {}, [1, 2], [[0]], {"class_name": "x"})


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_damaged_configuration_is_refused_or_built(start: int):
    """Whatever stands in a configuration, the reader ends with a model or with a refusal."""
    honest = _operation("Add", _tensor("start"), 1.0)
    places = _places(honest)
    for seed in range(start, start + 50):
        chance = random.Random(seed)
        *path, last = chance.choice(places)
        config = json.loads(json.dumps(honest))
        place = config
        for key in path:
            place = place[key]
        place[last] = chance.choice(JUNK)
        try:
            assert model_from_bytes(archive(config)).name
        except Refused as refusal:
            assert "\n" not in str(refusal)
