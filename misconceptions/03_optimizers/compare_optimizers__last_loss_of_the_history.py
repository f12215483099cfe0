"""I took the last loss of the history, for the table and as the curve.

costs: test_compare_loss, test_compare_curves
hint: that is a mean over the epoch, while the network was still changing: evaluate after it; and a
  curve has a number for each epoch: the whole list.
"""

import time

import keras
import pandas as pd


def compare_optimizers(x, y, x_check, y_check):
    kinds = {
        "SGD": keras.optimizers.SGD,
        "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
        "RMSProp": keras.optimizers.RMSprop,
        "Adam": keras.optimizers.Adam,
        "AdamW": keras.optimizers.AdamW,
    }
    rows, curves, models = [], {}, {}
    for name, rate in PLAN.items():  # noqa: F821
        model = models[name] = new_network()  # noqa: F821
        model.compile(optimizer=kinds[name](rate), loss="sparse_categorical_crossentropy")
        begin = time.perf_counter()
        history = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)  # noqa: F821
        seconds = time.perf_counter() - begin
        loss = curves[name] = history.history["loss"][-1]
        share = accuracy(model, x_check, y_check)  # noqa: F821
        rows.append((name, rate, loss, share, seconds))
    table = pd.DataFrame(rows, columns=COLUMNS)  # noqa: F821
    return {"table": table, "curves": curves, "models": models}
