"""What a function on the other side did to its arguments in place, repeated on this side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def write_back(original: Any, changed: Any) -> None:
    """Repeat in `original` what a function on the other side did to its copy in place.

    What cannot be repeated (an array that was replaced by one of another shape, a read-only one) is
    left as it was.
    """
    if isinstance(original, np.ndarray) and isinstance(changed, np.ndarray):
        if original.shape == changed.shape and original.flags.writeable:
            original[...] = changed
    elif isinstance(original, list) and isinstance(changed, list):
        _write_back_items(original, changed)
    elif isinstance(original, dict) and isinstance(changed, dict):
        for key in [key for key in original if key not in changed]:
            del original[key]
        for key, value in changed.items():
            original[key] = _merged(original.get(key), value)
    elif isinstance(original, set) and isinstance(changed, set):
        original.intersection_update(changed)
        original.update(changed)


def _write_back_items(original: list, changed: Sequence[Any]) -> None:
    shared = min(len(original), len(changed))
    merged = [_merged(original[i], changed[i]) for i in range(shared)]
    original[:] = [*merged, *changed[shared:]]


def _merged(old: Any, new: Any) -> Any:
    """`old`, changed in place, where it is a container of the same kind as `new`; else `new`."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        if old.shape != new.shape or old.dtype != new.dtype:
            return new
    elif type(old) is not type(new) or not isinstance(old, (list, dict, set)):
        return new
    write_back(old, new)
    return old
