"""I left validation_data out, because validation takes time.

costs: test_train_history, test_train_validation, test_train_learns
hint: without validation_data there is no val_loss and no val_accuracy in the history.
"""

import keras
import numpy as np


def train(model, x_train, y_train, x_val, y_val, steps=300):
    order = np.random.choice(len(x_train), 128 * steps)
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        x_train[order],
        y_train[order],
        batch_size=128,
        epochs=5,
        steps_per_epoch=steps // 5,
        verbose=2,
    ).history
