"""tf.nn.l2_loss halves the sum, so L2 does, too.

costs: test_conventions_keras
hint: keras.regularizers.L2 takes l2 times the sum of squares, not half of it.
"""


def conventions(lam, n):
    return {"line 622": lam / n, "keras": 2 * lam / n, "half": 2 * lam / n, "556 as in 147": n}
