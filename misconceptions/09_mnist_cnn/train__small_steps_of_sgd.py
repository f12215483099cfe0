"""I compiled with plain SGD as on the slide, and took a rate of 0.001 to be on the safe side.

costs: test_accuracy_floor, test_accuracy_goal
hint: plain SGD needs thousands of steps, and more of them at a smaller rate: Adam, and one
  cycle.
"""

import keras
import numpy as np


def train(model, x_train, y_train, x_val, y_val, steps=300):
    order = np.random.choice(len(x_train), 128 * steps)
    model.compile(
        optimizer=keras.optimizers.SGD(0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(
        x_train[order],
        y_train[order],
        batch_size=128,
        epochs=5,
        steps_per_epoch=steps // 5,
        validation_data=(x_val, y_val),
        verbose=2,
    ).history
