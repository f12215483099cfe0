"""Both gradients need the border of zeros.

costs: test_passes
hint: dw is small: dh slides only where it fits into the image.
"""

passes = {"dw": ("full", "as it stands"), "dx": ("full", "turned")}
