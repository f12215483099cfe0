"""I checked the table of the total parameters: only 18,494 is wrong there.

costs: test_corrections_layers, test_corrections_nodes
hint: there are more slides: a window of 0 x 0, 16 filters that make 32 maps, 32 * 26 * 26.
"""

corrections = {"Conv_2: parameters": 18496}
