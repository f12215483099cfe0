"""The data that effects are measured on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from autograder.datasets import mnist_path


@pytest.fixture(params=[pytest.param("mnist", marks=pytest.mark.mnist), "digits"])
def data(request: pytest.FixtureRequest) -> Iterator[str]:
    """The value of AUTOGRADER_MNIST: the file, or "digits"; put back afterwards."""
    before = os.environ.get("AUTOGRADER_MNIST")
    if request.param == "digits":
        yield "digits"
    else:
        path = mnist_path()
        if path is None:
            pytest.skip("needs MNIST: put mnist.npz into data/, or let AUTOGRADER_MNIST name it")
        yield str(path)
    os.environ.pop("AUTOGRADER_MNIST", None)
    if before is not None:
        os.environ["AUTOGRADER_MNIST"] = before
