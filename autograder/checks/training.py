"""Checks of a trained model: how often it is right, and how its training went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.failure import clean
from autograder.checks.layers import built_model, model_subject
from autograder.checks.numeric import as_numbers, expected_numbers
from autograder.checks.subject import Subject
from autograder.checks.training_causes import (
    DIVERGED,
    guess_inaccurate,
    guess_missing_keys,
    guess_not_improving,
)
from autograder.checks.wording import guarded, kind, number_pair, number_text, shape_text, short

KEYS = ("loss", "accuracy", "val_loss", "val_accuracy")


def accuracy(model: Any, x: Any, y: Any, batch_size: int = 500) -> float:
    """The share of inputs for which a model's largest output is that of the right class.

    It is counted here, from the outputs of the model's layers: not by `evaluate`, and without
    what was given to `compile`.

    Args:
        model: a Keras model, or a `Call` that returned one; its output is of shape
            (n, number of classes).
        x: the inputs, an array of shape (n, ...).
        y: the right classes, integers from 0 on, of shape (n,).
        batch_size: how many inputs are given to the model at a time.

    Returns:
        A number from 0 to 1.

    Raises:
        NotAttempted: the model is `...`.
        CheckFailure: it is no Keras model, is not built, does not take x, or predicts NaN.
        TypeError, ValueError: x and y are not as described.
    """
    x, y = _examples(x, y)
    return _share(_classes(model_subject(model), x, y, batch_size) == y)


def check_accuracy(
    model: Any,
    x: Any,
    y: Any,
    at_least: float,
    *,
    batch_size: int = 500,
    name: str = "",
    about: str = "",
    cause: str = "",
) -> None:
    """Check that a model is right often enough. Hidden tests show the accuracy too.

    Args:
        model, x, y, batch_size: as in `accuracy`.
        at_least: the smallest accuracy allowed, above 0 and at most 1. Students must know it.
        name, about, cause: as in `check_layers`.

    Raises:
        NotAttempted, CheckFailure: as `accuracy`, or the accuracy is too low.
        TypeError, ValueError: x, y and at_least are not as described.
    """
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least must be above 0 and at most 1, not {at_least!r}")
    x, y = _examples(x, y)
    subject = model_subject(model, name, about, cause)
    predicted = _classes(subject, x, y, batch_size)
    reached = _share(predicted == y)
    if reached >= at_least:
        return

    def reached_on(other_x: np.ndarray, other_y: np.ndarray) -> float:
        return _share(_classes(subject, other_x, other_y, batch_size) == other_y)

    likely = subject.likely(guess=lambda: guess_inaccurate(x, y, predicted, reached_on))
    wanted, got = number_text(at_least, 4), number_text(reached, 4)
    if wanted == got:
        wanted, got = number_pair(at_least, reached)
    noun = "images" if x.ndim >= 3 else "examples"
    rows = [("expected", f"at least {wanted}"), ("got", f"{got} on {len(y):,} {noun}")]
    by_class = [f"{label}: {_share(predicted[y == label] == label):.3f}" for label in np.unique(y)]
    detail = [("by class", ", ".join(by_class))]
    subject.fail("accuracy too low", rows, cause=likely, detail=detail, hidden_rows=rows)


def check_history(
    history: Any,
    keys: Sequence[str] = KEYS,
    epochs: int | None = None,
    improving: str | Sequence[str] = "loss",
    *,
    name: str = "",
    about: str = "",
    cause: str = "",
) -> None:
    """Check the history of a training: what it recorded, for how long, and with what success.

    Args:
        history: what `fit` returned, or its dict: key -> a list with a number for each epoch;
            a value or a `Call`.
        keys: the keys that it must have; others are left alone.
        epochs: the number of epochs.
        improving: the key, or keys, whose last value must be better than the first: larger for
            a key with "acc" in it, else smaller. One epoch alone cannot show it, so that
            nothing is asked of it then.
        name, about, cause: as in `check_array`.

    Raises:
        NotAttempted: the history is `...`.
        CheckFailure: it is no history, or not as it should be.
        ValueError: a key in `improving` is not in `keys`.
    """
    improving = [improving] if isinstance(improving, str) else list(improving)
    strange = [key for key in improving if key not in keys]
    if strange:
        raise ValueError(f"a key that must improve is one of keys, not {strange[0]!r}")
    subject = Subject.of(history, name, about, cause)
    subject.require_written()
    recorded = _recorded(subject)
    missing = [key for key in keys if key not in recorded]
    if missing:
        rows = [("missing", short(missing)), ("got", short(list(recorded)))]
        likely = subject.likely(guess=lambda: guess_missing_keys(missing, list(recorded)))
        subject.fail("keys are missing", rows, cause=likely)
    curves = {key: _curve(subject, key, recorded[key]) for key in keys}
    _require_epochs(subject, curves, epochs)
    for key, values in curves.items():
        if not np.all(np.isfinite(values)):
            what = "NaN" if np.any(np.isnan(values)) else "infinity"
            where = f"{short(key, 40)}, epoch {int(np.argmin(np.isfinite(values))) + 1}"
            likely = subject.likely(guess=lambda: DIVERGED)
            subject.fail(f"contains {what}", [("where", where)], cause=likely)
    for key in improving:
        _require_improvement(subject, key, curves[key])


def _examples(x: Any, y: Any) -> tuple[np.ndarray, np.ndarray]:
    """The inputs and the right classes that an author gives, as arrays.

    Raises:
        TypeError, ValueError: they are not as `accuracy` describes them.
    """
    x, y = expected_numbers(x), expected_numbers(y)
    if y.dtype.kind not in "iu" or y.ndim != 1:
        raise TypeError(f"y must be integers of shape (n,), not {y.dtype} of shape {y.shape}")
    if not len(y) or x.ndim < 2 or len(x) != len(y):
        raise ValueError(f"x of shape {x.shape} does not fit y of shape {y.shape}, or is empty")
    return x, y


def _classes(subject: Subject, x: np.ndarray, y: np.ndarray, batch_size: int) -> np.ndarray:
    """The class that the subject's model predicts for each input: integers of shape (n,).

    The inputs come in an order that nobody knows beforehand, so that an answer by position in the
    batch is worth nothing; to an honest model the order makes no difference.
    """
    model, classes = built_model(subject), int(y.max()) + 1
    predicted = np.empty(len(x), dtype=np.int64)
    order = np.random.default_rng().permutation(len(x))
    for at in range(0, len(x), batch_size):
        batch = order[at : at + batch_size]
        predicted[batch] = np.argmax(_outputs(subject, model, x[batch], classes), axis=1)
    return predicted


def _outputs(subject: Subject, model: Any, x: np.ndarray, classes: int) -> np.ndarray:
    """What a model gives for a batch: finite numbers of shape (n, `classes` or more)."""
    import keras

    error = ""
    try:
        # Not `predict`, which would first compile the model for a few batches.
        outputs = model(x, training=False)
        outputs = keras.tree.map_structure(keras.ops.convert_to_numpy, outputs)
    except Exception as raised:  # noqa: BLE001  Keras has no exception of its own for this
        error = _in_words(raised)
    if error:
        takes = guarded(lambda: shape_text(model.input_shape[1:]), "")
        rows = [("inputs", f"of shape {shape_text(x.shape[1:])}"), ("error", error)]
        rows[1:1] = [("model takes", takes)] if takes else []
        subject.fail("does not take these inputs", rows)
    numbers = as_numbers(outputs) if isinstance(outputs, np.ndarray) else None
    is_row = numbers is not None and numbers.ndim == 2 and len(numbers) == len(x)
    if not is_row or numbers.shape[1] < max(classes, 2):
        got = "several outputs" if numbers is None else shape_text(numbers.shape[1:])
        wanted = f"a row of {max(classes, 2)} numbers or more, one for each class"
        subject.fail("wrong output shape", [("expected", wanted), ("got", got)])
    if not np.all(np.isfinite(numbers)):
        what = "NaN" if np.any(np.isnan(numbers)) else "infinity"
        subject.fail(f"predicts {what}", cause=subject.likely(guess=lambda: DIVERGED))
    return numbers


def _in_words(error: Exception) -> str:
    return clean(guarded(lambda: str(error), "")) or kind(error)


def _share(right: np.ndarray) -> float:
    return int(np.sum(right)) / len(right)


def _recorded(subject: Subject) -> dict[Any, Any]:
    """The dict of a history, which is one or has one."""
    value = subject.value
    if not issubclass(type(value), dict):
        value = guarded(lambda: value.history, None)
    if not issubclass(type(value), dict):
        subject.fail_type("the history that `fit` returns: a dict of lists")
    return value


def _curve(subject: Subject, key: str, values: Any) -> np.ndarray:
    """A key's numbers, one for each epoch: of shape (epochs,)."""
    numbers = as_numbers(values)
    if numbers is None or numbers.ndim != 1 or numbers.dtype.kind not in "iuf":
        rows = [("key", short(key, 40)), ("expected", "a list of numbers"), ("got", short(values))]
        subject.fail("a key without a list of numbers", rows)
    if not len(numbers):
        subject.fail("has no epochs", [("key", short(key, 40))])
    return numbers


def _require_epochs(subject: Subject, curves: dict[str, np.ndarray], epochs: int | None) -> None:
    lengths = {key: len(values) for key, values in curves.items()}
    if len(set(lengths.values())) > 1:
        got = ", ".join(f"{short(key, 40)}: {length}" for key, length in lengths.items())
        rows = [("expected", "a number for each epoch under every key"), ("got", got)]
        subject.fail("lists of different lengths", rows)
    for length in lengths.values():
        if epochs not in (None, length):
            rows = [("expected", str(epochs)), ("got", str(length))]
            subject.fail("wrong number of epochs", rows)


def _require_improvement(subject: Subject, key: str, values: np.ndarray) -> None:
    first, last = float(values[0]), float(values[-1])
    rises = "acc" in key
    if len(values) == 1 or (last > first if rises else last < first):
        return
    wanted = f"{short(key, 40)} {'rises' if rises else 'falls'} from the first epoch to the last"
    got = f"{number_text(first, 4)} in the first, {number_text(last, 4)} in the last"
    likely = subject.likely(guess=lambda: guess_not_improving(values, rises))
    subject.fail(
        "the training does not improve", [("expected", wanted), ("got", got)], cause=likely
    )
