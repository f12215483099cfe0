"""If the velocity is a sum, the other running means must be sums, too.

costs: test_corrections_sums
hint: grad_squared and first_moment have the factor 1 - rho: those are means.
"""

corrections = {
    "RMSProp: grad_squared after very many gradients of 3, decay 0.9": 90,
    "Adam: first_moment after very many gradients of 3, beta1 = 0.9": 30,
    "Adam: closing parentheses in its last line": 2,
    "Adam: updates for num_iterations = 1000": 999,
    "momentum of S1: v after very many gradients of 3, rho = 0.9": 30,
    "momentum of S1: v after very many gradients of 3, rho = 0.99": 300,
    "momentum of S0: Δw after very many steps with η ∂E/∂w = 0.2, γ = 0.9": 2,
    "momentum of S0: w after the first step from w = 1, slope 3, η = 0.1": 0.7,
}
