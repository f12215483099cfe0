"""A worker of the grader gives up what it does not need: the gradebook, answers, the network.

Workers carry bytes that students wrote. Nothing they could be made to do reaches the grades.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence

from autograder.sandbox.libraries import SYSTEM_FOLDERS, library_folders

LANDLOCK = "landlock"

_SYSTEM = ("/usr", "/etc", "/proc", "/dev", "/sys", "/run", *SYSTEM_FOLDERS)


def seclude(sandbox: str, private: Sequence[str], readable: Sequence[str] = ()) -> bool:
    """Keep files, and where it can be had the network, from this process and all it will start.

    Args:
        sandbox: the tier that rooms of this process will have; what contains it must not keep it
            from making them.
        private: files and folders to keep from it.
        readable: data files that it needs.

    Returns:
        Whether the machine allowed it; where it does not, students' processes are contained all
        the same, and `autograder doctor` says so.
    """
    if not sys.platform.startswith("linux"):
        return False
    from autograder.sandbox import confinement, landlock, namespaces

    try:
        if sandbox == LANDLOCK:
            files = [path for path in readable if os.path.isabs(path)]
            rules = landlock.ruleset(
                [*library_folders(), *files], [tempfile.gettempdir(), *_SYSTEM]
            )
            confinement.no_new_privileges()
            landlock.restrict(rules)
        else:
            namespaces.hide(private)
    except OSError:
        return False
    return True
