"""I took idxmax of the accuracies and used it with iloc.

costs: test_best_rate
hint: idxmax gives a label of the index, iloc wants a place: use loc with it.
"""


def best_rate(table):
    return float(table["learning rate"].iloc[int(table["accuracy"].idxmax())])
