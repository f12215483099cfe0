"""The texts of a bundle: the students' README and their requirements."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import autograder
from autograder.course import CourseError

#: The names that docs/students.md uses where a bundle has its own.
_ZIP, _FOLDER, _NOTEBOOK = "convnets.zip", "convnets", "06_convolution/06_convolution.ipynb"

_PLACES = (
    Path(autograder.__file__).resolve().parents[1],
    Path(sys.prefix) / "share" / "convnet-autograder",
)

_REQUIREMENTS = """\
# What the notebooks and `autograder check` need, on Python 3.11 to 3.13. README.md says how to
# install it. On Colab everything is there already: install nothing from this file there."""


def toolkit_text(name: str) -> str:
    """A text file of the toolkit's own: from a checkout, or from where pip has put it.

    Raises:
        CourseError: if it is in neither place.
    """
    for folder in _PLACES:
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    raise CourseError(
        f"The toolkit is not complete: expected {name} in {_PLACES[0]} or {_PLACES[1]}, received "
        "neither; install it again."
    )


def readme(name: str, folder: str, assignments: Mapping[str, Mapping[str, bytes]]) -> str:
    """The students' README: what is in this bundle, then docs/students.md with its names.

    Args:
        name: of the bundle's file.
        folder: the folder that it unpacks to.
        assignments: the files of every assignment, by their path in its folder.

    Raises:
        CourseError: if the toolkit lacks docs/students.md.
    """
    notebooks = [
        (f"{assignment}/{file}", _title(data))
        for assignment, files in assignments.items()
        for file, data in files.items()
        if file.endswith(".ipynb")
    ]
    listed = [f"- `assignments/{p}`{f': {title}' if title else ''}" for p, title in notebooks]
    paths = [path for path, _ in notebooks]
    example = _NOTEBOOK if _NOTEBOOK in paths or not paths else paths[0]
    _, _, text = toolkit_text("docs/students.md").partition("\n")
    own = {_ZIP: name, _NOTEBOOK: example, _FOLDER: folder}
    text = re.sub("|".join(map(re.escape, own)), lambda found: own[found.group()], text)
    return f"# {folder}: for students\n\nThe notebooks:\n\n" + "\n".join(listed) + f"\n{text}"


def requirements(needs: Iterable[str], course_lines: str) -> str:
    """The students' requirements: the course's own, then what the package needs and they lack."""
    named = {_name(line) for line in course_lines.splitlines()}
    more = "\n".join(need for need in needs if _name(need) not in named)
    return "\n".join(part for part in (_REQUIREMENTS, course_lines.strip(), more) if part) + "\n"


def _name(requirement: str) -> str:
    """The distribution that a line asks for; "" for a comment."""
    line = requirement.partition("#")[0].strip()
    end = next((i for i, c in enumerate(line) if not (c.isalnum() or c in "-_.")), len(line))
    return line[:end].lower().replace("_", "-").replace(".", "-")


def _title(notebook: bytes) -> str:
    """The title in a notebook's metadata, "" if its author gave none."""
    try:
        title = json.loads(notebook)["metadata"]["autograder"]["title"]
    except (ValueError, TypeError, KeyError):
        return ""
    return title if isinstance(title, str) else ""
