"""How this machine contains other people's code: every tier is tried, and its remedy named."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.audit.diagnosis import Diagnosis
from autograder.grading.executors import Surroundings, local_executor
from autograder.sandbox.probe import probe
from autograder.sandbox.room import SandboxFailure
from autograder.sandbox.tiers import BUBBLEWRAP, LANDLOCK, Tier, obstacle

_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
_DEBIAN = Path("/proc/sys/kernel/unprivileged_userns_clone")
_MAXIMUM = Path("/proc/sys/user/max_user_namespaces")


def examine_containment() -> Iterator[Diagnosis]:
    """Start a hostile process in every tier, and say what it could do."""
    if not sys.platform.startswith("linux"):
        yield Diagnosis(
            "sandbox",
            "mind",
            f"{platform.system()} has none: strangers' work is not graded",
            "grade in a Linux container or virtual machine; `--sandbox none` for work you trust",
        )
        return
    found = [_diagnose(BUBBLEWRAP), _diagnose(LANDLOCK)]
    if not any(diagnosis.verdict == "good" for diagnosis in found):
        yield Diagnosis(
            "sandbox",
            "mind",
            "this machine has none: strangers' work is not graded",
            "see the two lines below; `--sandbox none` for work you trust",
        )
    yield from found
    yield _diagnose_workers()


def _diagnose_workers() -> Diagnosis:
    """Whether the grader's own workers give up the gradebook."""
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "gradebook.db")
        secret.write_text("grades")
        with local_executor(1, Surroundings(BUBBLEWRAP.name, (str(secret),))) as executor:
            hidden = executor.submit(Path.read_text, secret).result() == ""
    if hidden:
        return Diagnosis("workers", "good", "tried: they cannot open the gradebook")
    return Diagnosis(
        "workers",
        "mind",
        "they could open the gradebook, though they run no code of students",
        "allow namespaces, as for bubblewrap",
    )


def _diagnose(tier: Tier) -> Diagnosis:
    subject = f"sandbox: {tier.name}"
    why = obstacle(tier.name)
    if why:
        return Diagnosis(subject, "mind", why, _remedy(tier))
    try:
        escaped = probe(tier).escaped()
    except (OSError, SandboxFailure) as error:
        return Diagnosis(subject, "mind", str(error), _remedy(tier))
    if escaped:
        return Diagnosis(
            subject, "bad", f"a process got out to: {', '.join(escaped)}", "do not grade with it"
        )
    return Diagnosis(
        subject, "good", "tried: no network, no files, no other processes, no more memory"
    )


def _remedy(tier: Tier) -> str:
    if tier is LANDLOCK:
        if os.geteuid() == 0 and "may not be entered" in obstacle(LANDLOCK.name):
            return "install Python where every user may read it, for example below /opt"
        return "Linux 5.13 or newer with Landlock; as an ordinary user Linux 6.12"
    if "not installed" in obstacle(BUBBLEWRAP.name):
        return "install it: apt install bubblewrap, dnf install bubblewrap"
    if os.geteuid() == 0:
        return (
            "as root in a container it needs the right to make namespaces: give the container "
            "CAP_SYS_ADMIN and a seccomp profile that allows it, or run as an ordinary user"
        )
    if _read(_APPARMOR) == "1":
        return (
            "Ubuntu's AppArmor forbids it: write /etc/apparmor.d/bwrap with “abi <abi/4.0>, "
            "include <tunables/global> profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }”"
            " and run systemctl reload apparmor"
        )
    if _read(_DEBIAN) == "0":
        return "sysctl -w kernel.unprivileged_userns_clone=1"
    if _read(_MAXIMUM) == "0":
        return "sysctl -w user.max_user_namespaces=10000"
    return "allow user namespaces to this user, or grade in a container that does"


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
