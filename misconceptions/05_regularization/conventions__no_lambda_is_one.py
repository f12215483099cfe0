"""No λ means λ = 1.

costs: test_conventions_slides
hint: λ = 1 gives 1/n in line 147; the factor 1 needs λ = n.
"""


def conventions(lam, n):
    return {"line 622": lam / n, "keras": lam / n, "half": 2 * lam / n, "556 as in 147": 1}
