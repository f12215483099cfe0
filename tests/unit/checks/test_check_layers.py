import pytest
from keras import layers as L
from small_models import LAYERS, build_model, functional

from autograder.checks import called, check_layers


@pytest.mark.parametrize("model", [build_model, functional])
def test_right_layers(model):
    check_layers(model(), LAYERS)
    check_layers(called(model), LAYERS)
    check_layers(model(), [(kind, None, None) for kind, *_ in LAYERS])
    activations = ["relu", None, None, "softmax"]
    check_layers(model(), [(*layer, name) for layer, name in zip(LAYERS, activations, strict=True)])


def test_a_wrong_output_shape(failure):
    def wrong():
        return build_model(conv=L.Conv2D(4, 3, padding="same", name="conv"))

    failed = failure(check_layers, called(wrong), LAYERS, about="the lecture's model")
    assert str(failed) == (
        "wrong: a layer with the wrong output shape\n"
        "  called with   no arguments\n"
        "  about         the lecture's model\n"
        "  layer         1 of 4: `conv` (Conv2D)\n"
        "  expected      (6, 6, 4)\n"
        "  got           (8, 8, 4)\n"
        '  likely cause  the padding: "same" keeps the size of the image, '
        '"valid" (the default) loses the border'
    )
    assert str(failed.hidden) == (
        "wrong: a layer with the wrong output shape\n"
        "  about         the lecture's model\n"
        '  likely cause  the padding: "same" keeps the size of the image, '
        '"valid" (the default) loses the border'
    )
    assert failed.detail == (
        "wrong: a layer with the wrong output shape\n"
        "  called with   no arguments\n"
        "  about         the lecture's model\n"
        "  layer         1 of 4: `conv` (Conv2D)\n"
        "  expected      (6, 6, 4)\n"
        "  got           (8, 8, 4)\n"
        "  all expected  1. Conv2D, output (6, 6, 4), 40 parameters\n"
        "                2. MaxPooling2D, output (3, 3, 4), 0 parameters\n"
        "                3. Flatten, output (36,), 0 parameters\n"
        "                4. Dense, output (10,), 370 parameters\n"
        "  all got       1. Conv2D, output (8, 8, 4), 40 parameters\n"
        "                2. MaxPooling2D, output (4, 4, 4), 0 parameters\n"
        "                3. Flatten, output (64,), 0 parameters\n"
        "                4. Dense, output (10,), 650 parameters\n"
        '  likely cause  the padding: "same" keeps the size of the image, '
        '"valid" (the default) loses the border'
    )


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"conv": L.Conv2D(5, 3)}, "the number of filters"),
        ({"dense": L.Dense(9)}, "the number of units"),
        ({"conv": L.Conv2D(4, 2)}, "see the layer's size, strides and padding"),
    ],
)
def test_causes_of_a_wrong_output_shape(changes, cause, failure):
    failed = failure(check_layers, build_model(**changes), LAYERS)
    assert failed.message.title == "your model: a layer with the wrong output shape"
    assert failed.message.rows[-1] == failed.hidden.rows[-1] == ("likely cause", cause)


def test_a_wrong_number_of_parameters_in_a_layer(failure):
    model = build_model(conv=L.Conv2D(4, 3, use_bias=False, name="conv"))
    failed = failure(check_layers, model, LAYERS, name="model")
    assert str(failed) == (
        "model: a layer with the wrong number of parameters\n"
        "  layer         1 of 4: `conv` (Conv2D)\n"
        "  expected      40\n"
        "  got           36\n"
        "  likely cause  the biases are missing: see `use_bias`"
    )
    assert str(failed.hidden) == (
        "model: a layer with the wrong number of parameters\n"
        "  likely cause  the biases are missing: see `use_bias`"
    )
    failed = failure(check_layers, build_model(), [("Conv2D", None, 36), *LAYERS[1:]])
    assert failed.message.rows[-1][1] == "there should be no biases here: see `use_bias`"
    model = build_model(conv=L.Conv2D(4, 5, padding="same"))
    failed = failure(check_layers, model, [("Conv2D", (8, 8, 4), 40), *LAYERS[1:]])
    assert failed.message.rows[-1][1] == "see `kernel_size`"


def test_a_wrong_activation(failure):
    expected = [(*LAYERS[0], "relu"), *LAYERS[1:]]
    model = build_model(conv=L.Conv2D(4, 3, name="conv"))
    failed = failure(check_layers, model, expected, name="model")
    assert str(failed) == (
        "model: a layer with the wrong activation\n"
        "  layer         1 of 4: `conv` (Conv2D)\n"
        "  expected      relu\n"
        "  got           none"
    )
    assert str(failed.hidden) == "model: a layer with the wrong activation"
    model = build_model(conv=L.Conv2D(4, 3, activation=L.LeakyReLU()))
    assert ("got", "leakyrelu") in failure(check_layers, model, expected).message.rows


def test_a_layer_of_the_wrong_type(failure):
    failed = failure(check_layers, build_model(pool=None), LAYERS, name="model")
    assert str(failed) == (
        "model: a layer of the wrong type\n"
        "  layer         2 of 3: `flat` (Flatten)\n"
        "  expected      MaxPooling2D, output (3, 3, 4), 0 parameters\n"
        "  got           Flatten, output (144,), 0 parameters\n"
        "  likely cause  a layer is missing"
    )
    assert str(failed.hidden) == (
        "model: a layer of the wrong type\n  likely cause  a layer is missing"
    )
    failed = failure(check_layers, build_model(), [LAYERS[0], *LAYERS[2:]])
    assert failed.message.rows[-1] == ("likely cause", "one layer too many")
    failed = failure(check_layers, build_model(), [LAYERS[1], LAYERS[0], *LAYERS[2:]])
    assert failed.message.rows[-1] == ("likely cause", "the right layers in another order")
    failed = failure(check_layers, build_model(pool=L.AveragePooling2D(2)), LAYERS)
    assert failed.message.rows[-1][0] == "got"


def test_a_wrong_number_of_layers(failure):
    failed = failure(check_layers, build_model(dense=None), LAYERS, name="model")
    assert str(failed) == (
        "model: wrong number of layers\n"
        "  expected       4 layers\n"
        "  got            3 layers\n"
        "  first missing  Dense, output (10,), 370 parameters\n"
        "  likely cause   a layer is missing"
    )
    assert str(failed.hidden) == (
        "model: wrong number of layers\n  likely cause  a layer is missing"
    )
    failed = failure(check_layers, build_model(), LAYERS[:1], name="model")
    assert str(failed) == (
        "model: wrong number of layers\n"
        "  expected      1 layer\n"
        "  got           4 layers\n"
        "  first extra   MaxPooling2D, output (3, 3, 4), 0 parameters"
    )
