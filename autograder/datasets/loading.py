"""The functions that notebooks and the grader call."""

import contextlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from autograder.datasets.dataset import Dataset, DatasetError, Pair, Source, brief
from autograder.datasets.digits import stand_in
from autograder.datasets.download import download_mnist
from autograder.datasets.npz import read_mnist

_BESIDE = Path(__file__).resolve().parents[2] / "data" / "mnist.npz"


def load_mnist() -> tuple[Pair, Pair]:
    """The images to train and to validate on, and their labels.

    Returns:
        `(x_train, y_train), (x_val, y_val)`: images uint8 of shape (n, 28, 28) in 0..255, labels
        uint8 of shape (n,) in 0..9. Of MNIST's 60,000 training images, n is the first 55,000 and
        the last 5,000; of the stand-in it is 1,197 and 155. They are copies: what a caller
        writes on them reaches nobody else.

    Raises:
        DatasetError: a file that was found is not MNIST, or there is nothing to load.

    Example:
        >>> (x_train, y_train), (x_val, y_val) = load_mnist()  # doctest: +SKIP
        >>> x_train.shape  # doctest: +SKIP
        (55000, 28, 28)
    """
    data = _announced()
    cut = len(data.x) - data.validation
    return (
        (data.x[:cut].copy(), data.y[:cut].copy()),
        (data.x[cut:].copy(), data.y[cut:].copy()),
    )


def load_mnist_test() -> Pair:
    """The images that grades are measured on: for the examiner, where AUTOGRADER_ROLE says so.

    Returns:
        `x_test, y_test`: images uint8 of shape (n, 28, 28) in 0..255, labels uint8 of shape (n,)
        in 0..9; n is 10,000, or 445 of the stand-in. They are copies.

    Raises:
        DatasetError: not in the examiner, or as for `load_mnist`, or the file is a training copy.
    """
    role = os.environ.get("AUTOGRADER_ROLE", "")
    if role != "examiner":
        raise DatasetError(
            "The test images are kept for grading: expected AUTOGRADER_ROLE to be 'examiner', "
            f"received {brief(role)!r}; measure your model on x_val, y_val of load_mnist()."
        )
    data = _announced()
    if data.test is None:
        raise DatasetError(
            f"{data.origin}: expected x_test and y_test, received a training copy without them; "
            "let AUTOGRADER_MNIST name the whole mnist.npz for the examiner."
        )
    x, y = data.test
    return x.copy(), y.copy()


def mnist_source() -> Source:
    """Which data is in use: "mnist", or "digits" for the stand-in. Prints nothing.

    Raises:
        DatasetError: as for `load_mnist`.
    """
    return _data().source


def mnist_path() -> Path | None:
    """The file that MNIST is read from; None where the stand-in is in use. Prints nothing.

    Raises:
        DatasetError: as for `load_mnist`.
    """
    data = _data()
    return Path(data.origin) if data.source == "mnist" else None


def notice() -> str:
    """One line to repeat wherever a result on the stand-in is shown; "" where MNIST is in use.

    Raises:
        DatasetError: as for `load_mnist`.
    """
    data = _data()
    if data.source == "mnist":
        return ""
    return (
        "NOTICE: this is not MNIST. 1,797 small handwritten digits from scikit-learn stand in for "
        f"it, and accuracies differ from MNIST's ({data.origin})."
    )


def write_training_copy(
    destination: str | os.PathLike[str], source: str | os.PathLike[str] | None = None
) -> Path:
    """Write MNIST without its test images: x_train (60000, 28, 28) and y_train (60000,), uint8.

    The file appears whole or not at all, is readable by everybody (sandboxes run as other users)
    and is not compressed, as it is read far more often than written. `load_mnist` takes it
    through AUTOGRADER_MNIST.

    Args:
        source: the mnist.npz to copy, which this process then does not keep in memory; by default
            the one that is in use.

    Raises:
        DatasetError: MNIST is not in use, `destination` is the file MNIST was read from or cannot
            be written, or as for `load_mnist`.
    """
    data = _data() if source is None else read_mnist(Path(source))
    destination = Path(destination)
    if data.source != "mnist":
        raise DatasetError(
            "There is no MNIST to copy: expected a mnist.npz, received the stand-in; set "
            "AUTOGRADER_MNIST=digits where the copy was to be used."
        )
    if source is not None and data.test is None:
        raise DatasetError(
            f"{source}: expected x_test and y_test, received a training copy without them; name "
            "the whole mnist.npz."
        )
    part = None
    try:
        if destination.exists() and os.path.samefile(destination, data.origin):
            raise DatasetError(
                f"{destination}: expected a file of its own for the training copy, received the "
                "file that MNIST was read from; name another one."
            )
        handle, part = tempfile.mkstemp(dir=destination.parent, prefix=".mnist-")
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, x_train=data.x, y_train=data.y)
        os.chmod(part, 0o644)
        os.replace(part, destination)
        part = None
    except OSError as error:
        raise DatasetError(
            f"{destination}: expected a place to write 47 MB to, received {brief(str(error))}; "
            "name a file in a folder that exists and has room."
        ) from error
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                os.unlink(part)
    return destination


def _data() -> Dataset:
    return _find(os.environ.get("AUTOGRADER_MNIST", ""))


def nearest_mnist() -> Path | None:
    """The mnist.npz that lies on this machine, by its place; whether it is MNIST is not looked at.

    Nothing is read, kept or downloaded.
    """
    wanted = os.environ.get("AUTOGRADER_MNIST", "")
    if wanted:
        path = Path(os.path.expanduser(wanted))
        return path if wanted != "digits" and path.is_file() else None
    return next((path for path in (_BESIDE, _cached()) if path.is_file()), None)


_told_in: int | None = None  # a process's id, as a forked child has a reader of its own


def _announced() -> Dataset:
    """The data; the stand-in is announced once a process, on stdout (stderr may cost points)."""
    global _told_in
    data = _data()
    if data.source == "digits" and _told_in != os.getpid():
        _told_in = os.getpid()
        print(notice(), flush=True)
    return data


@lru_cache(maxsize=1)
def _find(wanted: str) -> Dataset:
    """Go through the places in order; `wanted` is the value of AUTOGRADER_MNIST."""
    if wanted == "digits":
        return stand_in("AUTOGRADER_MNIST=digits asks for them")
    if wanted:
        return read_mnist(Path(os.path.expanduser(wanted)))
    cached = _cached()
    for path in (_BESIDE, cached):
        if os.path.exists(path):
            return read_mnist(path)
    missing = "no mnist.npz in data/ or Keras' cache"
    if os.environ.get("AUTOGRADER_OFFLINE") == "1":
        return stand_in(f"{missing}, and AUTOGRADER_OFFLINE=1 forbids the download")
    return download_mnist(cached) or stand_in(f"{missing}, and Keras could not download it")


def _cached() -> Path:
    keras_home = os.environ.get("KERAS_HOME") or os.path.join("~", ".keras")
    return Path(os.path.expanduser(keras_home)) / "datasets" / "mnist.npz"
