"""What no student may see, and where it turns up: solutions, hidden tests, mark schemes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())

#: The words around such a region.
MARKS = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")

_REGION = re.compile(
    r"(?:### BEGIN SOLUTION|### BEGIN HIDDEN TESTS|=== BEGIN MARK SCHEME ===)\n(.*?)"
    r"(?:### END|=== END)",
    re.DOTALL,
)


def secret_regions(assignment: str) -> list[str]:
    """Every solution, hidden test and mark scheme of an assignment of this course."""
    source = next((ROOT / "solutions" / assignment).glob("*.ipynb"))
    cells = nbformat.read(source, as_version=4).cells
    found = [region.strip() for cell in cells for region in _REGION.findall(cell.source)]
    assert found
    return found


def leaks(secret: list[str], text: str) -> list[str]:
    """The regions that stand in a text; those of a few characters may stand anywhere."""
    return [region for region in secret if len(region) > 30 and region in text]


def notebook_text(notebook: str) -> str:
    """Every text in a notebook's JSON, wherever it stands: sources, outputs, metadata."""
    return "\n".join(_texts(json.loads(notebook)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list) and all(isinstance(item, str) for item in node):
        yield "".join(node)
    elif isinstance(node, (list, dict)):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _texts(item)
