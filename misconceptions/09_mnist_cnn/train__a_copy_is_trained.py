"""I cloned the model, so that the one I was given stays as it is, and trained the clone.

costs: test_train_learns
hint: the caller keeps the model that it gave you: train that one, in place.
"""

import keras
import numpy as np


def train(model, x_train, y_train, x_val, y_val, steps=300):
    copy = keras.models.clone_model(model)
    order = np.random.choice(len(x_train), 128 * steps)
    copy.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return copy.fit(
        x_train[order],
        y_train[order],
        batch_size=128,
        epochs=5,
        steps_per_epoch=steps // 5,
        validation_data=(x_val, y_val),
        verbose=2,
    ).history
