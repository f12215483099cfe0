"""I gave every network the callback.

costs: test_fit_curves
hint: only the network named "early stopping" gets it; the others train for EPOCHS epochs.
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
        callbacks=[stop],
        verbose=0,
    )
    return {key: history.history[key] for key in ("loss", "val_loss")}
