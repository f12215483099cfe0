"""I left __init__ as it was: it gets the settings anyway.

costs: test_schedule_warmup, test_schedule_cosine, test_schedule_join, test_schedule_beyond,
  test_schedule_steps, test_schedule_no_warmup, test_schedule_config, test_schedule_saved,
  test_schedule_training
hint: an argument is gone when __init__ ends; self.alpha0 = alpha0 keeps it in the object.
"""

import math

import keras


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, alpha0, warmup_steps, total_steps):
        super().__init__()

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
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
