"""I made the network before the loop, so that all start alike.

costs: test_compare_models, test_compare_loss, test_compare_accuracy, test_compare_curves,
  test_compare_effect
hint: it is then trained on and on: new_network() starts alike in every call, so call it in the
  loop.
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
    model = new_network()  # noqa: F821
    for name, rate in PLAN.items():  # noqa: F821
        models[name] = model
        model.compile(optimizer=kinds[name](rate), loss="sparse_categorical_crossentropy")
        begin = time.perf_counter()
        history = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)  # noqa: F821
        seconds = time.perf_counter() - begin
        curves[name] = history.history["loss"]
        loss = model.evaluate(x, y, batch_size=500, verbose=0)
        share = accuracy(model, x_check, y_check)  # noqa: F821
        rows.append((name, rate, loss, share, seconds))
    table = pd.DataFrame(rows, columns=COLUMNS)  # noqa: F821
    return {"table": table, "curves": curves, "models": models}
