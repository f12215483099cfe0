"""I measured the loss on the images of the training, as fit does.

costs: test_row_loss
hint: the loss belongs to x_check and y_check.
"""


# ruff: noqa: F821
def row_of(name, model, x, y, x_check, y_check):
    train, check = accuracy(model, x, y), accuracy(model, x_check, y_check)
    return name, train, check, train - check, loss_of(model, x, y)
