"""Errata of S0: activations, losses, gradient descent, time complexity."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import expit as sigmoid

X = np.arange(5.0)  # the lecture's data: learn y = 2x
Y = 2 * X


def loss(w: float) -> float:
    return float(np.sum((w * X - Y) ** 2))


def slope(w: float) -> float:
    return (loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5


def walk(step: Callable[[float], float], start: float, steps: int) -> list[float]:
    path = [start]
    for _ in range(steps):
        path.append(step(path[-1]))
    return path


def descend(w: float) -> float:
    """Gradient descent with η = 1/120."""
    return w - slope(w) / 120


def lecture_step(w: float) -> float:
    """The rule of the lecture's table: the slope stays 60."""
    return w - loss(w) / 60


def central_gradient(f: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    out = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[index] = 1e-6
        out[index] = (f(x + nudge) - f(x - nudge)) / 2e-6
    return out


def test_e1_table() -> None:
    printed = [3, 2.5, 2.375, 2.3046875, 2.25827026]
    assert walk(lecture_step, 3.0, 4) == pytest.approx(printed, abs=1e-8)
    right = walk(descend, 3.0, 4)
    assert right == pytest.approx([3, 2.5, 2.25, 2.125, 2.0625])
    assert right[2:] != pytest.approx(printed[2:], abs=0.05)
    assert [loss(w) for w in right] == pytest.approx([30, 7.5, 1.875, 0.46875, 0.1171875])
    assert [slope(w) for w in printed] == pytest.approx([60, 30, 22.5, 18.28, 15.50], abs=0.005)


def test_e2_to_zero() -> None:
    printed, right = 0.5, 1.0
    assert loss(3 - printed) == 7.5
    assert loss(3 - right) == 0


def test_e3_relative() -> None:
    change, relative = loss(3.0001) - loss(3), (loss(3.0001) - loss(3)) / loss(3)
    assert change / 0.0001 == pytest.approx(60, rel=1e-4)
    assert relative / (0.0001 / 3) == pytest.approx(6, rel=1e-4)
    assert relative / (0.0001 / 3) != pytest.approx(60, rel=0.5)


def test_e4_bias() -> None:
    rng = np.random.default_rng(4)
    w, x = rng.normal(size=(2, 3)), rng.normal(size=(3, 5))
    b, label = rng.normal(size=(2, 1)), rng.integers(0, 2, size=(2, 5))

    def cost(bias: np.ndarray) -> float:
        p = sigmoid(w @ x + bias)
        return float(-np.sum(label * np.log(p) + (1 - label) * np.log(1 - p)) / x.shape[1])

    dz = sigmoid(w @ x + b) - label
    right = dz.mean(axis=1, keepdims=True)
    assert central_gradient(cost, b) == pytest.approx(right, abs=1e-8)
    assert dz.shape != b.shape  # the printed db = dZ
    assert central_gradient(cost, b) != pytest.approx(dz.sum(axis=1, keepdims=True), rel=0.1)


def test_e5_index() -> None:
    j, i, t = 4, 3, 5
    z = np.einsum("ji,it->jt", np.ones((j, i)), np.ones((i, t)))
    assert sigmoid(z).shape == (j, t)
    assert sigmoid(z).shape != (i, t)


def test_e6_letter() -> None:
    letters = {n.id for n in ast.walk(ast.parse("w*x + b")) if isinstance(n, ast.Name)}
    assert "b" in letters
    assert "c" not in letters
    w, x = 3.0, np.array([-1.0, 0.0, 2.0])
    assert np.array_equal(w * x + 0, w * x)


def test_e7_sign() -> None:
    increment = slope(3.0) / 120
    assert loss(3 - increment) < loss(3)
    assert loss(3 + increment) > loss(3)


def test_e8_labels() -> None:
    def printed(y: float, y_hat: float) -> float:
        with np.errstate(divide="ignore"):
            return float(-(y_hat * np.log(y) + (1 - y_hat) * np.log(1 - y)))

    label, prediction = 1.0, 0.8
    assert printed(y=prediction, y_hat=label) == pytest.approx(-math.log(0.8))
    assert printed(y=label, y_hat=prediction) == math.inf
    assert (label - prediction) ** 2 == (prediction - label) ** 2


def test_e9_words() -> None:
    assert sigmoid([0, 1, 6]) == pytest.approx([0.5, 0.731, 0.9975], abs=5e-4)
    assert np.all((sigmoid([-20, -0.1, 1.1, 20]) > 0) & (sigmoid([-20, -0.1, 1.1, 20]) < 1))
    assert sigmoid(-0.1) > 0.4  # not snapped to 0.0
    assert np.mean((Y - Y) ** 2) == 0  # not always positive
    label, prediction = np.array([0.0, 9.0]), np.array([0.0, 9.0])
    assert np.mean((np.log1p(prediction) - np.log1p(label)) ** 2) == 0
    with np.errstate(divide="ignore"):
        assert not np.isfinite(np.mean((np.log(prediction) - label) ** 2))


def test_e66_one_unit() -> None:
    assert slope(3.0) == pytest.approx(60)
    changes = [loss(4) - loss(3), loss(2) - loss(3)]
    assert changes == [90, -30]
    assert changes != [60, -60]


def test_e67_rate() -> None:
    falls = [loss(w) - loss(descend(w)) for w in (3.0, 2.5)]
    assert falls == pytest.approx([22.5, 5.625])
    assert falls[0] != pytest.approx(falls[1])  # the same rate, another fall
    assert loss(3 - 0.05 * slope(3.0)) > loss(3)
    assert (3 - descend(3.0)) / slope(3.0) == pytest.approx(1 / 120)


def test_e68_means() -> None:
    label, prediction = np.array([1.0, -1.0, 1.0, 1.0]), np.array([0.5, 0.5, 2.0, -1.0])
    halves = 0.5 * (label - prediction) ** 2
    assert halves.shape == label.shape  # one an example: nothing is averaged
    assert halves.mean() != pytest.approx(np.mean((label - prediction) ** 2))
    assert len(range(1, len(label) + 1)) == len(label)
    assert len(range(0, len(label) + 1)) == len(label) + 1


def test_e69_momentum() -> None:
    gamma, gradient = 0.9, 1.0
    grown = walk(lambda change: gradient + gamma * change, 0.0, 300)[-1]
    average = walk(lambda change: (1 - gamma) * gradient + gamma * change, 0.0, 300)[-1]
    assert grown == pytest.approx(1 / (1 - gamma))
    assert average == pytest.approx(gradient)
    assert grown != pytest.approx(average)


def test_e75_starts() -> None:
    starts = (3.0, 5.0, 0.5)
    assert [walk(descend, w, 40)[-1] for w in starts] == pytest.approx([2, 2, 2])
    assert lecture_step(5.0) == pytest.approx(0.5)
    ends = [walk(lecture_step, w, 5)[-1] for w in starts]
    assert 2 < ends[0] < 2.3
    assert ends[1] < -2 and ends[2] < -3
    falling = walk(lecture_step, 0.5, 5)
    assert falling == sorted(falling, reverse=True)


def test_e76_one_over_m() -> None:
    rng = np.random.default_rng(76)
    w, x, label = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))

    def cost(weights: np.ndarray) -> float:
        return float(0.5 * np.sum((weights @ x - label) ** 2) / x.shape[1])

    dz = w @ x - label
    assert central_gradient(cost, w) == pytest.approx(dz @ x.T / 4, abs=1e-7)
    assert central_gradient(cost, w) != pytest.approx(dz @ x.T, rel=0.1)


def test_e77_subsampling() -> None:
    def convolution(height: int, width: int) -> tuple[int, int]:
        """Parameters and multiplications of two 3 × 3 filters on a grey image."""
        return 2 * (3 * 3 + 1), 2 * 3 * 3 * (height - 2) * (width - 2)

    whole, half = convolution(28, 28), convolution(14, 14)
    assert whole[0] == half[0]
    assert whole[1] > half[1]
    assert (28 * 28 + 1) * 10 > (14 * 14 + 1) * 10  # a dense layer's parameters
