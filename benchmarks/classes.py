"""Classes to measure with: a course in stock nbgrader's form, and submissions that all differ."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import open_course
from autograder.notebooks.generate import generate

ASSIGNMENT = "a1"
NOTEBOOK = "network"

IMPORTS = "import keras\nimport numpy as np"
SIGMOID = '''def sigmoid(x):
    """The logistic function of an array of any shape."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-x))
    ### END SOLUTION'''
BUILD = '''def build_model():
    """A small convolutional network for images of shape (28, 28, 1) and ten classes."""
    ### BEGIN SOLUTION
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ### END SOLUTION

model = build_model()'''
TRAIN = '''def train(model, x, y):
    """Train for 60 steps of 64 images; returns the losses."""
    ### BEGIN SOLUTION
    model.compile("adam", "sparse_categorical_crossentropy")
    return model.fit(x, y, batch_size=64, epochs=3, verbose=0).history["loss"]
    ### END SOLUTION

rng = np.random.default_rng(0)
y = rng.integers(0, 10, 1280)
x = (rng.random((1280, 28, 28, 1)) * .5 + (y / 20)[:, None, None, None]).astype("float32")
losses = train(model, x, y)'''
TESTS = {
    "test_sigmoid": "assert sigmoid(0) == 0.5\n### BEGIN HIDDEN TESTS\n"
    "assert np.allclose(sigmoid(np.array([-1.0, 2.0])), [0.26894142, 0.88079708])\n"
    "### END HIDDEN TESTS",
    "test_model": "assert model.count_params() == 13610\n### BEGIN HIDDEN TESTS\n"
    "assert model.output_shape == (None, 10)\n### END HIDDEN TESTS",
    "test_train": "assert len(losses) == 3\n### BEGIN HIDDEN TESTS\n"
    "assert losses[-1] < losses[0]\n### END HIDDEN TESTS",
}


def _cell(name: str, source: str, points: int = 0, answer: bool = False) -> NotebookNode:
    metadata = {
        "schema_version": 3,
        "grade_id": name,
        "grade": bool(points),
        "solution": answer,
        "locked": not answer,
        "task": False,
    }
    if points:
        metadata["points"] = points
    return new_code_cell(source, id=name, metadata={"nbgrader": metadata})


def write_course(root: Path, training: bool, count: int) -> None:
    """Write a released course with `count` submissions.

    Args:
        training: whether the notebook trains its network; it only builds it otherwise.
    """
    cells = [
        new_markdown_cell("# A network", id="title"),
        _cell("imports", IMPORTS),
        _cell("sigmoid", SIGMOID, answer=True),
        _cell("test_sigmoid", TESTS["test_sigmoid"], 5),
        _cell("build", BUILD, answer=True),
        _cell("test_model", TESTS["test_model"], 5),
    ]
    if training:
        cells += [_cell("train", TRAIN, answer=True), _cell("test_train", TESTS["test_train"], 5)]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{NOTEBOOK}.ipynb")
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "benchmark"\nc.Execute.timeout = 120\n'
    )
    course = open_course(root)
    generate(course, ASSIGNMENT)
    released = nbformat.read(course.release(ASSIGNMENT) / f"{NOTEBOOK}.ipynb", as_version=4)
    answers = {cell.id: cell.source for cell in cells}
    for cell in released.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            lines = answers[cell.id].splitlines()
            cell.source = "\n".join(line for line in lines if "SOLUTION" not in line)
    for number in range(count):
        hand_in(root, number, released)


def hand_in(root: Path, number: int, notebook: NotebookNode) -> None:
    """Write a submission that differs from all others."""
    folder = root / "submitted" / f"student{number:04d}" / ASSIGNMENT
    folder.mkdir(parents=True)
    own = nbformat.from_dict(json.loads(json.dumps(notebook)))
    own.cells[2].source += f"\n# by student {number}"
    nbformat.write(own, folder / f"{NOTEBOOK}.ipynb")


def fresh_copy(root: Path, target: Path) -> Path:
    """A copy of a course in which nothing was graded yet."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root, target)
    return target
