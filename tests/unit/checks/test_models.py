import keras
import pytest
from keras import layers as L
from small_models import LAYERS, SHAPE, build_model, functional, layers, own, residual

from autograder.checks import (
    NotAttempted,
    called,
    check_budget,
    check_layers,
    check_output,
    check_parameters,
    draw_layers,
    layer_table,
)


def test_known_mistakes(failure):
    mistakes = {"no pooling": [LAYERS[0], ("Flatten", (144,), 0), ("Dense", None, None)]}
    failed = failure(check_layers, build_model(pool=None), LAYERS, causes=mistakes, cause="other")
    assert failed.message.rows[-1] == ("likely cause", "no pooling")
    failed = failure(check_layers, build_model(flat=None), LAYERS, causes=mistakes, cause="other")
    assert failed.message.rows[-1] == ("likely cause", "other")
    failed = failure(check_parameters, build_model(), 400, causes={"ten too many": 410})
    assert failed.message.rows[-1] == ("likely cause", "ten too many")


def test_a_wrong_total(failure):
    check_parameters(build_model(), 410)
    check_parameters(residual(), 71)
    model = build_model(conv=L.Conv2D(4, 3, use_bias=False), norm=L.BatchNormalization())
    failed = failure(check_parameters, model, 450, name="model", about="the lecture's model")
    assert str(failed) == (
        "model: wrong number of parameters\n"
        "  about         the lecture's model\n"
        "  expected      450\n"
        "  got           446 = 36 + 370 + 40\n"
        "  likely cause  the biases are missing: see `use_bias`"
    )
    assert str(failed.hidden) == (
        "model: wrong number of parameters\n"
        "  about         the lecture's model\n"
        "  likely cause  the biases are missing: see `use_bias`"
    )
    assert "  all got       1. Conv2D, output (6, 6, 4), 36 parameters\n" in failed.detail
    failed = failure(check_parameters, build_model(), 396)
    assert failed.message.rows[-1][1] == "there should be no biases here: see `use_bias`"
    assert failure(check_parameters, own(), 651).message.rows[-1] == ("got", "650")


def test_a_budget(failure):
    check_budget(build_model(), 410)
    model = build_model(pool=None, dense=L.Dense(1000, name="big"))
    failed = failure(check_budget, model, 60_000, name="model")
    assert str(failed) == (
        "model: too many parameters\n"
        "  expected      at most 60,000\n"
        "  got           145,040 = 40 + 145,000\n"
        "  likely cause  layer 3, `big` (Dense), has 145,000 of them: make its input smaller, "
        "for example by pooling"
    )
    assert str(failed.hidden) == (
        "model: too many parameters\n"
        "  likely cause  most of them are in one layer: make its input smaller, "
        "for example by pooling"
    )
    twins = keras.Sequential([keras.Input((9,)), L.Dense(9), L.Dense(9)])
    assert failure(check_budget, twins, 100).message.rows[-1] == ("got", "180 = 90 + 90")


@pytest.mark.parametrize("last", [L.Softmax(), L.Activation("softmax")])
def test_right_outputs(last):
    check_output(build_model())
    check_output(called(functional))
    check_output(build_model(dense=L.Dense(10), last=last))
    check_output(residual(), units=3)
    check_output(build_model(dense=L.Dense(10)), activation=None)
    check_output(build_model(dense=L.Dense(10)), activation="any")
    check_output(keras.Sequential([keras.Input(SHAPE), residual_head()]), units=2)


def residual_head():
    return keras.Sequential([L.Flatten(), L.Dense(2), L.Softmax()])


def test_a_wrong_output_shape_of_the_model(failure):
    failed = failure(check_output, called(lambda: build_model(dense=L.Dense(1))))
    assert str(failed) == (
        "<lambda>: wrong output shape\n"
        "  called with   no arguments\n"
        "  expected      (10,)\n"
        "  got           (1,)\n"
        "  likely cause  one unit for each class: the output is a row of probabilities"
    )
    assert str(failed.hidden) == (
        "<lambda>: wrong output shape\n"
        "  likely cause  one unit for each class: the output is a row of probabilities"
    )
    failed = failure(check_output, build_model(flat=None))
    assert failed.message.rows == (
        ("expected", "(10,)"),
        ("got", "(3, 3, 10)"),
        (
            "likely cause",
            "the images are never flattened: see `Flatten`, `GlobalAveragePooling2D`",
        ),
    )


def test_several_outputs(failure):
    inputs = keras.Input((4,))
    model = keras.Model(inputs, [L.Dense(10)(inputs), L.Dense(2)(inputs)])
    failed = failure(check_output, model, name="model")
    assert str(failed) == (
        "model: wrong number of outputs\n"
        "  expected      one output\n"
        "  got           2 outputs, of shape (10,), (2,)"
    )
    assert str(failed.hidden) == "model: wrong number of outputs"


def test_a_wrong_output_activation(failure):
    failed = failure(check_output, build_model(last=L.Softmax()), name="model", about="the last")
    assert str(failed) == (
        "model: wrong output activation\n"
        "  about         the last\n"
        "  expected      softmax\n"
        "  got           softmax, then softmax\n"
        "  likely cause  two activations in a row: in the last layer and again after it"
    )
    assert str(failed.hidden) == (
        "model: wrong output activation\n"
        "  about         the last\n"
        "  likely cause  two activations in a row: in the last layer and again after it"
    )
    failed = failure(check_output, build_model(dense=L.Dense(10)))
    assert failed.message.rows[1:] == (
        ("got", "none"),
        ("likely cause", "without softmax the outputs are any numbers, not probabilities"),
    )
    failed = failure(check_output, build_model(), activation=None)
    assert failed.message.rows == (("expected", "none"), ("got", "softmax"))


def test_a_class_of_ones_own_knows_no_shapes(failure):
    for check, arguments in ((check_output, ()), (check_layers, ([("Dense", (10,), 650)],))):
        assert failure(check, own(), *arguments).message.rows[-3:] == (
            ("expected", "(10,)"),
            ("got", "unknown"),
            (
                "likely cause",
                "only `keras.Sequential([…])` and `keras.Model(inputs, outputs)` "
                "know the shapes inside",
            ),
        )


CHECKS = [
    (layer_table, ()),
    (draw_layers, ()),
    (check_layers, (LAYERS,)),
    (check_parameters, (410,)),
    (check_budget, (410,)),
    (check_output, ()),
]


@pytest.mark.parametrize(("check", "arguments"), CHECKS)
def test_what_is_no_model(check, arguments, hostile, failure):
    failed = failure(check, {"a": 1}, *arguments)
    assert str(failed) == (
        "your model: wrong type\n  expected      a Keras model\n  got           dict: {'a': 1}"
    )
    assert str(failed.hidden) == "your model: wrong type"
    assert failure(check, hostile, *arguments).message.title == "your model: wrong type"
    assert failure(check, None, *arguments).message.title == "your model: is None"
    assert type(failure(check, ..., *arguments)) is NotAttempted
    failed = failure(check, keras.Sequential([L.Dense(3)]), *arguments)
    assert str(failed) == (
        "your model: is not built yet\n"
        "  likely cause  the sizes depend on the input: begin with `keras.Input(shape)`"
    )
    assert failed.hidden == failed.message
    empty = keras.Sequential([keras.Input(SHAPE)])
    assert str(failure(check, empty, *arguments)) == "your model: has no layers"


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (build_model, "a function that makes a model must be called, with `()`"),
        (L.Dense(3), "one layer is no model yet: `keras.Sequential([…])` makes one of layers"),
        (layers(), "layers in a list are no model yet: see `keras.Sequential([…])`"),
        (keras.Input((3,)), "the output is no model yet: see `keras.Model(inputs, outputs)`"),
        ({"loss": [1.0]}, "`fit` returns the history of the training, not the model"),
        (keras.callbacks.History(), "`fit` returns the history of the training, not the model"),
        ((build_model(), 3), "the model is inside a tuple"),
    ],
)
def test_why_it_is_no_model(value, cause, failure):
    assert failure(check_output, value).message.rows[-1] == ("likely cause", cause)


def test_the_authors_mistakes():
    for layer in ("Conv2D", ("Conv2D",), (L.Conv2D, None, None), ("Conv2D", 3, None)):
        with pytest.raises(TypeError, match="a (layer|shape) is"):
            check_layers(..., [layer])
    with pytest.raises(TypeError, match="an activation is"):
        check_layers(..., [("Dense", None, None, 3)])
    with pytest.raises(TypeError, match="a layer is"):
        check_layers(..., LAYERS, causes={"a cause": ["Dense"]})
    with pytest.raises(TypeError, match="total must be a whole number, not 3.0"):
        check_parameters(..., 3.0)
    with pytest.raises(TypeError, match="at_most must be"):
        check_budget(..., -1)
    with pytest.raises(TypeError, match="units must be"):
        check_output(..., "softmax")
