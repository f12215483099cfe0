"""Keras does not flip, so I flipped the learned kernel to get the true one.

costs: test_learn_kernel_edges, test_learn_kernel_any
hint: the maps were made by a layer, too: what the layer has learned is the kernel already.
"""

import keras


def learn_kernel(images, maps):
    layer = keras.layers.Conv2D(1, 3, use_bias=False)
    model = keras.Sequential([layer])
    optimizer = keras.optimizers.SGD(learning_rate=0.5, momentum=0.9)
    model.compile(optimizer=optimizer, loss="mse")
    model.fit(images[..., None], maps[..., None], batch_size=4, epochs=4, verbose=0)
    return keras.ops.convert_to_numpy(layer.kernel)[::-1, ::-1, 0, 0]
