"""I ended with a softmax, as usual.

costs: test_thirty_nine_activations
hint: a softmax over a single output is always 1: a logistic unit has a sigmoid.
"""

import keras


def thirty_nine():
    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            keras.layers.Conv2D(10, 3, activation="relu"),
            keras.layers.Conv2D(20, 5, strides=2, activation="relu"),
            keras.layers.Conv2D(40, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
