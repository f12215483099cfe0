"""I forgot the entry bias.

costs: test_describe_parameters, test_describe_keras
hint: layers may have bias=False: pass it on.
"""

# ruff: noqa: F821  (functions of the other exercises)

import math

import pandas as pd


def describe(layers, input_shape):
    shape = tuple(input_shape)
    rows = [("input", shape, math.prod(shape), 0, 0)]
    for layer in layers:
        if layer["type"] == "dense":
            n_in, units = math.prod(shape), layer["units"]
            shape = (units,)
            parameters = dense_params(n_in, units)
            products = macs(1, n_in, (1, 1, units))
        else:
            f, pad, dilation = layer["f"], layer.get("pad", 0), layer.get("dilation", 1)
            is_pool = layer["type"] == "pool"
            stride = layer.get("stride", f if is_pool else 1)
            f_h, f_w = (f, f) if isinstance(f, int) else f
            n_h, n_w, channels = shape
            m_h = out_size(n_h, f_h, stride, pad, dilation)
            m_w = out_size(n_w, f_w, stride, pad, dilation)
            shape = (m_h, m_w, channels if is_pool else layer["filters"])
            parameters = products = 0
            if not is_pool:
                groups = layer.get("groups", 1)
                parameters = conv_params(f, channels, shape[2], True, groups)
                products = macs(f, channels, shape, groups)
        rows.append((layer["type"], shape, math.prod(shape), parameters, products))
    return pd.DataFrame(rows, columns=["layer", "output", "activations", "parameters", "macs"])
