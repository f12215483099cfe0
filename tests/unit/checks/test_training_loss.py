import keras
import pytest

from autograder.checks import NotAttempted, called, check_loss, loss_name


def compiled(loss):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(10)])
    model.compile(loss=loss)
    return model


@pytest.mark.parametrize(
    "loss",
    [
        "sparse_categorical_crossentropy",
        "SparseCategoricalCrossentropy",
        keras.losses.sparse_categorical_crossentropy,
        keras.losses.SparseCategoricalCrossentropy,
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    ],
)
def test_the_name_of_a_loss(loss):
    assert loss_name(loss) == "sparse_categorical_crossentropy"
    check_loss(called(lambda: loss_name(compiled(loss))), "sparse_categorical_crossentropy")
    check_loss(compiled(loss), "SparseCategoricalCrossentropy")


def test_other_names():
    assert loss_name("mse") == "mean_squared_error"
    assert loss_name("my\x1b[31mloss") == "myloss"
    assert loss_name(keras.Sequential()) == ""
    assert loss_name(["mse", "mae"]) == "list"


def test_a_wrong_loss(failure):
    model = compiled("categorical_crossentropy")
    failed = failure(check_loss, model, "sparse_categorical_crossentropy", name="model")
    assert str(failed) == (
        "model: wrong loss\n"
        "  expected      sparse_categorical_crossentropy\n"
        "  got           categorical_crossentropy\n"
        "  likely cause  `sparse_…` takes integers as labels, without `sparse_` they are one-hot"
    )
    assert str(failed.hidden) == (
        "model: wrong loss\n"
        "  likely cause  `sparse_…` takes integers as labels, without `sparse_` they are one-hot"
    )
    failed = failure(check_loss, "mse", "categorical_crossentropy", cause="see the lecture")
    assert failed.message.rows[1:] == (
        ("got", "mean_squared_error"),
        ("likely cause", "see the lecture"),
    )
    assert failure(check_loss, "mse", "categorical_crossentropy").message.rows[-1][1] == (
        "this loss is for numbers that are to be met; classes need a crossentropy"
    )
    failed = failure(check_loss, "binary_crossentropy", "categorical_crossentropy")
    assert failed.message.rows[-1][1] == (
        "`binary_…` is for outputs that each say yes or no, not for one of n classes"
    )
    assert failure(check_loss, "mae", "mse").message.rows[-1][0] == "got"


def test_no_loss(failure):
    failed = failure(check_loss, keras.Sequential(), "mse", name="model")
    assert str(failed) == (
        "model: is not compiled\n"
        "  likely cause  `compile(loss=…, optimizer=…)` comes before the training"
    )
    assert failed.hidden == failed.message
    assert str(failure(check_loss, 3, "mse", name="model")) == (
        "model: wrong type\n  expected      a Keras model, or the name of a loss\n"
        "  got           int: 3"
    )
    assert type(failure(check_loss, ..., "mse")) is NotAttempted
    with pytest.raises(ValueError, match="no loss 'squared'"):
        check_loss(..., "squared")
