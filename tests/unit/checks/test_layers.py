import keras
import pandas as pd
import pytest
from keras import layers as L
from small_models import build_model, functional, own, residual

from autograder.checks import called, draw_layers, layer_table


def table(*rows):
    return pd.DataFrame(rows, columns=["layer", "type", "output shape", "parameters"])


@pytest.mark.parametrize("model", [build_model, functional])
def test_the_table_of_a_model(model):
    expected = table(
        ("conv", "Conv2D", "(6, 6, 4)", 40),
        ("pool", "MaxPooling2D", "(3, 3, 4)", 0),
        ("flat", "Flatten", "(36,)", 0),
        ("dense", "Dense", "(10,)", 370),
    )
    pd.testing.assert_frame_equal(layer_table(model()), expected)
    pd.testing.assert_frame_equal(layer_table(called(model)), expected)


def test_shared_layers_and_models_inside_are_one_row():
    expected = table(
        ("shared", "Conv2D", "(8, 8, 4)", 40),
        ("sum", "Add", "(8, 8, 4)", 0),
        ("norm", "BatchNormalization", "(8, 8, 4)", 16),
        ("pool", "GlobalAveragePooling2D", "(4,)", 0),
        ("head", "Sequential", "(3,)", 15),
    )
    pd.testing.assert_frame_equal(layer_table(residual()), expected)


def test_several_outputs_and_unknown_shapes():
    inputs = keras.Input((5, 2))
    lstm = keras.Model(inputs, L.LSTM(3, return_state=True, name="lstm")(inputs))
    assert layer_table(lstm)["output shape"].tolist() == ["((3,), (3,), (3,))"]
    expected = table(("dense", "Dense", "unknown", 650))
    pd.testing.assert_frame_equal(layer_table(own()), expected)


def texts(figure):
    found = [text.get_text().strip() for text in figure.axes[0].texts]
    return [text for text in found if text]


def arrows(figure):
    return sum(getattr(text, "arrow_patch", None) is not None for text in figure.axes[0].texts)


def test_the_picture_of_a_model(tmp_path):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    figure = draw_layers(build_model(conv=L.Conv2D(4, 3, name="a$b$c")))
    assert texts(figure) == [
        *("layer", "output shape", "parameters"),
        *("Input", "(8, 8, 1)"),
        *("Conv2D", "a$b$c", "(6, 6, 4)", "40"),
        *("MaxPooling2D", "pool", "(3, 3, 4)", "0"),
        *("Flatten", "flat", "(36,)", "0"),
        *("Dense, softmax", "dense", "(10,)", "370"),
        "in all: 410 parameters",
    ]
    assert arrows(figure) == 4
    assert not pyplot.get_fignums()
    figure.savefig(tmp_path / "model.png")
    assert (tmp_path / "model.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_of_a_model_with_branches():
    figure = draw_layers(residual())
    shown = texts(figure)
    assert shown.count("Input") == 2
    assert shown.count("Add") == 2  # the layer, and the `+`
    assert arrows(figure) == 2 + 1 + 3 + 2  # inputs, sum, norm and shortcut, pool and head


def test_a_class_of_ones_own_is_drawn_too():
    figure = draw_layers(own())
    assert "unknown" in texts(figure)
    assert arrows(figure) == 0  # it does not say what goes where
