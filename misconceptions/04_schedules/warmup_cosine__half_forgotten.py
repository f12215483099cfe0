"""After the warmup I wrote alpha0 times 1 + cos.

costs: test_schedule_cosine, test_schedule_join, test_schedule_no_warmup
hint: 1 + cos begins at 2: there is a 1/2 in front.
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
        falling = 1 + keras.ops.cos(math.pi * keras.ops.minimum(u, 1.0))
        return self.alpha0 * keras.ops.where(step < self.warmup_steps, climbed, falling)

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
