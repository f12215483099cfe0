"""I left out restore_best_weights: the training has stopped, after all.

costs: test_fit_stop
hint: it stops some epochs after the best one: restore_best_weights=True goes back.
"""

# ruff: noqa: F821
import keras


def fit_network(name, model, x, y, x_check, y_check):
    model.compile(keras.optimizers.Adam(RATE), loss="sparse_categorical_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=PATIENCE)
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
