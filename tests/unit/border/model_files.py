"""Archives of models for the tests: honest ones, and the means to craft others."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import h5py
import numpy as np

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
KEYS = ("module", "class_name", "config", "registered_name")


def layer(kind: str, **config: Any) -> dict[str, Any]:
    """A layer of Keras as a configuration holds it."""
    return dict(zip(KEYS, ("keras.layers", kind, config, None), strict=True))


def sequential(*layers: dict[str, Any], shape: Any = (None, 4)) -> dict[str, Any]:
    """The configuration of a Sequential model."""
    start = layer("InputLayer", batch_shape=shape, dtype="float32", name="start")
    config = {"name": "model", "trainable": True, "layers": [start, *layers]}
    return dict(zip(KEYS, ("keras", "Sequential", config, None), strict=True))


def dense(**changes: Any) -> dict[str, Any]:
    """A Dense layer of two units, with changes to its settings."""
    return layer("Dense", **{"name": "dense", "units": 2, **changes})


def weights(write: Callable[[h5py.Group], object] | None = None, **options: Any) -> bytes:
    """A weights file for `sequential(dense())`.

    Args:
        write: fills the group of the layer's weights in place of the honest ones.
    """
    out = io.BytesIO()
    with h5py.File(out, "w", **options) as file:
        group = file.create_group("layers/dense/vars")
        if write is None:
            group["0"] = np.arange(8, dtype="f4").reshape(4, 2)
            group["1"] = np.ones(2, dtype="f4")
        else:
            write(group)
    return out.getvalue()


def archive(
    config: Any = None, data: bytes | None = None, compression: int = zipfile.ZIP_STORED
) -> bytes:
    """An archive of a configuration, an object or text, and the bytes of a weights file."""
    config = sequential(dense()) if config is None else config
    text = config if isinstance(config, (str, bytes)) else json.dumps(config)
    return members(
        {METADATA: "{}", CONFIG: text, WEIGHTS: weights() if data is None else data}, compression
    )


def members(contents: dict[str, str | bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip archive of named members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return out.getvalue()


def edited(config: dict[str, Any], edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A copy of a configuration on which `edit` was called."""
    changed = copy.deepcopy(config)
    edit(changed)
    return changed
