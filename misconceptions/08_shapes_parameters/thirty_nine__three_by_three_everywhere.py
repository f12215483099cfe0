"""I took windows of 3 in all convolutions.

costs: test_thirty_nine_shapes, test_thirty_nine_parameters
hint: only the first has 3 x 3, the other two have 5 x 5.
"""

import keras


def thirty_nine():
    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            keras.layers.Conv2D(10, 3, activation="relu"),
            keras.layers.Conv2D(20, 3, strides=2, activation="relu"),
            keras.layers.Conv2D(40, 3, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
