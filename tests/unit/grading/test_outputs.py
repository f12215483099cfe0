"""What the examiner writes is read by nbgrader as it was meant; what students print is defused."""

from __future__ import annotations

import base64
from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder.grading.outcome import GRAVITY, CellResult, Status
from autograder.grading.outputs import CappedClient, joined, safe_output, test_outputs

test_outputs.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's
PNG = base64.b64encode(b"\x89PNG").decode()


def read_by_nbgrader(result: CellResult) -> float:
    cell = nbformat.v4.new_code_cell("assert f()")
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": result.max_score}
    cell.outputs = [nbformat.from_dict(output) for output in test_outputs(result)]
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert cell.outputs, "no output would be read as full marks"
    score, most = determine_grade(cell)
    assert most == result.max_score
    return score


@pytest.mark.parametrize("points", [1.0, 3.0, 0.1, 7.5, 100.0])
@pytest.mark.parametrize("share", [0.0, 1 / 3, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("message", ["", "f: wrong", "1.0", "100"])
def test_nbgrader_reads_the_score_that_was_given(points: float, share: float, message: str) -> None:
    status: Status = "passed" if share == 1 else "partial" if share else "failed"
    result = CellResult("t", status, points * share, points, message)
    assert read_by_nbgrader(result) == points * share


@pytest.mark.parametrize("status", [s for s in GRAVITY if s not in ("passed", "partial")])
@pytest.mark.parametrize("score", [0.0, None])
def test_no_credit_is_never_read_as_credit(status: Status, score: float | None) -> None:
    assert read_by_nbgrader(CellResult("t", status, score, 5.0, "", "detail")) == 0


def test_a_cell_that_is_worth_nothing() -> None:
    assert read_by_nbgrader(CellResult("t", "passed", 0.0, 0.0)) == 0.0


def test_the_message_is_shown_and_the_detail_is_not() -> None:
    for score in (0.0, 2.0):
        outputs = test_outputs(CellResult("t", "failed", score, 5.0, "f: wrong shape", "DETAIL"))
        assert "f: wrong shape" in str(outputs)
        assert "DETAIL" not in str(outputs)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"text/plain": "x", "text/html": "<b>"}, {"text/plain": "x"}),
        ({"application/javascript": "alert(1)"}, None),
        ({"image/svg+xml": "<svg onload=…>"}, None),
        ({"image/png": PNG}, {"image/png": PNG}),
        ({"image/png": PNG + "\n"}, {"image/png": PNG + "\n"}),
        ({"image/png": '"><script>'}, None),
        ({"image/jpeg": 3}, None),
        ({"text/plain": ["a", 3, "b"]}, {"text/plain": "ab"}),
        ("text", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("kind", ["display_data", "execute_result"])
def test_only_text_and_pictures_are_kept(kind: str, given: Any, kept: Any) -> None:
    output = safe_output({"output_type": kind, "data": given, "metadata": {"x": "<script>"}})
    if kept is None:
        assert output is None
    else:
        assert output == {"output_type": "display_data", "metadata": {}, "data": kept}


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "<b>", "text": "x" * 1_000_000},
        {"output_type": "stream"},
        {"output_type": "error", "ename": "E" * 1_000, "evalue": None, "traceback": "text"},
        {"output_type": "error", "ename": "\ud800", "evalue": [], "traceback": [3, "x"] * 100},
    ],
)
def test_odd_outputs_become_valid_short_ones(output: dict) -> None:
    safe = safe_output(output)
    assert safe is not None
    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(safe)])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert len(str(safe)) < 300_000
    str(safe).encode()


def test_unknown_outputs_are_dropped() -> None:
    assert safe_output({"output_type": "pyout", "text": "x"}) is None
    assert safe_output({}) is None


def client(cap: int) -> CappedClient:
    made = CappedClient(nbformat.v4.new_notebook())
    made.reset_execution_trackers()
    made.clear_before_next_output = False
    made.begin_cell(cap)
    return made


def stream(text: str) -> dict:
    return {
        "msg_type": "stream",
        "header": {"msg_type": "stream"},
        "parent_header": {"msg_id": "1"},
        "content": {"name": "stdout", "text": text},
    }


def test_output_beyond_the_cap_is_dropped_and_said() -> None:
    capped = client(1_000)
    outputs: list = []
    for _ in range(50):
        capped.output(outputs, stream("x" * 100), None, 0)
    kept = capped.kept(outputs)
    assert sum(len(o["text"]) for o in kept[:-1]) <= 1_000
    assert "were dropped" in kept[-1]["text"]
    capped.begin_cell(1_000)
    assert capped.kept([]) == []


def test_widgets_are_not_kept() -> None:
    capped = client(1_000)
    state = {"comm_id": "1", "data": {"state": {"x": "y" * 10_000}}, "target_name": "w"}
    capped.handle_comm_msg([], {"msg_type": "comm_open", "content": state}, 0)
    assert capped.widget_state == {}


def test_the_pieces_of_a_stream_become_one_and_progress_bars_their_last_state() -> None:
    def piece(name: str, text: str) -> dict[str, Any]:
        return {"output_type": "stream", "name": name, "text": text}

    picture = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "p"}}
    given = [
        piece("stdout", "epoch 1\n 1/3"),
        piece("stderr", "careful\n"),
        picture,
        piece("stdout", "\x08\x08\x08\r 2/3\r 3/3\r\ndone\r\n"),
    ]
    assert joined(given) == [
        piece("stdout", "epoch 1\n 3/3\ndone\n"),
        piece("stderr", "careful\n"),
        picture,
    ]


def test_a_long_line_is_joined_at_once() -> None:
    (line,) = joined(
        [safe_output({"output_type": "stream", "name": "stdout", "text": "x" * 10**7})]
    )
    assert line["text"] == "x" * 100_000
