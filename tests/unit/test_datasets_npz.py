"""Files in MNIST's place that are broken, or meant to break something."""

import io
import os
import pickle
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from autograder.datasets import DatasetError, npz


def refusal(path: Path) -> str:
    """What is said of a file that is no MNIST: always one sentence that names it."""
    with pytest.raises(DatasetError) as caught:
        npz.read_mnist(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: expected ")
    assert ", received " in text
    assert text.endswith("for the stand-in.")
    assert text.isprintable()
    assert len(text) < 500 + len(str(path))
    return text


def with_member(path: Path, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(f"{name}.npy", content)
    return path


def npy(header: str, length: int | None = None) -> bytes:
    """An .npy file of version 2 whose header may say anything, also about its own length."""
    text = header.encode("latin-1")
    size = len(text) if length is None else length
    return b"\x93NUMPY\x02\x00" + struct.pack("<I", size) + text


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 40, b"\x93NUMPY"])
def test_what_is_no_zip(content, tmp_path):
    path = tmp_path / "mnist.npz"
    path.write_bytes(content)
    assert "received a damaged one" in refusal(path)


def test_a_zip_that_was_cut_off(tmp_path):
    path = with_member(tmp_path / "mnist.npz", "x_train", os.urandom(1000))
    path.write_bytes(path.read_bytes()[:-100])
    assert "received a damaged one" in refusal(path)


def test_a_zip_that_is_no_npz(tmp_path):
    path = tmp_path / "mnist.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday\n\x1b[31m.jpg", b"")
    assert "expected a member x_train.npy, received holiday" in refusal(path)


@pytest.mark.parametrize(
    ("array", "announced"),
    [
        (np.zeros((3, 28, 28)), "'<f8', 'fortran_order': False, 'shape': (3, 28, 28)"),
        (np.zeros((3, 28, 28), np.uint8), "'|u1', 'fortran_order': False, 'shape': (3, 28, 28)"),
        (np.zeros((0, 28, 28), np.uint8), "'shape': (0, 28, 28)"),
        (np.zeros((3, 28, 28), np.uint8, "F"), "'fortran_order': True"),
        (np.float32(3), "'<f4', 'fortran_order': False, 'shape': ()"),
    ],
    ids=["dtype", "shape", "empty", "order", "scalar"],
)
def test_another_shape_or_dtype(array, announced, tmp_path):
    np.savez(tmp_path / "mnist.npz", x_train=array)
    text = refusal(tmp_path / "mnist.npz")
    assert "expected x_train to be uint8 (60000, 28, 28)" in text
    assert announced in text


def test_pickles_are_never_loaded(tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array([Trap()], object), allow_pickle=True)
    assert "'|O'" in refusal(with_member(tmp_path / "a.npz", "x_train", stream.getvalue()))
    bare = with_member(tmp_path / "b.npz", "x_train", pickle.dumps(Trap()))
    assert "announced as no .npy array" in refusal(bare)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    "content",
    [
        npy("{'descr': '|u1', 'fortran_order': False, 'shape': (10000000000000, 28, 28)}\n"),
        npy("{'descr': '|u1', 'shape': (60000, 28, 28)}\n", length=0xFFFFFFFF),
        npy("(" * 100_000 + "\n"),
        npy("\x1b[2J\x07\x00"),
        b"\0" * 30_000_000,
        b"",
    ],
    ids=["giant shape", "giant header", "nested", "control characters", "zeros", "empty"],
)
def test_a_header_that_lies(content, tmp_path):
    refusal(with_member(tmp_path / "mnist.npz", "x_train", content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_numpy_does_not_use(method, tmp_path):
    path = with_member(tmp_path / "mnist.npz", "x_train", b"x" * 1000, method)
    assert "expected NumPy's compression" in refusal(path)


def test_an_encrypted_member(tmp_path):
    path = with_member(tmp_path / "mnist.npz", "x_train", b"x" * 1000)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "encrypted" in refusal(path)


def test_a_file_too_large_to_be_mnist(tmp_path):
    path = tmp_path / "mnist.npz"
    with path.open("wb") as stream:
        stream.truncate(npz._FILE_LIMIT + 1)
    assert "expected at most 67,108,864 bytes" in refusal(path)


def test_a_folder(tmp_path):
    assert "something that is no file" in refusal(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs named pipes")
    os.mkfifo(tmp_path / "mnist.npz")
    assert "something that is no file" in refusal(tmp_path / "mnist.npz")
