"""A thousand light submissions, on this machine and on a Dask cluster of separate processes.

    python benchmarks/scale.py                      everything: about 15 minutes on two cores
    python benchmarks/scale.py --submissions 100 --one-worker 40    a small try

Three runs, each in a process of its own with temporary files of its own: `--jobs 2`; one Dask
worker reached by address; two of them. Worker number i keeps to core number i; the scheduler and
the main process go where there is room. So one worker has a core to itself, and two of them share
both with everybody else: the gain of the second is rather too low than too high. Every hundred
submissions the run says how long they took, how much memory its processes have, and how many files
are open. One and two workers also grade a class whose notebooks train. Then a model of 100,000
submissions on 50 workers is fed with these figures, and checked against them. The tables go to
benchmarks/results/scale-DATE.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import pickle
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from classes import ASSIGNMENT, fresh_copy, write_course
from cluster_model import Assumptions, Run, table

from autograder.course import open_course
from autograder.grading.grade import Options, grade
from autograder.grading.store import ResultStore
from autograder.grading.work import AssignmentWork

MEGABYTE = 2**20
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Mark:
    """The state of a run when so many submissions were done.

    Attributes:
        seconds: since its start.
        processor: CPU-seconds of the main process since its start.
        memory: resident MB of the main process.
        workers: resident MB of processes that live as long as the run, the main one left out.
        files: open files of the main process.
    """

    done: int
    seconds: float
    processor: float
    memory: float
    workers: float
    files: int


@dataclass
class Measured:
    """A run: a mark at every `step` submissions, from 0, scores by student and cell, what is left.

    Attributes:
        times: seconds since the start at which each submission was done.
        scheduler: CPU-seconds of the scheduler, without what it takes with nothing to do.
        left: processes and files that the run has left.
    """

    marks: list[Mark]
    times: list[float]
    scores: dict[str, Any]
    scheduler: float
    left: list[str]

    @property
    def each(self) -> float:
        """Seconds a submission, the first ones left out: workers were still getting warm."""
        first = max(len(self.times) // 10, 1)
        return (self.times[-1] - self.times[first]) / (len(self.times) - 1 - first)


def one_run(course: Path, scheduler: str, step: int) -> None:
    """In a process of its own: grade the course, and print marks and scores as JSON."""
    started, times, marks = time.monotonic(), [], []

    def note(_: str, done: int, total: int) -> None:
        now = time.monotonic() - started
        if done:
            times.append(now)
        if done % step == 0 or done == total:
            marks.append(_mark(done, now))

    options = Options(jobs=2, scheduler=scheduler)
    (report,) = grade(open_course(course), [ASSIGNMENT], options, note)
    failed = [s.student for s in report.submissions if s.failure]
    if failed or report.remarks:
        raise SystemExit(f"{len(failed)} failed, {report.remarks}")
    scores = {
        s.student: [(c.grade_id, c.status, c.score) for r in s.results for c in r.cells]
        for s in report.submissions
    }
    print(json.dumps({"marks": [vars(m) for m in marks], "times": times, "scores": scores}))


def _mark(done: int, now: float) -> Mark:
    others = sum(_resident(pid) for pid, _ in _ours(tempfile.gettempdir() + "\0"))
    own = _resident(os.getpid())
    files = len(os.listdir("/proc/self/fd"))
    return Mark(done, now, time.process_time(), own, others, files)


def _ours(temporary: str) -> Iterator[tuple[int, str]]:
    """Processes that were told of a temporary folder whose name begins so; this one left out."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={temporary}".encode() in (place / "environ").read_bytes():
                command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if int(place.name) != os.getpid():
                    yield int(place.name), command.strip()
        except OSError:
            continue


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _processor(pid: int) -> float:
    """CPU-seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def cluster(folder: Path, temporary: Path, workers: int) -> Iterator[tuple[str, int]]:
    """A scheduler, and workers, each on its core; yields the address and the scheduler's pid."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    cores = sorted(os.sched_getaffinity(0))
    started = []

    def start(what: str, keeps_to: set[int], *more: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(file)]
        with (folder / f"{what}{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard", *more],
                stdout=log,
                stderr=log,
                env=os.environ | {"TMPDIR": str(temporary)},
                preexec_fn=lambda: os.sched_setaffinity(0, keeps_to),
            )
        started.append(process)
        return process

    try:
        scheduler = start("scheduler", set(cores), "--host", "127.0.0.1", "--port", "0")
        while not file.exists():
            time.sleep(0.05)
        local = str(temporary)
        for number in range(workers):
            core = {cores[number % len(cores)]}
            start("worker", core, "--nthreads", "1", "--local-directory", local)
        time.sleep(5)  # until all of them are there
        yield json.loads(file.read_text())["address"], scheduler.pid
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(60)


def measure(folder: Path, template: Path, workers: int, step: int) -> Measured:
    """Grade a copy of a course: with `workers` Dask workers, or locally where that is 0."""
    course = fresh_copy(template, folder / "course")
    temporary = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, __file__, "--course", str(course), "--step", str(step)]
    environment = os.environ | {"TMPDIR": str(temporary)}
    scheduler_time = 0.0
    if workers:
        with cluster(folder, temporary, workers) as (address, pid):
            before, began = _processor(pid), time.monotonic()
            done = subprocess.run(
                [*command, "--scheduler", address],
                env=environment,
                stdout=subprocess.PIPE,
            )
            scheduler_time, passed = _processor(pid) - before, time.monotonic() - began
            before = _processor(pid)
            time.sleep(5)  # what it takes with nothing to do is not the submissions' cost
            scheduler_time -= (_processor(pid) - before) / 5 * passed
    else:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(f"a run failed: {done.stdout[-800:]!r}")
    time.sleep(2)
    left = [command for _, command in _ours(str(temporary))]
    found = [p for p in temporary.rglob("*") if p.is_file() or p.name.startswith("ag-")]
    left += [p.name for p in found if "lock" not in p.suffix]  # Dask's own stay in its folder
    said = json.loads(done.stdout)
    marks = [Mark(**mark) for mark in said["marks"]]
    return Measured(marks, said["times"], said["scores"], scheduler_time, left)


def run_table(name: str, run: Measured) -> str:
    """A row per hundred submissions."""
    lines = [
        f"### {name}\n",
        f"**{run.each:.3f} s a submission**; left afterwards: "
        f"{', '.join(run.left) or 'no process, no file, no folder of a room'}.\n",
        "| submissions | s a submission | main process, CPU-ms each | main process, MB "
        "| workers, MB | open files |",
        "|---|---|---|---|---|---|",
    ]
    for before, now in zip(run.marks, run.marks[1:], strict=False):
        count = now.done - before.done
        lines.append(
            f"| {before.done + 1}–{now.done} | {(now.seconds - before.seconds) / count:.3f} "
            f"| {(now.processor - before.processor) / count * 1000:.1f} | {now.memory:.1f} "
            f"| {now.workers:.0f} | {now.files} |"
        )
    for what in ("memory", "workers"):
        values = [getattr(mark, what) for mark in run.marks[2:]]
        if len(values) > 1:
            growth = (max(values) - min(values)) / min(values)
            who = "main process" if what == "memory" else "workers"
            lines.append(f"\nMemory of the {who}, second to last row: within {growth:.1%}.")
    return "\n".join(lines) + "\n"


def assumptions(one: Measured, two: Measured, course: Path) -> Assumptions:
    """What the model is told: all of it measured, but for latency, bandwidth and deaths.

    Args:
        course: the one that was graded last.
    """
    service = [b - a for a, b in zip(one.times[10:], one.times[11:], strict=False)]
    first, last = two.marks[0], two.marks[-1]
    opened = open_course(course)
    work = AssignmentWork(opened, ASSIGNMENT).prepare()
    students = opened.students(ASSIGNMENT)[:50]
    began = time.process_time()
    jobs = [work.jobs(student)[0][0] for student in students]
    plan = (time.process_time() - began) / len(students)
    store = ResultStore(course / ".autograder" / "results")
    results = [r for job in jobs if (r := store.get(job.key)) is not None]
    return Assumptions(
        service,
        plan=plan,
        main=(last.processor - first.processor) / last.done,
        scheduler=max(two.scheduler, 0.0) / last.done,
        job=statistics.mean(len(pickle.dumps(job)) for job in jobs),
        result=statistics.mean(len(pickle.dumps(result)) for result in results),
    )


def model_text(given: Assumptions, one: Measured, two: Measured, local: Measured) -> str:
    """The model: its assumptions, its check against the runs, and 100,000 on 50 workers."""
    slope = (local.marks[-1].memory - local.marks[1].memory) / max(
        local.marks[-1].done - local.marks[1].done, 1
    )
    megabytes = local.marks[-1].memory + slope * (100_000 - local.marks[-1].done)
    quiet = replace(given, deaths=0.0, start=0.0, plan=0.0)
    lines = [
        "### A model of 100,000 submissions\n",
        f"`benchmarks/cluster_model.py`, event by event. Measured above: a worker takes "
        f"{statistics.mean(given.service):.3f} s for a submission (standard deviation "
        f"{statistics.pstdev(given.service):.3f}; drawn from the sample), the main process "
        f"{given.main * 1000:.1f} ms (reading, sending, receiving, saving) and before the first "
        f"one {given.plan * 1000:.1f} ms, the scheduler {given.scheduler * 1000:.1f} ms; a job is "
        f"{given.job / 1000:.0f} kB, a result {given.result / 1000:.0f} kB; the main process grows "
        f"by {slope * 1024:.1f} kB a submission. Assumed: 1 Gbit/s and {given.latency * 1000:g} ms "
        f"between machines, {given.deaths:g} deaths an hour and worker, "
        f"{given.replacement:g} s until another is warm in its place.\n",
        "Checked against the runs, in seconds a submission:\n",
        "| workers | measured | model | difference |",
        "|---|---|---|---|",
    ]
    for workers, run in ((1, one), (2, two)):
        count = len(run.times)
        said = Run(quiet, count, workers).outcome().seconds / count
        lines.append(f"| {workers} | {run.each:.3f} | {said:.3f} | {said / run.each - 1:+.1%} |")
    lines.append(
        "\nIn the model every machine is alone; in the run of two, the workers shared their "
        "cores with the main process and the scheduler.\n"
    )
    return "\n".join(lines) + "\n" + table(given, 100_000, (10, 25, 50, 100), megabytes) + "\n"


def report(folder: Path, count: int, fewer: int, trained: int, step: int) -> str:
    """Everything: the courses, the runs, the model; as markdown."""
    heavy = folder / "heavy"
    write_course(heavy, True, trained)
    training = {}
    for workers in (1, 2):
        _say(f"{trained} submissions that train, on {workers} of two Dask workers")
        training[workers] = measure(folder, heavy, workers, trained).each
    template = folder / "template"
    _say(f"writing {count} submissions")
    write_course(template, False, count)
    small = folder / "small"
    write_course(small, False, fewer)
    _say("local, two jobs")
    local = measure(folder, template, 0, step)
    _say("one Dask worker")
    one = measure(folder, small, 1, max(step * fewer // count, 1))
    _say("two Dask workers")
    two = measure(folder, template, 2, step)
    same = local.scores == two.scores and all(two.scores[s] == one.scores[s] for s in one.scores)
    cores = len(os.sched_getaffinity(0))
    names = ("nbgrader", "keras", "distributed")
    head = (
        f"# Scale, {datetime.date.today().isoformat()}\n\n{count} light submissions that all "
        f"differ; {cores} cores, Python {platform.python_version()}, "
        f"{', '.join(f'{name} {version(name)}' for name in names)}; see benchmarks/scale.py.\n\n"
        f"Graded: {len(local.times)} of {count} locally, {len(two.times)} of {count} on Dask. "
        f"Scores of every cell: {'the same' if same else 'THEY DIFFER'}. Two workers are "
        f"**{one.each / two.each:.2f}×** as fast as one ({fewer} submissions with one); where "
        f"notebooks train, **{training[1] / training[2]:.2f}×** ({trained} submissions: "
        f"{training[1]:.2f} s and {training[2]:.2f} s each).\n\n"
    )
    parts = [
        run_table("This machine, `--jobs 2`", local),
        run_table("One Dask worker", one),
        run_table("Two Dask workers", two),
        model_text(assumptions(one, two, folder / "course"), one, two, local),
    ]
    return head + "\n".join(parts)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text} …", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--submissions", type=int, default=1000, metavar="N")
    parser.add_argument("--one-worker", type=int, default=300, metavar="N", help="for one worker")
    parser.add_argument("--training", type=int, default=30, metavar="N", help="that train")
    parser.add_argument("--step", type=int, default=100, metavar="N", help="between two marks")
    parser.add_argument("--no-save", action="store_true", help="print the tables only")
    parser.add_argument("--course", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--scheduler", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.course:
        one_run(given.course, given.scheduler, given.step)
        return
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        numbers = (given.submissions, given.one_worker, given.training, given.step)
        text = report(Path(folder), *numbers)
    print(text)
    if not given.no_save:
        today = datetime.date.today().isoformat()
        place = Path(__file__).parent / "results" / f"scale-{today}.md"
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
