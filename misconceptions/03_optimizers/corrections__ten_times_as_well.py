"""The velocity is ten times the gradient, so it is 30 for both values of rho.

costs: test_corrections_sums
hint: 1 / (1 - ρ) is 10 for ρ = 0.9, and what for ρ = 0.99?
"""

corrections = {
    "Adam: closing parentheses in its last line": 2,
    "Adam: updates for num_iterations = 1000": 999,
    "momentum of S1: v after very many gradients of 3, rho = 0.9": 30,
    "momentum of S1: v after very many gradients of 3, rho = 0.99": 30,
    "momentum of S0: Δw after very many steps with η ∂E/∂w = 0.2, γ = 0.9": 2,
    "momentum of S0: w after the first step from w = 1, slope 3, η = 0.1": 0.7,
}
