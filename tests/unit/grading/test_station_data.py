"""MNIST on a worker: found or received, and believed only when its arrays are MNIST's."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from autograder import datasets
from autograder.grading.station_data import StationData


def test_what_is_not_mnist_is_neither_found_nor_received(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.npz"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x_train.npy", b"nothing")
    monkeypatch.setenv("AUTOGRADER_MNIST", str(other))
    data = StationData(tmp_path / "station")
    assert not data.find()
    with pytest.raises(datasets.DatasetError, match="expected"):
        data.receive(other.read_bytes())
    assert not data.ready


def test_the_stand_in_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_MNIST", "digits")
    assert datasets.nearest_mnist() is None
    assert not StationData(tmp_path / "station").find()


@pytest.mark.mnist
def test_the_students_file_has_no_test_images(tmp_path: Path) -> None:
    mnist = os.environ.get("AUTOGRADER_MNIST", "")
    if mnist in ("", "digits"):
        pytest.skip("needs the real MNIST: set AUTOGRADER_MNIST to the path of mnist.npz")
    data = StationData(tmp_path / "station")
    data.receive(Path(mnist).read_bytes())
    assert data.ready
    assert zipfile.ZipFile(data.student).namelist() == ["x_train.npy", "y_train.npy"]
    copy = StationData(tmp_path / "other")
    with pytest.raises(datasets.DatasetError, match="received a training copy"):
        copy.receive(data.student.read_bytes())
