"""I used padding="same", so that the maps are as large as the images.

costs: test_learn_kernel_edges, test_learn_kernel_any
hint: the maps have two rows and columns less than the images: "valid", Keras' default.
"""

import keras


def learn_kernel(images, maps):
    layer = keras.layers.Conv2D(1, 3, padding="same", use_bias=False)
    model = keras.Sequential([layer])
    model.compile(keras.optimizers.SGD(learning_rate=0.5, momentum=0.9), loss="mse")
    model.fit(images[..., None], maps[..., None], batch_size=4, epochs=4, verbose=0)
    return keras.ops.convert_to_numpy(layer.kernel)[:, :, 0, 0]
