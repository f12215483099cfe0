"""The end of a zygote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="zygotes are Linux'")


def test_its_folder_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed while it waits for a zygote's end leaves nothing lying about."""
    zygote = ZygoteProcess(1)
    home, wait, there = Path(zygote.home.name), zygote.process.wait, []

    def waiting(*arguments: Any) -> int:
        there.append(home.exists())
        return wait(*arguments)

    assert home.is_dir()
    monkeypatch.setattr(zygote.process, "wait", waiting)
    zygote.stop()
    assert there == [False]
    assert not home.exists()
