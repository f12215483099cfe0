"""The gates of assignment 10's study of vanishing gradients, against its spread over seeds.

The reference's study is NumPy only: its cells run as they stand in the notebook, without Keras, and
30 seeds take a second. `make effects` prints the distributions of the logarithms (base 10) of the
ratios; a gate from above is turned round, as the gate of the negative logarithm from below.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
from distribution import Distribution

NOTEBOOK = Path(__file__).resolve().parents[2] / "solutions/10_modern_blocks/10_modern_blocks.ipynb"
CELLS = ("logistic_slope", "gradient_norms", "network", "vanishing_study")
SEEDS = 30
ALLOWED = 1e-3

PRODUCT = 0.25**9  # of the nine slopes between the first and the last of ten sigmoid layers

# Between which ratios the test cells of the study want each kind to be.
GATES = {
    "sigmoid": (1e-7, 1e-4),
    "tanh": (0.4, 3),
    "relu": (0.2, 5),
    "sigmoid + residual": (0.1, 2),
}


@lru_cache(maxsize=1)
def notebook_names() -> dict[str, Any]:
    """The names that the study's cells bind."""
    names: dict[str, Any] = {"np": np, "pd": pd}
    cells = {cell.id: cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    for name in CELLS:
        exec(compile(cells[name], f"<{name}>", "exec"), names)  # noqa: S102
    return names


def logarithms(kind: str, depth: int = 10) -> np.ndarray:
    """The logarithms of the ratios of one kind, of shape (SEEDS,)."""
    table = notebook_names()["vanishing_study"](list(range(SEEDS)), depth)
    return np.log10(table[table["kind"] == kind]["ratio"].to_numpy())


def require(found: dict[str, Distribution]) -> None:
    """Print the distributions; every seed passes, and a further one almost surely would."""
    for name, one in found.items():
        print(f"\n{name}\n  {one}")
    assert all(len(one.values) == SEEDS for one in found.values())
    assert all(one.values.min() > one.gate for one in found.values())
    assert all(one.false_fail_rate < ALLOWED for one in found.values())


def test_the_ratios_lie_between_their_gates() -> None:
    found = {}
    for kind, (low, high) in GATES.items():
        values = logarithms(kind)
        found[f"{kind}: above {low}"] = Distribution(values, float(np.log10(low)))
        found[f"{kind}: below {high}"] = Distribution(-values, -float(np.log10(high)))
    require(found)


def test_the_sigmoid_s_ratio_is_near_the_product_of_the_slopes() -> None:
    distance = logarithms("sigmoid") - np.log10(PRODUCT)
    gate = -float(np.log10(3))
    require(
        {
            "sigmoid by the product: above 1/3": Distribution(distance, gate),
            "sigmoid by the product: below 3": Distribution(-distance, gate),
        }
    )


def test_ten_more_layers_take_another_factor() -> None:
    # Ratios of different seeds are compared, as in the test cell.
    fall = np.roll(logarithms("sigmoid"), 1) - logarithms("sigmoid", depth=20)
    require({"from 10 to 20 sigmoid layers: more than 10,000": Distribution(fall, 4.0)})
