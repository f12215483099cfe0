"""I kept the best loss in the class, not in self.

costs: test_stopper_patience, test_stopper_reset, test_stopper_best, test_stopper_weights,
  test_stopper_ties, test_stopper_apart, test_stopper_keras
hint: what stands in the class is shared by all stoppers.
"""

import numpy as np


class EarlyStopper:
    best_loss, best_epoch, best_weights = np.inf, None, None

    def __init__(self, patience):
        self.patience = patience
        self.epoch, self.vain = 0, 0

    def should_stop(self, loss, weights):
        if loss < self.best_loss:
            EarlyStopper.best_loss = loss
            EarlyStopper.best_epoch = self.epoch
            self.best_weights = [array.copy() for array in weights]
            self.vain = 0
        else:
            self.vain += 1
        self.epoch += 1
        return self.vain >= self.patience
