"""range(1, 1000) goes from 1 to 1000, one more than range(1000) would.

costs: test_corrections_code
hint: range ends before its second number: 1, 2, ..., 999.
"""

corrections = {
    "Adam: closing parentheses in its last line": 2,
    "Adam: updates for num_iterations = 1000": 1001,
    "momentum of S1: v after very many gradients of 3, rho = 0.9": 30,
    "momentum of S1: v after very many gradients of 3, rho = 0.99": 300,
    "momentum of S0: Δw after very many steps with η ∂E/∂w = 0.2, γ = 0.9": 2,
    "momentum of S0: w after the first step from w = 1, slope 3, η = 0.1": 0.7,
}
