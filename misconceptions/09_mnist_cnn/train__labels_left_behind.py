"""I shuffled the images before the training, and took the labels as they were.

costs: test_train_learns
hint: images and labels in the same order: x_train[order] and y_train[order].
"""

import keras
import numpy as np


def train(model, x_train, y_train, x_val, y_val, steps=300):
    images = x_train[np.random.permutation(len(x_train))]
    order = np.random.choice(len(x_train), 128 * steps)
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        images[order],
        y_train[order],
        batch_size=128,
        epochs=5,
        steps_per_epoch=steps // 5,
        validation_data=(x_val, y_val),
        verbose=2,
    ).history
