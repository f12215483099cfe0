"""The first layer must find eyes and wheels (question on the pictures of weights).

costs: test_templates
hint: its kernels are a few pixels wide; parts of objects are a matter of higher layers.
"""

answer_templates = "Parts of objects, such as eyes, wheels and letters."
