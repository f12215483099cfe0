"""I divided by warmup_steps.

costs: test_schedule_no_warmup
hint: both branches are computed always, and with w = 0 this one divides by zero, and 0 / 0 is
  no number.
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
        climbed = keras.ops.minimum(step / self.warmup_steps, 1.0)
        u = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        falling = 0.5 * (1 + keras.ops.cos(math.pi * keras.ops.clip(u, 0.0, 1.0)))
        return self.alpha0 * climbed * falling

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
