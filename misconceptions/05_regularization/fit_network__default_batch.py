"""I left out the size of the batches.

costs: test_fit_curves
hint: Keras' default is 32: batch_size=BATCH.
"""

# ruff: noqa: F821
import keras


def fit_network(name, model, x, y, x_check, y_check):
    model.compile(keras.optimizers.Adam(RATE), loss="sparse_categorical_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=PATIENCE, restore_best_weights=True)
    history = model.fit(
        x,
        y,
        epochs=EPOCHS,
        validation_data=(x_check, y_check),
        validation_batch_size=500,
        callbacks=[stop] if name == "early stopping" else [],
        verbose=0,
    )
    return {key: history.history[key] for key in ("loss", "val_loss")}
