"""The sample class can be built: eight students hand in every assignment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def test_the_sample_class_is_built(tmp_path: Path) -> None:
    program = ROOT / "demo" / "sample_class.py"
    subprocess.run([sys.executable, str(program), str(tmp_path / "course")], check=True)
    assignments = {path.name for path in (ROOT / "solutions").iterdir() if path.is_dir()}
    students = sorted((tmp_path / "course" / "submitted").iterdir())
    assert len(students) == 8
    for student in students:
        assert {path.name for path in student.iterdir()} == assignments
        assert all(any(path.glob("*.ipynb")) for path in student.iterdir()), student
