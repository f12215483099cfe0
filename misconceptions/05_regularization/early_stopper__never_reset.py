"""I counted all epochs without success.

costs: test_stopper_reset, test_stopper_keras
hint: they must be in a row: a success sets the counter back to 0.
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
            self.best_weights = [array.copy() for array in weights]
        else:
            self.vain += 1
        self.epoch += 1
        return self.vain >= self.patience
