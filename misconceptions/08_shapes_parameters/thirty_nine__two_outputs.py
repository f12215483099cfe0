"""A cat or no cat are two classes, so I took two outputs.

costs: test_thirty_nine_shapes, test_thirty_nine_parameters, test_thirty_nine_activations
hint: a logistic unit is one output: the probability of one of them.
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
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
