"""Small models that the tests of the model checks share."""

import keras
import numpy as np
from keras import layers as L

SHAPE = (8, 8, 1)
LAYERS = [
    ("Conv2D", (6, 6, 4), 40),
    ("MaxPooling2D", (3, 3, 4), 0),
    ("Flatten", (36,), 0),
    ("Dense", (10,), 370),
]


def layers(**changes):
    parts = {
        "conv": L.Conv2D(4, 3, activation="relu", name="conv"),
        "pool": L.MaxPooling2D(name="pool"),
        "flat": L.Flatten(name="flat"),
        "dense": L.Dense(10, activation="softmax", name="dense"),
    }
    return [layer for layer in (parts | changes).values() if layer is not None]


def build_model(**changes):
    return keras.Sequential([keras.Input(SHAPE), *layers(**changes)])


def functional():
    x = inputs = keras.Input(SHAPE)
    for layer in layers():
        x = layer(x)
    return keras.Model(inputs, x)


def residual():
    """Two inputs, a shared layer, an addition, a shortcut written with `+`, a model inside."""
    left, right = keras.Input(SHAPE, name="left"), keras.Input(SHAPE, name="right")
    shared = L.Conv2D(4, 3, padding="same", name="shared")
    x = L.Add(name="sum")([shared(left), shared(right)])
    x = L.BatchNormalization(name="norm")(x) + x
    x = L.GlobalAveragePooling2D(name="pool")(x)
    head = keras.Sequential([keras.Input((4,)), L.Dense(3), L.Softmax()], name="head")
    return keras.Model([left, right], head(x))


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = L.Dense(10, name="dense")

    def call(self, x):
        return self.dense(keras.ops.reshape(x, (-1, 64)))


def own():
    model = Own()
    model(np.zeros((1, *SHAPE)))
    return model
