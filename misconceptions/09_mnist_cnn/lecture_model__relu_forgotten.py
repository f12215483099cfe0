"""Conv2D is the layer and ReLU an extra, so I left the activations out.

costs: test_lecture_parameters
hint: without an activation two convolutions in a row are one linear map: activation="relu".
"""

import keras
from keras import layers


def lecture_model():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(64, 3),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
