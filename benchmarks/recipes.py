"""Recipes for a digit classifier: a model and a training, as whoever proposes them wrote them down.

Each is a pair of functions: `build()` gives a new model, and `train(model, images, labels)`
compiles and fits it on 60,000 images, float32 of shape (60000, 28, 28, 1) in 0 … 1, with labels of
shape (60000,). All take batches of 128.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import keras
import nbformat
import numpy as np
from keras import layers

BATCH = 128
OURS = 55_000  # the course keeps the other 5,000 for validation

NOTEBOOK = Path(__file__).parents[1] / "solutions" / "09_mnist_cnn" / "09_mnist_cnn.ipynb"


@dataclass(frozen=True)
class Recipe:
    """A training to measure.

    Attributes:
        name: as `--only` takes it.
        about: a few words for the table.
        goals: accuracies to wait for, from low to high.
    """

    name: str
    about: str
    goals: tuple[float, ...]
    build: Callable[[], keras.Model]
    train: Callable[[keras.Model, np.ndarray, np.ndarray], Any]


def recipes() -> list[Recipe]:
    """All of them; those of assignment 09 are the reference's own cells."""
    reference = _reference()
    build, train = reference["build_model"], reference["train"]

    def ours(steps: int, model: keras.Model, images: np.ndarray, labels: np.ndarray) -> None:
        given = images[:OURS], labels[:OURS], images[OURS:], labels[OURS:]
        train(model, *given, steps=steps)

    return [
        Recipe("reference", "assignment 09, 300 steps", (0.98,), build, partial(ours, 300)),
        Recipe("short", "assignment 09, 200 steps", (0.98,), build, partial(ours, 200)),
        Recipe("larger", "three blocks, 900 steps", (0.98, 0.99), _three_blocks, _one_cycle),
        Recipe("keras.io", "its example, 15 epochs", (0.98, 0.99), _example, _train_example),
        Recipe("lecture", "S2, 5 epochs", (0.98, 0.99), _lecture, _train_lecture),
    ]


def _reference() -> dict[str, Any]:
    """The names that the solution cells of assignment 09's model and training bind."""
    names: dict[str, Any] = {"keras": keras, "layers": layers, "np": np}
    cells = {cell.id: cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    for name in ("build_model", "train"):
        exec(compile(cells[name], f"<{name}>", "exec"), names)  # noqa: S102
    return names


def _three_blocks() -> keras.Model:
    """The reference with a block more, for 99%: 64,298 parameters."""
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.AveragePooling2D(2)])
    for filters, padding in ((32, "same"), (64, "valid"), (64, "valid")):
        model.add(layers.Conv2D(filters, 3, padding=padding, use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
        if padding == "same":
            model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    return model


def _one_cycle(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> None:
    """Adam with one cycle of the learning rate, as the reference, for 900 steps up to 0.008."""
    steps, peak = 900, 0.008
    warmup = 3 * steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        4e-4, decay_steps=steps - warmup, warmup_target=peak, warmup_steps=warmup
    )
    model.compile(keras.optimizers.Adam(rate, beta_2=0.99), "sparse_categorical_crossentropy")
    passes = -(-steps * BATCH // OURS)
    order = np.concatenate([np.random.permutation(OURS) for _ in range(passes)])[: steps * BATCH]
    model.fit(images[order], labels[order], batch_size=BATCH, shuffle=False)


def _example() -> keras.Model:
    """The model of https://keras.io/examples/vision/mnist_convnet: 34,826 parameters."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )


def _train_example(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> None:
    """Its training, on the nine tenths of the images that its validation split of 0.1 leaves."""
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    count = len(images) * 9 // 10
    digits = keras.utils.to_categorical(labels, 10)
    model.fit(images[:count], digits[:count], batch_size=BATCH, epochs=15)


def _lecture() -> keras.Model:
    """The model of S2: 53,578 parameters."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def _train_lecture(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> None:
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, batch_size=BATCH)
