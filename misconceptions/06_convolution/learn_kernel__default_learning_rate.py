"""I compiled with Adam as it is and trained for a few epochs: the loss went down.

costs: test_learn_kernel_edges, test_learn_kernel_any
hint: a falling loss is not a minimum. Raise the learning rate (0.5 for SGD with momentum 0.9),
  or train longer.
"""

import keras


def learn_kernel(images, maps):
    layer = keras.layers.Conv2D(1, 3, use_bias=False)
    model = keras.Sequential([layer])
    model.compile(optimizer="adam", loss="mse")
    model.fit(images[..., None], maps[..., None], batch_size=32, epochs=3, verbose=0)
    return keras.ops.convert_to_numpy(layer.kernel)[:, :, 0, 0]
