"""Names in an archive: which may become a file, which are ignored, and what a student's id is.

A name is only ever taken apart as text. What is left of it has no `..`, no root, no drive, no
character that cannot be seen, and at most DEPTH parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from autograder.course import STUDENT_ID

DEPTH = 12
PART_BYTES = 200
ID_CHARACTERS = 100
_DRIVE = re.compile(r"[A-Za-z]:")
_UNSAFE_IN_ID = re.compile(r"[^\w.@\-]")
_LITTER = {"__macosx", "__pycache__", "thumbs.db", "desktop.ini"}
_JOINERS = "\u200c\u200d"  # Persian and many emoji are written with them


class Refused(Exception):
    """Something in an archive is not taken.

    Attributes:
        kind: a short stable name, such as ``traversal``.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def shown(name: str) -> str:
    """`name` as it may be printed: one line, nothing that moves a terminal's cursor."""
    clean = "".join(c if c.isprintable() and c != "`" else "?" for c in name)
    return clean if len(clean) <= 80 else f"{clean[:40]}…{clean[-39:]}"


def lenient_parts(name: str) -> tuple[str, ...]:
    """The parts of any name, to say whose it is; they are never used to write.

    A name that begins at a root or a drive is nobody's.
    """
    if name.startswith("/") or _DRIVE.match(name):
        return ()
    return tuple(part for part in name.split("/") if part)


def checked_parts(name: str) -> tuple[str, ...]:
    """The parts of a name that may be written below a folder, in Unicode's composed form.

    Raises:
        Refused: for a name that leads elsewhere, or that no honest file bears.
    """
    what = f"`{shown(name)}`"
    if name.startswith("/"):
        raise Refused("absolute_name", f"{what} is an absolute name; expected one below a folder")
    if any(map(_DRIVE.match, name.split("/"))):
        raise Refused("drive", f"{what} names a drive; expected a name below a folder")
    if "\\" in name:
        raise Refused("backslash", f"{what} has a backslash in it; expected `/` between folders")
    if any(map(_invisible, name)):
        raise Refused("control_character", f"{what} has characters in it that cannot be seen")
    parts = tuple(unicodedata.normalize("NFC", p) for p in name.split("/") if p not in ("", "."))
    if ".." in parts:
        raise Refused("traversal", f"{what} leads out of its folder with `..`")
    if len(parts) > DEPTH:
        raise Refused(
            "deep", f"{what} lies {len(parts)} folders deep; expected at most {DEPTH} of them"
        )
    if any(len(part.encode()) > PART_BYTES for part in parts):
        raise Refused("long_name", f"{what} is too long; expected at most {PART_BYTES} bytes")
    if not parts or any(":" in part or not part.strip(". ") for part in parts):
        raise Refused("odd_name", f"{what} is no name for a file")
    return parts


def is_litter(parts: Sequence[str]) -> bool:
    """Whether a file is what systems and editors leave behind, and nobody hands in.

    Everything hidden counts: grading leaves hidden names out too.
    """
    return any(
        (part.startswith(".") and part.strip(".")) or part.casefold() in _LITTER for part in parts
    )


def collision_key(parts: Sequence[str]) -> tuple[str, ...]:
    """Equal for names that would be one file on some disk: by case, by Unicode form, by a dot."""
    return tuple(
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", part).casefold()).rstrip(". ")
        for part in parts
    )


def student_id(text: str) -> str:
    """A student's id from what an archive calls them.

    Letters and digits of all languages, `_`, `.`, `@` and `-` stay; every other character becomes
    `_`, also a dot at either end and a `-` in front. Two texts may thus give one id: the caller
    refuses both.

    Raises:
        Refused: if nothing usable is left.
    """
    name = _UNSAFE_IN_ID.sub("_", unicodedata.normalize("NFC", text).strip())
    name = re.sub(r"^[.\-]|\.$", "_", name)
    if len(name) > ID_CHARACTERS or len(name.encode()) > PART_BYTES:
        raise Refused("student", f"`{shown(text)}` is too long for a student's id")
    if not STUDENT_ID.fullmatch(name) or not name.strip("_.-@"):
        raise Refused("student", f"`{shown(text)}` is no student's id")
    return name


def _invisible(character: str) -> bool:
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS
