"""I noted the weights in every epoch.

costs: test_stopper_weights
hint: keep those of the best epoch only.
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
            self.vain = 0
        else:
            self.vain += 1
        self.best_weights = [array.copy() for array in weights]
        self.epoch += 1
        return self.vain >= self.patience
