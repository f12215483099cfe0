"""The layers that a model may consist of, with every setting that each of them may have.

To allow another layer of Keras: write down its settings here, and its weights in model_size.py.
Layers that hold code (Lambda), other layers (Bidirectional), vocabularies (TextVectorization) or
state of their own (RNN) are left out on purpose.
"""

from __future__ import annotations

from autograder.border.model_fields import (
    DIMENSION,
    Reader,
    Table,
    either,
    flag,
    numbers,
    one_of,
    only,
    optional,
    real,
    several,
    sizes,
    whole,
)
from autograder.border.model_parts import (
    ACTIVATION,
    AXES,
    AXIS,
    CONSTRAINT,
    INITIALIZER,
    RATE,
    REGULARIZER,
    SEED,
)

_format = optional(one_of("channels_last", "channels_first"))


def _weight(*names: str) -> dict[str, Reader]:
    """The settings of weights: how each is initialized, regularized and constrained."""
    kinds = (
        ("initializer", INITIALIZER),
        ("regularizer", REGULARIZER),
        ("constraint", CONSTRAINT),
    )
    return {f"{name}_{kind}": reader for name in names for kind, reader in kinds}


_dense = {
    "activation": ACTIVATION,
    "use_bias": flag,
    "activity_regularizer": REGULARIZER,
    **_weight("kernel", "bias"),
}


def _convolution(rank: int) -> dict[str, Reader]:
    return {
        **_dense,
        "kernel_size": sizes(rank, 1, 1024),
        "strides": sizes(rank, 1, 1024),
        "dilation_rate": sizes(rank, 1, 1024),
        "padding": one_of("valid", "same", "causal") if rank == 1 else one_of("valid", "same"),
        "data_format": _format,
    }


def _filters(rank: int) -> dict[str, Reader]:
    return {**_convolution(rank), "filters": whole(1, DIMENSION)}


def _depthwise(rank: int) -> dict[str, Reader]:
    return {
        **_convolution(rank),
        **_weight("depthwise"),
        "depth_multiplier": whole(1, DIMENSION),
    }


def _pairs(rank: int) -> Reader:
    """Margins: one integer, one for each dimension, or two for each dimension."""
    count = whole(0, 4096)
    pair = several(count, 2, 2)
    return either(either(count, pair), several(either(count, pair), rank, rank))


_pool_padding = one_of("valid", "same")
_interpolation = one_of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")
_fill = one_of("reflect", "wrap", "constant", "nearest", "crop")
_factor = either(real(-1e3, 1e3), several(real(-1e3, 1e3), 2, 2))
_image = {"data_format": _format, "seed": SEED}
_target = {"height": whole(1, 8192), "width": whole(1, 8192), "data_format": _format}
_moved = {
    **_image,
    "fill_mode": _fill,
    "fill_value": real(),
    "interpolation": _interpolation,
}
_coloured = {**_image, "factor": _factor, "value_range": several(real(), 2, 2)}
_noise_shape = only(None)
_scaled_and_centred = {
    "epsilon": real(0, 1e3),
    "center": flag,
    "scale": flag,
    **_weight("beta", "gamma"),
}


def _by_rank(rank: int) -> Table:
    """The layers that exist for sequences (1), images (2) and volumes (3)."""
    margins = {"data_format": _format}
    pooling = {
        "pool_size": sizes(rank, 1, 8192),
        "strides": optional(sizes(rank, 1, 8192)),
        "padding": _pool_padding,
        "data_format": _format,
    }
    overall = {"data_format": _format, "keepdims": flag}
    up = {"size": sizes(rank, 1, 1024), **({"data_format": _format} if rank > 1 else {})}
    layers = {
        f"Conv{rank}D": {**_filters(rank), "groups": whole(1, DIMENSION)},
        f"Conv{rank}DTranspose": {
            **_filters(rank),
            "output_padding": optional(sizes(rank, 0, 1024)),
        },
        f"MaxPooling{rank}D": pooling,
        f"AveragePooling{rank}D": pooling,
        f"GlobalMaxPooling{rank}D": overall,
        f"GlobalAveragePooling{rank}D": overall,
        f"ZeroPadding{rank}D": {**margins, "padding": _pairs(rank)},
        f"Cropping{rank}D": {**(margins if rank > 1 else {}), "cropping": _pairs(rank)},
        f"UpSampling{rank}D": {**up, **({"interpolation": _interpolation} if rank == 2 else {})},
        f"SpatialDropout{rank}D": {
            "rate": RATE,
            "seed": SEED,
            **({"data_format": _format} if rank > 1 else {}),
        },
    }
    if rank < 3:
        separable = {**_filters(rank), **_depthwise(rank), **_weight("pointwise")}
        layers |= {f"DepthwiseConv{rank}D": _depthwise(rank), f"SeparableConv{rank}D": separable}
    return layers


LAYERS: Table = {
    **_by_rank(1),
    **_by_rank(2),
    **_by_rank(3),
    "Dense": {**_dense, "units": whole(1, DIMENSION)},
    "Embedding": {
        "input_dim": whole(1, DIMENSION),
        "output_dim": whole(1, DIMENSION),
        "mask_zero": flag,
        "activity_regularizer": REGULARIZER,
        **_weight("embeddings"),
    },
    "Activation": {"activation": ACTIVATION},
    "ReLU": {"max_value": optional(real(0)), "negative_slope": real(0), "threshold": real(0)},
    "LeakyReLU": {"negative_slope": real(0)},
    "PReLU": {**_weight("alpha"), "shared_axes": optional(AXES)},
    "ELU": {"alpha": real()},
    "Softmax": {"axis": AXES},
    "Identity": {},
    "Flatten": {"data_format": _format},
    "Reshape": {"target_shape": several(whole(-1, DIMENSION), 0, 8)},
    "Permute": {"dims": several(whole(1, 8), 1, 8)},
    "RepeatVector": {"n": whole(1, DIMENSION)},
    "Dropout": {"rate": RATE, "seed": SEED, "noise_shape": _noise_shape},
    "AlphaDropout": {"rate": RATE, "seed": SEED, "noise_shape": _noise_shape},
    "GaussianDropout": {"rate": RATE, "seed": SEED},
    "GaussianNoise": {"stddev": real(0, 1e6), "seed": SEED},
    "BatchNormalization": {
        **_scaled_and_centred,
        "axis": AXIS,
        "momentum": RATE,
        "synchronized": only(False),
        "renorm": only(False),
        "renorm_clipping": only(None),
        "renorm_momentum": RATE,
        **_weight("moving_mean", "moving_variance"),
    },
    "LayerNormalization": {**_scaled_and_centred, "axis": AXES, "rms_scaling": only(False)},
    "GroupNormalization": {**_scaled_and_centred, "axis": AXIS, "groups": whole(-1, DIMENSION)},
    "UnitNormalization": {"axis": AXES},
    "Rescaling": {"scale": numbers, "offset": numbers},
    "Normalization": {
        "axis": optional(either(AXIS, several(AXIS, 0, 8))),
        "invert": flag,
        "mean": optional(numbers),
        "variance": optional(numbers),
    },
    "Resizing": {
        **_target,
        "interpolation": _interpolation,
        "crop_to_aspect_ratio": flag,
        "pad_to_aspect_ratio": flag,
        "fill_mode": _fill,
        "fill_value": real(),
        "antialias": flag,
    },
    "CenterCrop": _target,
    "RandomCrop": {**_target, "seed": SEED},
    "RandomFlip": {**_image, "mode": one_of("horizontal", "vertical", "horizontal_and_vertical")},
    "RandomRotation": {**_moved, "factor": _factor},
    "RandomTranslation": {**_moved, "height_factor": _factor, "width_factor": _factor},
    "RandomZoom": {**_moved, "height_factor": _factor, "width_factor": optional(_factor)},
    "RandomContrast": _coloured,
    "RandomBrightness": _coloured,
    **{name: {} for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")},
    "Concatenate": {"axis": either(whole(-8, -1), whole(1, 8))},
    "Dot": {"axes": either(whole(-8, 8), several(whole(-8, 8), 2, 2)), "normalize": flag},
}

INPUT: dict[str, Reader] = {
    "batch_shape": several(optional(whole(1, DIMENSION)), 1, 8),
    "dtype": one_of(
        *("float32", "float16", "float64", "bool", "uint8", "int8", "int16", "int32", "int64")
    ),
    "sparse": only(False),
    "ragged": only(False),
    "optional": only(False),
}

# Operators and functions on symbolic tensors (`x + y`, `keras.ops.relu(x)`): the function that is
# called, how many tensors or numbers it takes, and its settings.
OPERATIONS: dict[str, tuple[str, int, dict[str, Reader]]] = {
    "Add": ("ops.add", 2, {}),
    "Subtract": ("ops.subtract", 2, {}),
    "Multiply": ("ops.multiply", 2, {}),
    "TrueDivide": ("ops.true_divide", 2, {}),
    "Divide": ("ops.divide", 2, {}),
    "Maximum": ("ops.maximum", 2, {}),
    "Minimum": ("ops.minimum", 2, {}),
    "Negative": ("ops.negative", 1, {}),
    "Relu": ("ops.relu", 1, {}),
    "Sigmoid": ("ops.sigmoid", 1, {}),
    "Tanh": ("ops.tanh", 1, {}),
    "Softmax": ("ops.softmax", 1, {"axis": AXIS}),
    "ReLU": (
        "activations.relu",
        1,
        {"max_value": optional(real(0)), "negative_slope": real(0), "threshold": real(0)},
    ),
}
OPERATION_MODULES = (
    "keras.src.ops.numpy",
    "keras.src.ops.nn",
    "keras.src.activations.activations",
)
