"""I made one optimizer and gave it to all networks.

costs: test_compare_table, test_compare_models, test_compare_accuracy, test_compare_loss,
  test_compare_curves, test_compare_effect
hint: an optimizer belongs to the weights of one network: make a new one for each.
"""

# ruff: noqa: F821
import keras
import pandas as pd


def compare_regularizers(x, y, x_check, y_check):
    rows, curves, models = [], {}, {}
    optimizer = keras.optimizers.Adam(RATE)
    for name in NAMES:
        model = build_network(name)
        model.compile(optimizer, loss="sparse_categorical_crossentropy")
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
        rows.append((name, train, check, train - check, loss))
        models[name] = model
    return {"table": pd.DataFrame(rows, columns=COLUMNS), "curves": curves, "models": models}
