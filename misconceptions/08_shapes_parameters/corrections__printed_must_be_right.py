"""What a lecture prints is right, so there is nothing to mend.

costs: test_corrections_sizes, test_corrections_filters, test_corrections_dense,
  test_corrections_alexnet, test_corrections_tables
hint: work the figures out with your functions: most of them are wrong.
"""

corrections = {}
