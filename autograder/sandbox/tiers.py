"""How strongly this machine can contain other people's code: the tiers, best first."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox import landlock
from autograder.sandbox.bubblewrap import BubblewrapRoom
from autograder.sandbox.landlock_room import LandlockRoom
from autograder.sandbox.libraries import library_folders
from autograder.sandbox.limits import Limits
from autograder.sandbox.plain_room import PlainRoom
from autograder.sandbox.room import Room, SandboxFailure

AUTO = "auto"
#: What stands on every page and table of results that were made without a sandbox.
NOT_SANDBOXED = "NOT SANDBOXED"
#: Names the tier to use where there is no command line to say it.
VARIABLE = "AUTOGRADER_SANDBOX"


@dataclass(frozen=True)
class Tier:
    """A way to contain a process.

    Attributes:
        name: as `--sandbox` takes it.
        notice: what to say beside results that were made in it.
        room: makes a room, given limits and the data files that may be read there.
    """

    name: str
    notice: str
    room: Callable[[Limits, tuple[str, ...]], Room]


BUBBLEWRAP = Tier("bubblewrap", "", BubblewrapRoom)
LANDLOCK = Tier("landlock", "", LandlockRoom)
NONE = Tier("none", NOT_SANDBOXED, PlainRoom)
TIERS = {tier.name: tier for tier in (BUBBLEWRAP, LANDLOCK, NONE)}


class NoSandbox(Exception):
    """This machine cannot contain other people's code, or not in the tier that was asked for."""


@cache
def obstacle(name: str) -> str:
    """Why a tier cannot be had on this machine, found out by trying; "" if it can."""
    if not sys.platform.startswith("linux"):
        return f"{sys.platform} has no such sandbox" if name != NONE.name else ""
    if name == BUBBLEWRAP.name and shutil.which("bwrap") is None:
        return "bubblewrap (`bwrap`) is not installed"
    if name == LANDLOCK.name:
        version = landlock.version()
        if not version:
            return "this kernel has no Landlock"
        if os.geteuid() != 0 and version < landlock.SCOPES_SIGNALS:
            return (
                f"as an ordinary user it needs Landlock {landlock.SCOPES_SIGNALS} "
                f"(Linux 6.12), this kernel has {version}"
            )
        closed = _closed_folder() if os.geteuid() == 0 else ""
        if closed:
            return f"{closed}, on the way to Python, may not be entered by the sandbox's user"
    return _tried(TIERS[name])


def _closed_folder() -> str:
    """A folder on the way to the libraries that other users may not enter; "" if there is none."""
    for path in library_folders():
        for folder in (path, *map(str, Path(path).parents)):
            if not os.stat(folder).st_mode & stat.S_IXOTH:
                return folder
    return ""


def _tried(tier: Tier) -> str:
    """Start Python in a room of the tier, and see whether it can."""
    try:
        with tier.room(Limits(), ()) as room:
            process = subprocess.Popen(
                room.command([sys.executable, "-P", "-S", "-c", "print('here')"]),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            room.joined(process.pid)
            said, complained = process.communicate(timeout=60)
    except (OSError, SandboxFailure, subprocess.TimeoutExpired) as error:
        return str(error)
    if said.strip() == b"here":
        return ""
    lines = complained.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "Python does not start in it"


def tier_named(name: str = AUTO) -> Tier:
    """The tier of that name, or the best that this machine has.

    Raises:
        NoSandbox: if it cannot be had, or if there is none and `none` was not asked for.
    """
    if name == AUTO:
        name = os.environ.get(VARIABLE) or AUTO
    if name != AUTO and name not in TIERS:
        raise NoSandbox(f"Expected a sandbox of {', '.join(TIERS)} or auto, received `{name}`.")
    if name != AUTO:
        why = obstacle(name)
        if why:
            raise NoSandbox(
                f"The sandbox `{name}` cannot be had here ({why}); "
                "see what can with `autograder doctor`."
            )
        return TIERS[name]
    reasons = []
    for tier in (BUBBLEWRAP, LANDLOCK):
        why = obstacle(tier.name)
        if not why:
            return tier
        reasons.append(f"{tier.name}: {why}")
    raise NoSandbox(
        f"This machine cannot contain other people's code ({'; '.join(reasons)}): install "
        "bubblewrap or grade in a container (see `autograder doctor`), or say `--sandbox none` "
        "if you trust every submission."
    )


def best_tier() -> Tier:
    """The strongest tier there is, `none` if there is no other: for a course's own code only."""
    try:
        return tier_named()
    except NoSandbox:
        return NONE
