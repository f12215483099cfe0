"""Honest Keras models cross the border and come out with the same predictions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.border.decoding import decode
from autograder.border.encoding import encode
from autograder.border.model_weights import snake_case
from autograder.border.models import model_from_bytes, model_to_bytes
from autograder.border.values import Malformed, Refused, kind_of

from .model_files import archive, dense, sequential

keras = pytest.importorskip("keras")
L = keras.layers
RNG = np.random.default_rng(11)
IMAGES = RNG.random((4, 16, 16, 3), dtype=np.float32)
ROWS = RNG.random((4, 8), dtype=np.float32)


def _cnn(*, shape=(16, 16, 3)) -> Any:
    return keras.Sequential(
        [
            keras.Input(shape),
            L.Conv2D(8, 3, use_bias=False, kernel_regularizer="l2"),
            L.BatchNormalization(momentum=0.9),
            L.ReLU(),
            L.MaxPooling2D(),
            L.Dropout(0.3, seed=3),
            L.Flatten(),
            L.Dense(5, activation="softmax", kernel_initializer="he_normal"),
        ],
        name="cnn",
    )


def _augmented() -> Any:
    layers = [
        L.RandomFlip("horizontal"),
        L.RandomRotation(0.1),
        L.RandomTranslation(0.1, 0.1),
        L.RandomZoom(0.1),
        L.RandomContrast(0.1),
        L.RandomBrightness(0.1),
        L.RandomCrop(12, 12),
        L.Rescaling(1 / 255.0),
        L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 3.0]),
    ]
    return keras.Sequential([keras.Input((16, 16, 3)), *layers, L.GlobalAveragePooling2D()])


def _many_layers() -> Any:
    layers = [
        L.SeparableConv2D(4, 3),
        L.DepthwiseConv2D(3, depth_multiplier=2),
        L.Conv2DTranspose(3, 3, strides=2),
        L.PReLU(shared_axes=[1, 2]),
        L.LayerNormalization(),
        L.GroupNormalization(3),
        L.UnitNormalization(),
        L.ZeroPadding2D(((1, 2), (0, 1))),
        L.Cropping2D(1),
        L.UpSampling2D(2, interpolation="bilinear"),
        L.Resizing(9, 9),
        L.CenterCrop(8, 8),
        L.LeakyReLU(0.1),
        L.SpatialDropout2D(0.1),
        L.GaussianNoise(0.1),
        L.Permute((2, 1, 3)),
        L.Reshape((-1, 3)),
        L.Conv1D(3, 3, padding="causal"),
        L.MaxPooling1D(),
        L.Flatten(),
        L.Dense(4, kernel_initializer="orthogonal", kernel_constraint=keras.constraints.MaxNorm(2)),
        L.Activation("gelu"),
    ]
    return keras.Sequential([keras.Input((16, 16, 3)), *layers])


def _residual() -> Any:
    """Blocks with layers, operators and functions of keras.ops between them."""
    start = keras.Input((16, 16, 3))
    first = L.Conv2D(8, 3, padding="same")(start)
    x = L.Conv2D(8, 3, padding="same")(L.ReLU()(L.BatchNormalization()(first)))
    x = L.Add()([x, first])
    x = keras.ops.relu(x + first * 0.5 - 0.1) / 2
    x = keras.activations.relu(keras.ops.maximum(-x, x), negative_slope=0.1)
    return keras.Model(start, L.Dense(3)(L.GlobalAveragePooling2D()(x)))


def _several_inputs_and_outputs() -> Any:
    a, b = keras.Input((8,), name="a"), keras.Input((8,), name="b")
    shared = L.Dense(4, activation="relu")
    both = L.Concatenate()([shared(a), shared(b)])
    inner = keras.Sequential([keras.Input((8,)), L.Dense(3), L.Dense(2)], name="inner")
    outputs = {"y": inner(both), "x": [L.Dense(1)(both), L.Dot(1)([a, b])]}
    return keras.Model([b, a], outputs)


def _model_used_twice() -> Any:
    start = keras.Input((8,))
    inner = keras.Model(start, L.Dense(8)(start), name="inner")
    outer = keras.Input((8,))
    once = inner(outer)
    twice = inner(once)
    return keras.Model(outer, [L.Add()([once, twice]), twice])


def _layer_shared_by_two_models() -> Any:
    shared = L.Dense(8, name="shared")
    start = keras.Input((8,))
    inner = keras.Model(start, L.Dense(8)(shared(start)), name="inner")
    outer = keras.Input((8,))
    return keras.Model(outer, L.Dense(2)(inner(shared(outer))))


def _layer_shared_with_an_inner_model() -> Any:
    """The inner model comes first, and with it the layer."""
    shared = L.Dense(8, name="shared")
    start = keras.Input((8,))
    inner = keras.Model(start, L.Dense(8)(shared(start)), name="inner")
    outer = keras.Input((8,))
    return keras.Model(outer, L.Dense(2)(shared(inner(outer))))


def _base_of_two_models() -> Any:
    base = keras.Sequential([keras.Input((8,)), L.Dense(4)], name="base")
    heads = []
    for name in ("left", "right"):
        start = keras.Input((8,))
        heads.append(keras.Model(start, L.Dense(2)(base(start)), name=name))
    outer = keras.Input((8,))
    return keras.Model(outer, L.Add()([head(outer) for head in heads]))


def _transfer() -> Any:
    base = keras.Sequential([keras.Input((16, 16, 3)), L.Conv2D(4, 3), L.BatchNormalization()])
    base.trainable = False
    return keras.Sequential([base, L.Flatten(), L.Dense(2)])


def _frozen() -> Any:
    model = _cnn()
    model.layers[0].trainable = model.layers[1].trainable = False
    return model


def _mixed() -> Any:
    return keras.Sequential(
        [
            keras.Input((16, 16, 3)),
            L.Conv2D(4, 3, dtype="mixed_float16"),
            L.Flatten(),
            L.Dense(2, dtype="float64"),
        ]
    )


def _mixed_by_policy() -> Any:
    """As a student with a GPU may write it: a policy for all layers, and float32 at the end."""
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        return keras.Sequential(
            [
                keras.Input((16, 16, 3)),
                L.Conv2D(4, 3, use_bias=False),
                L.BatchNormalization(),
                L.Flatten(),
                L.Dense(3, activation="softmax", dtype="float32"),
            ]
        )
    finally:
        keras.config.set_dtype_policy("float32")


def _built_by_a_call() -> Any:
    model = keras.Sequential([L.Flatten(), L.Dense(3)])
    model(IMAGES)
    return model


def _unknown_size() -> Any:
    layers = [L.Conv2D(4, 3), L.MaxPooling2D(), L.GlobalAveragePooling2D()]
    return keras.Sequential([keras.Input((None, None, 3)), *layers])


def _inference_mode() -> Any:
    start = keras.Input((8,))
    return keras.Model(start, L.BatchNormalization()(start, training=False))


def _words() -> Any:
    layers = [L.Embedding(20, 5), L.Conv1D(4, 3), L.GlobalMaxPooling1D()]
    return keras.Sequential([keras.Input((8,), dtype="int32"), *layers])


MODELS: dict[str, tuple[Callable[[], Any], Any]] = {
    "cnn": (_cnn, IMAGES),
    "augmented": (_augmented, IMAGES),
    "many layers": (_many_layers, IMAGES),
    "residual": (_residual, IMAGES),
    "several inputs and outputs": (_several_inputs_and_outputs, [ROWS, ROWS * 2]),
    "a model used twice": (_model_used_twice, ROWS),
    "a layer shared by two models": (_layer_shared_by_two_models, ROWS),
    "a layer shared with an inner model": (_layer_shared_with_an_inner_model, ROWS),
    "a base of two models": (_base_of_two_models, ROWS),
    "transfer": (_transfer, IMAGES),
    "frozen": (_frozen, IMAGES),
    "mixed": (_mixed, IMAGES),
    "mixed by a policy": (_mixed_by_policy, IMAGES),
    "built by a call": (_built_by_a_call, IMAGES),
    "unknown size": (_unknown_size, IMAGES),
    "inference mode": (_inference_mode, ROWS),
    "words": (_words, (ROWS * 20).astype("int32")),
}


def _scramble(model: Any) -> None:
    """Weights that differ from every initializer's, and from layer to layer."""
    model.set_weights(
        [w + np.abs(RNG.normal(size=w.shape)).astype(w.dtype) / 4 for w in model.get_weights()]
    )


def _outputs(model: Any, x: Any) -> list[np.ndarray]:
    return [np.asarray(part) for part in keras.tree.flatten(model(x, training=False))]


@pytest.mark.parametrize("name", MODELS)
def test_model_predicts_the_same(name: str):
    build, x = MODELS[name]
    model = build()
    _scramble(model)
    rebuilt = model_from_bytes(model_to_bytes(model))
    pairs = zip(_outputs(model, x), _outputs(rebuilt, x), strict=True)
    assert all(np.array_equal(ours, theirs) for ours, theirs in pairs)
    assert rebuilt.name == model.name
    assert rebuilt.input_shape == model.input_shape
    assert rebuilt.count_params() == model.count_params()
    assert len(rebuilt.trainable_weights) == len(model.trainable_weights)
    assert [(type(layer), layer.name) for layer in rebuilt.layers] == [
        (type(layer), layer.name) for layer in model.layers
    ]


def test_training_and_its_optimizer_stay_behind():
    """The whole way of an assignment: compile, fit, hand over, predict."""
    model = _cnn()
    model.compile(keras.optimizers.Adam(_OwnSchedule()), "sparse_categorical_crossentropy")
    model.fit(IMAGES, np.arange(4), epochs=1, verbose=0)
    data = model_to_bytes(model)
    rebuilt = model_from_bytes(data)
    assert np.array_equal(
        model.predict(IMAGES, verbose=0), rebuilt.predict(IMAGES, batch_size=4, verbose=0)
    )
    assert not rebuilt.compiled
    assert len(data) < 60_000  # two moments for each weight would double it


class _OwnSchedule(keras.optimizers.schedules.LearningRateSchedule):
    """A schedule as a student writes it, which Keras cannot save."""

    def __call__(self, step: Any) -> float:
        return 0.01


def test_archive_of_keras_itself_is_read(tmp_path):
    model = _cnn()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(IMAGES, np.arange(4), epochs=1, verbose=0)
    model.save(tmp_path / "model.keras")
    rebuilt = model_from_bytes((tmp_path / "model.keras").read_bytes())
    assert np.array_equal(_outputs(model, IMAGES)[0], _outputs(rebuilt, IMAGES)[0])
    assert not rebuilt.compiled


def test_archive_is_one_that_keras_reads(tmp_path):
    model = _residual()
    (tmp_path / "model.keras").write_bytes(model_to_bytes(model))
    read = keras.models.load_model(tmp_path / "model.keras")
    assert np.array_equal(_outputs(model, IMAGES)[0], _outputs(read, IMAGES)[0])


def test_adapted_normalization_crosses():
    layer = L.Normalization()
    layer.adapt(IMAGES)
    model = keras.Sequential([keras.Input((16, 16, 3)), layer, L.Flatten(), L.Dense(2)])
    rebuilt = model_from_bytes(model_to_bytes(model))
    assert np.array_equal(_outputs(model, IMAGES)[0], _outputs(rebuilt, IMAGES)[0])


def test_settings_of_layers_cross():
    rebuilt = model_from_bytes(model_to_bytes(_cnn()))
    convolution, *_, last = rebuilt.layers
    assert isinstance(convolution.kernel_regularizer, keras.regularizers.L2)
    assert isinstance(convolution.kernel_initializer, keras.initializers.GlorotUniform)
    assert isinstance(last.kernel_initializer, keras.initializers.HeNormal)
    assert rebuilt.layers[1].momentum == 0.9 and rebuilt.layers[4].rate == 0.3


def test_model_crosses_as_a_value():
    message = encode({"model": _cnn(), "rows": [1, 2]})
    value = decode(message)
    assert kind_of(value["model"]) == "model" and value["rows"] == [1, 2]
    assert kind_of(_cnn) == "callable"


def test_refused_model_is_refused_as_a_value():
    class Fake(keras.Model):
        def call(self, x: Any) -> Any:
            return x

    with pytest.raises(Refused, match="of the class `Fake` cannot be handed over; build it from"):
        encode(Fake())
    blob = archive(sequential(dense(units=-1)))
    honest = encode([b"x" * len(blob)])
    forged = honest.replace(b'["b", 0]', b'["m", 0]').replace(b"x" * len(blob), blob)
    with pytest.raises(Refused, match="expected an integer from 1"):
        decode(forged)
    with pytest.raises(Malformed):
        decode(honest.replace(b'["b", 0]', b'["m", 7]'))


def test_many_models_at_once_are_refused():
    model = keras.Sequential([keras.Input((2,)), L.Dense(1)])
    with pytest.raises(Refused, match="holds more than 16 models"):
        decode(encode([model] * 17))


def test_own_layer_is_refused():
    class Scale(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return 2 * x

    model = keras.Sequential([keras.Input((4,)), Scale(name="twice"), L.Dense(2)])
    with pytest.raises(Refused, match="the layer `twice` of the class `Scale` cannot be handed"):
        model_from_bytes(model_to_bytes(model))


def test_lambda_is_refused():
    model = keras.Sequential([keras.Input((4,)), L.Lambda(lambda x: 2 * x, name="twice")])
    with pytest.raises(Refused, match="instead of Lambda"):
        model_from_bytes(model_to_bytes(model))


def test_model_without_weights_is_refused():
    with pytest.raises(Refused, match="has no weights yet; start it with keras.Input"):
        model_to_bytes(keras.Sequential([L.Dense(2)]))


def test_diverged_training_is_refused():
    model = _cnn()
    model.layers[-1].bias.assign(np.full(5, np.nan, dtype="f4"))
    with pytest.raises(Refused, match="training has diverged; use a smaller learning rate"):
        model_from_bytes(model_to_bytes(model))


def test_compressed_archive_is_read():
    model = model_from_bytes(archive(compression=zipfile.ZIP_DEFLATED))
    assert model.count_params() == 10


def test_three_members_and_no_more():
    with zipfile.ZipFile(io.BytesIO(model_to_bytes(_cnn()))) as file:
        assert sorted(file.namelist()) == ["config.json", "metadata.json", "model.weights.h5"]


def test_paths_are_those_of_keras():
    from keras.src.utils.naming import to_snake_case

    from autograder.border.model_layers import LAYERS

    for name in [*LAYERS, "InputLayer", "Sequential", "Functional"]:
        assert snake_case(name) == to_snake_case(name)
