"""I used NumPy, as in the exercises before.

costs: test_schedule_training
hint: in training the step is symbolic, and NumPy needs its value: use keras.ops.
"""

import keras
import numpy as np


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, alpha0, warmup_steps, total_steps):
        super().__init__()
        self.alpha0 = alpha0
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps

    def __call__(self, step):
        step = np.asarray(step, dtype="float32")
        climbed = step / max(self.warmup_steps, 1)
        u = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        falling = 0.5 * (1 + np.cos(np.pi * np.minimum(u, 1.0)))
        rate = self.alpha0 * np.where(step < self.warmup_steps, climbed, falling)
        return rate.astype("float32")

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
