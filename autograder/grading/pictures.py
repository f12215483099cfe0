"""The only pictures of a student's that are kept: PNG and JPEG, as base64."""

from __future__ import annotations

import base64
import binascii
from typing import Any

TYPES = ("image/png", "image/jpeg")


def is_base64(value: Any) -> bool:
    """Whether a value is text in base64, which no page can take for markup."""
    if not isinstance(value, str):
        return False
    try:
        base64.b64decode(value.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
