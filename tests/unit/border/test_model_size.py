"""The arithmetic on weights and shapes, compared with Keras for every layer that is allowed."""

from __future__ import annotations

import pytest

from autograder.border.model_layers import LAYERS
from autograder.border.model_size import _constants, _weights

keras = pytest.importorskip("keras")
L = keras.layers

_SHAPES = {1: (None, 12, 6), 2: (None, 12, 10, 6), 3: (None, 8, 9, 7, 6)}


def _by_rank(rank: int) -> list:
    shape = _SHAPES[rank]
    made = [
        (f"Conv{rank}D", {"filters": 8, "kernel_size": 3}),
        (f"Conv{rank}D", {"filters": 8, "kernel_size": 2, "groups": 2, "use_bias": False}),
        (f"Conv{rank}DTranspose", {"filters": 5, "kernel_size": 3, "strides": 2}),
        (f"Conv{rank}DTranspose", {"filters": 5, "kernel_size": 2, "use_bias": False}),
        (f"MaxPooling{rank}D", {}),
        (f"AveragePooling{rank}D", {"pool_size": 3, "padding": "same"}),
        (f"GlobalMaxPooling{rank}D", {}),
        (f"GlobalAveragePooling{rank}D", {"keepdims": True}),
        (f"ZeroPadding{rank}D", {"padding": 2}),
        (f"Cropping{rank}D", {"cropping": 1}),
        (f"UpSampling{rank}D", {"size": 2}),
        (f"SpatialDropout{rank}D", {"rate": 0.1}),
    ]
    if rank < 3:
        depthwise = {"kernel_size": 3, "depth_multiplier": 2}
        made += [
            (f"DepthwiseConv{rank}D", depthwise),
            (f"DepthwiseConv{rank}D", {**depthwise, "use_bias": False}),
            (f"SeparableConv{rank}D", {**depthwise, "filters": 4}),
            (f"SeparableConv{rank}D", {**depthwise, "filters": 4, "use_bias": False}),
        ]
    return [(kind, settings, shape) for kind, settings in made]


_IMAGE = _SHAPES[2]
CASES = [
    *_by_rank(1),
    *_by_rank(2),
    *_by_rank(3),
    ("Conv2D", {"filters": 8, "kernel_size": 3, "data_format": "channels_first"}, _IMAGE),
    ("Dense", {"units": 5}, (None, 7)),
    ("Dense", {"units": 5, "use_bias": False}, _IMAGE),
    ("Embedding", {"input_dim": 9, "output_dim": 4}, (None, 7)),
    ("PReLU", {}, _IMAGE),
    ("PReLU", {"shared_axes": [1, 2]}, _IMAGE),
    ("BatchNormalization", {}, _IMAGE),
    ("BatchNormalization", {"axis": 1, "center": False, "scale": False}, _IMAGE),
    ("LayerNormalization", {}, _IMAGE),
    ("LayerNormalization", {"axis": [1, 2], "center": False}, _IMAGE),
    ("GroupNormalization", {"groups": 3}, _IMAGE),
    ("UnitNormalization", {}, _IMAGE),
    ("Normalization", {}, _IMAGE),
    ("Normalization", {"axis": [1, 3]}, _IMAGE),
    ("Normalization", {"mean": 0.0, "variance": 1.0}, _IMAGE),
    ("Activation", {"activation": "relu"}, _IMAGE),
    ("Reshape", {"target_shape": [-1, 5]}, _IMAGE),
    ("Permute", {"dims": [2, 1, 3]}, _IMAGE),
    ("RepeatVector", {"n": 3}, (None, 7)),
    ("Rescaling", {"scale": 2.0}, _IMAGE),
    ("Resizing", {"height": 5, "width": 7}, _IMAGE),
    ("CenterCrop", {"height": 5, "width": 7}, _IMAGE),
    ("RandomCrop", {"height": 5, "width": 7}, _IMAGE),
    ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}, _IMAGE),
    ("RandomZoom", {"height_factor": 0.1}, _IMAGE),
    ("RandomFlip", {}, _IMAGE),
    *((kind, {"factor": 0.1}, _IMAGE) for kind in ("RandomRotation", "RandomContrast")),
    ("RandomBrightness", {"factor": 0.1}, _IMAGE),
    *((kind, {"rate": 0.1}, _IMAGE) for kind in ("Dropout", "AlphaDropout", "GaussianDropout")),
    ("GaussianNoise", {"stddev": 0.1}, _IMAGE),
    *(
        (kind, {}, _IMAGE)
        for kind in ("ReLU", "LeakyReLU", "ELU", "Softmax", "Identity", "Flatten")
    ),
    *(
        (kind, {}, [_IMAGE, _IMAGE])
        for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate")
    ),
    ("Dot", {"axes": 1}, [(None, 5, 2), (None, 5, 3)]),
]


def _first(shape):
    return shape[0] if isinstance(shape, list) else shape


@pytest.mark.parametrize("kind, settings, shape", CASES)
def test_counts_are_those_of_keras(kind: str, settings: dict, shape):
    foreseen = getattr(L, kind)(**settings)
    weights = _weights(kind, foreseen, _first(shape))
    size = tuple(foreseen.compute_output_shape(shape))

    several = isinstance(shape, list)
    inputs = [keras.Input(part[1:]) for part in (shape if several else [shape])]
    model = keras.Model(inputs, getattr(L, kind)(**settings)(inputs if several else inputs[0]))
    seeds = sum(v.path.endswith("seed_generator_state") for v in model.variables)
    assert seeds <= 1
    assert weights == model.count_params()
    assert size == model.output_shape


def test_every_allowed_layer_is_counted():
    assert {kind for kind, _, _ in CASES} == set(LAYERS)


def test_constants_of_a_normalization_are_counted():
    layer = L.Normalization(axis=[1, 2], mean=0.0, variance=1.0)
    assert _constants("Normalization", layer, _IMAGE) == 2 * 12 * 10
