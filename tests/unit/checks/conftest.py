"""Helpers of the tests of the checks."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.checks import CheckFailure


@pytest.fixture
def failure() -> Callable[..., CheckFailure]:
    """Run a check that must fail, and return its failure."""

    def run(check: Callable[..., Any], *args: Any, **kwargs: Any) -> CheckFailure:
        with pytest.raises(CheckFailure) as caught:
            check(*args, **kwargs)
        return caught.value

    return run


class Hostile:
    """An object that raises, or lies, wherever it is looked at."""

    def __repr__(self):
        raise RuntimeError("no repr")

    __str__ = __repr__

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__

    def __bool__(self):
        raise RuntimeError("no bool")

    def __len__(self):
        raise RuntimeError("no length")

    def __iter__(self):
        raise RuntimeError("no items")

    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array")

    def __getattr__(self, name):
        raise RuntimeError(f"no {name}")

    @property
    def __class__(self):
        raise RuntimeError("no class")


@pytest.fixture
def hostile() -> Any:
    return Hostile()
