"""What grading costs: this toolkit against stock `nbgrader autograde`, on the same submissions.

    make bench            everything, about half an hour on two cores
    python benchmarks/grading.py --only light --rounds 1

The engines take turns, in processes of their own, on fresh copies of one course; medians over the
rounds. CPU-seconds are those of the whole machine meanwhile, and memory is by how much less the
machine had available at the worst moment: let nothing else run. The tables go to
benchmarks/results/DATE.md.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from classes import ASSIGNMENT, NOTEBOOK, fresh_copy, write_course

from autograder.course import open_course
from autograder.grading.job import NotebookJob
from autograder.grading.runner import run_job
from autograder.grading.student import StudentKernel
from autograder.grading.work import AssignmentWork
from autograder.kernels.warm import starter
from autograder.sandbox.limits import Limits
from autograder.sandbox.memory import listed
from autograder.sandbox.room import Room
from autograder.sandbox.tiers import BUBBLEWRAP, LANDLOCK, NONE, obstacle, tier_named

MEGABYTE = 2**20
TICKS = os.sysconf("SC_CLK_TCK")
AUTOGRADER = str(Path(sys.executable).with_name("autograder"))


@dataclass
class Cost:
    """What one run cost: seconds, CPU-seconds, and MB of memory at the worst moment."""

    seconds: float
    processor: float
    memory: float


@contextmanager
def measured() -> Iterator[list[Cost]]:
    """Measures the machine while the block runs; the cost is in the list afterwards."""
    found: list[Cost] = []
    before, least, done = _available(), [_available()], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            least[0] = min(least[0], _available())

    thread = threading.Thread(target=watch)
    thread.start()
    processor, started = _busy(), time.monotonic()
    try:
        yield found
    finally:
        seconds = time.monotonic() - started
        busy = _busy() - processor
        done.set()
        thread.join()
        found.append(Cost(seconds, busy, (before - least[0]) / MEGABYTE))


def _busy() -> float:
    """CPU-seconds that all processors have worked since the start of the machine."""
    fields = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / TICKS


def _available() -> int:
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return int(line.split()[1]) * 1024
    raise OSError("this machine does not say how much memory it has left")


def run(command: list[str], folder: Path) -> None:
    """Run a command in a course.

    Raises:
        SystemExit: with what it said, if it fails.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-800:]}{done.stderr[-2000:]}")


def stock(course: Path) -> None:
    run([sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT], course)


def ours(course: Path, *options: str) -> None:
    run([AUTOGRADER, "grade", ASSIGNMENT, *options], course)


def compare(folder: Path, kind: str, count: int, rounds: int) -> str:
    """Both engines on one class, in turns; a table."""
    template = folder / f"{kind}-template"
    write_course(template, kind == "training", count)
    engines: dict[str, Callable[[Path], None]] = {"stock nbgrader": stock, "autograder": ours}
    costs: dict[str, list[Cost]] = {name: [] for name in engines}
    for number in range(rounds):
        for name, engine in engines.items():
            course = fresh_copy(template, folder / "course")
            _say(f"{kind}, round {number + 1} of {rounds}: {name}")
            with measured() as cost:
                engine(course)
            costs[name] += cost
            _check_scores(course, count, name)
    lines = [
        f"### {kind.capitalize()}: {count} submissions, {rounds} rounds in turns\n",
        "| engine | s a submission | CPU-s a submission | peak memory, MB | rounds, s |",
        "|---|---|---|---|---|",
    ]
    for name, found in costs.items():
        lines.append(
            f"| {name} | {_median(c.seconds for c in found) / count:.3f} "
            f"| {_median(c.processor for c in found) / count:.3f} "
            f"| {_median(c.memory for c in found):,.0f} "
            f"| {', '.join(f'{c.seconds:.1f}' for c in found)} |"
        )
    pairs = list(zip(costs["stock nbgrader"], costs["autograder"], strict=True))
    wall = [theirs.seconds / own.seconds for theirs, own in pairs]
    busy = [theirs.processor / own.processor for theirs, own in pairs]
    lines.append(
        f"\n**{_median(wall):.1f}×** as fast (rounds: {', '.join(f'{r:.1f}' for r in wall)}), "
        f"**{_median(busy):.1f}×** less CPU time.\n"
    )
    return "\n".join(lines)


def _check_scores(course: Path, count: int, engine: str) -> None:
    """Every submission is right, so every one has all points; else nothing was measured."""
    with open_course(course).gradebook() as gradebook:
        found = gradebook.assignment_submissions(ASSIGNMENT)
        full = [s for s in found if s.score == s.max_score and not s.needs_manual_grade]
    if len(full) != count:
        raise SystemExit(f"{engine}: {len(full)} of {count} submissions have all points")


def containment(folder: Path, count: int, rounds: int) -> str:
    """The same class in every tier this machine has, in turns; a table."""
    tiers = [tier.name for tier in (NONE, BUBBLEWRAP, LANDLOCK) if not obstacle(tier.name)]
    lines = [f"### What containment costs: {count} light submissions, {rounds} rounds in turns\n"]
    lines += ["| sandbox | s a submission | CPU-s a submission |", "|---|---|---|"]
    template = folder / "tiers-template"
    write_course(template, False, count)
    costs: dict[str, list[Cost]] = {name: [] for name in tiers}
    for number in range(rounds):
        for name in tiers:
            course = fresh_copy(template, folder / "course")
            _say(f"sandboxes, round {number + 1} of {rounds}: {name}")
            with measured() as cost:
                ours(course, "--sandbox", name)
            costs[name] += cost
            _check_scores(course, count, name)
    for name, found in costs.items():
        lines.append(
            f"| {name} | {_median(c.seconds for c in found) / count:.3f} "
            f"| {_median(c.processor for c in found) / count:.3f} |"
        )
    return "\n".join(lines) + "\n"


def unchanged(folder: Path, count: int) -> str:
    """A class of many in which nothing changed is graded again."""
    course = folder / "unchanged"
    write_course(course, False, 1)
    _say(f"unchanged: {count} submissions, two of them graded and copied")
    ours(course)
    results = course / ".autograder" / "results"
    one = course / "submitted" / "student0000" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    for number in range(1, count):
        target = course / "submitted" / f"student{number:04d}" / ASSIGNMENT
        target.mkdir(parents=True)
        shutil.copy(one, target)
    with measured() as saving:
        ours(course)
    known = sum(1 for _ in results.rglob("*.json"))
    times = []
    for _ in range(5):
        with measured() as cost:
            ours(course)
        times.append(cost[0].seconds)
    return (
        f"### Unchanged: {count:,} submissions\n\n"
        f"Known results saved for the first time: {saving[0].seconds / count * 1000:.1f} ms each. "
        f"Graded again with nothing changed: **{_median(times):.2f} s** "
        f"({', '.join(f'{t:.2f}' for t in times)}), {known} result(s) on the disk, "
        "no kernel started.\n"
    )


def ready(folder: Path) -> str:
    """How long a kernel takes to be ready in its room, and what one more submission needs."""

    tier = tier_named()

    async def start(warm: bool) -> float:
        started = time.monotonic()
        async with StudentKernel(tier, starter(1, warm), Limits(), {}):
            return time.monotonic() - started

    _say("kernels: warm and cold")
    asyncio.run(start(True))
    warm = [asyncio.run(start(True)) for _ in range(20)]
    cold = [asyncio.run(start(False)) for _ in range(3)]
    text = (
        f"### Kernels, sandbox {tier.name}\n\n"
        f"Ready with Keras imported: warm **{_median(warm) * 1000:.0f} ms** (median of 20, slowest "
        f"{max(warm) * 1000:.0f} ms), cold {_median(cold):.1f} s.\n"
    )
    if tier is BUBBLEWRAP:
        course = folder / "ready"
        write_course(course, False, 5)
        opened = open_course(course)
        work = AssignmentWork(opened, ASSIGNMENT).prepare()
        jobs = [work.jobs(student)[0][0] for student in opened.students(ASSIGNMENT)]
        more = [_private(job, tier.name) for job in jobs]
        text += (
            f"One more light submission at the same time: **{_median(more):.0f} MB** PSS, "
            f"student's kernel and examiner together ({', '.join(f'{m:.0f}' for m in more)}).\n"
        )
    return text


def _private(job: NotebookJob, sandbox: str) -> float:
    """MB that the rooms of a submission share with nobody, at the worst moment of its run.

    By so much the sum of all PSS grows with one more submission: what it shares with the zygote is
    there already.
    """
    rooms: list[Room] = []
    joined, most, done = Room.joined, [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            now = sum(_unshared(room) for room in list(rooms))
            most[0] = max(most[0], now / MEGABYTE)

    def noted(room: Room, pid: int) -> None:
        joined(room, pid)
        rooms.append(room)

    Room.joined = noted  # type: ignore[method-assign]
    watching = threading.Thread(target=watch)
    watching.start()
    try:
        run_job(job, sandbox)
    finally:
        Room.joined = joined  # type: ignore[method-assign]
        done.set()
        watching.join()
    return most[0]


def _unshared(room: Room) -> int:
    """Bytes of a bubblewrap room's processes that no other process has mapped."""
    total = 0
    with suppress(OSError, ValueError):
        for pid in listed(room.proc):  # type: ignore[attr-defined]
            place = os.open(f"{pid}/smaps_rollup", os.O_RDONLY, dir_fd=room.proc)  # type: ignore
            with os.fdopen(place) as file:
                lines = file.read().splitlines()
            total += sum(int(x.split()[1]) * 1024 for x in lines if x.startswith("Private_"))
    return total


def _median(values: Iterator[float] | list[float]) -> float:
    return statistics.median(values)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", choices=["light", "training", "sandboxes", "ready", "unchanged"])
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--submissions", type=int, default=40, metavar="N")
    given = parser.parse_args()
    parts: dict[str, Callable[[Path], str]] = {
        "light": lambda f: compare(f, "light", given.submissions, given.rounds),
        "training": lambda f: compare(f, "training", given.submissions, given.rounds),
        "sandboxes": lambda f: containment(f, given.submissions, given.rounds),
        "ready": ready,
        "unchanged": lambda f: unchanged(f, 1000),
    }
    chosen = [given.only] if given.only else list(parts)
    today = datetime.date.today().isoformat()
    libraries = ("nbgrader", "keras", "tensorflow-cpu", "tensorflow", "ipykernel")
    found = [f"{name} {_version(name)}" for name in libraries if _version(name)]
    cores = len(os.sched_getaffinity(0))
    text = (
        f"# Grading, {today}\n\n{cores} cores, Python {platform.python_version()}, "
        f"Linux {platform.release().split('-')[0]}, {', '.join(found)}; "
        f"{'root' if os.geteuid() == 0 else 'an ordinary user'}; see benchmarks/grading.py.\n\n"
    )
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for name in chosen:
            text += parts[name](Path(folder)) + "\n"
    print(text)
    if not given.only:
        place = Path(__file__).parent / "results" / f"{today}.md"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _version(name: str) -> str:
    try:
        return version(name)
    except Exception:  # not installed
        return ""


if __name__ == "__main__":
    main()
