"""At T both have arrived at 0, and stay there.

costs: test_longer
hint: only if somebody stops the clock: the printed formulas go on.
"""

answer_longer = "Both stay at 0, so that nothing changes any more."
