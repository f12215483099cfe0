"""I gave fit the training images for validation, and the curve looked very good.

costs: test_train_validation
hint: validation_data=(x_val, y_val): images that the model was not trained on.
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
        validation_data=(x_train[:1000], y_train[:1000]),
        verbose=2,
    ).history
