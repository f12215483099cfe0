"""A small course with three submissions, a way to grade it without kernels, and small disks."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from canned import Canned
from course_builder import build_course, source_notebook
from troubled_course import hand_in_all

from autograder.course import Course, open_course
from autograder.grading import workers


@pytest.fixture(scope="session")
def untroubled(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course before anything is graded; never changed itself."""
    notebook = source_notebook()
    next(c for c in notebook.cells if c.id == "double").metadata.autograder.seconds = 1
    course = build_course(tmp_path_factory.mktemp("untroubled") / "course", notebook)
    hand_in_all(course)
    return course


@pytest.fixture
def course(untroubled: Course, tmp_path: Path) -> Course:
    shutil.copytree(untroubled.root, tmp_path / "course")
    return open_course(tmp_path / "course")


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch) -> Canned:
    """Nothing is started; see `canned`."""
    executor = Canned()

    @contextmanager
    def local(*_: Any, **__: Any) -> Iterator[Executor]:
        yield executor

    monkeypatch.setattr(workers, "local_executor", local)
    monkeypatch.setattr(workers, "early_trunk", lambda *_: nullcontext(None))
    return executor


@pytest.fixture
def mount() -> Iterator[Callable[..., None]]:
    """Mounts a file system on a folder until the test ends; skips where that is not allowed."""
    mounted: list[Path] = []

    def mounting(folder: Path, *arguments: str) -> None:
        done = subprocess.run(
            ["mount", *arguments, str(folder)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"it takes the right to mount: {done.stderr.strip()}")
        mounted.append(folder)

    yield mounting
    for folder in reversed(mounted):
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


@pytest.fixture
def small_disk(mount: Callable[..., None], tmp_path: Path) -> Callable[[str, str], Path]:
    """Makes a folder that holds no more than a number of bytes, such as 1M."""

    def disk(name: str, size: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        mount(folder, "-t", "tmpfs", "-o", f"size={size}", "tmpfs")
        return folder

    return disk
