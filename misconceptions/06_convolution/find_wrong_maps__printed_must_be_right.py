"""What is printed in a lecture is right.

costs: test_wrong_maps_practice, test_wrong_maps_right, test_wrong_maps_stride,
  test_wrong_maps_padding, test_wrong_maps_pooling, test_wrong_maps_x
hint: lectures are typed by people: compute each map again and compare.
"""


def find_wrong_maps(claims):
    return {}
