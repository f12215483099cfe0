"""What this machine and a course can do, found out by trying, and the remedy where they cannot."""

from __future__ import annotations

import asyncio
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

import autograder
from autograder.audit.containment import examine_containment
from autograder.audit.diagnosis import Diagnosis, Verdict
from autograder.course import Course, CourseError
from autograder.sandbox.limits import Limits
from autograder.sandbox.tiers import best_tier

PYTHONS = ((3, 11), (3, 13))
LIBRARIES = ("nbgrader", "nbclient", "jupyter_client", "ipykernel", "keras", "numpy", "pandas")


def examine_machine() -> Iterator[Diagnosis]:
    """Look at Python, libraries, backend, device, data, kernels and containment."""
    yield _python()
    yield from _libraries()
    yield _backend()
    yield _data()
    yield _kernel()
    yield from examine_containment()


def examine_course(course: Course, say: Callable[[str], None]) -> Iterator[Diagnosis]:
    """Run the reference solutions of a course through the border, and list what cannot cross.

    Args:
        say: called with what is being done; a reference takes seconds.
    """
    from autograder.grading.reference import run_reference
    from autograder.notebooks.record import recorded_notebook, source_notebooks

    if not course.assignments():
        yield Diagnosis("assignments", "mind", "none", "write one, or check the source folder")
    for assignment in course.assignments():
        for path in source_notebooks(course, assignment):
            say(f"{assignment}: the reference of {path.stem} …")
            subject = f"{assignment}/{path.stem}"
            try:
                record = recorded_notebook(course, assignment, path)
                result = run_reference(course, record, path)
            except CourseError as error:
                yield Diagnosis(subject, "bad", str(error), "mend the notebook")
                continue
            tests = {c.grade_id for c in record.cells if c.role == "test" and c.is_code}
            graded = [cell for cell in result.cells if cell.grade_id in tests]
            crossing = [cell for cell in graded if cell.status == "passed"]
            verdict: Verdict = "good" if len(crossing) == len(graded) else "mind"
            yield Diagnosis(subject, verdict, f"{len(crossing)} of {len(graded)} tests pass")
            for cell in graded:
                if cell.status == "passed":
                    continue
                reason = " ".join((cell.detail or cell.message).split())
                if record.own_format:
                    found, remedy = "the reference does not pass", "mend the solution or the test"
                else:
                    found = "the reference does not pass over the border"
                    remedy = "it is left for a person; or test a function that returns data"
                yield Diagnosis(
                    f"{subject}: {cell.grade_id}",
                    "bad" if record.own_format else "mind",
                    f"{found}: {reason}",
                    remedy,
                )


def _python() -> Diagnosis:
    found = f"Python {platform.python_version()} on {platform.system()} ({platform.machine()})"
    low, high = PYTHONS
    if not low <= sys.version_info[:2] <= high:
        return Diagnosis("python", "bad", found, "install Python 3.11, 3.12 or 3.13")
    return Diagnosis("python", "good", f"{found}, autograder {autograder.__version__}")


def _libraries() -> Iterator[Diagnosis]:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Diagnosis(
            "libraries", "bad", f"missing: {', '.join(missing)}", "pip install -r requirements.txt"
        )
    yield Diagnosis("libraries", "good", ", ".join(found))
    if "nbgrader" not in missing and version("nbgrader") != "0.9.6":
        yield Diagnosis(
            "nbgrader",
            "mind",
            f"{version('nbgrader')}, tested with 0.9.6",
            "pip install nbgrader==0.9.6",
        )


def _backend() -> Diagnosis:
    """Keras in a process of its own, which may crash or print as it likes."""
    code = (
        "import keras\n"
        "if keras.backend.backend() == 'torch':  # Keras does not list its devices\n"
        "    names = [keras.ops.zeros(1).device.type]\n"
        "else:\n"
        "    names = keras.distribution.list_devices()\n"
        "gpus = sum(not name.startswith('cpu') for name in names)\n"
        "print(f\"Keras on {keras.backend.backend()}, {f'{gpus} GPU' if gpus else 'CPU'}\")"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    lines = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    found = lines[-1] if lines else f"ended with {done.returncode}"
    if done.returncode != 0:
        remedy = "pip install -r requirements.txt, and check KERAS_BACKEND"
        return Diagnosis("backend", "bad", f"Keras cannot be used: {found}", remedy)
    return Diagnosis("backend", "good", found)


def _data() -> Diagnosis:
    from autograder import datasets

    try:
        path = datasets.mnist_path()
    except datasets.DatasetError as error:
        return Diagnosis("data", "bad", str(error), "put mnist.npz into data/, see data/README.md")
    if path is None:
        return Diagnosis("data", "mind", datasets.notice(), "put mnist.npz into data/")
    return Diagnosis("data", "good", f"MNIST in {path}")


def _kernel() -> Diagnosis:
    from autograder.grading.student import StudentKernel
    from autograder.kernels.provisioner import KernelFailure
    from autograder.kernels.warm import starter

    async def start() -> float:
        started = time.monotonic()
        async with StudentKernel(best_tier(), starter(1), Limits(), {}):
            return time.monotonic() - started

    try:
        cold, warm = (asyncio.run(start()) for _ in range(2))
        found = f"the first kernel starts in {cold:.1f} s, each further one in {warm:.2f} s"
        return Diagnosis("kernel", "good", found)
    except (KernelFailure, OSError) as error:
        return Diagnosis("kernel", "bad", str(error), "pip install -r requirements.txt")
