"""Errata of S2: a network in Keras, maps by hand, pooling, batch norm, parameter counts."""

from __future__ import annotations

import numpy as np
import pytest
from architectures import VGG_16, Convolution, Dense, macs, weights
from scipy.signal import correlate2d

IMAGE = np.array(
    [[1, 0, 1, 0, 1], [1, 0, 0, 1, 1], [0, 1, 1, 0, 0], [1, 0, 0, 1, 0], [0, 0, 1, 1, 0]]
)
KERNEL = np.array([[0, 1, 0], [1, 0, -1], [0, 1, 0]])
MAP = np.array([[2, 1, -1], [-1, 1, 3], [2, 1, 1]])
POOLED = np.array([[4, 123, 1, 34], [56, 99, 222, 253], [45, 122, 165, 12], [21, 187, 133, 124]])


def by_hand(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """The sums of the windows, stride 1, no padding."""
    f = len(kernel)
    side = len(image) - f + 1
    return np.array(
        [[np.sum(image[i : i + f, j : j + f] * kernel) for j in range(side)] for i in range(side)]
    )


def max_pooled(x: np.ndarray) -> np.ndarray:
    rows, columns = np.array(x.shape) // 2
    return x.reshape(rows, 2, columns, 2).max(axis=(1, 3))


def size(n: int, f: int, s: int = 1, p: int = 0) -> float:
    return (n + 2 * p - f) / s + 1


def test_e26_ten_biases() -> None:
    right, printed = Dense(256 * 256, 10), 655_360 + 1
    assert right.weights == 655_360
    assert right.weights + right.biases == 655_370
    assert right.weights + right.biases != printed


def test_e27_biases() -> None:
    right, printed = Dense(256 * 256, 25), 1_638_400 + 1
    assert right.weights + right.biases == 1_638_425
    assert right.weights + right.biases != printed


@pytest.mark.parametrize("channels", [1, 3, 64])
def test_e28_depth(channels: int) -> None:
    rng = np.random.default_rng(28)
    image, filters = rng.normal(size=(6, 6, channels)), rng.normal(size=(3, 3, channels, 2))
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3), axis=(0, 1))
    volume = np.einsum("ijcuv,uvck->ijk", windows, filters)
    assert volume.shape == (4, 4, 2)  # K = 2, whatever the input has
    assert volume.shape[-1] <= 2


def test_e29_map() -> None:
    printed = np.array([[2, -1, 1], [2, 1, 0], [1, -1, 1]])
    assert np.array_equal(by_hand(IMAGE, KERNEL), MAP)
    assert np.array_equal(correlate2d(IMAGE, KERNEL, "valid"), MAP)
    assert np.count_nonzero(printed != MAP) == 6


def test_e30_padded() -> None:
    printed = np.array(
        [[2, -1, 1, 1, 0], [2, 1, 0, 1, 2], [1, -1, 1, 0, 1], [0, 1, 2, 1, 1], [2, 0, 1, 0, 2]]
    )
    right = by_hand(np.pad(IMAGE, 1), KERNEL)
    assert right.tolist() == [
        [1, 0, 0, 1, 1],
        [1, 2, 1, -1, 2],
        [1, -1, 1, 3, 1],
        [0, 2, 1, 1, 1],
        [1, -1, -1, 2, 1],
    ]
    assert np.array_equal(right[1:-1, 1:-1], MAP)
    assert np.count_nonzero(printed != right) == 16


def test_e31_largest() -> None:
    printed = np.array([[123, 167], [187, 165]])
    assert max_pooled(POOLED).tolist() == [[123, 253], [187, 165]]
    assert np.argwhere(max_pooled(POOLED) != printed).tolist() == [[0, 1]]
    assert 167 not in POOLED


def test_e32_window() -> None:
    assert size(24, f=2, s=2) == 12
    assert size(24, f=0, s=2) == 13


def test_e33_filters() -> None:
    assert (3 * 3 * 1 + 1) * 32 == 320
    assert (3 * 3 * 1 + 1) * 16 == 160


def test_e34_digit() -> None:
    right, printed = (3 * 3 * 32 + 1) * 64, 18_494
    assert right == 18_496
    assert 320 + right + 1_179_776 + 1_290 == 1_199_882
    assert 320 + printed + 1_179_776 + 1_290 == 1_199_880


def test_e35_twin() -> None:
    nodes = 32 * 26 * 26
    assert (nodes, 784 * nodes, 784 * nodes + nodes) == (21_632, 16_959_488, 16_981_120)
    assert nodes != 21_631
    assert 784 * 21_631 == 16_958_704  # the printed product of the printed factor


def test_e36_sizes() -> None:
    def stem(n: int) -> int:
        """Inception-v3 before its first module: six layers as (f, s, p) [lit]."""
        for f, s, p in [(3, 2, 0), (3, 1, 0), (3, 1, 1), (3, 2, 0), (3, 1, 0), (3, 2, 0)]:
            n = int(size(n, f, s, p))
        return n

    assert (stem(299), stem(229)) == (35, 26)
    halvings = {n: (n & -n).bit_length() - 1 for n in (32, 64, 96, 224, 227, 229, 299)}
    assert halvings == {32: 5, 64: 6, 96: 5, 224: 5, 227: 0, 229: 0, 299: 0}


def test_e37_batch_norm() -> None:
    x = np.random.default_rng(37).normal(5, 3, size=200)
    printed = x.sum() / 1000  # 1/M, where M is not the m of the sum
    assert x.sum() / len(x) == pytest.approx(x.mean())
    assert printed != pytest.approx(x.mean(), rel=0.5)

    def standardized(batch: np.ndarray) -> np.ndarray:
        return (batch - batch.mean()) / np.sqrt(batch.var() + 1e-12)

    assert standardized(x).mean() == pytest.approx(0, abs=1e-9)
    assert standardized(2 * x + 7) == pytest.approx(standardized(x))  # what the layer cannot say
    gamma, beta = x.std(), x.mean()
    assert gamma * standardized(x) + beta == pytest.approx(x)
    assert standardized(x[:1]).tolist() == [0]  # one image alone, without moving averages
    assert ((x[:1] - x.mean()) / x.std())[0] != pytest.approx(0, abs=1e-3)


def test_e56_invariant() -> None:
    rng = np.random.default_rng(56)
    image = np.zeros((12, 12))
    image[3:7, 3:7] = rng.normal(size=(4, 4))
    kernel = rng.normal(size=(3, 3))

    def layer(x: np.ndarray) -> np.ndarray:
        return correlate2d(x, kernel, "same")

    shifted, turned = np.roll(image, 2, axis=1), np.rot90(image)
    assert layer(shifted) == pytest.approx(np.roll(layer(image), 2, axis=1))
    assert layer(shifted) != pytest.approx(layer(image))
    assert layer(turned) != pytest.approx(layer(image))
    assert layer(turned) != pytest.approx(np.rot90(layer(image)))
    assert layer(shifted).max() == pytest.approx(layer(image).max())  # after the place is forgotten
    assert layer(turned).max() != pytest.approx(layer(image).max())


def test_e58_with_an_ann() -> None:
    cnn, twin = Convolution(3, 1, 32, 26), Dense(784, 32 * 26 * 26)

    def times_larger(other: Convolution | Dense) -> float:
        return (other.weights + other.biases) / (cnn.weights + cnn.biases)

    assert cnn.weights + cnn.biases == 320
    assert times_larger(twin) > 50_000
    assert times_larger(Convolution(3, 1, 32, 26)) == 1  # "comparing with CNN"


@pytest.mark.parametrize("p", [0.2, 0.5])
def test_e61_dropout(p: float) -> None:
    keep = np.random.default_rng(61).random((20_000, 20)) >= p
    outputs, w = np.ones(20), np.linspace(0.1, 1, 20)
    trained_with = np.mean((keep * outputs) @ w)
    assert (1 - p) * outputs @ w == pytest.approx(trained_with, rel=0.01)
    assert outputs @ w == pytest.approx(trained_with / (1 - p), rel=0.01)
    assert outputs @ w != pytest.approx(trained_with, rel=0.2)  # as printed
    assert np.mean((keep * outputs / (1 - p)) @ w) == pytest.approx(outputs @ w, rel=0.01)


def test_e62_question() -> None:
    for layer, answer, outputs in ((Dense(9216, 128), 1_179_776, 128), (Dense(128, 10), 1_290, 10)):
        assert layer.weights + layer.biases == answer
        assert layer.outputs == outputs != answer


def test_e63_dense_cost() -> None:
    dense = [layer for layer in VGG_16 if isinstance(layer, Dense)]
    assert weights(dense) / weights(VGG_16) == pytest.approx(0.894, abs=5e-4)
    assert macs(dense) / macs(VGG_16) == pytest.approx(0.008, abs=5e-4)
    assert macs(VGG_16) == 15_470_264_320
    assert VGG_16[0].macs / VGG_16[0].weights == 50_176
    assert all(layer.macs == layer.weights for layer in dense)


def test_e64_information() -> None:
    other = np.array([[1, 0], [123, 2]])
    assert max_pooled(other) == max_pooled(POOLED[:2, :2]) == 123
    assert not np.array_equal(other, POOLED[:2, :2])
    assert max_pooled(POOLED).size / POOLED.size == 1 / 4


def test_e65_padding() -> None:
    sizes = [28.0]
    for _ in range(2):
        sizes.append(size(int(sizes[-1]), f=3))
    assert sizes == [28, 26, 24]  # the lecture's own network
    assert size(28, f=3, p=1) == 28
