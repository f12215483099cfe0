"""I read off where the loss has reached its new level.

costs: test_losses_milestone
hint: the rate fell where the loss leaves the old level.
"""

milestone = 60
