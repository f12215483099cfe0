"""I compared each loss with the one before.

costs: test_stopper_reset, test_stopper_best, test_stopper_weights, test_stopper_ties,
  test_stopper_keras
hint: better than the last epoch is not enough: compare with the lowest loss so far.
"""

import numpy as np


class EarlyStopper:
    def __init__(self, patience):
        self.patience = patience
        self.best_loss = np.inf
        self.best_epoch = self.best_weights = None
        self.epoch, self.vain, self.last = 0, 0, np.inf

    def should_stop(self, loss, weights):
        if loss < self.last:
            self.best_loss = loss
            self.best_epoch = self.epoch
            self.best_weights = [array.copy() for array in weights]
            self.vain = 0
        else:
            self.vain += 1
        self.epoch, self.last = self.epoch + 1, loss
        return self.vain >= self.patience
