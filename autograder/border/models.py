"""Keras models over the border: as the archive that Keras saves, rebuilt without being believed.

On the student's side a model is written as a `.keras` archive. On the examiner's side only three
members of it are read, with caps; the architecture is a plan of allowed layers, whose size is
counted before it is built, and the weights are plain numbers. No code, name or class of the
student's is ever looked up.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from autograder.border.model_archive import CONFIG, METADATA, WEIGHTS, read_archive
from autograder.border.model_build import build_model
from autograder.border.model_config import model_plan
from autograder.border.model_weights import load_weights
from autograder.border.values import Refused, clean_name


def model_to_bytes(model: Any) -> bytes:
    """Write a model as a `.keras` archive, without its optimizer.

    Args:
        model: a built `keras.Sequential` or functional `keras.Model`.

    Raises:
        Refused: for a subclass of the student's own, a model without weights, or one that Keras
            cannot save.
    """
    kind = type(model).__name__
    if kind not in ("Sequential", "Functional") or not type(model).__module__.startswith("keras."):
        raise Refused(
            f"a model of the class `{clean_name(kind)}` cannot be handed over; build it from Keras'"
            " own layers with Sequential or the functional API"
        )
    if not model.built:
        raise Refused(
            f"the model `{clean_name(model.name)}` has no weights yet; start it with "
            "keras.Input(…), so that Keras knows the shapes"
        )
    try:
        return _archive(model, kind)
    except Exception as error:
        raise Refused(
            f"the model could not be saved ({clean_name(type(error).__name__)}); build it from "
            "Keras' own layers with Sequential or the functional API"
        ) from None


def model_from_bytes(data: bytes) -> Any:
    """Rebuild a model from an archive that nobody vouches for.

    Returns:
        A `keras.Model` that is not compiled, with the architecture and weights of the archive.

    Raises:
        Refused: for anything that is not an archive of a plain, finite model of bounded size.
    """
    try:
        config, weights = read_archive(data)
        plan = model_plan(config)
        model = build_model(plan, len(weights))
        load_weights(model, plan, weights)
    except (RecursionError, MemoryError):
        raise Refused("the model is too large or nested too deeply; use a smaller one") from None
    return model


def _archive(model: Any, kind: str) -> bytes:
    import keras

    config = {
        "module": "keras" if kind == "Sequential" else type(model).__module__,
        "class_name": kind,
        "config": model.get_config(),
        "registered_name": None,
    }
    _number(model, config["config"], {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(METADATA, json.dumps({"keras_version": keras.__version__}))
        archive.writestr(CONFIG, json.dumps(config))
        archive.writestr(WEIGHTS, _weights(model))
    return out.getvalue()


def _number(model: Any, config: dict[str, Any], numbers: dict[int, int]) -> None:
    """Number the layers in a configuration, so that one used by two models is known as one.

    Keras does so as well, but forgets the number of a layer that it meets in an inner model first.
    """
    layers = {layer.name: layer for layer in model.layers}
    for inner in config["layers"]:
        layer = layers.get(inner["config"].get("name"))
        if layer is not None:
            inner["shared_object_id"] = numbers.setdefault(id(layer), len(numbers))
            if "layers" in inner["config"] and hasattr(layer, "layers"):
                _number(layer, inner["config"], numbers)


def _weights(model: Any) -> bytes:
    """The weights file that Keras writes, without the optimizer's part of it."""
    import h5py

    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WEIGHTS
        model.save_weights(path)
        # The oldest form of HDF5 is the only one that is read on the other side.
        with h5py.File(path, "r") as source, h5py.File(out, "w", libver="earliest") as target:
            for name in source:
                if name != "optimizer":
                    source.copy(name, target)
    return out.getvalue()
