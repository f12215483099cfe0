"""VGG-16 and AlexNet as lists of layers, and what they hold and cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Convolution:
    """A convolution of `filters` filters of `size` × `size` × (`depth` / `groups`).

    Attributes:
        out: height and width of its output.
    """

    size: int
    depth: int
    filters: int
    out: int
    groups: int = 1

    @property
    def weights(self) -> int:
        return self.size**2 * (self.depth // self.groups) * self.filters

    @property
    def biases(self) -> int:
        return self.filters

    @property
    def macs(self) -> int:
        return self.weights * self.out**2


@dataclass(frozen=True)
class Dense:
    """A fully connected layer."""

    inputs: int
    outputs: int

    @property
    def weights(self) -> int:
        return self.inputs * self.outputs

    @property
    def biases(self) -> int:
        return self.outputs

    @property
    def macs(self) -> int:
        return self.weights


Layer = Convolution | Dense


def vgg(convolutions: dict[int, list[int]]) -> list[Layer]:
    """A VGG network for 224 × 224 × 3 images.

    Args:
        convolutions: the sizes of the filters in each of the five blocks, by its number from 1.
    """
    layers: list[Layer] = []
    depth, side = 3, 224
    for block, filters in zip(range(1, 6), (64, 128, 256, 512, 512), strict=True):
        for size in convolutions[block]:
            layers.append(Convolution(size, depth, filters, side))
            depth = filters
        side //= 2
    return [*layers, Dense(depth * side**2, 4096), Dense(4096, 4096), Dense(4096, 1000)]


VGG_16 = vgg({1: [3, 3], 2: [3, 3], 3: [3, 3, 3], 4: [3, 3, 3], 5: [3, 3, 3]})


def alexnet(grouped: tuple[int, ...]) -> list[Layer]:
    """AlexNet for 227 × 227 × 3 images; `grouped` are the convolutions in two groups, from 1."""
    shapes = [(11, 3, 96, 55), (5, 96, 256, 27), (3, 256, 384, 13), (3, 384, 384, 13)]
    shapes.append((3, 384, 256, 13))
    convolutions = [
        Convolution(*shape, groups=2 if number in grouped else 1)
        for number, shape in enumerate(shapes, start=1)
    ]
    return [*convolutions, Dense(256 * 6 * 6, 4096), Dense(4096, 4096), Dense(4096, 1000)]


def weights(layers: list[Layer]) -> int:
    return sum(layer.weights for layer in layers)


def parameters(layers: list[Layer]) -> int:
    return sum(layer.weights + layer.biases for layer in layers)


def macs(layers: list[Layer]) -> int:
    """Multiply-accumulates of one image."""
    return sum(layer.macs for layer in layers)
