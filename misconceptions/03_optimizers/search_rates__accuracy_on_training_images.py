"""I measured on the images that I had trained with.

costs: test_search_again
hint: measure on x_check and y_check, or the rate is chosen by what was learned by heart.
"""

import keras
import pandas as pd


def search_rates(x, y, x_check, y_check, rates):
    rows, models = [], []
    for rate in rates:
        model = new_network()  # noqa: F821
        model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
        model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)  # noqa: F821
        loss = model.evaluate(x, y, batch_size=500, verbose=0)
        share = accuracy(model, x, y)  # noqa: F821
        rows.append((rate, loss, share))
        models.append(model)
    table = pd.DataFrame(rows, columns=["learning rate", "train loss", "accuracy"])
    return {"table": table, "models": models}
