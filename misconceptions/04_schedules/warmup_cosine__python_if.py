"""I chose the branch with if step < self.warmup_steps.

costs: test_schedule_training
hint: in training the step is symbolic, neither true nor false: compute both branches, and use
  ops.where.
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
        climbed = step / max(self.warmup_steps, 1)
        u = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        falling = 0.5 * (1 + keras.ops.cos(math.pi * keras.ops.minimum(u, 1.0)))
        if step < self.warmup_steps:
            return self.alpha0 * climbed
        return self.alpha0 * falling

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
