"""What a course has to cover, `docs/inventory.toml`: items of its lectures, and their errata."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from autograder.course import CourseError

INVENTORY = Path("docs", "inventory.toml")
_ERRATUM_ID = re.compile(r"E[1-9]\d*")

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Lecture:
    """A lecture: its id, as S0, its title, and what it is about."""

    id: str
    title: str
    about: str


@dataclass(frozen=True)
class Item:
    """Something that a lecture teaches; its id is the lecture's with a number, as S0.1."""

    id: str
    lecture: str
    text: str


@dataclass(frozen=True)
class Erratum:
    """Something that a lecture has wrong.

    Attributes:
        id: E with a number, as E1.
        place: where it stands in the lecture; L is a line of the lecture's text.
        further: found after the assignments were planned; no exercise has to cover it.
    """

    id: str
    lecture: str
    place: str
    title: str
    says: str
    right: str
    why: str
    further: bool = False


@dataclass(frozen=True)
class Inventory:
    """All lectures, items and errata, in the order of the file."""

    lectures: tuple[Lecture, ...]
    items: tuple[Item, ...]
    errata: tuple[Erratum, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Ids that `covers` may name."""
        return frozenset(entry.id for entry in (*self.items, *self.errata))

    @property
    def owed(self) -> tuple[str, ...]:
        """Ids that some exercise or question has to cover."""
        errata = (erratum.id for erratum in self.errata if not erratum.further)
        return (*(item.id for item in self.items), *errata)


def read_inventory(path: Path) -> Inventory:
    """The inventory in the TOML file `path`.

    Raises:
        CourseError: if there is no such file or it is not of the format; the sentence says where.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CourseError(
            f"No inventory: expected {path}, received nothing; write one with the tables "
            "`lectures`, `items` and `errata`."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: expected TOML, received something else: {error}.") from None
    tables = {name: _table(given.get(name, {}), name, path) for name in given}
    unknown = sorted(set(tables) - {"lectures", "items", "errata"})
    if unknown:
        raise CourseError(
            f"{path}: expected the tables lectures, items and errata, received `{unknown[0]}`."
        )
    lectures = _entries(Lecture, tables.get("lectures", {}), path)
    errata = _entries(Erratum, tables.get("errata", {}), path)
    names = {lecture.id for lecture in lectures}
    items = []
    for key, text in tables.get("items", {}).items():
        lecture, dot, number = key.partition(".")
        if lecture not in names or not dot or not number.isdigit() or not isinstance(text, str):
            raise CourseError(
                f'{path}: expected items of the form "{min(names, default="S0")}.1" = "a text", of '
                f'a lecture in `lectures`, received "{key}" = {text!r}.'
            )
        items.append(Item(key, lecture, text))
    for erratum in errata:
        if erratum.lecture not in names or not _ERRATUM_ID.fullmatch(erratum.id):
            raise CourseError(
                f"{path}: expected an erratum E and a number of a lecture in `lectures`, received "
                f"{erratum.id} of {erratum.lecture!r}."
            )
    return Inventory(lectures, tuple(items), errata)


def _table(value: Any, name: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CourseError(f"{path}: expected `{name}` to be a table, received {value!r}.")
    return value


def _entries(kind: type[Entry], table: Mapping[str, Any], path: Path) -> tuple[Entry, ...]:
    """A `kind` for each entry of `table`, with its key as id."""
    known = [f for f in fields(kind) if f.name != "id"]  # type: ignore[arg-type]
    needed = {f.name for f in known if f.default is MISSING}
    made = []
    for key, given in table.items():
        given = _table(given, key, path)
        odd = {k for k, v in given.items() if type(v) is not (bool if k == "further" else str)}
        if not needed <= set(given) <= {f.name for f in known} or odd:
            raise CourseError(
                f"{path}: {key}: expected {', '.join(f.name for f in known)} (texts, but `further` "
                f"true or false), received {', '.join(given) or 'nothing'}."
            )
        made.append(kind(id=key, **given))
    return tuple(made)
