"""I halved the maps by pooling after the convolutions.

costs: test_thirty_nine_shapes, test_thirty_nine_parameters, test_thirty_nine_activations
hint: this network has no pooling: the convolutions themselves step by 2.
"""

import keras


def thirty_nine():
    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            keras.layers.Conv2D(10, 3, activation="relu"),
            keras.layers.Conv2D(20, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(40, 5, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
