"""What a machine must have in common with the one that saves the scores: versions, mostly."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

import autograder
from autograder.grading.job import ENGINE, libraries
from autograder.sandbox.limits import backend

_NONE = "none"
#: Builds of one library that give the same results.
_SAME = {"tensorflow-cpu": "tensorflow"}


def facts() -> dict[str, str]:
    """The versions here, by what a person calls the thing: what results depend on, and Dask.

    Of Python the minor version counts. nbgrader is no part of it: only the machine that saves the
    scores needs it.
    """
    known = {
        "autograder": autograder.__version__,
        "the grading engine": ENGINE,
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "the backend of Keras": backend(),
        "distributed": version("distributed"),
    }
    return known | {_SAME.get(name, name): number for name, number in libraries().items()}


def difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """What another machine has otherwise than this one, in words; "" if nothing."""
    found = [
        f"{name}: expected {ours.get(name, _NONE)}, received {theirs.get(name, _NONE)}"
        for name in sorted({*ours, *theirs})
        if ours.get(name) != theirs.get(name)
    ]
    return "; ".join(found)
