"""A student's machine: an unpacked bundle with an environment of its own, offline, not Unix."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

UNIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios")

# Imported by every Python that starts in the environment.
_ELSEWHERE = f"""
import builtins
import socket

python_import, lookup = builtins.__import__, socket.getaddrinfo


def import_(name, globals=None, locals=None, fromlist=(), level=0):
    asking = (globals or {{}}).get("__name__") or ""
    if name in {UNIX_ONLY!r} and asking.partition(".")[0] == "autograder":
        raise ImportError(f"{{asking}} imports {{name}}, which only Unix has")
    return python_import(name, globals, locals, fromlist, level)


def getaddrinfo(host, *args, **kwargs):
    if host not in (None, "localhost", "127.0.0.1", "::1"):
        raise socket.gaierror(socket.EAI_AGAIN, "there is no network here")
    return lookup(host, *args, **kwargs)


builtins.__import__, socket.getaddrinfo = import_, getaddrinfo
"""


@dataclass(frozen=True)
class Laptop:
    """An unpacked bundle, `folder`, with its own environment in `.venv`."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    def run(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run Python there, with next to nothing of this process's environment."""
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [str(argument) for argument in (self.python, *arguments)],
            cwd=self.folder,
            env={
                "PATH": f"{self.python.parent}{os.pathsep}{os.defpath}",
                "HOME": str(home),
                "COLUMNS": "100",
                "PYTHONIOENCODING": "utf-8",
                "TF_CPP_MIN_LOG_LEVEL": "3",
                **variables,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


def unpack(bundle: Path, place: Path) -> Path:
    """Unpack a bundle; returns the one folder that it makes."""
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


def set_up(bundle: Path, place: Path) -> Laptop:
    """Do what the README says, except that libraries of this environment are borrowed."""
    laptop = Laptop(unpack(bundle, place))
    venv.create(laptop.folder / ".venv", with_pip=False)
    packages = next((laptop.folder / ".venv").glob("lib/python*/site-packages"))
    borrowed = [path for path in sys.path if path.endswith("-packages")]
    (packages / "borrowed.pth").write_text("\n".join([*borrowed, "import elsewhere"]) + "\n")
    (packages / "elsewhere.py").write_text(_ELSEWHERE)
    (wheel,) = laptop.folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(laptop.python), "install", "--quiet"]
    offline = ["--no-index", "--no-deps", "--force-reinstall", str(wheel)]
    subprocess.run([*pip, *offline], check=True, capture_output=True)
    return laptop
