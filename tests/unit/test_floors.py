"""The tree is a house: each floor imports only from floors below it, or from its own room."""

from __future__ import annotations

import ast
from pathlib import Path

import autograder

ROOT = Path(autograder.__file__).parent
FLOORS = {
    "cli": 5,
    "release": 4,
    "adoption": 4,
    "audit": 4,
    "bundle": 4,
    "collection": 4,
    "reports": 4,
    "feedback": 4,
    "grading": 3,
    "notebooks": 2,
    "kernels": 2,
    "sandbox": 1,
    "border": 1,
    "checks": 1,
    "datasets": 1,
    "course": 1,
}


def _room(module: str) -> str:
    return (module.split(".") + [""])[1]


def _imported(path: Path) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "autograder":
            modules |= {f"autograder.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return {m for m in modules if m.startswith("autograder.")}


def test_every_room_has_a_floor() -> None:
    rooms = {p.stem if p.suffix else p.name for p in ROOT.iterdir() if p.name[0] not in "_."}
    assert rooms == set(FLOORS)


def test_nothing_is_imported_from_above_or_from_next_door() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        room = parts[0]
        if room in ("__init__", "__main__"):  # the ground, and the door
            continue
        for module in _imported(path):
            other = _room(module)
            if other != room and FLOORS.get(other, 0) >= FLOORS[room]:
                wrong.append(f"{'/'.join(parts)} imports {module}")
    assert wrong == []
