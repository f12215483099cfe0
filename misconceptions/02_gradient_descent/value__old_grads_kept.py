"""I set self.grad = 1.0 and began to add.

costs: test_value_again
hint: a second call adds to the grads of the first: set all of them to 0 before.
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
        return Value(s, (self,), (s * (1 - s),))

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
