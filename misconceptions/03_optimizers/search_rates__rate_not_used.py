"""I compiled with optimizer="adam".

costs: test_search_effect
hint: that is Adam with its default of 0.001, whatever the rate is: keras.optimizers.Adam(rate).
"""

import pandas as pd


def search_rates(x, y, x_check, y_check, rates):
    rows, models = [], []
    for rate in rates:
        model = new_network()  # noqa: F821
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)  # noqa: F821
        loss = model.evaluate(x, y, batch_size=500, verbose=0)
        share = accuracy(model, x_check, y_check)  # noqa: F821
        rows.append((rate, loss, share))
        models.append(model)
    table = pd.DataFrame(rows, columns=["learning rate", "train loss", "accuracy"])
    return {"table": table, "models": models}
