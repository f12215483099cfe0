"""I updated the weights with w -= lr * g, as on the slide.

costs: test_sgd_step, test_sgd_unchanged
hint: `-=` changes the caller's array, and fails for whole numbers: w - lr * g is a new array.
"""


def sgd(w, g, state, lr=0.01):
    w -= lr * g
    return w, state
