"""Grades the escapes once, as whoever calls it, and says as JSON what came of it.

    python escape_run.py FOLDER SANDBOX

The folder becomes a course with canaries in every secret place; a collector listens meanwhile.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from multiprocessing import resource_tracker
from pathlib import Path

from course_builder import ASSIGNMENT, build_course, hand_in, honest, source_notebook
from hostile_escapes import Places, escapes, startup_files
from hostile_rows import Submission

import autograder
from autograder.course import Course
from autograder.feedback.pages import make_pages
from autograder.grading.grade import Options, grade
from autograder.sandbox.confinement import descendants

PR_SET_CHILD_SUBREAPER = 36
FIRST, LAST = "aaa_honest", "zzz_honest"
CANARY = "CANARY-{}-52b1"


class Collector:
    """Listens on loopback and on unix sockets, and keeps whatever arrives."""

    def __init__(self, folder: Path) -> None:
        self.received: list[str] = []
        self.path = str(folder / "collector")
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        listening = [tcp, udp]
        for name in (self.path, "\0" + self.path):
            stream = socket.socket(socket.AF_UNIX)
            stream.bind(name)
            stream.listen()
            listening.append(stream)
        os.chmod(self.path, 0o777)
        for one in listening:
            threading.Thread(target=self._listen, args=(one,), daemon=True).start()

    def _listen(self, one: socket.socket) -> None:
        while True:
            if one.type == socket.SOCK_DGRAM:
                self.received.append(repr(one.recv(1000)))
            else:
                connection, _ = one.accept()
                connection.settimeout(2)
                try:
                    self.received.append(repr(connection.recv(1000)))
                except OSError as error:
                    self.received.append(repr(error))
                connection.close()


def plant(course: Course, root: Path) -> tuple[Path, ...]:
    """Put a canary into every place that is a secret, readable for all who get there."""
    solution = course.source(ASSIGNMENT)
    places = {
        "submission": course.submitted(FIRST, ASSIGNMENT) / "canary.txt",
        "images": root / "mnist.npz",
        "home": root / "home" / "canary.txt",
        "result": course.state / "results" / "canary.txt",
        "temporary": root / "tmp" / "canary.txt",
    }
    for name, path in places.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CANARY.format(name))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("eve", email=CANARY.format("gradebook"))
    os.environ["CANARY"] = CANARY.format("environment")
    notebooks = (solution / "arrays.ipynb", course.submitted(FIRST, ASSIGNMENT) / "arrays.ipynb")
    return (*places.values(), course.root / "gradebook.db", *notebooks)


def digests(folders: list[Path]) -> dict[str, str]:
    """A sha256 of every file below the folders."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def planted(folders: list[Path]) -> list[str]:
    """Files by which an escape shows that it could write."""
    found = subprocess.run(
        ["find", *map(str, folders), "-name", "pwned"], capture_output=True, text=True
    )
    return found.stdout.split()


def leaked(course: Course) -> list[str]:
    """Files of the course that hold a canary, but for those where it was planted.

    Graded notebooks and kept results are the instructor's: their test cells hold hidden tests.
    """
    own = course.submitted(FIRST, ASSIGNMENT), course.autograded(FIRST, ASSIGNMENT)
    planted = (course.source(ASSIGNMENT), *own, course.state / "backups")
    found = []
    for path in course.root.rglob("*"):
        if not path.is_file() or path.name in ("gradebook.db", "canary.txt"):
            continue
        if any(folder in path.parents for folder in planted):
            continue
        kinds = set(re.findall(CANARY.format(r"(\w+)").encode(), path.read_bytes()))
        if course.root / "autograded" in path.parents or course.state in path.parents:
            kinds -= {b"hidden"}
        found += [f"{path}: {kind.decode()}" for kind in kinds]
    return found


def left_over(known: set[int]) -> list[str]:
    """Processes below this one, which adopts every orphan, but for those that are known."""
    found = []
    for pid in set(descendants(os.getpid())) - known:
        with contextlib.suppress(OSError):
            found.append(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def tracker() -> list[int]:
    """multiprocessing's own process, which lives as long as this one."""
    pid = resource_tracker._resource_tracker._pid
    return [pid] if pid else []


def main(root: Path, sandbox: str) -> None:
    notebook = source_notebook()
    notebook.metadata["autograder"]["memory"] = 2048
    for name in ("home", "tmp"):
        (root / name).mkdir()
    os.environ |= {"HOME": str(root / "home"), "TMPDIR": str(root / "tmp")}
    for cell in notebook.cells:
        for kind in ("SOLUTION", "HIDDEN TESTS"):
            line = f"# {CANARY.format(kind.split()[0].lower())}"
            cell.source = cell.source.replace(f"### END {kind}", f"{line}\n### END {kind}")
    course = build_course(root / "course", notebook)
    for student in (FIRST, LAST):
        hand_in(course, student, honest(course))
    secrets = plant(course, root)
    collector = Collector(root)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    decoy = subprocess.Popen(
        ["sleep", "3000"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    atexit.register(decoy.kill)
    package = Path(autograder.__file__).parent
    folders = [
        course.source(ASSIGNMENT),
        course.submitted(FIRST, ASSIGNMENT),
        course.state,
        root / "home",
        package,
    ]
    written = [
        *folders,
        Path(sysconfig.get_paths()["purelib"]),
        root,
        Path("/tmp"),
        Path("/dev/shm"),
    ]
    places = Places(course, secrets, tuple(written), collector.port, collector.path, decoy.pid)
    table = escapes(places)
    for escape in table:
        submission = Submission(course, course.submitted(escape.name, ASSIGNMENT))
        submission.folder.mkdir(parents=True)
        submission.after(escape.after, escape.source)
        submission.finish()
        if escape.name == "startup_files":
            for name, text in startup_files(places).items():
                path = submission.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    watched = [folders[0], folders[1], folders[3], folders[4]]
    before = digests(watched)
    (report,) = grade(course, [ASSIGNMENT], Options(jobs=4, sandbox=sandbox), lambda *_: None)
    known = {decoy.pid, *tracker()}
    deadline = time.monotonic() + 10
    while (left := left_over(known)) and time.monotonic() < deadline:
        time.sleep(0.2)
    (pages,) = make_pages(course, [ASSIGNMENT], None, lambda *_: None)
    outputs = {}
    for submission in report.submissions:
        path = course.autograded(submission.student, ASSIGNMENT) / "arrays.ipynb"
        cells = json.loads(path.read_text())["cells"] if path.exists() else []
        said = [str(cell.get("outputs", "")) for cell in cells]
        messages = [c.message for r in submission.results for c in r.cells]
        outputs[submission.student] = "\n".join([*said, *messages])
    json.dump(
        {
            "scores": {
                s.student: {c.grade_id: [c.status, c.score] for r in s.results for c in r.cells}
                for s in report.submissions
            },
            "failures": {s.student: s.failure for s in report.submissions if s.failure},
            "sandboxes": sorted({r.sandbox for s in report.submissions for r in s.results}),
            "outputs": outputs,
            "leaked": leaked(course),
            "pages": [len(s.pages) for s in pages.students if not s.failure],
            "received": collector.received,
            "changed": sorted({k for k, v in (digests(watched).items() ^ before.items())}),
            "pwned": planted(written),
            "left_processes": left,
            "left_files": [n for n in os.listdir(root / "tmp") if n != "canary.txt"],
            "decoy": decoy.poll(),
            "canary": CANARY.rpartition("-")[2],
            "expected": {e.name: e.expected for e in table},
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
