"""MNIST fetched from the network by Keras."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.datasets.dataset import Dataset, DatasetError
from autograder.datasets.npz import read_mnist

_SECONDS = 120  # for 11 MB, and for Python to import Keras
_SCRIPT = """
import socket
socket.setdefaulttimeout(10)  # seconds without an answer: give up, rather than wait for ever
from keras.datasets import mnist
mnist.load_data()
"""


def download_mnist(cached: Path) -> Dataset | None:
    """Let Keras fetch MNIST into its cache; None when that fails for whatever reason.

    A process of its own can be stopped, keeps TensorFlow out of this one and its chatter off
    stderr. The file moves into the cache when it is whole and right, never before.
    """
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cached.parent, prefix=".mnist-") as folder:
            subprocess.run(
                [sys.executable, "-P", "-c", _SCRIPT],
                env=os.environ | {"KERAS_HOME": folder},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
            fetched = Path(folder) / "datasets" / "mnist.npz"
            read_mnist(fetched)
            os.replace(fetched, cached)
        return read_mnist(cached)
    except (OSError, subprocess.SubprocessError, DatasetError):
        return None
