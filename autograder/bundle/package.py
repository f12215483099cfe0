"""The package that students get: the files that checking needs, unchanged, as a wheel.

The rest of the toolkit stays at home: it works on Linux only, and needs nbgrader. Which files are
needed is read off their imports, so a bundle never lacks one that was added.
"""

from __future__ import annotations

import ast
import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import autograder
from autograder.bundle.archive import zipped
from autograder.bundle.texts import toolkit_text

#: What students call: in their notebooks, and as a command.
CALLED = (
    "autograder.__main__",
    "autograder.checks",
    "autograder.cli",
    "autograder.cli.check",
    "autograder.datasets",
)

#: What these files import, beside what a course brings; the versions are the oldest that will do.
NEEDS = (
    "click>=8.1",
    "ipykernel>=6.17",
    "nbclient>=0.8",
    "nbformat>=5.7",
    "numpy>=1.26",
    "rich>=13",
    "scikit-learn>=1.3",
)

_SOURCE = Path(autograder.__file__).parent
_NAME = f"convnet_autograder-{autograder.__version__}"

WHEEL = f"{_NAME}-py3-none-any.whl"

_METADATA = f"""\
Metadata-Version: 2.1
Name: convnet-autograder
Version: {autograder.__version__}
Summary: Checks for students of a course with graded Keras notebooks
License: BSD-3-Clause
Requires-Python: >=3.11
"""
_FORM = """\
Wheel-Version: 1.0
Generator: convnet-autograder
Root-Is-Purelib: true
Tag: py3-none-any
"""
_COMMAND = """\
[console_scripts]
autograder = autograder.cli:main
"""


def modules() -> dict[str, Path]:
    """The toolkit's modules that students need, by name, with their files."""
    found: dict[str, Path] = {}
    waiting = list(CALLED)
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if name in found or path is None:
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *_imported(path)]
    return dict(sorted(found.items()))


def package_files() -> dict[str, bytes]:
    """The files of these modules, by their path in a wheel."""
    paths = modules().values()
    return {f"autograder/{p.relative_to(_SOURCE).as_posix()}": p.read_bytes() for p in paths}


def wheel() -> bytes:
    """The package as a wheel, which pip installs without a network and Python imports as it is.

    Its form is that of https://packaging.python.org/specifications/binary-distribution-format.

    Raises:
        CourseError: if the toolkit's licence is not where it was installed.
    """
    about = f"{_NAME}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\n" for need in NEEDS)
    files = {
        **package_files(),
        f"{about}/METADATA": (_METADATA + needs).encode(),
        f"{about}/WHEEL": _FORM.encode(),
        f"{about}/entry_points.txt": _COMMAND.encode(),
        f"{about}/licenses/LICENSE": toolkit_text("LICENSE").encode(),
    }
    record = [f"{name},{_digest(data)},{len(data)}\n" for name, data in sorted(files.items())]
    record.append(f"{about}/RECORD,,\n")
    return zipped({**files, f"{about}/RECORD": "".join(record).encode()})


def _file(name: str) -> Path | None:
    """The file of one of the toolkit's modules; None for any other name."""
    top, _, rest = name.partition(".")
    if top != "autograder":
        return None
    place = _SOURCE.joinpath(*rest.split(".")) if rest else _SOURCE
    files = (place / "__init__.py", place.with_suffix(".py"))
    return next((path for path in files if path.is_file()), None)


def _imported(path: Path) -> Iterator[str]:
    """What a file imports anywhere in it; of `from a import b`, both `a` and `a.b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return "sha256=" + digest.decode().rstrip("=")
