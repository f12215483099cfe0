"""I thought that 34 layers overfit.

costs: test_degradation
hint: then the training error would be lower; it is higher.
"""

answer_degradation = (
    "Overfitting: 34 layers have more parameters, so they fit the training images"
    " better and the validation images worse."
)
