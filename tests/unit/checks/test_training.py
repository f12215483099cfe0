import keras
import numpy as np
import pytest
from keras import layers as L

from autograder.checks import NotAttempted, accuracy, called, check_accuracy

Y = np.tile(np.arange(10), 20)
X = np.eye(10, dtype=np.float32)[Y].reshape(-1, 2, 5, 1)  # one bright pixel says the class


def network(kernel=None, bias=0.0, first="linear", last="linear"):
    """A model that nobody trained: the weights of its only layer are given."""
    dense = L.Dense(10, activation=last)
    model = keras.Sequential([keras.Input((2, 5, 1)), L.Flatten(), L.Activation(first), dense])
    dense.set_weights([np.eye(10) if kernel is None else kernel, np.broadcast_to(bias, 10)])
    return model


def wrong_for(*classes):
    """A network that takes these classes for class 0."""
    kernel = np.eye(10)
    for label in classes:
        kernel[label] = kernel[0]
    return network(kernel)


def train():
    return wrong_for(7)


def test_accuracy():
    assert accuracy(network(), X, Y) == 1.0
    assert accuracy(wrong_for(3), X, Y) == 0.9
    assert accuracy(called(train), X, Y, batch_size=7) == 0.9
    assert accuracy(network(last="softmax"), X.tolist(), Y.astype(np.uint8)) == 1.0
    assert accuracy(wrong_for(0, 1, 2), X[:3], Y[:3]) == pytest.approx(1 / 3)


def test_accuracy_is_counted_from_the_outputs_alone():
    model = wrong_for(3)
    model.predict = model.evaluate = model.get_metrics_result = None
    assert accuracy(model, X, Y) == 0.9


def test_enough_accuracy():
    check_accuracy(network(), X, Y, 1)
    check_accuracy(called(train), X, Y, at_least=0.9)


def test_too_little_accuracy(failure):
    failed = failure(check_accuracy, called(train), X, Y, 0.98, about="images never seen before")
    assert str(failed) == (
        "train: accuracy too low\n"
        "  called with   no arguments\n"
        "  about         images never seen before\n"
        "  expected      at least 0.98\n"
        "  got           0.9 on 200 images"
    )
    assert str(failed.hidden) == (
        "train: accuracy too low\n"
        "  about         images never seen before\n"
        "  expected      at least 0.98\n"
        "  got           0.9 on 200 images"
    )
    assert failed.detail == (
        "train: accuracy too low\n"
        "  called with   no arguments\n"
        "  about         images never seen before\n"
        "  expected      at least 0.98\n"
        "  got           0.9 on 200 images\n"
        "  by class      0: 1.000, 1: 1.000, 2: 1.000, 3: 1.000, 4: 1.000, 5: 1.000, 6: 1.000, "
        "7: 0.000, 8: 1.000, 9: 1.000"
    )
    failed = failure(check_accuracy, wrong_for(7), X, Y, 0.98, name="model", cause="too short")
    assert failed.hidden.rows[-1] == ("likely cause", "too short")


def test_accuracies_that_nearly_agree_have_enough_digits(failure):
    flat = keras.Sequential([keras.Input((10,)), L.Dense(10)])
    flat.layers[0].set_weights([np.eye(10), np.zeros(10)])
    x, y = np.eye(10)[Y], np.where(np.arange(200) == 0, 1, Y)
    failed = failure(check_accuracy, flat, x, y, 0.9950001)
    assert str(failed) == (
        "your model: accuracy too low\n"
        "  expected      at least 0.9950001\n"
        "  got           0.995 on 200 examples"
    )


def test_one_class_for_everything(failure):
    failed = failure(check_accuracy, network(np.zeros((10, 10)), np.eye(10)[4]), X, Y, 0.5)
    assert failed.message.rows[1:] == (
        ("got", "0.1 on 200 images"),
        ("likely cause", "it predicts class 4 for everything: was it trained?"),
    )
    assert failed.hidden.rows[1:] == (
        ("got", "0.1 on 200 images"),
        ("likely cause", "it predicts the same class for everything: was it trained?"),
    )


SCALED = "the model was trained on images scaled in another way: "


@pytest.mark.parametrize(
    ("model", "x", "cause"),
    [
        (
            network(np.roll(np.eye(10), 1, axis=1)),
            X,
            "the labels are shifted: classes count from 0, as the outputs do",
        ),
        (
            network(np.eye(10)[:, [1, 0, 3, 2, 5, 4, 7, 6, 9, 8]]),
            X,
            "the classes are mixed up: output k must stand for the label k",
        ),
        (
            wrong_for(*range(1, 9)),
            np.roll(X, 1, axis=0),
            "no better than guessing: was it trained, and on inputs that are scaled like these?",
        ),
        (
            network(bias=np.arange(10) * 5),
            X,
            f"{SCALED}these are 0 to 1, those were 0 to 255",
        ),
        (
            network(np.eye(10) + 0.5 * (np.arange(10) == 9), first="relu"),
            np.where(X == 1, 1, 0.45),
            f"{SCALED}these are 0 to 1, those were -1 to 1",
        ),
        (
            network(first="tanh"),
            np.where(X == 1, 255, 50),
            f"{SCALED}those were 0 to 1, these are not",
        ),
        (network(-np.eye(10)), X, "the model was trained on images with black and white exchanged"),
    ],
)
def test_why_the_accuracy_is_low(model, x, cause, failure):
    failed = failure(check_accuracy, model, x, Y, 0.99)
    assert failed.message.rows[-1] == failed.hidden.rows[-1] == ("likely cause", cause)


@pytest.mark.parametrize("check", [accuracy, lambda *args: check_accuracy(*args, 0.5)])
def test_nan_predictions(check, failure):
    failed = failure(check, network(bias=np.nan), X, Y)
    assert str(failed) == (
        "your model: predicts NaN\n"
        "  likely cause  the training diverged: a learning rate that is too large, "
        "or inputs that are not scaled"
    )
    assert failed.hidden == failed.message
    assert failure(check, network(bias=np.inf), X, Y).message.title == (
        "your model: predicts infinity"
    )


def test_a_model_for_other_inputs(failure):
    failed = failure(accuracy, network(), np.zeros((200, 3, 5, 1)), Y)
    rows = dict(failed.message.rows)
    assert failed.message.title == "your model: does not take these inputs"
    assert list(rows) == ["inputs", "model takes", "error"]
    assert (rows["inputs"], rows["model takes"]) == ("of shape (3, 5, 1)", "(2, 5, 1)")
    assert "incompatible" in rows["error"]
    assert str(failed.hidden) == "your model: does not take these inputs"


def test_outputs_that_are_no_row_for_each_class(failure):
    narrow = keras.Sequential([keras.Input((2, 5, 1)), L.Flatten(), L.Dense(1)])
    failed = failure(accuracy, narrow, X, Y)
    assert str(failed) == (
        "your model: wrong output shape\n"
        "  expected      a row of 10 numbers or more, one for each class\n"
        "  got           (1,)"
    )
    assert str(failed.hidden) == "your model: wrong output shape"
    image = keras.Sequential([keras.Input((2, 5, 1)), L.Dense(10)])
    assert failure(accuracy, image, X, Y).message.rows[1] == ("got", "(2, 5, 10)")
    inputs = keras.Input((2, 5, 1))
    both = keras.Model(inputs, [L.Flatten()(inputs), L.Flatten()(inputs)])
    assert failure(accuracy, both, X, Y).message.rows[1] == ("got", "several outputs")


def test_no_model(failure):
    assert str(failure(check_accuracy, {"loss": [2.0, 1.0]}, X, Y, 0.5, name="model")) == (
        "model: wrong type\n"
        "  expected      a Keras model\n"
        "  got           dict: {'loss': [2.0, 1.0]}\n"
        "  likely cause  `fit` returns the history of the training, not the model"
    )
    assert type(failure(accuracy, ..., X, Y)) is NotAttempted
    untouched = keras.Sequential([L.Flatten(), L.Dense(10)])
    assert failure(accuracy, untouched, X, Y).message.title == "your model: is not built yet"
    assert not untouched.built


def test_the_authors_mistakes_about_accuracy():
    for y in (Y.astype(float), np.eye(10, dtype=int)[Y]):
        with pytest.raises(TypeError, match="y must be integers of shape"):
            accuracy(..., X, y)
    for x, y in ((X[:3], Y), (Y, Y), (X[:0], Y[:0])):
        with pytest.raises(ValueError, match="does not fit y"):
            accuracy(..., x, y)
    for at_least in (98, 0):
        with pytest.raises(ValueError, match=f"at_least must be .* not {at_least}"):
            check_accuracy(..., X, Y, at_least)
