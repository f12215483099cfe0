"""Python and this checkout where another user can reach them, in a mount namespace of their own."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import autograder

#: An ordinary user without a name.
USER = 54321


def command(argv: list[str], uid: int = 0) -> list[str]:
    """A command that runs `argv` as a user, root by default; it needs root itself.

    Folders on the way to Python, its packages and this checkout that others may not enter, such as
    /root, are covered by empty ones in which only that way is left.
    """
    needed = {Path(sys.prefix), Path(sys.base_prefix), Path(autograder.__file__).parents[1]}
    closed: dict[Path, set[Path]] = {}
    for path in needed:
        for parent in reversed(path.resolve().parents):
            if not os.stat(parent).st_mode & 0o001:
                closed.setdefault(parent, set()).add(path.resolve())
                break
    script = []
    for number, (folder, paths) in enumerate(closed.items()):
        stage = f"/mnt/stage-{number}"
        script.append(f"mount -t tmpfs none /mnt && mkdir -p {stage}")
        for path in paths:
            place = shlex.quote(f"{stage}/{path.relative_to(folder)}")
            script.append(f"mkdir -p {place} && mount --bind {shlex.quote(str(path))} {place}")
        script.append(f"mount --rbind {stage} {shlex.quote(str(folder))}")
    user = f"setpriv --reuid={uid} --regid={uid} --clear-groups --inh-caps=-all " if uid else ""
    script.append(f'exec {user}"$@"')
    return ["unshare", "-m", "sh", "-c", " && ".join(script), "sh", *argv]
