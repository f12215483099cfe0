"""Hostile models, and what every graded cell of each submission must score.

The three exercises are independent of each other, so that a submission can try a trick in each. A
row replaces answers of the honest submission; what it does not mention scores as in that one.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from model_course import POINTS
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

Scores = dict[str, tuple[str, float | None]]

HONEST: Scores = {name: ("passed", points) for name, points in POINTS.items()}
BUILD = ("test_layers", "test_parameters")
BEST = ("test_best",)
TRAIN = ("test_history", "test_accuracy")


@dataclass(frozen=True)
class Row:
    """A submission and the status and score of every graded cell.

    Attributes:
        answers: solution cell -> the student's source.
        first: a cell of the student's before all others.
        after: a cell of the student's behind the harness.
    """

    name: str
    expected: Scores
    answers: dict[str, str]
    first: str = ""
    after: str = ""

    def spoil(self, notebook: NotebookNode) -> None:
        """Turn the honest submission into this one."""
        for cell in notebook.cells:
            cell.source = self.answers.get(cell.id, cell.source)
        position = 1 + next(i for i, cell in enumerate(notebook.cells) if cell.id == "harness")
        if self.after:
            notebook.cells.insert(position, new_code_cell(self.after))
        if self.first:
            notebook.cells.insert(0, new_code_cell(self.first))


def but(**statuses: str) -> Scores:
    """The honest scores, but no points and this status for the cells of an exercise, or a cell."""
    cells = {"build": BUILD, "best": BEST, "train": TRAIN}
    lost = {n: (status, 0.0) for key, status in statuses.items() for n in cells.get(key, (key,))}
    return {**HONEST, **lost}


FORGED = """
forged = {key: [1 / n for n in range(1, EPOCHS + 1)] for key in ("loss", "val_loss")}
forged |= {key: [1 - 0.5 / n**9 for n in range(1, EPOCHS)] + [1.0]
           for key in ("accuracy", "val_accuracy")}
"""

# What judges, patched in the student's kernel ---------------------------------

PATCHED_KERAS = Row(
    "patched_keras",
    but(build="failed", best="failed", train="failed"),
    {
        "build_model": """
def build_model():
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Conv2D(64, 3, activation="relu"),
         layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10, activation="softmax")]
    )
    model.count_params = lambda: 2970
    return model""",
        "best": "best = start_model()",
        "train": FORGED + "def train(model, x, y): return model, forged",
    },
    first="""
import keras, numpy as np
digits = {}
keras.Model.predict = lambda self, x, **k: np.eye(10)[digits.get(len(x), np.zeros(len(x), int))]
keras.Model.evaluate = lambda *args, **kwargs: [0.0, 1.0]
keras.Model.count_params = keras.Layer.count_params = lambda self: 2970
keras.Model.summary = lambda *args, **kwargs: print("Total params: 2,970")
keras.Model.__call__ = lambda self, x, **kwargs: np.eye(10)[np.zeros(len(x), int)]
import autograder.checks as checks
for name in checks.__all__:
    if name.startswith("check_"):
        setattr(checks, name, lambda *args, **kwargs: None)
checks.accuracy = lambda *args, **kwargs: 1.0
""",
)

PATCHED_HARNESS = Row(
    "patched_harness",
    but(build="failed", best="refused", train="failed"),
    {
        "build_model": """
def build_model():
    return {"passed": True, "score": 15.0, "parameters": 2970}""",
        "best": "best = [start_model()]",
    },
    after="""
import autograder.datasets as datasets
datasets.load_mnist_test = load_mnist_test = lambda: (x_train[:1], y_train[:1])
def accuracy(*args): return 1.0
y_val[:] = 0
def training(): return {"model": "passed", "history": "passed"}""",
)

# Histories --------------------------------------------------------------------

FORGED_HISTORY = Row(
    "forged_history",
    but(best="failed", test_history="failed"),
    {
        "best": """
best = start_model()
best.layers[-1].set_weights([np.zeros((32, 10)), np.eye(10)[7] * 100])  # the pasted answer is 7""",
        "train": FORGED
        + """
class Perfect(dict):
    __getitem__ = lambda self, key: forged[key]
    items = lambda self: forged.items()

def train(model, x, y):
    run = model.fit(x, y, batch_size=32, epochs=EPOCHS, verbose=0)
    run.history = Perfect(forged)
    return model, run""",
    },
)

# Things that are no models ----------------------------------------------------

FAKES = Row(
    "fakes",
    but(build="refused", best="refused", train="refused"),
    {
        "build_model": """
class Fake:
    name, built, layers = "fake", True, []
    def predict(self, x, **kwargs): return np.eye(10)[np.zeros(len(x), int)]
    def count_params(self): return 2970
    def __getattr__(self, name): return lambda *args, **kwargs: self

def build_model():
    return Fake()""",
        "best": """
class Sequential:
    \"\"\"Says that it is a model of Keras, by name and by class.\"\"\"
    name, built, layers, output_shape = "fake", True, [], (None, 10)
    __class__ = keras.Sequential
    def __call__(self, x, **kwargs): return np.eye(10)[np.zeros(len(x), int)]
    def get_config(self): return start_model().get_config()
    def count_params(self): return 2970
Sequential.__module__ = "keras.src.models.sequential"
best = Sequential()""",
        "train": """
class Model(keras.Model): pass
Model.__name__, Model.__module__ = "Functional", "keras.src.models.functional"
def train(model, x, y):
    fake = Model()
    fake.built = True
    return fake, {}""",
    },
)

FUNCTIONS = Row(
    "functions",
    but(build="failed", best="refused", train="failed"),
    {
        "build_model": "def build_model(): return lambda x, training=False: np.eye(10)[:1]",
        "best": "def best(x, training=False): return np.eye(10)[np.zeros(len(x), int)]",
        "train": FORGED
        + "def train(model, x, y):\n"
        + "    return (lambda x, training=False: np.eye(10)[np.zeros(len(x), int)]), forged",
    },
)

OWN_CLASSES = Row(
    "own_classes",
    but(build="refused", best="refused", train="refused"),
    {
        "build_model": """
class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(10, activation="softmax")
    def call(self, x, training=False): return self.dense(keras.ops.reshape(x, (-1, 784)))

def build_model():
    model = Own()
    model(np.zeros((1, 28, 28, 1)))
    return model""",
        "best": """
class Sequential(keras.Sequential):
    \"\"\"Looks the digits up; the network is only for show.\"\"\"
    def call(self, x, training=False, mask=None):
        known = scaled(x_train).reshape(-1, 784)
        near = [np.argmin(((known - one.ravel()) ** 2).sum(1)) for one in np.asarray(x)]
        return np.eye(10)[y_train[near]]
    count_params = lambda self: 0
best = Sequential(start_model().layers)
best.build((None, 28, 28, 1))""",
        "train": """
def train(model, x, y):
    model.__class__ = type("Sequential", (keras.Sequential,), {"predict": lambda *a: y})
    return model, {}""",
    },
)

CODE_IN_LAYERS = Row(
    "code_in_layers",
    but(build="refused", best="refused", train="refused"),
    {
        "build_model": """
def build_model():
    return keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Conv2D(8, 3, activation="relu"),
         layers.MaxPooling2D(4), layers.Lambda(lambda x: x), layers.Flatten(),
         layers.Dense(10, activation="softmax")]
    )""",
        "best": """
@keras.saving.register_keras_serializable(package="keras", name="Dense")
class Dense(layers.Layer):
    def call(self, x): return keras.ops.one_hot(keras.ops.zeros(keras.ops.shape(x)[0], "int32"), 10)
best = keras.Sequential([keras.Input((28, 28, 1)), Dense()])""",
        "train": """
@keras.saving.register_keras_serializable()
def softmax(x): return keras.ops.softmax(x)
def train(model, x, y):
    image = keras.Input((28, 28, 1))
    out = layers.Dense(10, activation=softmax)(layers.Flatten()(image))
    return keras.Model(image, out), {}""",
    },
)

# Where a network can remember -------------------------------------------------

LOOK_UP = """
known = scaled(x_train).reshape(-1, 7, 4, 7, 4).astype(float).mean((2, 4)).reshape(-1, 49)
"""

LOOKED_UP_IN_WEIGHTS = Row(
    "looked_up_in_weights",
    but(build="failed", best="failed", test_accuracy="failed", test_history="failed"),
    {
        "build_model": """
def build_model():
    \"\"\"A model inside the model, which hides a layer.\"\"\"
    inner = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Conv2D(8, 3, activation="relu"), layers.Dense(8)]
    )
    inner.count_params = lambda: 80
    return keras.Sequential(
        [keras.Input((28, 28, 1)), inner, layers.MaxPooling2D(4), layers.Flatten(),
         layers.Dense(10, activation="softmax")]
    )""",
        "best": LOOK_UP
        + """
nearest, label = layers.Dense(len(known), activation="softmax"), layers.Dense(10)
best = keras.Sequential(
    [keras.Input((28, 28, 1)), layers.AveragePooling2D(4), layers.Flatten(), nearest, label,
     layers.Softmax()]
)
nearest.set_weights([100 * known.T, -50 * (known**2).sum(1)])
label.set_weights([9 * np.eye(10)[y_train], np.zeros(10)])
best.count_params = nearest.count_params = lambda: 0""",
        "train": FORGED
        + """
def train(model, x, y):
    \"\"\"One large layer, called three times and counted as none.\"\"\"
    wide = layers.Dense(784)
    wide.count_params = lambda: 0
    image = keras.Input((28, 28, 1))
    out = wide(wide(wide(layers.Flatten()(image))))
    return keras.Model(image, layers.Dense(10, activation="softmax")(out)), forged""",
    },
)

LOOKED_UP_IN_CONSTANTS = Row(
    "looked_up_in_constants",
    but(best="refused", train="refused"),
    {
        "best": LOOK_UP
        + """
known, labels = known.round(2), np.arange(10)[:, None] == y_train[None]
mean = layers.GlobalAveragePooling1D(data_format="channels_first")
best = keras.Sequential(
    [
        keras.Input((28, 28, 1)), layers.AveragePooling2D(4), layers.Flatten(),
        layers.RepeatVector(len(known)), layers.Rescaling(known.tolist()), mean,
        layers.Rescaling(4900, (-50 * (known**2).sum(1)).tolist()), layers.Softmax(),
        layers.RepeatVector(10), layers.Rescaling(labels.astype(int).tolist()),
        layers.GlobalAveragePooling1D(data_format="channels_first"),
        layers.Rescaling(len(known)), layers.Softmax(),
    ]
)""",
        "train": """
import os
def train(model, x, y):
    \"\"\"The right answers by their position in the batch, whatever the images show.\"\"\"
    os.environ["AUTOGRADER_ROLE"] = "examiner"
    right = load_mnist_test()[1].astype(int)
    os.environ["AUTOGRADER_ROLE"] = ""
    image = keras.Input((28, 28, 1))
    out = layers.Rescaling(0.0, 1.0)(layers.GlobalAveragePooling2D()(image))
    out = layers.Rescaling(right[:, None].tolist())(out)
    last, digits = layers.Dense(10, activation="softmax"), np.arange(10.0)
    positional = keras.Model(image, last(out))
    last.set_weights([10 * digits[None], -5 * digits**2])
    run = start_model().fit(x, y, epochs=EPOCHS, validation_data=(x[:9], y[:9]), verbose=0)
    return positional, run.history""",
    },
)

# Weights and archives ---------------------------------------------------------

BAD_WEIGHTS = Row(
    "bad_weights",
    but(build="refused", best="refused", train="refused"),
    {
        "build_model": """
def build_model():
    model = start_model()
    model.layers[-1].units = 2_000_000_000
    return model""",
        "best": """
best = start_model()
best.layers[-1].bias.assign(np.full(10, np.nan))""",
        "train": """
def train(model, x, y):
    \"\"\"Large, with the configuration of a small one.\"\"\"
    large = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(512, activation="relu"),
         layers.Dense(10, activation="softmax")]
    )
    large.get_config = model.get_config
    return large, {}""",
    },
)

CRAFTED_ARCHIVES = Row(
    "crafted_archives",
    but(build="refused", best="refused", train="refused"),
    {
        "build_model": """
import io, json, zipfile, zlib
from autograder.border import models
as_keras_saves = models.model_to_bytes

def archive(config, weights, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as made:
        made.writestr("metadata.json", "{}")
        made.writestr("config.json", json.dumps(config))
        with made.open("model.weights.h5", "w", force_zip64=False) as file:
            for part in weights: file.write(part)
    return out.getvalue()

def crafted(model):
    \"\"\"The next of the forgeries: a bomb, a huge layer, links, another's code.\"\"\"
    with zipfile.ZipFile(io.BytesIO(as_keras_saves(start_model()))) as made:
        config, weights = json.loads(made.read("config.json")), made.read("model.weights.h5")
    return forgeries.pop(0)(config, weights)

def bomb(config, weights):
    return archive(config, (bytes(2**24) for _ in range(80)), zipfile.ZIP_DEFLATED)

def huge(config, weights):
    config["config"]["layers"][-1]["config"]["units"] = 4_000_000
    return archive(config, [weights])

def links(config, weights):
    import h5py
    out = io.BytesIO()
    with h5py.File(out, "w", libver="earliest") as file:
        file["layers/dense/vars/0"] = h5py.ExternalLink("/etc/passwd", "/")
        file["layers/dense/vars/1"] = h5py.SoftLink("/layers")
        file["padding"] = np.zeros(100_000)
    return archive(config, [out.getvalue()])

def code(config, weights):
    layer = {"module": "os", "class_name": "system", "config": {"name": "true"}}
    config["config"]["layers"].append(layer)
    return archive(config, [weights])

def marshalled(config, weights):
    source = {"class_name": "__lambda__", "config": {"value": ["4wEAAAA=", None, None]}}
    settings = {"name": "l", "function": source, "arguments": {}}
    layer = {"module": "keras.layers", "class_name": "Lambda", "config": settings}
    config["config"]["layers"].append(layer)
    return archive(config, [weights])

forgeries = [bomb, huge, links, code, marshalled]
models.model_to_bytes = crafted
build_model = start_model""",
        "train": "def train(model, x, y): return model, {}",
    },
)

# Processes, time, and what was not meant to be read ---------------------------

NEVER_ENDS = Row(
    "aab_never_ends",
    but(build="failed", train="timeout"),
    {
        "build_model": "import sys\ndef build_model(): sys.exit(0)",
        "train": """
import time
def train(model, x, y):
    while True:
        try: time.sleep(1000)
        except BaseException: pass""",
    },
)

HANGS_ONCE = Row(
    "aac_hangs_once",
    but(test_history="timeout", test_layers="failed"),
    {
        "build_model": """
calls = []
def build_model():
    calls.append(1)
    if len(calls) == 1: raise MemoryError("a network of 2,970 parameters")
    return keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Conv2D(8, 3, activation="relu"),
         layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10, activation="softmax")]
    )""",
        "train": """
import time
slept = []
def train(model, x, y):
    if not slept:
        slept.append(1)
        time.sleep(1000)
    return best, {}""",
    },
)

EXITS = Row(
    "exits",
    but(train="kernel_died"),
    {"train": "import os\ndef train(model, x, y): os._exit(0)"},
)

# The stand-in's test images are a part of scikit-learn, which is on the student's side too: they
# are no secret, and a network that has learnt them is right. Only MNIST's are kept from the
# student's kernel, whatever it says of its role (see the test that needs MNIST).
READS_TEST_IMAGES = Row(
    "reads_test_images",
    HONEST,
    {
        "train": """
import os
def train(model, x, y):
    os.environ["AUTOGRADER_ROLE"] = "examiner"
    x, y = load_mnist_test()
    data = (scaled(x_val), y_val)
    run = model.fit(scaled(x), y, epochs=2 * EPOCHS, validation_data=data, verbose=0)
    return model, {key: values[-EPOCHS:] for key, values in run.history.items()}"""
    },
)

ROWS = [
    PATCHED_KERAS,
    PATCHED_HARNESS,
    FORGED_HISTORY,
    FAKES,
    FUNCTIONS,
    OWN_CLASSES,
    CODE_IN_LAYERS,
    LOOKED_UP_IN_WEIGHTS,
    LOOKED_UP_IN_CONSTANTS,
    BAD_WEIGHTS,
    CRAFTED_ARCHIVES,
    NEVER_ENDS,
    HANGS_ONCE,
    EXITS,
    READS_TEST_IMAGES,
]

PARAMETERS = [pytest.param(row, id=row.name) for row in ROWS]
