"""I moved the images by 1, then by 2 more, then by 3 more, and wrote down 1, 2 and 3.

costs: test_shift_table
hint: each number of pixels counts from the original: moved(x_check, pixels), and x_check stays.
"""

import keras
import pandas as pd
from keras import layers


def shift_study(x, y, x_check, y_check):
    dense = [layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(10, "softmax")]
    models = {
        "dense": keras.Sequential([keras.Input((28, 28, 1)), *dense]),
        "convolutional": small_cnn(True),  # noqa: F821
    }
    rows = []
    for name, model in models.items():
        model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy")
        model.fit(x, y, batch_size=32, epochs=3, verbose=0)
        images = x_check
        for pixels in PIXELS:  # noqa: F821
            images = moved(images, pixels)  # noqa: F821
            rows.append((name, pixels, accuracy(model, images, y_check)))  # noqa: F821
    table = pd.DataFrame(rows, columns=["model", "pixels", "accuracy"])
    return {"models": models, "table": table}
