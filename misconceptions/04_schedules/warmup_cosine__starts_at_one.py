"""I counted the steps of the warmup from 1.

costs: test_schedule_warmup
hint: the first step has the rate 0, and the full rate comes at s = w.
"""

import math

import keras


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, alpha0, warmup_steps, total_steps):
        super().__init__()
        self.alpha0 = alpha0
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climbed = (step + 1) / max(self.warmup_steps, 1)
        u = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        falling = 0.5 * (1 + keras.ops.cos(math.pi * keras.ops.minimum(u, 1.0)))
        return self.alpha0 * keras.ops.where(step < self.warmup_steps, climbed, falling)

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
