"""With a half in front, the λ is half as large.

costs: test_conventions_slides
hint: the half makes the penalty smaller, so this λ must be twice as large.
"""


def conventions(lam, n):
    return {"line 622": lam / n, "keras": lam / n, "half": lam / n / 2, "556 as in 147": n}
