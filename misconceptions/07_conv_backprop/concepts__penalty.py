"""Batch normalization regularizes like L2, by a penalty.

costs: test_noise
hint: there is no penalty in its formulas. What is random in it?
"""

answer_noise = "The weights are kept small by a penalty on γ and β, as with L2."
