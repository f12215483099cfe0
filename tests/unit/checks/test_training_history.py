import keras
import numpy as np
import pytest

from autograder.checks import NotAttempted, called, check_history

GOOD = {
    "loss": [2.0, 1.0, 0.5],
    "accuracy": [0.3, 0.6, 0.9],
    "val_loss": [1.9, 1.2, 1.3],
    "val_accuracy": [0.4, 0.7, 0.7],
}


def test_right_histories():
    check_history(GOOD)
    check_history(GOOD, epochs=3, improving=["loss", "accuracy", "val_loss"])
    check_history(called(lambda: GOOD | {"learning_rate": [1, 1, 1]}))
    check_history({"loss": [1.0]}, keys=["loss"])
    check_history({"loss": [1.0, 2.0]}, keys=["loss"], improving=())
    history = keras.callbacks.History()
    history.history = {"loss": [np.float32(2), np.float32(1)]}
    check_history(history, keys=["loss"], epochs=2)


def test_missing_keys(failure):
    short = {key: GOOD[key] for key in ("loss", "accuracy")}
    failed = failure(check_history, called(lambda: short), about="the curves")
    assert str(failed) == (
        "<lambda>: keys are missing\n"
        "  called with   no arguments\n"
        "  about         the curves\n"
        "  missing       ['val_loss', 'val_accuracy']\n"
        "  got           ['loss', 'accuracy']\n"
        "  likely cause  `fit` was not given `validation_data`"
    )
    assert str(failed.hidden) == (
        "<lambda>: keys are missing\n"
        "  about         the curves\n"
        "  likely cause  `fit` was not given `validation_data`"
    )
    short = {key: GOOD[key] for key in ("loss", "val_loss")}
    assert failure(check_history, short).message.rows[-1] == (
        "likely cause",
        '`compile` was not given `metrics=["accuracy"]`',
    )
    failed = failure(check_history, {}, name="history")
    assert str(failed) == (
        "history: keys are missing\n"
        "  missing       ['loss', 'accuracy', 'val_loss', 'val_accuracy']\n"
        "  got           []"
    )


def test_wrong_lengths(failure):
    failed = failure(check_history, GOOD, epochs=5, name="history")
    assert str(failed) == "history: wrong number of epochs\n  expected      5\n  got           3"
    assert str(failed.hidden) == "history: wrong number of epochs"
    failed = failure(check_history, GOOD | {"val_loss": [1.0]}, name="history")
    assert str(failed) == (
        "history: lists of different lengths\n"
        "  expected      a number for each epoch under every key\n"
        "  got           'loss': 3, 'accuracy': 3, 'val_loss': 1, 'val_accuracy': 3"
    )
    assert str(failed.hidden) == "history: lists of different lengths"
    failed = failure(check_history, GOOD | {"loss": []}, name="history")
    assert str(failed) == "history: has no epochs\n  key           'loss'"


def test_keys_without_numbers(failure):
    failed = failure(check_history, GOOD | {"loss": "2.0"}, name="history")
    assert str(failed) == (
        "history: a key without a list of numbers\n"
        "  key           'loss'\n"
        "  expected      a list of numbers\n"
        "  got           '2.0'"
    )
    assert str(failed.hidden) == "history: a key without a list of numbers"


def test_a_history_with_nan(failure):
    failed = failure(check_history, GOOD | {"loss": [2.0, np.nan, np.nan]}, name="history")
    assert str(failed) == (
        "history: contains NaN\n"
        "  where         'loss', epoch 2\n"
        "  likely cause  the training diverged: a learning rate that is too large, "
        "or inputs that are not scaled"
    )
    assert str(failed.hidden) == (
        "history: contains NaN\n"
        "  likely cause  the training diverged: a learning rate that is too large, "
        "or inputs that are not scaled"
    )
    failed = failure(check_history, GOOD | {"loss": [2.0, 1.0, np.inf]}, name="history")
    assert failed.message.title == "history: contains infinity"


def test_no_improvement(failure):
    failed = failure(check_history, GOOD | {"loss": [2.0, 1.0, 3.0]}, name="history")
    assert str(failed) == (
        "history: the training does not improve\n"
        "  expected      'loss' falls from the first epoch to the last\n"
        "  got           2 in the first, 3 in the last\n"
        "  likely cause  it was better in epoch 2: it trained for too long"
    )
    assert str(failed.hidden) == (
        "history: the training does not improve\n"
        "  likely cause  it was better before: it trained for too long"
    )
    failed = failure(check_history, GOOD | {"loss": [2.0, 2.0, 2.0]})
    assert failed.hidden.rows == (
        (
            "likely cause",
            "the loss stands still: a learning rate of (nearly) 0, "
            "or layers that are not trainable",
        ),
    )
    failed = failure(check_history, GOOD | {"accuracy": [0.5, 0.4, 0.3]}, improving="accuracy")
    assert failed.message.rows[0][1] == "'accuracy' rises from the first epoch to the last"
    assert failed.message.rows[-1][1].startswith("the training diverged")


def test_no_history(hostile, failure):
    failed = failure(check_history, [2.0, 1.0], name="history")
    assert str(failed) == (
        "history: wrong type\n"
        "  expected      the history that `fit` returns: a dict of lists\n"
        "  got           list: [2.0, 1.0]"
    )
    assert failure(check_history, hostile).message.title == "your answer: wrong type"
    assert type(failure(check_history, ...)) is NotAttempted
    with pytest.raises(ValueError, match="not 'auc'"):
        check_history(..., improving="auc")
