"""MNIST read from an .npz file that may be damaged or meant to do harm."""

import hashlib
import os
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np

from autograder.datasets.dataset import Dataset, DatasetError, brief

# Shape and sha256 of the bytes of each array; all are uint8.
_ARRAYS = {
    "x_train": (
        (60000, 28, 28),
        "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    ),
    "y_train": (
        (60000,),
        "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    ),
    "x_test": (
        (10000, 28, 28),
        "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    ),
    "y_test": (
        (10000,),
        "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    ),
}
_VALIDATION = 5000  # the last of the training images
_FILE_LIMIT = 64 << 20  # bytes; MNIST without any compression is 53 MiB
_HEADER_LIMIT = 4096  # bytes of an .npy file before its data; NumPy writes 128
_DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,  # zipfile's word for encrypted and for unknown kinds of zip
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def read_mnist(path: Path) -> Dataset:
    """Read MNIST, or a training copy of it, from an .npz file; raises DatasetError."""
    if not os.path.isfile(path):
        received = "something that is no file" if os.path.exists(path) else "nothing at that path"
        raise DatasetError(
            f"{path}: expected the file mnist.npz, received {received}; let "
            "AUTOGRADER_MNIST name a file that exists, or set it to digits for the stand-in."
        )
    try:
        if (size := os.path.getsize(path)) > _FILE_LIMIT:
            raise _not_mnist(path, f"at most {_FILE_LIMIT:,} bytes", f"{size:,}")
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            pairs = [("x_train", "y_train"), ("x_test", "y_test")]
            if "x_test.npy" not in names and "y_test.npy" not in names:
                pairs.pop()  # a training copy
            arrays = [tuple(_member(archive, path, name) for name in pair) for pair in pairs]
    except _DAMAGE as error:
        raise _not_mnist(
            path, "an .npz file", brief(f"a damaged one ({type(error).__name__}: {error})")
        ) from error
    x, y = arrays[0]
    test = arrays[1] if len(arrays) == 2 else None
    return Dataset("mnist", x, y, _VALIDATION, test, str(path))


def _member(archive: zipfile.ZipFile, path: Path, name: str) -> np.ndarray:
    """One array of the file, uint8 and read-only; raises DatasetError.

    Which bytes make up the array is known beforehand, so nothing the file says of itself (its
    sizes, its .npy headers, its pickles) is believed or run, and a reader's memory is bounded.
    """
    shape, digest = _ARRAYS[name]
    try:
        info = archive.getinfo(f"{name}.npy")
    except KeyError:
        names = ", ".join(archive.namelist()[:8]) or "no members"
        raise _not_mnist(path, f"a member {name}.npy", brief(names)) from None
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # Other methods unpack without a limit, and NumPy uses none of them.
        raise _not_mnist(path, "NumPy's compression", f"method {info.compress_type}")
    count = int(np.prod(shape))
    with archive.open(info) as stream:
        raw = stream.read(count + _HEADER_LIMIT)
    start = max(len(raw) - count, 0)
    found = hashlib.sha256(memoryview(raw)[start:]).hexdigest()
    if found != digest:
        header = "no .npy array"
        if raw.startswith(b"\x93NUMPY"):
            header = raw[10:200].partition(b"\n")[0].decode("latin-1").strip()
        raise _not_mnist(
            path,
            f"{name} to be uint8 {shape} with sha256 {digest[:12]}…",
            f"other contents, sha256 {found[:12]}…, announced as {brief(header)}",
        )
    return np.frombuffer(raw, np.uint8, offset=start).reshape(shape)


def _not_mnist(path: Path, expected: str, received: str) -> DatasetError:
    todo = (
        "replace it by a fresh one, or remove it and set AUTOGRADER_MNIST=digits for the stand-in"
    )
    return DatasetError(f"{path}: expected {expected}, received {received}; {todo}.")
