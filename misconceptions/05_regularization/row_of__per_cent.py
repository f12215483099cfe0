"""I wrote the accuracies in per cent.

costs: test_row_accuracies
hint: accuracies are shares from 0 to 1.
"""


# ruff: noqa: F821
def row_of(name, model, x, y, x_check, y_check):
    train, check = 100 * accuracy(model, x, y), 100 * accuracy(model, x_check, y_check)
    return name, train, check, train - check, loss_of(model, x_check, y_check)
