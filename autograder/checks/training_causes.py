"""Guesses at what went wrong in a training, from what the trained model does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.checks.subject import Cause

DIVERGED = Cause.plain(
    "the training diverged: a learning rate that is too large, or inputs that are not scaled"
)
_SAMPLE = 1000
_SCALED = "the model was trained on images scaled in another way: "
_FROM_0_TO_255 = Cause.plain(f"{_SCALED}these are 0 to 1, those were 0 to 255")
_FROM_0_TO_1 = Cause.plain(f"{_SCALED}those were 0 to 1, these are not")
_CENTRED = Cause.plain(f"{_SCALED}these are 0 to 1, those were -1 to 1")
_INVERTED = Cause.plain("the model was trained on images with black and white exchanged")
_SHIFTED = Cause.plain("the labels are shifted: classes count from 0, as the outputs do")
_MIXED = Cause.plain("the classes are mixed up: output k must stand for the label k")
_CHANCE = Cause.plain(
    "no better than guessing: was it trained, and on inputs that are scaled like these?"
)
_NO_METRICS = Cause.plain('`compile` was not given `metrics=["accuracy"]`')
_NO_VALIDATION = Cause.plain("`fit` was not given `validation_data`")
_STANDS_STILL = Cause.plain(
    "the loss stands still: a learning rate of (nearly) 0, or layers that are not trainable"
)


def guess_inaccurate(
    x: np.ndarray,
    y: np.ndarray,
    predicted: np.ndarray,
    reached_on: Callable[[np.ndarray, np.ndarray], float],
) -> Cause | None:
    """Why a model gives the classes `predicted` for the inputs x, whose classes are y.

    Args:
        x: shape (n, ...).
        y, predicted: integers of shape (n,).
        reached_on: the accuracy of the model on other inputs.
    """
    return (
        _guess_scale(x, y, predicted, reached_on)
        or _guess_constant(predicted)
        or _guess_labels(y, predicted)
        or _guess_chance(y, predicted)
    )


def _guess_scale(
    x: np.ndarray,
    y: np.ndarray,
    predicted: np.ndarray,
    reached_on: Callable[[np.ndarray, np.ndarray], float],
) -> Cause | None:
    """The scale of the inputs that suits the model, if it is then wrong not half as often."""
    some = slice(None, None, -(-len(x) // _SAMPLE))
    x, y, predicted = x[some], y[some], predicted[some]
    half = (1 + np.mean(predicted == y)) / 2
    scales = {_FROM_0_TO_1: lambda: x / 255}
    if x.min() >= 0 and x.max() <= 1:
        scales = {
            _FROM_0_TO_255: lambda: x * 255,
            _CENTRED: lambda: 2 * x - 1,
            _INVERTED: lambda: 1 - x,
        }
    reached = {cause: reached_on(scaled(), y) for cause, scaled in scales.items()}
    best = max(reached, key=lambda cause: reached[cause])
    return best if reached[best] > half else None


def _guess_constant(predicted: np.ndarray) -> Cause | None:
    if len(predicted) == 1 or np.any(predicted != predicted[0]):
        return None
    text = "it predicts {} for everything: was it trained?"
    return Cause(text.format(f"class {predicted[0]}"), text.format("the same class"))


def _guess_labels(y: np.ndarray, predicted: np.ndarray) -> Cause | None:
    """Whether the predictions would be right under other names of the classes."""
    count = int(max(y.max(), predicted.max())) + 1
    for step in (1, -1):
        if np.mean((predicted + step) % count == y) > 0.9:
            return _SHIFTED
    counts = np.zeros((count, count), int)
    np.add.at(counts, (predicted, y), 1)
    names = counts.argmax(axis=1)
    return _MIXED if np.mean(names[predicted] == y) > 0.9 > np.mean(predicted == y) else None


def _guess_chance(y: np.ndarray, predicted: np.ndarray) -> Cause | None:
    _, counts = np.unique(y, return_counts=True)
    chance = counts.max() / len(y)
    # Two standard errors above what guessing gives is still guessing.
    guessing = chance + 2 * np.sqrt(chance * (1 - chance) / len(y))
    return _CHANCE if np.mean(predicted == y) <= guessing else None


def guess_missing_keys(missing: Sequence[str], found: Sequence[object]) -> Cause | None:
    """Why a history lacks keys, while it has others."""
    if all(key.startswith("val_") for key in missing):
        return _NO_VALIDATION
    if all("acc" in key for key in missing) and "loss" in found:
        return _NO_METRICS
    return None


def guess_not_improving(values: np.ndarray, rises: bool) -> Cause | None:
    """Why a curve of shape (epochs,) ends no better than it began."""
    if np.all(values == values[0]):
        return _STANDS_STILL
    best = np.argmax(values) if rises else np.argmin(values)
    if 0 < best < len(values) - 1:
        return Cause(
            f"it was better in epoch {best + 1}: it trained for too long",
            "it was better before: it trained for too long",
        )
    return DIVERGED
