"""The curve that falls most slowly has the largest rate, since it is thrown about.

costs: test_losses
hint: a large rate falls fast at first, and then stays at the level of its noise.
"""

losses = {
    "P": "0.3, from one epoch on 0.03",
    "Q": "0.3 all the time",
    "R": "0.03 all the time",
    "S": "cosine from 0.3 to 0",
}
