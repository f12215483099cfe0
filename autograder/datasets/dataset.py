"""What a source of digits yields, and the error when it yields nothing."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Pair = tuple[np.ndarray, np.ndarray]
Source = Literal["mnist", "digits"]


class DatasetError(Exception):
    """Data that cannot be had, or is not what it should be. The text is one sentence."""


@dataclass(frozen=True)
class Dataset:
    """Images, uint8 (n, 28, 28) in 0..255, and labels, uint8 (n,), as they are kept."""

    source: Source
    x: np.ndarray  # for training, with the validation images at the end
    y: np.ndarray
    validation: int  # how many these are
    test: Pair | None  # None: the file is a training copy
    origin: str  # the file; for the stand-in, why it is in use


def brief(text: str) -> str:
    """Text from outside, fit for a message: printable, on one line, short."""
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 120 else text[:119] + "…"
