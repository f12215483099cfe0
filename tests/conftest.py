"""What all tests share: no test talks to the network or reads this machine's own settings."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("AUTOGRADER_OFFLINE", "1")
os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")


@pytest.fixture(autouse=True, scope="session")
def _no_personal_settings(tmp_path_factory: pytest.TempPathFactory):
    """nbgrader reads the user's own configuration: give it an empty folder."""
    folder = tmp_path_factory.mktemp("jupyter-settings")
    patch = pytest.MonkeyPatch()
    patch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    yield
    patch.undo()
