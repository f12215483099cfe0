"""I multiplied the climb by the cosine.

costs: test_schedule_warmup, test_schedule_cosine, test_schedule_join
hint: one after the other: during the warmup there is no cosine yet.
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
        u = step / self.total_steps
        falling = 0.5 * (1 + keras.ops.cos(math.pi * keras.ops.minimum(u, 1.0)))
        return self.alpha0 * keras.ops.where(step < self.warmup_steps, climbed, 1.0) * falling

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
