"""I compared with if and elif.

costs: test_step_vector
hint: if needs one True or False; with an array of epochs compare entry by entry, as in out[t >=
  30].
"""


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    rate = alpha0
    for milestone in milestones:
        if t >= milestone:
            rate = rate * factor
    return rate
