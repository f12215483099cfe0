"""The limits that every process of a run obeys, and its environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        seconds: all cells of a notebook together.
        threads: threads of numerical libraries.
        output_bytes: kept outputs of one cell; what comes after is dropped and said.
        message_bytes: one message of the kernel; a longer one is never read.
        exchange_bytes: values that cross the border in one test cell.
        grace: seconds between an interrupt and the kernel's end.
    """

    seconds: float = 600.0
    threads: int = 1
    output_bytes: int = 4 * MEGABYTE
    message_bytes: int = 16 * MEGABYTE
    exchange_bytes: int = 256 * MEGABYTE
    grace: float = 3.0


_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPATH")


def environment(threads: int, home: str) -> dict[str, str]:
    """The environment of a student kernel or an examiner: little, and quiet libraries."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    count = str(threads)
    return kept | {
        "HOME": home,
        "TMPDIR": home,
        "IPYTHONDIR": os.path.join(home, ".ipython"),
        "MPLCONFIGDIR": os.path.join(home, ".matplotlib"),
        "KERAS_HOME": os.path.join(home, ".keras"),
        "KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "tensorflow"),
        "OMP_NUM_THREADS": count,
        "OPENBLAS_NUM_THREADS": count,
        "MKL_NUM_THREADS": count,
        "TF_NUM_INTRAOP_THREADS": count,
        "TF_NUM_INTEROP_THREADS": count,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": os.environ.get("CUDA_VISIBLE_DEVICES", ""),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "AUTOGRADER_OFFLINE": "1",
    }
