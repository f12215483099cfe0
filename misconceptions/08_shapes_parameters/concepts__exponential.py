"""More pixels, exponentially more parameters.

costs: test_growth
hint: each unit gets one weight for each new pixel: linear.
"""

answer_growth = "They are squared: that is the exponential growth."
