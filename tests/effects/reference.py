"""The reference solutions of assignments that train, run as the grader runs them, seed by seed.

The code is a notebook's own: its solution cells, and the locked cells that they need, are
executed as they stand. A run is a function of the data and the seed, so that runs can be spread
over processes.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
LOCKED = {  # what the solution cells of each assignment need
    "05_regularization": (
        "setup",
        "pictures",
        "shift-lookup",
        "networks",
        "noisy-data",
        "results-lookup",
    ),
    "09_mnist_cnn": ("setup", "data", "moved"),
}
SMALL, CHECKED = 3000, 2000  # images that the studies train on, and validate on

Run = dict[str, float]


def spread(run: Callable[[str, int], Run], data: str, seeds: Iterable[int]) -> list[Run]:
    """run(data, seed) for each seed, on all cores, one thread each.

    Args:
        data: the value of AUTOGRADER_MNIST: a file, or "digits".
    """
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (data,)) as pool:
        runs = [pool.submit(run, data, seed) for seed in seeds]
        return [one.result() for one in runs]


def full_training(data: str, seed: int) -> Run:
    """Preprocess, build and train: accuracies on validation and test images, and the gates."""
    names = _seeded("09_mnist_cnn", data, seed)
    x_test, y_test = _test_images()
    model, scaled, accuracy = names["build_model"](), names["scaled"], names["accuracy"]
    images = names["preprocess"](names["x_train"]), names["preprocess"](names["x_val"])
    with contextlib.redirect_stdout(io.StringIO()):
        names["train"](model, images[0], names["y_train"], images[1], names["y_val"])
    return {
        "validation": accuracy(model, scaled(names["x_val"]), names["y_val"]),
        "test": accuracy(model, scaled(x_test), y_test),
        "halfway": names["HALFWAY"],
        "goal": names["GOAL"],
    }


def both_studies(data: str, seed: int) -> Run:
    """The studies of batch normalization and of moved digits; what their hidden checks measure."""
    names = _seeded("09_mnist_cnn", data, seed)
    scaled, accuracy, moved = names["scaled"], names["accuracy"], names["moved"]
    x_test, y_test = _test_images()
    small = scaled(names["x_train"][:SMALL]), names["y_train"][:SMALL]
    checked = scaled(names["x_val"][:CHECKED]), names["y_val"][:CHECKED]
    images = scaled(x_test)

    pair = names["batch_norm_study"](*small, *checked)["models"]
    with_it, without = pair["batch norm"], pair["plain"]
    models = names["shift_study"](*small, *checked)["models"]
    three = list(names["moved_to_corners"](images, 3))
    at_three = {
        name: sum(accuracy(model, some, y_test) for some in three) / len(three)
        for name, model in models.items()
    }
    falls = [
        accuracy(model, images, y_test) - accuracy(model, moved(images, 4), y_test)
        for model in models.values()
    ]
    normalized = accuracy(with_it, *checked), accuracy(with_it, images, y_test)
    return {
        "normalized, validation": normalized[0],
        "normalized, test": normalized[1],
        "gain, validation": normalized[0] - accuracy(without, *checked),
        "gain, test": normalized[1] - accuracy(without, images, y_test),
        "lead at 3 pixels": at_three["convolutional"] - at_three["dense"],
        "fall at 4 pixels": min(falls),
        "not moved": min(
            accuracy(model, scaled(names["x_val"]), names["y_val"]) for model in models.values()
        ),
    }


def seven_regularizers(data: str, seed: int) -> Run:
    """The comparison of regularizers: what its hidden checks measure, and what its text says.

    Gains and gaps are differences of accuracies: train and validation accuracy as in the table,
    test accuracy on the images that only the grader has; those that are moved by one pixel are
    there in four versions, beside the images as they are.
    """
    names = _seeded("05_regularization", data, seed)
    scaled, accuracy = names["scaled"], names["accuracy"]
    x_test, y_test = _test_images()
    given = [
        names[name] for name in ("images_small", "labels_small", "images_check", "labels_check")
    ]
    results = names["compare_regularizers"](*given)
    table = results["table"].set_index("regularizer")
    models = results["models"]
    test = {name: accuracy(model, scaled(x_test), y_test) for name, model in models.items()}
    versions = [scaled(images) for images in names["nearby"](x_test[-2500:])]
    right = {
        name: sum(accuracy(models[name], images, y_test[-2500:]) for images in versions)
        for name in ("augmentation", "baseline")
    }
    gap, train = table["gap"], table["train accuracy"]
    stopped = results["curves"]["early stopping"]["val_loss"]
    careful = ["L1", "L2", "dropout", "augmentation", "early stopping"]
    return {
        "augmentation: accuracy on test images and moved ones above the baseline's": (
            right["augmentation"] - right["baseline"]
        )
        / len(versions),
        "augmentation: test accuracy above the baseline's": test["augmentation"] - test["baseline"],
        "dropout: gap below the baseline's": gap["baseline"] - gap["dropout"],
        "0.2 less the largest difference of validation and test": 0.2
        - max(abs(table["validation accuracy"][name] - test[name]) for name in test),
        "batch norm: train accuracy above the share of right labels": train["batch norm"] - 0.8,
        "batch norm: gap above those of the other five": gap["batch norm"] - gap[careful].max(),
        "baseline: train accuracy above the share of right labels": train["baseline"] - 0.8,
        "the other five: train accuracy below the baseline's": train["baseline"]
        - train[careful].max(),
        "the other five: gap below the baseline's": gap["baseline"] - gap[careful].max(),
        "early stopping: last validation loss over the lowest": stopped[-1] / min(stopped) - 1,
    }


@lru_cache(maxsize=1)
def notebook_names(assignment: str, data: str) -> dict[str, Any]:
    """The names of a notebook after its solution cells and those of LOCKED have run."""
    os.environ["AUTOGRADER_MNIST"] = data
    notebook = SOLUTIONS / assignment / f"{assignment}.ipynb"
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.metadata.get("nbgrader", {}).get("solution") or cell.id in LOCKED[assignment]:
                exec(compile(cell.source, f"<{cell.id}>", "exec"), names)  # noqa: S102
    return names


def _prepare(data: str) -> None:
    os.environ |= {
        "AUTOGRADER_MNIST": data,
        "AUTOGRADER_ROLE": "examiner",
        "MPLBACKEND": "Agg",
        "OMP_NUM_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
    }


def _seeded(assignment: str, data: str, seed: int) -> dict[str, Any]:
    import keras

    names = notebook_names(assignment, data)
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    return names


@lru_cache(maxsize=1)
def _test_images() -> Any:
    from autograder.datasets import load_mnist_test

    with contextlib.redirect_stdout(io.StringIO()):
        return load_mnist_test()
