"""Training goes on as long as the loss is not 0, so the neuron will recover.

costs: test_dead
hint: its gradient passes through ReLU's slope, which is 0 on the left, for every image.
"""

answer_dead = "With ReLU it recovers: as long as the loss is not 0, all weights change."
