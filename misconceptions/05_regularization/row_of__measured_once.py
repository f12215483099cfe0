"""I measured both accuracies on the images to validate on.

costs: test_row_accuracies
hint: the train accuracy is measured on x and y.
"""


# ruff: noqa: F821
def row_of(name, model, x, y, x_check, y_check):
    train = check = accuracy(model, x_check, y_check)
    return name, train, check, train - check, loss_of(model, x_check, y_check)
