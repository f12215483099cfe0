"""The sigmoid has one parent and one slope: (self) and (s * (1 - s)).

costs: test_value_sigmoid, test_value_nudges
hint: brackets alone make no tuple, the comma does: (self,) and (s * (1 - s),).
"""

import math


class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def sigmoid(self):
        s = 1 / (1 + math.exp(-self.data))
        return Value(s, (self), (s * (1 - s)))

    def graph(self):
        values, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                values.append(value)

        visit(self)
        return values

    def backward(self):
        values = self.graph()
        for value in values:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(values):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += value.grad * slope
        return values

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __sub__(self, other):
        return self + -1 * other
