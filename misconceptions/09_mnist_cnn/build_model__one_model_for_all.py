"""I built the model once, above the function, and return it whenever it is asked for.

costs: test_build_new
hint: the next call then gets a model that was trained already: build the layers inside the
  function.
"""

import keras
from keras import layers

my_model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.AveragePooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)


def build_model():
    return my_model
