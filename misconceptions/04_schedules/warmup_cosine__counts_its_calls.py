"""I counted in the object how often it was called.

costs: test_schedule_warmup, test_schedule_cosine, test_schedule_join, test_schedule_beyond,
  test_schedule_steps, test_schedule_no_warmup, test_schedule_training
hint: Keras may ask for any step, in any order and more than once: use the argument.
"""

import math

import keras


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, alpha0, warmup_steps, total_steps):
        super().__init__()
        self.alpha0 = alpha0
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.calls = 0

    def __call__(self, step):
        step = keras.ops.cast(self.calls, "float32")
        self.calls += 1
        climbed = step / max(self.warmup_steps, 1)
        u = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        falling = 0.5 * (1 + keras.ops.cos(math.pi * keras.ops.minimum(u, 1.0)))
        return self.alpha0 * keras.ops.where(step < self.warmup_steps, climbed, falling)

    def get_config(self):
        return {
            "alpha0": self.alpha0,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
