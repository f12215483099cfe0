"""My gap is validation accuracy minus train accuracy.

costs: test_row_accuracies
hint: train minus validation: large where something was learned by heart.
"""


# ruff: noqa: F821
def row_of(name, model, x, y, x_check, y_check):
    train, check = accuracy(model, x, y), accuracy(model, x_check, y_check)
    return name, train, check, check - train, loss_of(model, x_check, y_check)
