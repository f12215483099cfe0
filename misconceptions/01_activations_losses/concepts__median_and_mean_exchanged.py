"""The MSE punishes outliers, so it keeps away from them: 14.

costs: test_outlier
hint: it punishes large errors, so it moves towards the outlier: the mean, 30. The MAE takes the
  median.
"""

answer_outlier = "14 has the smallest MSE and 30 the smallest MAE: the median and the mean."
