"""People wrote the labels, so nobody can be better.

costs: test_demo
hint: who guesses from 32 × 32 pixels can be wrong more often than a network.
"""

answer_demo = "The 99% must be wrong: no network can be better than people, who wrote the labels."
