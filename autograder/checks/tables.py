"""A check of a pandas table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.subject import Cause, Subject
from autograder.checks.wording import short

_TO_NUMBER = Cause.plain("numbers stored as text or as objects: see `float(…)`, `astype(float)`")
_NAN = Cause.plain("a calculation gave NaN, or a cell was never filled in")
KINDS = ("number", "integer", "text")


def check_table(
    table: Any,
    *,
    columns: Sequence[str] | None = None,
    rows: int | None = None,
    dtypes: Mapping[str, str] | None = None,
    empty_cells: bool = False,
    name: str = "",
    about: str = "",
    cause: str = "",
) -> None:
    """Check a pandas DataFrame: its columns, number of rows, kinds of columns, empty cells.

    Args:
        table: a value or a `Call`.
        columns: the columns it must have, in any order, and no others.
        rows: the number of rows.
        dtypes: column -> "number", "integer" or "text"; True and False are none of these.
        empty_cells: whether cells may be empty (NaN).
        name, about, cause: as in `check_array`.

    Raises:
        NotAttempted: the table is `...`.
        CheckFailure: the table is not as it should be.
        ValueError: an unknown kind in `dtypes`.
    """
    unknown = [kind for kind in (dtypes or {}).values() if kind not in KINDS]
    if unknown:
        raise ValueError(f"the kind of a column is one of {', '.join(KINDS)}, not {unknown[0]!r}")
    import pandas as pd

    subject = Subject.of(table, name, about, cause)
    subject.require_written()
    if not issubclass(type(subject.value), pd.DataFrame):
        subject.fail_type("a pandas DataFrame")
    frame = subject.value
    _require_columns(subject, frame, columns, dtypes or {})
    if rows is not None and len(frame) != rows:
        counts = [("expected", str(rows)), ("got", str(len(frame)))]
        subject.fail("wrong number of rows", counts)
    for column, kind in (dtypes or {}).items():
        _require_kind(subject, frame[column], column, kind)
    if not empty_cells:
        _require_full(subject, frame)


def _require_columns(
    subject: Subject, frame: Any, columns: Sequence[str] | None, dtypes: Mapping[str, str]
) -> None:
    found = list(frame.columns)
    wanted = dict.fromkeys((*(columns or ()), *dtypes))
    missing = [column for column in wanted if column not in found]
    extra = [column for column in found if columns is not None and column not in columns]
    twice = [column for n, column in enumerate(found) if column in found[:n]]
    groups = {"missing": missing, "not expected": extra, "twice": twice}
    rows = [(label, _listed(group)) for label, group in groups.items() if group]
    if rows:
        subject.fail("wrong columns", rows)


def _require_kind(subject: Subject, column: Any, name: str, kind: str) -> None:
    from pandas.api import types

    is_number = types.is_numeric_dtype(column) and not types.is_bool_dtype(column)
    is_kind = {
        "number": is_number and not types.is_complex_dtype(column),
        "integer": types.is_integer_dtype(column),
        "text": all(issubclass(type(cell), str) for cell in column.dropna()),
    }
    if not is_kind[kind]:
        example = f", such as {short(column.iloc[0], 40)}" if len(column) else ""
        rows = [("column", short(name)), ("expected", kind), ("got", f"{column.dtype}{example}")]
        stored_as_text = kind != "text" and not is_number
        likely = subject.likely(guess=lambda: _TO_NUMBER if stored_as_text else None)
        subject.fail("wrong kind of column", rows, cause=likely)


def _require_full(subject: Subject, frame: Any) -> None:
    empty = frame.isna().to_numpy()
    if empty.any():
        row, column = np.argwhere(empty)[0]
        where = f"column {short(frame.columns[column])}, row {row} ({empty.sum()} in all)"
        subject.fail(
            "has empty cells", [("where", where)], cause=subject.likely(guess=lambda: _NAN)
        )


def _listed(columns: list[Any]) -> str:
    """The names of some columns, a few of them."""
    names = [short(column, 40) for column in columns[:8]]
    return ", ".join(names) + (", …" if len(columns) > 8 else "")
