"""I took BatchNormalization() as it comes, with Keras' momentum of 0.99.

costs: test_batch_norm_effect
hint: after 188 steps the running averages still hold 15% of their start: momentum=0.9.
"""

import keras
from keras import layers


def small_cnn(batch_norm):
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.AveragePooling2D(2)])
    for filters in (16, 32):
        model.add(layers.Conv2D(filters, 3, use_bias=not batch_norm))
        if batch_norm:
            model.add(layers.BatchNormalization())
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    return model
