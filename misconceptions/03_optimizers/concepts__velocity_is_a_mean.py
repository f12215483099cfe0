"""The velocity is a mean, so its size does not depend on rho.

costs: test_rho
hint: without the factor 1 - rho it is a sum and grows to g / (1 - rho).
"""

answer_rho = "0.01: the velocity is a running mean, so its size does not depend on ρ."
