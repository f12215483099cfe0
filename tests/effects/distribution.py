"""How often a run misses its gate, estimated from the runs of a reference over seeds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Distribution:
    """Results of the same training on different seeds, and the gate that they should pass.

    Attributes:
        values: shape (n,), n > 1.
        gate: a value below it fails.
    """

    values: np.ndarray
    gate: float

    @property
    def distance(self) -> float:
        """The gate's distance below the mean, in standard deviations of one further run.

        The mean is known only as well as n runs tell: hence the factor sqrt(1 + 1 / n).
        """
        spread = self.values.std(ddof=1) * math.sqrt(1 + 1 / len(self.values))
        margin = float(self.values.mean()) - self.gate
        return margin / spread if spread else math.copysign(math.inf, margin)

    @property
    def false_fail_rate(self) -> float:
        """The probability that one further run misses the gate.

        The values are taken as normal. As their standard deviation is estimated as well, the
        tail is not the normal one but that of Student's t with n - 1 degrees of freedom, which
        is heavier (the prediction interval for one further observation).
        """
        from scipy import stats

        return float(stats.t.sf(self.distance, len(self.values) - 1))

    def __str__(self) -> str:
        numbers = np.quantile(self.values, [0, 0.25, 0.5, 0.75, 1])
        names = ("min", "lower quartile", "median", "upper quartile", "max")
        listed = ", ".join(f"{n} {v:.4f}" for n, v in zip(names, numbers, strict=True))
        return (
            f"n = {len(self.values)}: {listed}; mean {self.values.mean():.4f}, "
            f"sd {self.values.std(ddof=1):.4f}; gate {self.gate:.4f}, "
            f"margin of the worst {self.values.min() - self.gate:+.4f}, "
            f"distance {self.distance:.1f} sd, false-fail rate {self.false_fail_rate:.1e}"
        )


def distribution(runs: Sequence[dict[str, Any]], key: str, gate: float) -> Distribution:
    """The distribution of one number over the runs."""
    return Distribution(np.array([run[key] for run in runs], dtype=float), gate)


def report(data: str, found: dict[str, Distribution]) -> None:
    """Print distributions by name, and the data they were measured on."""
    source = "the stand-in" if data == "digits" else "MNIST"
    for name, one in found.items():
        print(f"\n{source}: {name}\n  {one}")
