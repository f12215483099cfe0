"""The cells of a page: nothing but what the student may know.

That is the released source of every cell that the gradebook recorded, and the student's own cells
as they were handed in. A graded notebook may hold more: hidden tests in its test cells, tracebacks
through them, the values they used, and what the student's code printed after it had been called
with hidden inputs. So its outputs are never shown; the outputs on a page are those that were handed
in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.feedback.handed_in import HandedIn
from autograder.feedback.outputs import stopped
from autograder.feedback.sources import Regions
from autograder.feedback.standing import RecordedCell, Standing
from autograder.grading.submitted import RawCell
from autograder.notebooks.cells import Role

_OTHER = "This cell is not shown: it is not as it was handed in."
_GONE = "This cell is not shown: the file that was handed in is not there to compare it with."


@dataclass(frozen=True)
class Content:
    """What a page shows of one cell.

    Attributes:
        outputs: as they were handed in; not yet made safe.
        stopped: where the cell stopped when it was graded, "" if it did not.
        remark: why something of it is not shown, "" if all is.
    """

    role: Role
    cell_type: str
    source: str
    grade_id: str = ""
    has_hidden: bool = False
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outputs: Sequence[Any] = ()
    stopped: str = ""
    remark: str = ""


def contents(
    cells: Sequence[RawCell],
    standing: Standing,
    handed_in: HandedIn,
    regions: Regions,
    engines_own: bool,
) -> list[Content]:
    """What the page shows of a graded notebook's cells, in their order.

    Which role a cell has is the gradebook's to say, whatever the notebook says. A recorded cell
    that the notebook lacks stands at the end if it is worth points.

    Args:
        engines_own: the cells are the engine's own record of what it graded. Those of any other
            notebook may have been changed since, and are shown only as they were handed in.
    """
    left = dict(standing.cells)
    shown = []
    for cell in cells:
        recorded = left.pop(cell.grade_id, None)
        if recorded is not None and recorded.role not in ("solution", "answer"):
            shown.append(_instructors(recorded, cell, handed_in))
        else:
            shown.append(_students(recorded, cell, handed_in, regions, engines_own))
    missing = [cell for cell in left.values() if cell.grade_id in standing.marks]
    shown += [
        Content(c.role, c.cell_type, c.source, c.grade_id, has_hidden=c.has_hidden) for c in missing
    ]
    return [c for c in shown if c.source.strip() or c.grade_id or c.remark]


def _instructors(recorded: RecordedCell, cell: RawCell, handed_in: HandedIn) -> Content:
    runs = recorded.role == "locked" and recorded.cell_type == "code"
    return Content(
        recorded.role,
        recorded.cell_type,
        recorded.source,
        recorded.grade_id,
        recorded.has_hidden and recorded.role == "test",
        outputs=handed_in.outputs(recorded.source) if runs else (),
        stopped=_stopped(cell, recorded.source) if runs else "",
    )


def _students(
    recorded: RecordedCell | None,
    cell: RawCell,
    handed_in: HandedIn,
    regions: Regions,
    engines_own: bool,
) -> Content:
    role: Role = "plain" if recorded is None else recorded.role
    grade_id = "" if recorded is None else recorded.grade_id
    kind = cell.cell_type if recorded is None else recorded.cell_type
    released = recorded is not None and cell.source == recorded.source
    if not (engines_own or released or handed_in.has(cell.source)):
        remark = _OTHER if handed_in.readable else _GONE
        return Content(role, "raw", "", grade_id, remark=remark)
    source = regions.outside(cell.source)
    if kind != "code":
        return Content(role, kind, source, grade_id, attachments=cell.attachments)
    outputs = handed_in.outputs(cell.source)
    stop = _stopped(cell, source)
    return Content(role, kind, source, grade_id, outputs=outputs, stopped=stop)


def _stopped(cell: RawCell, source: str) -> str:
    return stopped([o for o in cell.outputs if isinstance(o, Mapping)], source)
