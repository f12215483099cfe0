"""The engine: from a submission to explained scores."""

import sys

# As in `cli`, for the processes that grade, which are started without it: .9 s in each.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
