"""I took Adam as it is.

costs: test_fit_curves
hint: Adam's default rate is 0.001: keras.optimizers.Adam(RATE).
"""

# ruff: noqa: F821
import keras


def fit_network(name, model, x, y, x_check, y_check):
    model.compile(keras.optimizers.Adam(), loss="sparse_categorical_crossentropy")
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
    return {key: history.history[key] for key in ("loss", "val_loss")}
