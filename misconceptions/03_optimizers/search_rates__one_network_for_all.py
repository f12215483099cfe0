"""I made one network and trained it with one rate after the other.

costs: test_search_again, test_search_effect
hint: each rate then goes on where the one before has ended: a new network in each round.
"""

import keras
import pandas as pd


def search_rates(x, y, x_check, y_check, rates):
    rows, models = [], []
    model = new_network()  # noqa: F821
    for rate in rates:
        model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
        model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)  # noqa: F821
        loss = model.evaluate(x, y, batch_size=500, verbose=0)
        share = accuracy(model, x_check, y_check)  # noqa: F821
        rows.append((rate, loss, share))
        models.append(model)
    table = pd.DataFrame(rows, columns=["learning rate", "train loss", "accuracy"])
    return {"table": table, "models": models}
