"""I returned the weights of the layer as they are.

costs: test_learn_kernel_edges, test_learn_kernel_any
hint: layer.kernel has the shape (3, 3, 1, 1): one channel, one filter. Take [:, :, 0, 0].
"""

import keras


def learn_kernel(images, maps):
    layer = keras.layers.Conv2D(1, 3, use_bias=False)
    model = keras.Sequential([layer])
    optimizer = keras.optimizers.SGD(learning_rate=0.5, momentum=0.9)
    model.compile(optimizer=optimizer, loss="mse")
    model.fit(images[..., None], maps[..., None], batch_size=4, epochs=4, verbose=0)
    return keras.ops.convert_to_numpy(layer.kernel)
