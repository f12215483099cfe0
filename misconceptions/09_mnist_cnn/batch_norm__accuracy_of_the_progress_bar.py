"""I took the accuracy that fit prints at the end of the epoch, as it is measured anyway.

costs: test_batch_norm_table
hint: that is the mean over the epoch, while the model learned, on the training images: measure
  afterwards, on x_check.
"""

import pandas as pd


def batch_norm_study(x, y, x_check, y_check):
    models = {"plain": small_cnn(False), "batch norm": small_cnn(True)}  # noqa: F821
    rows = []
    for name, model in models.items():
        model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        history = model.fit(x, y, batch_size=16, epochs=1, verbose=0).history
        rows.append((name, history["accuracy"][-1]))
    return {"models": models, "table": pd.DataFrame(rows, columns=["model", "accuracy"])}
