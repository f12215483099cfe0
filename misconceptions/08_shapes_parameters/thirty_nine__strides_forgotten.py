"""I left out the strides.

costs: test_thirty_nine_shapes, test_thirty_nine_parameters
hint: S4's maps are 17 x 17 and 7 x 7: strides=2 in the last two convolutions.
"""

import keras


def thirty_nine():
    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            keras.layers.Conv2D(10, 3, activation="relu"),
            keras.layers.Conv2D(20, 5, activation="relu"),
            keras.layers.Conv2D(40, 5, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
