"""Keras knows the number of examples and divides by it.

costs: test_conventions_keras
hint: a regularizer sees the weights only: divide by n yourself.
"""


def conventions(lam, n):
    return {"line 622": lam / n, "keras": lam, "half": 2 * lam / n, "556 as in 147": n}
