"""I asked if t < w.

costs: test_warmup_schedule, test_warmup_vector
hint: if needs one True or False; np.minimum and np.where take arrays.
"""


def warmup(t, alpha, w):
    return alpha * t / w if t < w else alpha
