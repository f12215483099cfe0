"""A small course about models of digits, made for the tests of the grading engine.

One notebook, `digits`: a model to build, a model to train and keep (`best`), and a function that
trains, which a harness calls beside the student's code. The examiner measures everything itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from course_builder import CONFIG, nbgrader
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import Course, open_course
from autograder.notebooks.generate import generate
from autograder.notebooks.record import kinds_file, read_records

ASSIGNMENT = "m1"
NOTEBOOK = "digits"
EPOCHS = 8
BUDGET = 5_000

#: Time limits. Only a training that never ends uses one up.
SECONDS = 90
TRAINING_SECONDS = 20

KINDS = {"build_model": "callable", "best": "model", "training": "callable"}

SETUP = f'''import keras
import numpy as np
from keras import layers

from autograder.checks import (
    accuracy,
    called,
    check_accuracy,
    check_budget,
    check_history,
    check_layers,
    check_number,
    check_output,
    check_parameters,
    check_that,
    student_side,
)
from autograder.datasets import load_mnist, load_mnist_test

EPOCHS, BUDGET = {EPOCHS}, {BUDGET}  # rounds of training, parameters
LOSS = "sparse_categorical_crossentropy"
keras.utils.set_random_seed(3)


def scaled(images):
    """uint8 (n, 28, 28) -> float32 (n, 28, 28, 1) in 0 ... 1."""
    return (images / np.float32(255))[..., None]


def start_model():
    """A small network, compiled and not trained: (n, 28, 28, 1) -> (n, 10)."""
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.AveragePooling2D(4),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    adam = keras.optimizers.Adam(0.01)
    model.compile(adam, LOSS, metrics=["accuracy"], jit_compile=False)
    return model'''

DATA = """(x_train, y_train), (x_val, y_val) = load_mnist()
x_train, y_train = x_train[:1200], y_train[:1200]"""

BUILD_ANSWER = '''def build_model():
    """A new model: (n, 28, 28, 1) -> (n, 10), as in the table."""
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(4),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return model'''

BUILD = '''def build_model():
    """A new model: (n, 28, 28, 1) -> (n, 10), as in the table."""
    model = ...
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(4),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    ### END SOLUTION
    return model'''

TEST_LAYERS = """built = called(build_model)
check_layers(built, [("Conv2D", (26, 26, 8), None), *[("MaxPooling2D", (6, 6, 8), None)],
                     ("Flatten", (288,), None), ("Dense", (10,), None)])
### BEGIN HIDDEN TESTS
check_layers(built, [("Conv2D", None, 80, "relu"), ("MaxPooling2D", None, 0),
                     ("Flatten", None, 0), ("Dense", None, 2890, "softmax")],
             about="the parameters and activations")
### END HIDDEN TESTS"""

TEST_PARAMETERS = """model = called(build_model)
check_parameters(model, 2_970)
### BEGIN HIDDEN TESTS
check_budget(model, BUDGET, about="the budget")
check_output(model, 10, "softmax", about="the output")
### END HIDDEN TESTS"""

BEST_ANSWER = """best = start_model()
best.fit(scaled(x_train), y_train, batch_size=32, epochs=EPOCHS, verbose=0)"""

BEST = f"""best = ...
### BEGIN SOLUTION
{BEST_ANSWER}
### END SOLUTION"""

TEST_BEST = """check_budget(best, BUDGET, name="best")
check_output(best, 10, "softmax", name="best")
### BEGIN HIDDEN TESTS
x_test, y_test = load_mnist_test()
check_accuracy(best, scaled(x_test), y_test, 0.8, name="best", about="new images")
### END HIDDEN TESTS"""

TRAIN_ANSWER = '''def train(model, x, y):
    """Train for EPOCHS rounds and return the model and its history, a dict."""
    data = (scaled(x_val), y_val)
    run = model.fit(x, y, batch_size=32, epochs=EPOCHS, validation_data=data, verbose=0)
    return model, run.history'''

TRAIN = '''def train(model, x, y):
    """Train for EPOCHS rounds and return the model and its history, a dict."""
    history = ...
    ### BEGIN SOLUTION
    data = (scaled(x_val), y_val)
    run = model.fit(x, y, batch_size=32, epochs=EPOCHS, validation_data=data, verbose=0)
    history = run.history
    ### END SOLUTION
    return model, history'''

HARNESS = '''@student_side
def training():
    """The model that `train` returns, and how its training went."""
    model, history = train(start_model(), scaled(x_train), y_train)
    return {"model": model, "history": history}'''

TEST_HISTORY = """run = called(training)
check_history(run.value["history"], epochs=EPOCHS, name="the history")
### BEGIN HIDDEN TESTS
check_number(
    run.value["history"]["val_accuracy"][-1],
    accuracy(run.value["model"], scaled(x_val), y_val),
    atol=0.005,
    name="the last val_accuracy",
    about="the history is that of this model",
)
### END HIDDEN TESTS"""

TEST_ACCURACY = """trained = called(training).value["model"]
check_budget(trained, BUDGET)
check_output(trained, 10, "softmax")
### BEGIN HIDDEN TESTS
x_test, y_test = load_mnist_test()
check_accuracy(trained, scaled(x_test), y_test, 0.8, about="new images")
### END HIDDEN TESTS"""

POINTS = {
    "test_layers": 15.0,
    "test_parameters": 15.0,
    "test_best": 20.0,
    "test_history": 20.0,
    "test_accuracy": 30.0,
}

ANSWERS = {"build_model": BUILD_ANSWER, "best": BEST_ANSWER, "train": TRAIN_ANSWER}


def _cell(grade_id: str, source: str, options: dict[str, Any], **flags: Any) -> NotebookNode:
    metadata = {**nbgrader(grade_id, **flags), "autograder": {"seconds": SECONDS, **options}}
    return new_code_cell(source, id=grade_id, metadata=metadata)


def _solution(grade_id: str, source: str) -> NotebookNode:
    return _cell(grade_id, source, {"exercise": grade_id}, solution=True)


def _test(grade_id: str, source: str, exercise: str, seconds: int = SECONDS) -> NotebookNode:
    options = {"exercise": exercise, "covers": ["S2"], "seconds": seconds}
    return _cell(grade_id, source, options, grade=True, locked=True, points=POINTS[grade_id])


def source_notebook() -> NotebookNode:
    """The instructor's notebook."""
    cells = [
        new_markdown_cell("# Digits", id="title"),
        _cell("setup", SETUP, {}, locked=True),
        _cell("data", DATA, {}, locked=True),
        _solution("build_model", BUILD),
        _test("test_layers", TEST_LAYERS, "build_model"),
        _test("test_parameters", TEST_PARAMETERS, "build_model"),
        _solution("best", BEST),
        _test("test_best", TEST_BEST, "best"),
        _solution("train", TRAIN),
        _cell("harness", HARNESS, {}, locked=True),
        _test("test_history", TEST_HISTORY, "train", TRAINING_SECONDS),
        _test("test_accuracy", TEST_ACCURACY, "train", TRAINING_SECONDS),
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "autograder": {"format": 1, "title": "Digits"},
    }
    return new_notebook(cells=cells, metadata=metadata)


def build_course(root: Path) -> Course:
    """Write the course to `root` and release its assignment."""
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    nbformat.write(source_notebook(), folder / f"{NOTEBOOK}.ipynb")
    course = open_course(root)
    generate(course, ASSIGNMENT)
    path = kinds_file(course, ASSIGNMENT)
    path.parent.mkdir(parents=True, exist_ok=True)
    records = read_records(course, ASSIGNMENT)
    path.write_text(json.dumps({r.notebook: {"digest": r.digest, "kinds": KINDS} for r in records}))
    return course


def honest(course: Course) -> NotebookNode:
    """The released notebook with right answers in it."""
    path = course.release(ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell.id, cell.source)
    return notebook


def hand_in(course: Course, student: str, notebook: NotebookNode) -> Path:
    """Write a submission; returns its folder."""
    folder = course.submitted(student, ASSIGNMENT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder
