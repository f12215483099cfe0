"""The whole table of defective and hostile submissions."""

from __future__ import annotations

import hostile_files  # noqa: F401
import hostile_judging  # noqa: F401
import hostile_notebooks  # noqa: F401
import hostile_pages  # noqa: F401
import hostile_processes  # noqa: F401
import hostile_values  # noqa: F401
from hostile_rows import ROWS

__all__ = ["ROWS"]
