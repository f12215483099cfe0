"""I had softmax in the dense layer, and added a Softmax layer to make sure of probabilities.

costs: test_build_output
hint: twice softmax squeezes all outputs to between 0.085 and 0.232: once is enough.
"""

import keras
from keras import layers


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.AveragePooling2D(4),
            layers.Conv2D(16, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
            layers.Softmax(),
        ]
    )
