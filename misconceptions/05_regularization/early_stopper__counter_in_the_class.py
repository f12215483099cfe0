"""I put the counter of vain epochs into the class.

costs: test_stopper_apart
hint: what stands in the class is shared by all stoppers: self.
"""

import numpy as np


class EarlyStopper:
    vain = 0

    def __init__(self, patience):
        self.patience = patience
        self.best_loss = np.inf
        self.best_epoch = self.best_weights = None
        self.epoch = 0

    def should_stop(self, loss, weights):
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_epoch = self.epoch
            self.best_weights = [array.copy() for array in weights]
            EarlyStopper.vain = 0
        else:
            EarlyStopper.vain += 1
        self.epoch += 1
        return EarlyStopper.vain >= self.patience
