"""My gap is validation accuracy minus train accuracy.

costs: test_compare_table
hint: train minus validation: large where something was learned by heart.
"""

# ruff: noqa: F821
import keras
import pandas as pd


def compare_regularizers(x, y, x_check, y_check):
    rows, curves, models = [], {}, {}
    for name in NAMES:
        model = build_network(name)
        model.compile(keras.optimizers.Adam(RATE), loss="sparse_categorical_crossentropy")
        stop = keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True)
        history = model.fit(
            x,
            y,
            batch_size=BATCH,
            epochs=EPOCHS,
            validation_data=(x_check, y_check),
            callbacks=[stop] if name == "early stopping" else [],
            verbose=0,
        )
        curves[name] = history.history
        train, check = accuracy(model, x, y), accuracy(model, x_check, y_check)
        loss = loss_of(model, x_check, y_check)
        rows.append((name, train, check, check - train, loss))
        models[name] = model
    return {"table": pd.DataFrame(rows, columns=COLUMNS), "curves": curves, "models": models}
