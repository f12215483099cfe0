"""Errata of S1: regularization, optimizers, schedules, convolutional networks."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from architectures import VGG_16, Convolution, parameters, vgg, weights
from scipy.signal import convolve2d, correlate2d

GLYPH = np.full((9, 9), -1.0)  # the X as it has to be
for place in range(1, 8):
    GLYPH[place, place] = GLYPH[place, 8 - place] = 1.0

PRINTED_GLYPH = np.full((9, 10), -1.0)
for row, columns in enumerate([(), (2, 8), (3, 7), (4, 6), (5,), (5, 7), (3, 7), (2, 8), ()]):
    for column in columns:
        PRINTED_GLYPH[row, column - 1] = 1.0

DIAGONAL = np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]]) / 9
CROSS = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1]]) / 9

PRINTED_STACKS = {  # L2082–2095
    "diagonal": ["1.00 .33 .55 .33", ".33 1.00 .33 .55", ".55 .33 1.00 .11", ".33 .55 .11 .77"],
    "cross": [".55 .33 .55 .33", ".33 1.00 .55 .11", ".55 .55 .55 .11", ".33 .11 .11 .33"],
    "other": [".33 .55 1.00 .77", ".55 .55 1.00 .33", "1.00 1.00 .11 .55", ".77 .33 .55 .33"],
}

ADAM = """
first_moment = 0
second_moment = 0
for t in range(1, num_iterations):
    dx = compute_gradient(x)
    first_moment = beta1 * first_moment + (1 - beta1) * dx
    second_moment = beta2 * second_moment + (1 - beta2) * dx * dx
    first_unbias = first_moment / (1 - beta1 ** t)
    second_unbias = second_moment / (1 - beta2 ** t)
    x -= learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-7))
"""


def cut(x: np.ndarray) -> np.ndarray:
    """Two decimals, the rest cut off, as the slides do it."""
    return np.trunc(np.round(x, 9) * 100) / 100


def pooled(x: np.ndarray, *, partial: bool) -> np.ndarray:
    """2 × 2 max pooling with stride 2; `partial` keeps windows that reach over the border."""
    extra = np.array(x.shape) % 2 if partial else (0, 0)
    x = np.pad(x, [(0, extra[0]), (0, extra[1])], constant_values=-np.inf)
    rows, columns = x.shape[0] // 2, x.shape[1] // 2
    return x[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2).max(axis=(1, 3))


def stack(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return cut(pooled(np.maximum(correlate2d(image, kernel, "valid"), 0), partial=True))


def numbers(rows: list[str]) -> np.ndarray:
    return np.array([[float(n) for n in row.split()] for row in rows])


def test_e10_pooling_size() -> None:
    assert (7 - 2) / 2 + 1 == 3.5
    assert pooled(np.zeros((7, 7)), partial=False).shape == (3, 3)
    assert math.ceil(7 / 2) == 4  # "same" padding
    assert pooled(np.zeros((7, 7)), partial=True).shape == (4, 4)


def test_e11_ninths() -> None:
    corner = correlate2d(GLYPH, DIAGONAL, "valid")
    assert [corner[0, 0], corner[0, 4]] == pytest.approx([7 / 9, 5 / 9])
    assert [f"{n:.2f}" for n in (corner[0, 0], corner[0, 4])] == ["0.78", "0.56"]
    assert list(cut(corner[0, [0, 4]])) == [0.77, 0.55]


def test_e12_picture() -> None:
    kernels = {"diagonal": DIAGONAL, "cross": CROSS, "other": DIAGONAL[:, ::-1]}
    for name, rows in PRINTED_STACKS.items():
        assert np.array_equal(stack(GLYPH, kernels[name]), numbers(rows)), name
        wrong = stack(PRINTED_GLYPH, kernels[name])
        assert wrong.shape != (4, 4) or not np.array_equal(wrong, numbers(rows)), name
    assert np.array_equal(GLYPH, GLYPH[::-1]) and np.array_equal(GLYPH, GLYPH[:, ::-1])
    assert not np.array_equal(PRINTED_GLYPH, PRINTED_GLYPH[::-1])
    assert np.argwhere(PRINTED_GLYPH[5] == 1).ravel().tolist() == [4, 6]
    assert np.argwhere(GLYPH[5] == 1).ravel().tolist() == [3, 5]


def test_e13_columns() -> None:
    headed = {"B": 13, "C": 16, "D": 16, "E": 19}
    printed = {1: 2, 2: 2, 3: 3, 4: 3, 5: 3}  # convolutions a block, in all four columns
    counted = sum(printed.values()) + 3
    assert [name for name, layers in headed.items() if layers != counted] == ["B", "E"]
    right = {
        "B": vgg({block: [3, 3] for block in range(1, 6)}),
        "C": vgg({1: [3, 3], 2: [3, 3], **{block: [3, 3, 1] for block in (3, 4, 5)}}),
        "D": VGG_16,
        "E": vgg({1: [3, 3], 2: [3, 3], **{block: [3] * 4 for block in (3, 4, 5)}}),
    }
    assert {name: len(layers) for name, layers in right.items()} == headed
    millions = {name: round(parameters(layers) / 1e6) for name, layers in right.items()}
    assert millions == {"B": 133, "C": 134, "D": 138, "E": 144}  # the paper's table 2 [lit]


def test_e14_biases() -> None:
    printed = [1_728, 36_864, 73_728, 147_456, 294_912, 589_824, 589_824, 1_179_648]
    printed += [2_359_296] * 5 + [102_760_448, 16_777_216, 4_096_000]
    assert [layer.weights for layer in VGG_16] == printed
    assert sum(printed) == weights(VGG_16) == 138_344_128
    assert parameters(VGG_16) == 138_357_544
    assert parameters(VGG_16) - sum(printed) == 13_416


def test_e15_lambda() -> None:
    w, data_loss, n = np.array([1.0, -2.0, 0.5]), 0.7, 50
    printed = data_loss + np.sum(w**2)

    def right(strength: float) -> float:
        return data_loss + strength * float(np.sum(w**2))

    assert right(1) == printed
    assert right(0.01) != pytest.approx(printed)
    by_examples = data_loss + 0.01 / n * float(np.sum(w**2))  # L147
    assert right(0.01 / n) == pytest.approx(by_examples)
    assert right(0.01) != pytest.approx(by_examples)


@pytest.mark.parametrize(("rho", "times"), [(0.9, 10), (0.99, 100)])
def test_e16_velocity(rho: float, times: float) -> None:
    velocity = mean = 0.0
    for _ in range(3000):
        velocity = rho * velocity + 1.0
        mean = rho * mean + (1 - rho) * 1.0
    assert velocity == pytest.approx(times)
    assert mean == pytest.approx(1)
    assert velocity != pytest.approx(mean)


@pytest.mark.parametrize(
    "line",
    [
        "x -= learning_rate * first_moment / (np.sqrt(second_moment) + 1e-7))",
        "x -= learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-7))",
    ],
)
def test_e17_bracket(line: str) -> None:
    with pytest.raises(SyntaxError, match="unmatched"):
        compile(line, "slide", "exec")
    compile(line.removesuffix(")"), "slide", "exec")


def test_e18_range() -> None:
    n = 10
    assert len(range(1, n)) == n - 1
    assert len(range(1, n + 1)) == n
    assert range(1, n + 1)[0] == 1
    assert 1 - 0.9**0 == 0  # why t cannot begin at 0


def test_e19_linear() -> None:
    part = np.linspace(0, 1, 101)  # t/T
    printed, right = 0.5 * (1 + np.cos(np.pi * part)), 1 - part
    assert np.diff(right) == pytest.approx(-0.01)
    assert np.diff(printed) != pytest.approx(np.diff(printed)[0])
    same = np.isclose(printed, right)
    assert part[same] == pytest.approx([0, 0.5, 1])
    assert np.max(np.abs(printed - right)) == pytest.approx(0.105, abs=0.001)


def test_e20_first_epoch() -> None:
    with pytest.raises(ZeroDivisionError):
        0.1 / math.sqrt(0)
    assert [0.1 / math.sqrt(t + 1) for t in (0, 3)] == pytest.approx([0.1, 0.05])


def test_e21_hyperparameters() -> None:
    def convolution(f: int, s: int, k: int, p: int) -> tuple[int, int]:
        return (28 - f + 2 * p) // s + 1, k

    assert convolution(2, 2, k=8, p=0) != convolution(2, 2, k=16, p=0)
    assert convolution(2, 2, k=8, p=0) != convolution(2, 2, k=8, p=1)
    for channels in (1, 3):  # F = S = 2 settle the shape of pooling, whatever comes in
        assert pooled(np.zeros((28, 28 * channels)), partial=False).shape == (14, 14 * channels)


def test_e22_ten_filters() -> None:
    right = Convolution(5, depth=3, filters=10, out=32)
    assert right.weights + right.biases == 760
    readings = [10 * (5 * 5 + 1), 10 * 5 * 5 + 1]
    assert readings == [260, 251]
    assert 760 not in readings


def test_e23_receptive_field() -> None:
    def seen(kernel: int, stride: int, layers: int) -> int:
        """Inputs that one output depends on, counted backwards."""
        inputs = {0}
        for _ in range(layers):
            inputs = {stride * i + k for i in inputs for k in range(kernel)}
        return len(inputs)

    def printed(kernel: int, layers: int) -> int:
        return 1 + layers * (kernel - 1)

    assert [seen(3, 1, n) for n in (1, 2, 3, 5)] == [printed(3, n) for n in (1, 2, 3, 5)]
    assert seen(3, 2, 2) == 1 + 2 + 2 * 2 == 7
    assert seen(3, 2, 2) != printed(3, 2)


def test_e24_adamw() -> None:
    code = ADAM.rstrip().removesuffix(")")

    def run(text: str, gradient: list[float]) -> np.ndarray:
        names = {"np": np, "num_iterations": 2, "learning_rate": 0.1, "beta1": 0.9}
        names |= {"beta2": 0.999, "weight_decay": 0.5, "x": np.array([4.0, 4.0])}
        exec(text, names | {"compute_gradient": lambda x: np.array(gradient)}, names)
        return names["x"]

    right = code.replace(
        "x -= learning_rate * first_unbias / (np.sqrt(second_unbias) + 1e-7)",
        "x -= learning_rate * (first_unbias / (np.sqrt(second_unbias) + 1e-7) + weight_decay * x)",
    )
    assert right != code
    quiet, steep = [1e-12, 1e-12], [1.0, 100.0]
    assert run(code, quiet) == pytest.approx([4, 4], abs=1e-5)  # nothing decays
    assert run(right, quiet) == pytest.approx([4 - 0.1 * 0.5 * 4] * 2, abs=1e-5)
    assert run(code, steep) - run(right, steep) == pytest.approx([0.2, 0.2])
    inside = code.replace("compute_gradient(x)", "compute_gradient(x) + weight_decay * x")
    assert run(inside, steep) == pytest.approx(run(code, steep), abs=1e-6)  # decay divided away


def test_e25_filters() -> None:
    counted = 34_848  # weights of the first layer, S3 L468
    assert Convolution(11, 3, 96, 55).weights == counted
    assert Convolution(11, 3, 64, 55).weights != counted
    assert 48 + 48 == 96  # kernels of the two GPUs, S3 L447–448


def test_e59_downsampling() -> None:
    for n, printed, right in ((224, 112.5, 112), (32, 16.5, 16)):
        assert (n - 3 + 2) / 2 + 1 == printed
        image = np.pad(np.zeros((n, n)), 1)
        assert correlate2d(image, np.ones((3, 3)), "valid")[::2, ::2].shape == (right, right)


def test_e60_flip() -> None:
    rng = np.random.default_rng(60)
    f, g = rng.normal(size=(5, 5)), rng.normal(size=(3, 3))
    products = sum(g[i, j] * f[i : i + 3, j : j + 3] for i in range(3) for j in range(3))
    assert correlate2d(f, g, "valid") == pytest.approx(products)
    assert convolve2d(f, g, "valid") == pytest.approx(correlate2d(f, g[::-1, ::-1], "valid"))
    assert convolve2d(f, g, "valid") != pytest.approx(products, rel=0.1)
    x, y, total = 3, 2, 0.0  # one entry of the printed double sum
    for n1 in range(5):
        for n2 in range(5):
            if 0 <= x - n1 < 3 and 0 <= y - n2 < 3:
                total += f[n1, n2] * g[x - n1, y - n2]
    assert convolve2d(f, g)[x, y] == pytest.approx(total)


def test_e74_state_of_the_art() -> None:
    printed, published, images = 0.90, 0.995, 10_000
    chance = math.sqrt(printed * (1 - printed) / images)
    assert (published - printed) / chance > 30
    assert [round(images * (1 - a)) for a in (printed, published)] == [1000, 50]
    assert published > 0.94  # and better than the human performance that the demo names


def test_e78_direction() -> None:
    def f(w: np.ndarray) -> float:
        return float(w[0] ** 2 + 3 * w[1])

    at, direction = np.array([2.0, 1.0]), np.array([3.0, 4.0])
    gradient = np.array([4.0, 3.0])
    unit = direction / np.linalg.norm(direction)
    measured = (f(at + 1e-6 * unit) - f(at - 1e-6 * unit)) / 2e-6
    assert measured == pytest.approx(unit @ gradient)
    assert measured != pytest.approx(direction @ gradient)
    assert Fraction(24, 5) == pytest.approx(measured)
