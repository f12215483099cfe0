"""I took the loss from model.evaluate.

costs: test_row_loss
hint: it holds the L1 and L2 penalties, so the rows cannot be compared: loss_of.
"""


# ruff: noqa: F821
def row_of(name, model, x, y, x_check, y_check):
    train, check = accuracy(model, x, y), accuracy(model, x_check, y_check)
    model.compile(loss="sparse_categorical_crossentropy")
    loss = model.evaluate(x_check, y_check, verbose=0)
    return name, train, check, train - check, loss
