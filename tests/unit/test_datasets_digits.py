"""The stand-in for MNIST: the same on every machine, stratified, well enlarged."""

import hashlib

import numpy as np
import pytest
from scipy.ndimage import zoom
from sklearn.datasets import load_digits

from autograder.datasets import DatasetError, digits


def sha256(*arrays: np.ndarray) -> str:
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def parts() -> list[tuple[np.ndarray, np.ndarray]]:
    """Training, validation, test: images and labels of each."""
    data = digits.stand_in("a test asks for them")
    cut = len(data.x) - data.validation
    return [(data.x[:cut], data.y[:cut]), (data.x[cut:], data.y[cut:]), data.test]


def test_the_stand_in_is_always_the_same():
    assert [len(x) for x, _ in parts()] == [1197, 155, 445]
    assert [sha256(x, y)[:16] for x, y in parts()] == [
        "2d56f8bc41ded540",
        "a7ceb43030d90e01",
        "7183e3e5e192af22",
    ]


def test_the_stand_in_looks_like_mnist():
    for x, y in parts():
        assert x.shape == (len(y), 28, 28)
        assert x.dtype == y.dtype == np.uint8
        assert (x.min(), x.max()) == (0, 255)
        assert set(y) == set(range(10))


def test_the_parts_are_stratified():
    counts = [np.bincount(y) for _, y in parts()]
    whole = np.bincount(load_digits().target)
    np.testing.assert_array_equal(sum(counts), whole)
    np.testing.assert_allclose(counts[1], whole / 12, atol=1)
    np.testing.assert_allclose(counts[2], whole / 4, atol=1)


def test_the_parts_make_up_the_whole():
    bunch = load_digits()
    images = digits._enlarge(bunch.images.astype(np.uint8))
    whole = zip(images, bunch.target.astype(np.uint8), strict=True)
    ours = [pair for part in parts() for pair in zip(*part, strict=True)]
    assert sorted(sha256(*pair) for pair in ours) == sorted(sha256(*pair) for pair in whole)


def test_enlarging_agrees_with_scipy():
    small = load_digits().images[:50]
    oracle = zoom(small * 255 / 16, (1, 3.5, 3.5), order=1, mode="nearest", grid_mode=True)
    ours = digits._enlarge(small.astype(np.uint8))
    np.testing.assert_allclose(ours, oracle, atol=0.5 + 1e-9)


def test_other_digits_in_scikit_learn_are_an_error(monkeypatch):
    monkeypatch.setattr(digits, "_SHA256", "0" * 64)
    with pytest.raises(DatasetError, match="expected sha256 000000000000…, received"):
        digits.stand_in("a test asks for them")
