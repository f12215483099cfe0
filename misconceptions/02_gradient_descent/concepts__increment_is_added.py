"""An increment is added to the weight.

costs: test_momentum
hint: as printed the increment points uphill: subtract it.
"""

answer_momentum = "w ← w + Δw, because it is called an increment."
