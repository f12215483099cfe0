"""What is printed in a lecture is right.

costs: test_corrections_change, test_corrections_slope
hint: lectures are typed by people: compute each number again.
"""

corrections = {}
