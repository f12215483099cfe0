"""dL/dx cannot be computed by a node in the middle of a network.

costs: test_equation
hint: it can, if dL/dz comes from above: that is the chain rule. What cannot hold is an equation
  with dL/dz on both sides.
"""

false_equation = "dL/dx"
