"""I flattened early and put a dense layer of 512 before the output: more weights, more
accuracy.

costs: test_build_budget
hint: that layer alone has 524,800 weights: make the maps small first, and go to the 10 outputs
  directly.
"""

import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.AveragePooling2D(2),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
