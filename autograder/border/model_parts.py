"""What belongs to a layer's settings: initializers, regularizers, constraints, activations."""

from __future__ import annotations

from autograder.border.model_fields import (
    Table,
    either,
    one_of,
    only,
    optional,
    part,
    real,
    several,
    whole,
)

SEED = optional(whole(-(2**31), 2**32))
AXIS = whole(-8, 8)
AXES = either(AXIS, several(AXIS, 1, 8))
RATE = real(0, 1)

_scaled = {"seed": SEED, "input_axes": only(None), "output_axes": only(None)}
_spread = {"seed": SEED, "mean": real(), "stddev": real(0)}
INITIALIZERS: Table = {
    **{
        f"{who}{how}": _scaled for who in ("Glorot", "He", "Lecun") for how in ("Uniform", "Normal")
    },
    "RandomNormal": _spread,
    "TruncatedNormal": _spread,
    "RandomUniform": {"seed": SEED, "minval": real(), "maxval": real()},
    "VarianceScaling": {
        **_scaled,
        "scale": real(1e-9),
        "mode": one_of("fan_in", "fan_out", "fan_avg"),
        "distribution": one_of("normal", "truncated_normal", "untruncated_normal", "uniform"),
    },
    "Orthogonal": {"seed": SEED, "gain": real()},
    "Constant": {"value": real()},
    "Zeros": {},
    "Ones": {},
}
REGULARIZERS: Table = {
    "L1": {"l1": real(0)},
    "L2": {"l2": real(0)},
    "L1L2": {"l1": real(0), "l2": real(0)},
}
CONSTRAINTS: Table = {
    "MaxNorm": {"max_value": real(), "axis": AXES},
    "MinMaxNorm": {"min_value": real(), "max_value": real(), "rate": real(), "axis": AXES},
    "UnitNorm": {"axis": AXES},
    "NonNeg": {},
}
ACTIVATIONS = [
    "celu",
    "elu",
    "exponential",
    "gelu",
    "hard_sigmoid",
    "hard_silu",
    "hard_swish",
    "hard_tanh",
    "leaky_relu",
    "linear",
    "log_sigmoid",
    "log_softmax",
    "mish",
    "relu",
    "relu6",
    "selu",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "softsign",
    "swish",
    "tanh",
    "tanh_shrink",
]

INITIALIZER = part("initializers", INITIALIZERS, "one of Keras' own initializers")
REGULARIZER = part("regularizers", REGULARIZERS, "one of Keras' own regularizers: L1, L2 or L1L2")
CONSTRAINT = part(
    "constraints", CONSTRAINTS, "one of Keras' own constraints: MaxNorm, MinMaxNorm, …"
)
ACTIVATION = optional(
    one_of(
        *ACTIVATIONS,
        meant="the name of one of Keras' own activations, such as 'relu' or 'softmax' (a layer "
        "such as LeakyReLU goes behind this one)",
    )
)
