"""As S3 says: both backward passes slide something that is turned.

costs: test_passes
hint: dw is correlate(x, dh): nothing is turned there.
"""

passes = {"dw": ("valid", "turned"), "dx": ("full", "turned")}
