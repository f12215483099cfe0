"""How long a training takes to 98% and to 99% of MNIST's 10,000 test images.

    python benchmarks/training.py --write          five seeds of all recipes, on an idle machine
    python benchmarks/training.py --seeds 1 --only reference --only keras.io

Wall time from the building of the model to the first evaluation of all test images at or above the
goal. Every recipe is evaluated after each 50 steps of 128 images and after its last step.
Evaluations are left out of the time, and so is validation; building, tracing, compiling and the
first step are in it, as a student waits for them. Importing and loading are not, nor what Keras'
backend does once in its life, for which another model is trained before. The recipes take turns,
seed by seed. One that has reached no goal in two full runs is not run on further seeds.

An evaluation ends early where it is certain that it misses the goal.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import statistics
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

os.environ["AUTOGRADER_ROLE"] = "examiner"  # the test images are the grader's
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from recipes import BATCH, Recipe, recipes  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.markdown import Markdown  # noqa: E402
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: E402

from autograder.datasets import load_mnist, load_mnist_test, mnist_source  # noqa: E402

EVERY = 50  # steps from one evaluation to the next
CHUNK = 1000  # images that are evaluated at a time
FUTILE = 2  # full runs without a goal, after which a recipe is not tried again

Pair = tuple[np.ndarray, np.ndarray]


@dataclass
class Run:
    """What was seen of one training.

    Attributes:
        reached: seconds and steps to each goal that was reached.
        seconds: all of it, as far as it ran.
        steps: how many it ran.
        first: seconds until the first step was done.
        accuracy: of the last evaluation that was not cut short; NaN if all were.
    """

    reached: dict[float, tuple[float, int]] = field(default_factory=dict)
    seconds: float = 0.0
    steps: int = 0
    first: float = 0.0
    accuracy: float = float("nan")


class Stopwatch(keras.callbacks.Callback):
    """Evaluates a training as it runs, with the watch stopped, and ends it after its last goal."""

    def __init__(self, goals: tuple[float, ...], test: Pair, tell: Any) -> None:
        super().__init__()
        self.left = list(goals)
        self.x_test, self.y_test = test
        self.tell = tell
        self.run = Run()
        self.evaluated = 0
        self.since = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self.run.steps += 1
        if self.run.steps == 1:
            self._stop()
            self.run.first = self.run.seconds
            self.since = time.perf_counter()
        if self.run.steps % EVERY == 0:
            self._evaluate()

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        if self.evaluated < self.run.steps:
            self._evaluate(last=True)

    def _stop(self) -> None:
        """Stop the watch when the step is really done, not only ordered from a device."""
        if hasattr(self.model, "jax_state_sync"):
            self.model.jax_state_sync()
        keras.ops.convert_to_numpy(self.model.trainable_variables[0].value)
        self.run.seconds += time.perf_counter() - self.since

    def _evaluate(self, last: bool = False) -> None:
        self._stop()
        count, self.evaluated = len(self.y_test), self.run.steps
        allowed = count if last else round((1 - self.left[0]) * count)
        wrong = self._mistakes(allowed)
        if wrong <= allowed:
            self.run.accuracy = 1 - wrong / count
        while self.left and wrong <= round((1 - self.left[0]) * count):
            self.run.reached[self.left.pop(0)] = self.run.seconds, self.run.steps
        self.model.stop_training = not self.left
        self.tell(self.run)
        self.since = time.perf_counter()

    def _mistakes(self, allowed: int) -> int:
        """How many of the test images are taken for another digit; stops above `allowed`."""
        wrong = 0
        for start in range(0, len(self.y_test), CHUNK):
            part = slice(start, start + CHUNK)
            found = np.asarray(self.model.predict_on_batch(self.x_test[part])).argmax(axis=1)
            wrong += int((found != self.y_test[part]).sum())
            if wrong > allowed:
                break
        return wrong


def measure(recipe: Recipe, seed: int, train: Pair, test: Pair, tell: Any) -> Run:
    """Run a recipe until its last goal is reached, or to its end.

    Args:
        train: images of shape (60000, 28, 28, 1) in 0 … 1 and labels of shape (60000,).
        test: the same with 10,000.
        tell: called with the Run after each evaluation.
    """
    policy = keras.config.dtype_policy()
    keras.backend.clear_session()  # forgets the policy, too
    keras.config.set_dtype_policy(policy)
    keras.utils.set_random_seed(seed)
    watch = Stopwatch(recipe.goals, test, tell)
    model = recipe.build()
    fit = model.fit

    def watched(*args: Any, **options: Any) -> Any:
        watching = {"validation_data": None, "callbacks": [watch], "verbose": 0}
        return fit(*args, **options | watching)

    model.fit = watched
    recipe.train(model, *train)
    return watch.run


def warm_up(train: Pair) -> None:
    """Let the backend do what it does once in its life: start threads, load its kernels."""
    model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(train[0][:512], train[1][:512], batch_size=BATCH, verbose=0)
    model.predict_on_batch(train[0][:CHUNK])


def images() -> tuple[Pair, Pair]:
    """MNIST's training and test images, scaled.

    Raises:
        SystemExit: if there is only the stand-in.
    """
    if mnist_source() != "mnist":
        raise SystemExit(
            "Expected MNIST, received the stand-in: put mnist.npz into data/, or let "
            "AUTOGRADER_MNIST name it."
        )
    (x, y), (x_val, y_val) = load_mnist()
    x_test, y_test = load_mnist_test()

    def scaled(some: np.ndarray) -> np.ndarray:
        return (some / np.float32(255))[..., None]

    return (scaled(np.concatenate([x, x_val])), np.concatenate([y, y_val])), (
        scaled(x_test),
        y_test,
    )


def run_all(chosen: list[Recipe], seeds: int, console: Console) -> dict[str, list[Run]]:
    """All recipes in turns, seed by seed."""
    train, test = images()
    warm_up(train)
    runs: dict[str, list[Run]] = {recipe.name: [] for recipe in chosen}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        for seed in range(seeds):
            for recipe in chosen:
                before = runs[recipe.name]
                if len(before) >= FUTILE and not any(run.reached for run in before):
                    continue
                task = progress.add_task(f"seed {seed}  {recipe.name:10}", total=None, state="")

                def tell(run: Run, task: Any = task) -> None:
                    told = [f"{run.steps:5} steps {run.seconds:5.1f} s"]
                    told += [f"{goal:.0%} in {s:.1f} s" for goal, (s, _) in run.reached.items()]
                    progress.update(task, state=", ".join(told))

                before.append(measure(recipe, seed, train, test, tell))
                progress.update(task, total=1, completed=1)
    return runs


def table(chosen: list[Recipe], runs: dict[str, list[Run]]) -> str:
    """The result as markdown."""
    lines = [
        "| recipe | to 98%, s | steps | to 99%, s | steps | first step, s | ms a step | seeds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for recipe in chosen:
        found = runs[recipe.name]
        later = [(r.seconds - r.first) / max(r.steps - 1, 1) * 1000 for r in found]
        cells = [cell for goal in (0.98, 0.99) for cell in _to(goal, recipe, found)]
        first = statistics.median(r.first for r in found)
        cells += [f"{first:.2f}", f"{statistics.median(later):.1f}", str(len(found))]
        lines.append(f"| {recipe.name}: {recipe.about} | {' | '.join(cells)} |")
    lines += ["", *_seed_by_seed(chosen, runs)]
    lines += [f"\n{line}" for line in _against(chosen, runs)]
    return "\n".join(lines) + "\n"


def _to(goal: float, recipe: Recipe, found: list[Run]) -> list[str]:
    """Median seconds and steps; "> its full run" where it mostly does not get there."""
    if goal not in recipe.goals:
        return ["", ""]
    seconds = statistics.median_low(_seconds(goal, run) for run in found)
    if seconds == float("inf"):
        full = [run for run in found if goal not in run.reached]
        return [
            f"> {statistics.median(r.seconds for r in full):.1f}",
            f"> {full[0].steps:,}",
        ]
    steps = statistics.median_low(r.reached[goal][1] for r in found if goal in r.reached)
    return [f"**{seconds:.2f}**", f"{steps:,}"]


def _seconds(goal: float, run: Run) -> float:
    return run.reached[goal][0] if goal in run.reached else float("inf")


def _seed_by_seed(chosen: list[Recipe], runs: dict[str, list[Run]]) -> list[str]:
    lines = []
    for recipe in chosen:
        for goal in recipe.goals:
            each = [
                f"{run.reached[goal][0]:.2f}"
                if goal in run.reached
                else f"> {run.seconds:.1f} (ended at {run.accuracy:.2%})"
                for run in runs[recipe.name]
            ]
            lines.append(f"- {recipe.name} to {goal:.0%}, seed by seed: {', '.join(each)}")
    return lines


def _against(chosen: list[Recipe], runs: dict[str, list[Run]]) -> list[str]:
    """How many times as fast ours are as the others, by the medians."""
    lines = []
    names = [recipe.name for recipe in chosen]
    pairs = (("reference", 0.98), ("short", 0.98), ("larger", 0.99))
    for ours, goal in ((name, goal) for name, goal in pairs if name in names):
        for other in (name for name in ("keras.io", "lecture") if name in names):
            own = statistics.median_low(_seconds(goal, run) for run in runs[ours])
            if own == float("inf"):
                continue
            theirs = statistics.median_low(_seconds(goal, run) for run in runs[other])
            more = theirs == float("inf")
            if more:
                theirs = statistics.median(run.seconds for run in runs[other])
            times = f"{'> ' * more}{theirs / own:.1f}×"
            lines.append(f"**{times}** as fast to {goal:.0%}: {ours} against {other}.")
    return lines


def machine() -> str:
    """What the figures were measured on."""
    backend = keras.backend.backend()
    libraries = {"tensorflow": ("tensorflow-cpu", "tensorflow"), "jax": ("jax",)}
    named = [_version(name) for name in libraries.get(backend, (backend,))]
    cores = len(os.sched_getaffinity(0))
    return (
        f"{_device()}, {cores} core{'s' * (cores > 1)}, Python {platform.python_version()}, "
        f"keras {keras.__version__} on {', '.join(name for name in named if name)}, "
        f"{keras.config.dtype_policy().name}"
    )


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except Exception:  # not installed
        return ""


def _device() -> str:
    """The name of the device that Keras computes on, as its backend knows it."""
    backend = keras.backend.backend()
    if backend == "jax":
        import jax

        if jax.default_backend() != "cpu":
            return jax.devices()[0].device_kind
    elif backend == "torch":
        import torch

        if torch.cuda.is_available():
            return torch.cuda.get_device_name(0)
    else:
        import tensorflow

        for gpu in tensorflow.config.list_physical_devices("GPU"):
            details = tensorflow.config.experimental.get_device_details(gpu)
            return details.get("device_name", "a GPU")
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "a CPU"


def main() -> None:
    everything = {recipe.name: recipe for recipe in recipes()}
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="5 by default")
    parser.add_argument("--only", action="append", choices=everything, help="may be repeated")
    parser.add_argument("--policy", default="float32", help="for example mixed_bfloat16")
    parser.add_argument("--write", action="store_true", help="into benchmarks/results/")
    given = parser.parse_args()
    keras.config.set_dtype_policy(given.policy)
    chosen = [everything[name] for name in given.only or everything]
    runs = run_all(chosen, given.seeds, Console(stderr=True))
    today = datetime.date.today().isoformat()
    text = (
        f"# Training, {today}\n\n{machine()}; see benchmarks/training.py. Wall time to the first "
        f"evaluation of all 10,000 test images of MNIST at or above the goal, evaluations left "
        f"out, tracing and compiling in it; evaluated every {EVERY} steps of {BATCH} images; "
        f"median of the seeds, recipes in turns.\n\n{table(chosen, runs)}"
    )
    Console().print(Markdown(text))
    if given.write:
        place = Path(__file__).parent / "results" / f"{today}-training-{keras.backend.backend()}.md"
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
