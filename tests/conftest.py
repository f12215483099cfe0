"""What all tests share: no network, none of this machine's settings, and workers side by side."""

from __future__ import annotations

import os
from typing import Any

import pytest

os.environ.setdefault("AUTOGRADER_OFFLINE", "1")
os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")

#: With `-n auto`: what the kernels of one worker's tests may take is some GB of memory.
MOST_WORKERS = 4


@pytest.fixture(autouse=True, scope="session")
def _no_personal_settings(tmp_path_factory: pytest.TempPathFactory):
    """nbgrader reads the user's own configuration: give it an empty folder."""
    folder = tmp_path_factory.mktemp("jupyter-settings")
    patch = pytest.MonkeyPatch()
    patch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    yield
    patch.undo()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: a worker for each processor, up to a few."""
    from autograder.grading.executors import default_jobs

    return min(default_jobs(), MOST_WORKERS)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from side_by_side import WholeFiles

    return WholeFiles(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """A worker keeps to its own processors: limits of time must not feel its neighbours' load."""
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        from autograder.grading.executors import take_share

        take_share(int(worker["workerid"].removeprefix("gw")), worker["workercount"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers take what is long first, so that they end at about the same time."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)
