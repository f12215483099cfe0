"""Errata of S3: backpropagation, activations, AlexNet, GoogLeNet, ResNet."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from architectures import (
    VGG_16,
    Convolution,
    Dense,
    Layer,
    alexnet,
    macs,
    parameters,
)
from scipy.optimize import brentq
from scipy.signal import convolve2d, correlate2d
from scipy.special import expit as sigmoid
from scipy.special import softmax

RNG = np.random.default_rng(38)
X, W, DH = RNG.normal(size=(3, 3)), RNG.normal(size=(2, 2)), RNG.normal(size=(2, 2))


def central_gradient(f: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    out = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[index] = 1e-6
        out[index] = (f(x + nudge) - f(x - nudge)) / 2e-6
    return out


def loss(x: np.ndarray, w: np.ndarray) -> float:
    """A loss whose ∂h is DH."""
    return float(np.sum(DH * correlate2d(x, w, "valid")))


def relu(x: np.ndarray | float) -> np.ndarray:
    return np.maximum(x, 0)


def tanh_slope(x: float) -> float:
    return 1 - np.tanh(x) ** 2


def sigmoid_slope(x: float) -> float:
    return sigmoid(x) * sigmoid(-x)


def test_e38_labels() -> None:
    dw = central_gradient(lambda w: loss(X, w), W)
    printed = X[1, 0] * DH[0, 0] + X[1, 1] * DH[0, 1] + X[2, 0] * DH[1, 0] + X[2, 1] * DH[1, 1]
    missing = X[1, 1] * DH[0, 0] + X[1, 2] * DH[0, 1] + X[2, 1] * DH[1, 0] + X[2, 2] * DH[1, 1]
    assert dw[1, 0] == pytest.approx(printed)
    assert dw[0, 1] != pytest.approx(printed)  # labelled ∂W12
    assert dw[1, 1] == pytest.approx(missing)


def test_e39_flip() -> None:
    dw = central_gradient(lambda w: loss(X, w), W)
    dx = central_gradient(lambda x: loss(x, W), X)
    assert dw == pytest.approx(correlate2d(X, DH, "valid"))
    assert dw != pytest.approx(convolve2d(X, DH, "valid"), rel=0.1)  # flipped, as printed
    assert dx == pytest.approx(correlate2d(DH, W[::-1, ::-1], "full"))
    assert dx != pytest.approx(correlate2d(DH, W, "full"), rel=0.1)


def test_e40_signs() -> None:
    assert "\frac{L}" == "\x0c" + "rac{L}"  # a backslash that was read as one of Python's
    limit, k, x0 = 5.0, 2.0, 1.0
    assert limit / (1 + np.exp(-k * (x0 - x0))) == limit / 2
    assert limit / (1 + np.exp(-k * (60 - x0))) == pytest.approx(limit)
    x = np.linspace(-3, 3, 7)
    assert np.tanh(x) == pytest.approx(2 * sigmoid(2 * x) - 1)
    assert np.tanh(0) != 2 * sigmoid(0) * 1


def test_e41_sums() -> None:
    scores = np.array([2.0, 4.0, 2.0, 1.0])
    printed = np.exp(scores) / np.cumsum(np.exp(scores))
    right = np.exp(scores) / np.sum(np.exp(scores))
    assert right == pytest.approx(softmax(scores))
    assert right.sum() == pytest.approx(1)
    assert printed[0] == 1 and printed.sum() > 1.9
    x, y, upstream = 3.0, 2.0, 0.5  # z = x·y: dL/dz = dL/dz · dz/dy would need dz/dy = 1
    assert upstream * x != upstream
    assert (upstream * x * (y + 1e-6) - upstream * x * y) / 1e-6 == pytest.approx(upstream * x)


def test_e42_bracket() -> None:
    assert 34_848 * ((227 - 11) / 4 + 1) ** 2 == 105_415_200
    assert pytest.approx(1.77e9, rel=0.01) == 34_848 * ((227 - 11 / 4) + 1) ** 2
    first = alexnet(())[0]
    assert first.macs == 105_415_200
    assert 2 * first.macs == 210_830_400


def test_e43_input() -> None:
    assert (224 - 11) / 4 + 1 == 54.25
    assert (227 - 11) / 4 + 1 == 55
    assert (224 * 224 * 3, 227 * 227 * 3) == (150_528, 154_587)


def test_e44_synapses() -> None:
    mixed, grouped, whole = alexnet((2, 5)), alexnet((2, 4, 5)), alexnet(())
    cut = [layer.macs // 10**6 for layer in mixed]
    assert cut == [105, 223, 149, 224, 74, 37, 16, 4]
    assert sum(cut) == 832
    assert macs(mixed) == 836_547_104
    assert macs(grouped) == 724_406_816
    assert macs(whole) == 1_135_256_096
    assert not any(831.5e6 <= macs(network) <= 832.5e6 for network in (mixed, grouped, whole))


def test_e45_totals() -> None:
    grouped, whole = alexnet((2, 4, 5)), alexnet(())
    assert (parameters(grouped), parameters(whole)) == (60_965_224, 62_378_344)
    assert round(parameters(whole) / 1e6) == 62
    assert round(parameters(grouped) / 1e6) != 62


def test_e46_crops() -> None:
    places = {
        (top, left) for top in range(256) for left in range(256) if max(top, left) + 224 <= 256
    }
    assert 2 * len(places) == 2 * 33**2 == 2_178
    assert 2 * len(places) != 2_048 == 2 * 32**2


def test_e47_images() -> None:
    training, validation, testing, most = 1_281_167, 50_000, 150_000, 1_300  # [lit]
    assert training <= 1000 * most < 1_500_000
    assert round((training + validation + testing) / 1e5) == 15


def test_e48_googlenet() -> None:
    modules = {  # 1×1, 3×3 reduced, 3×3, 5×5 reduced, 5×5, after pooling [lit]
        "3a": (64, 96, 128, 16, 32, 32),
        "3b": (128, 128, 192, 32, 96, 64),
        "4a": (192, 96, 208, 16, 48, 64),
        "4b": (160, 112, 224, 24, 64, 64),
        "4c": (128, 128, 256, 24, 64, 64),
        "4d": (112, 144, 288, 32, 64, 64),
        "4e": (256, 160, 320, 32, 128, 128),
        "5a": (256, 160, 320, 32, 128, 128),
        "5b": (384, 192, 384, 48, 128, 128),
    }
    layers = [Convolution(7, 3, 64, 112), Convolution(1, 64, 64, 56), Convolution(3, 64, 192, 56)]
    depth, depths = 192, {}
    for name, (one, less3, three, less5, five, pooled) in modules.items():
        side = {"3": 28, "4": 14, "5": 7}[name[0]]
        layers += [Convolution(1, depth, n, side) for n in (one, less3, less5, pooled)]
        layers += [Convolution(3, less3, three, side), Convolution(5, less5, five, side)]
        depths[name] = depth = one + three + five + pooled
    assert [depths[n] for n in ("3a", "3b", "4a", "4b", "4c")] == [256, 480, 512, 512, 512]
    total = parameters([*layers, Dense(1024, 1000)])
    assert total == 6_998_552
    assert round(total / 1e6) != 4
    batch_norm, googlenet = 2015, 2014  # S2 L1194 and S3 L591
    assert batch_norm > googlenet


def resnet_101() -> list[Layer]:
    """ResNet-101 as in the paper and in Keras: a block's stride is that of its first layer."""
    layers: list[Layer] = [Convolution(7, 3, 64, 112)]
    depth, side = 64, 56
    for blocks, width in ((3, 64), (4, 128), (23, 256), (3, 512)):
        for block in range(blocks):
            layers += [Convolution(1, depth, width, side), Convolution(3, width, width, side)]
            layers.append(Convolution(1, width, 4 * width, side))
            if block == 0:
                layers.append(Convolution(1, depth, 4 * width, side))
            depth = 4 * width
        side //= 2
    return [*layers, Dense(2048, 1000)]


def test_e70_resnet_101() -> None:
    resnet = resnet_101()
    filters = sum(layer.biases for layer in resnet if isinstance(layer, Convolution))
    total = parameters(resnet) + 4 * filters  # batch norm holds four numbers a filter
    assert total == 44_707_176
    assert parameters(VGG_16) / total == pytest.approx(3.09, abs=0.01)
    assert macs(VGG_16) / macs(resnet) == pytest.approx(2.05, abs=0.05)
    assert macs(resnet) == pytest.approx(7.6e9, rel=0.01)
    dense = [layer for layer in VGG_16 if isinstance(layer, Dense)]
    assert parameters(dense) == pytest.approx(123.6e6, rel=1e-3)
    assert total - parameters(resnet[-1:]) > parameters(VGG_16) - parameters(dense)


def gradient_sizes(depth: int, *, batch_norm: bool) -> list[float]:
    """Norms of the gradients of a plain network's weights, first layer to last, at the start.

    With batch norm the activations are ReLUs after He's initial weights, without it sigmoids.
    """
    rng = np.random.default_rng(71)
    width, m = 64, 128
    scale = np.sqrt((2 if batch_norm else 1) / width)
    matrices = [rng.normal(0, scale, (width, width)) for _ in range(depth)]
    h, kept = rng.normal(size=(m, width)), []
    for w in matrices:
        z = h @ w
        spread = np.sqrt(z.var(axis=0) + 1e-5) if batch_norm else 1.0
        normal = (z - z.mean(axis=0)) / spread if batch_norm else z
        kept.append((h, normal, spread))
        h = relu(normal) if batch_norm else sigmoid(normal)
    gradient, norms = rng.normal(size=h.shape) / m, []
    for w, (before, normal, spread) in zip(matrices[::-1], kept[::-1], strict=True):
        gradient = gradient * ((normal > 0) if batch_norm else sigmoid_slope(normal))
        if batch_norm:
            along = normal * (gradient * normal).mean(axis=0)
            gradient = (gradient - gradient.mean(axis=0) - along) / spread
        norms.append(float(np.linalg.norm(before.T @ gradient)))
        gradient = gradient @ w.T
    return norms[::-1]


def test_e71_degradation() -> None:
    plain = {18: 27.94, 34: 28.54}
    assert plain[34] > plain[18]  # depth does hurt the plain network …
    norms = gradient_sizes(34, batch_norm=True)
    assert norms[0] >= norms[-1]  # … although its gradients do not vanish,
    norms = gradient_sizes(34, batch_norm=False)
    assert norms[0] < 1e-10 * norms[-1]  # as they do with sigmoids


def test_e79_steeper() -> None:
    assert tanh_slope(0) == 1 and sigmoid_slope(0) == 0.25
    crossing = brentq(lambda x: tanh_slope(x) - sigmoid_slope(x), 1, 3)
    assert crossing == pytest.approx(1.66, abs=0.005)
    assert tanh_slope(1.5) > sigmoid_slope(1.5)
    assert tanh_slope(2.0) < sigmoid_slope(2.0)
    x = np.linspace(-4, 4, 9)
    assert tanh_slope(x) == pytest.approx(4 * sigmoid_slope(2 * x))


def test_e80_sharpening() -> None:
    scores = np.array([2.0, 4.0, 2.0, 1.0])
    assert softmax(scores)[1] == pytest.approx(0.7573, abs=5e-5)
    assert softmax(scores)[1] > scores[1] / scores.sum()
    small = scores / 10
    assert small / small.sum() == pytest.approx(scores / scores.sum())
    assert softmax(small)[1] == pytest.approx(0.296, abs=5e-4)
    assert softmax(small)[1] < small[1] / small.sum()


def test_e81_combinations() -> None:
    x = np.linspace(-3, 3, 13)
    assert relu(x) - relu(-x) == pytest.approx(x)
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(1)
    bent = np.diff(relu(x) + relu(x - 1), n=2)
    assert np.any(np.abs(bent) > 0.1)  # others are


def test_e82_dead() -> None:
    near = np.array([-1.0, -1e-3, -1e-6])
    relu_slopes = (relu(near + 1e-9) - relu(near - 1e-9)) / 2e-9
    assert relu_slopes.tolist() == [0, 0, 0]
    far = np.array([-5.0, -10.0, -20.0])
    assert np.all(sigmoid_slope(far) > 0) and sigmoid_slope(far)[-1] < 1e-8
