"""My curves hold the last losses.

costs: test_fit_curves, test_fit_stop
hint: a curve is a list with a number for each epoch.
"""

# ruff: noqa: F821
import keras


def fit_network(name, model, x, y, x_check, y_check):
    model.compile(keras.optimizers.Adam(RATE), loss="sparse_categorical_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True)
    history = model.fit(
        x,
        y,
        batch_size=BATCH,
        epochs=EPOCHS,
        validation_data=(x_check, y_check),
        validation_batch_size=500,
        callbacks=[stop] if name == "early stopping" else [],
        verbose=0,
    )
    return {key: history.history[key][-1:] for key in ("loss", "val_loss")}
