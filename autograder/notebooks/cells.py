"""The cells of a notebook, with nbgrader's metadata and the toolkit's own, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Role = Literal["test", "solution", "answer", "task", "locked", "plain"]
SECONDS_A_CELL = 30.0
SECONDS_IN_ALL = 600.0
MEMORY = 3072


@dataclass(frozen=True)
class CellOptions:
    """What an author may say about a cell, under ``autograder`` in its metadata.

    Attributes:
        exercise: the exercise that the cell belongs to; other exercises depend on this name.
        covers: ids of the course's inventory that the cell's exercise teaches or tests.
        depends_on: exercises whose mistakes may cost points here too.
        partial: credit in steps, points times passed over all, instead of all or nothing.
        seconds: the cell's time limit; None takes the default of 30 s.
    """

    exercise: str = ""
    covers: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    partial: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class NotebookOptions:
    """What an author may say about a notebook, under ``autograder`` in its metadata.

    Attributes:
        format: 1 for a notebook written for this toolkit; 0 for any other nbgrader notebook.
        title: the title that students see.
        seconds: the time limit of all cells together.
        threads: threads that numerical libraries may use while it is graded.
        memory: MB (2^20 bytes) of memory that its processes may use together.
        gpus: GPUs that a worker of a cluster must have to be given the notebook.
    """

    format: int = 0
    title: str = ""
    seconds: float = SECONDS_IN_ALL
    threads: int = 1
    memory: int = MEMORY
    gpus: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell of the recorded notebook: solutions cleared, hidden tests still in place.

    Attributes:
        id: the notebook format's cell id ("" before nbformat 4.5).
        grade_id: nbgrader's id, "" for a cell that nbgrader does not know.
        reference: names that the reference solution binds here at the top level; empty elsewhere.
        nbgrader: the metadata that nbgrader wrote, checksum included.
    """

    id: str
    grade_id: str
    role: Role
    cell_type: str
    source: str
    points: float = 0.0
    options: CellOptions = CellOptions()
    reference: frozenset[str] = frozenset()
    nbgrader: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_code(self) -> bool:
        return self.cell_type == "code"

    @property
    def is_graded_by_hand(self) -> bool:
        return self.role in ("answer", "task") or (self.role == "test" and not self.is_code)

    @property
    def seconds(self) -> float:
        return self.options.seconds or SECONDS_A_CELL


def role_of(metadata: Mapping[str, Any]) -> Role:
    """The role that nbgrader's metadata gives a cell."""
    nbgrader = metadata.get("nbgrader") or {}
    if nbgrader.get("task"):
        return "task"
    if nbgrader.get("grade"):
        return "answer" if nbgrader.get("solution") else "test"
    if nbgrader.get("solution"):
        return "solution"
    return "locked" if nbgrader.get("locked") else "plain"


def cell_options(metadata: Mapping[str, Any]) -> CellOptions:
    """The author's options of a cell.

    Raises:
        ValueError: one sentence on an unknown key or a value of the wrong kind.
    """
    given = _known(metadata.get("autograder") or {}, CellOptions)
    for key in ("covers", "depends_on"):
        if key in given:
            if not isinstance(given[key], list) or not all(isinstance(v, str) for v in given[key]):
                raise ValueError(f"`{key}`: expected a list of strings, received {given[key]!r}")
            given[key] = tuple(given[key])
    _expect(given, "exercise", str, "a string")
    _expect(given, "partial", bool, "true or false")
    _expect_seconds(given)
    return CellOptions(**given)


def notebook_options(metadata: Mapping[str, Any]) -> NotebookOptions:
    """The author's options of a notebook.

    Raises:
        ValueError: one sentence on an unknown key or a value of the wrong kind.
    """
    given = _known(metadata.get("autograder") or {}, NotebookOptions)
    _expect(given, "title", str, "a string")
    for key, least in (("threads", 1), ("memory", 256), ("gpus", 0)):
        _expect(given, key, int, "a whole number")
        if given.get(key, least) < least:
            raise ValueError(f"`{key}`: expected at least {least}, received {given[key]}")
    if given.get("format", 0) not in (0, 1):
        raise ValueError(
            f"`format`: expected 1, received {given['format']!r}; this notebook needs a newer "
            "version of the toolkit"
        )
    _expect_seconds(given)
    return NotebookOptions(**given)


def options_as_metadata(options: CellOptions) -> dict[str, Any]:
    """The options that differ from the defaults, as JSON takes them."""
    default = asdict(CellOptions())
    return {key: value for key, value in asdict(options).items() if value != default[key]}


def _known(given: Any, options: type) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ValueError(f"`autograder` metadata: expected an object, received {given!r}")
    names = [f.name for f in fields(options)]
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise ValueError(
            f"`autograder` metadata: expected keys among {', '.join(names)}, "
            f"received `{unknown[0]}`"
        )
    return dict(given)


def _expect(given: Mapping[str, Any], key: str, kind: type, words: str) -> None:
    if key in given and type(given[key]) is not kind:
        raise ValueError(f"`{key}`: expected {words}, received {given[key]!r}")


def _expect_seconds(given: Mapping[str, Any]) -> None:
    if "seconds" not in given:
        return
    seconds = given["seconds"]
    if type(seconds) not in (int, float) or not 0 < seconds <= 86_400:
        raise ValueError(
            f"`seconds`: expected a number above 0 and up to 86400, received {seconds!r}"
        )
