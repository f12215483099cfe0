"""I kept the weights with list(weights).

costs: test_stopper_weights
hint: a new list of the same arrays: the training overwrites them. Copy each array.
"""

import numpy as np


class EarlyStopper:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = np.inf
        self.best_epoch = self.best_weights = None
        self.epoch, self.vain = 0, 0

    def should_stop(self, loss, weights):
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_epoch = self.epoch
            self.best_weights = list(weights)
            self.vain = 0
        else:
            self.vain += 1
        self.epoch += 1
        return self.vain >= self.patience
