"""Line 622 does not divide by n, so its λ must be n times as large.

costs: test_conventions_slides, test_conventions_keras
hint: its λ replaces the whole factor λ/n: it is n times as small.
"""


def conventions(lam, n):
    return {"line 622": lam * n, "keras": lam * n, "half": 2 * lam * n, "556 as in 147": n}
