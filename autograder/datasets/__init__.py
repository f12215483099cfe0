"""MNIST for students and graders, and a small stand-in where MNIST cannot be had.

The 60,000 training images are the student's (`load_mnist`), the 10,000 test images the examiner's
(`load_mnist_test`). MNIST is looked for in this order:

1. the file that AUTOGRADER_MNIST names (`AUTOGRADER_MNIST=digits` asks for the stand-in),
2. `data/mnist.npz` beside this package,
3. Keras' cache (`$KERAS_HOME/datasets/mnist.npz`, by default in `~/.keras`),
4. Keras' download, into that cache, unless AUTOGRADER_OFFLINE is 1,
5. the stand-in: the 1,797 digits of 8x8 pixels in scikit-learn, enlarged to 28x28.

A file counts as MNIST when its arrays have MNIST's sha256. One that was found and is not MNIST is
an error, never passed over. The answer is kept for the life of the process.
"""

from autograder.datasets.dataset import DatasetError
from autograder.datasets.loading import (
    load_mnist,
    load_mnist_test,
    mnist_path,
    mnist_source,
    nearest_mnist,
    notice,
    write_training_copy,
)

__all__ = [
    "DatasetError",
    "load_mnist",
    "load_mnist_test",
    "mnist_path",
    "mnist_source",
    "nearest_mnist",
    "notice",
    "write_training_copy",
]
