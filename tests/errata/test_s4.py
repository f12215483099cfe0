"""Errata of S4: edges, padding, volumes, a LeNet-like network, why convolutions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from architectures import Convolution, Dense
from scipy.signal import correlate2d
from scipy.special import softmax

IMAGE = np.array(
    [
        [3, 0, 1, 2, 7, 4],
        [1, 5, 8, 9, 3, 1],
        [2, 7, 2, 5, 1, 3],
        [0, 1, 3, 1, 7, 8],
        [4, 2, 1, 6, 2, 8],
        [2, 4, 5, 2, 3, 9],
    ]
)
EDGE = np.array([[1, 0, -1]] * 3)

SCRIPT = """python
# Define the parameters for each layer based on the explanation
conv1_params = 8 * ((5 * 5 * 3) + 1)
conv2_params = 16 * ((5 * 5 * 8) + 1)
fc3_params = (5 * 5 * 16) * 120 + 120
fc4_params = 120 * 84 + 84
softmax_params = 84 * 10 + 10

result = conv1_params, conv2_params, fc3_params, fc4_params, softmax_params
"""


def test_e49_pixel() -> None:
    column = IMAGE[:3, 1].tolist()
    assert column == [0, 5, 7]
    assert column != [0, 3, 7]
    assert correlate2d(IMAGE, EDGE, "valid")[0, 0] == -5
    misprinted = IMAGE.copy()
    misprinted[1, 1] = 3
    assert correlate2d(misprinted, EDGE, "valid")[0, 0] == -5


def test_e50_filter_depth() -> None:
    depth, filters = 3, 10  # n_c[l−1] and n_c[l] of the 39 × 39 network's first layer
    image = np.zeros((39, 39, depth))
    window = image[:3, :3]
    assert window.shape == (3, 3, depth)
    assert window.shape != (3, 3, filters)
    assert (
        np.zeros((3, 3, depth, filters)).size == Convolution(3, depth, filters, 37).weights == 270
    )
    with pytest.raises(ValueError, match="broadcast"):
        window * np.zeros((3, 3, filters))


@pytest.mark.parametrize(("n", "f", "p", "s"), [(7, 3, 0, 3), (32, 5, 1, 2), (6, 3, 0, 2)])
def test_e51_floor(n: int, f: int, p: int, s: int) -> None:
    printed = (n + 2 * p - f) / s + 1
    image = np.zeros((n + 2 * p, n + 2 * p))
    side = len(correlate2d(image, np.ones((f, f)), "valid")[::s])
    assert side == math.floor((n + 2 * p - f) / s) + 1
    assert side != printed


def test_e52_pooling_height() -> None:
    n, f, s = 28, 2, 2
    windows = [start for start in range(0, n, s) if start + f <= n]
    assert len(windows) == (n - f) // s + 1 == 14
    assert len(windows) != (n - f + 1) // s == 13


def test_e53_colour() -> None:
    colour, grey = Convolution(5, 3, 6, 28), Convolution(5, 1, 6, 28)
    assert colour.weights + colour.biases == 456
    assert grey.weights + grey.biases == 156
    assert colour.out**2 * colour.filters == 4_704  # the units that the lecture speaks of


def test_e54_python() -> None:
    with pytest.raises(NameError, match="python"):
        exec(SCRIPT, {})
    names: dict[str, object] = {}
    exec(SCRIPT.removeprefix("python\n"), names)
    assert names["result"] == (608, 3216, 48120, 10164, 850)


def test_e55_growth() -> None:
    counts = [Dense(3 * side**2, 1000).weights for side in (32, 64, 128, 256)]
    assert [after / before for before, after in zip(counts, counts[1:], strict=False)] == [4, 4, 4]
    pixels = np.array([32**2, 64**2, 128**2, 256**2])
    assert np.ptp(np.diff(counts) / np.diff(pixels)) == 0  # linear: so many a pixel
    factors = np.diff(np.log(counts)) / np.diff(pixels)
    assert factors[0] > 10 * factors[-1]  # exponential growth has the same factor for each pixel


def test_e57_causality() -> None:
    signal = np.zeros(9)
    signal[4] = 1.0

    def respond(h: dict[int, float], t: int) -> float:
        """(h * x)(t), flipped as the definition has it: Σ h(τ) x(t − τ)."""
        return sum(a * signal[t - tau] for tau, a in h.items() if 0 <= t - tau < len(signal))

    causal, early = {0: 1.0, 1: 0.5}, {-1: 0.3, 0: 1.0, 1: 0.5}
    assert [respond(causal, t) for t in range(4)] == [0, 0, 0, 0]
    assert respond(early, 3) == 0.3  # flipped, and yet an output before the input
    f, g = np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0])
    assert np.convolve(f, g) == pytest.approx(np.convolve(g, f))  # what the flip is good for
    assert np.correlate(f, g, "full") != pytest.approx(np.correlate(g, f, "full"))


def test_e72_stride() -> None:
    def network(stride: int) -> tuple[int, int, int]:
        """Parameters of the convolution, its multiplications, parameters of a dense layer of 10."""
        layer = Convolution(3, 3, 16, out=(32 - 3) // stride + 1)
        dense = Dense(layer.out**2 * layer.filters, 10)
        return layer.weights + layer.biases, layer.macs, dense.weights + dense.biases

    one, two = network(1), network(2)
    assert one[0] == two[0] == 448
    assert one[1] > two[1]
    assert one[2] > two[2]


def test_e73_softmax() -> None:
    before = Dense(84, 10)
    assert before.weights + before.biases == 850
    scores = np.random.default_rng(73).normal(size=(4, 10))
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)  # nothing to be learned
    assert shares == pytest.approx(softmax(scores, axis=1))
    assert 608 + 3_216 + 48_120 + 10_164 + 850 == 62_958  # a further 850 are not there
