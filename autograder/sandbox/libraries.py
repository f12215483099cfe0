"""What a process in a room may read of this machine: Python, its libraries, the system's."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path

import autograder

#: Of /etc only what libraries look up: nothing there is a secret, the rest is nobody's business.
SYSTEM_FILES = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
)
#: Beside /usr; on most systems links into it.
SYSTEM_FOLDERS = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")


def library_folders() -> list[str]:
    """Folders of Python and of its packages outside /usr, each once."""
    found = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    found.append(os.path.dirname(os.path.realpath(sys.executable)))
    found += os.environ.get("LD_LIBRARY_PATH", "").split(":")
    if site.ENABLE_USER_SITE:
        found.append(site.getusersitepackages())
    found.append(str(Path(autograder.__file__).parent))  # the package only, not what is beside it
    real = {os.path.realpath(p) for p in found if p} | {os.path.abspath(p) for p in found if p}
    folders: list[str] = []
    for path in sorted(real):
        below = any(path == f or path.startswith(f.rstrip("/") + "/") for f in ("/usr", *folders))
        if path != "/" and os.path.isdir(path) and not below:
            folders.append(path)
    return folders
