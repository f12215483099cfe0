"""Outputs of cells: what is kept of the student's, and what the examiner writes for a test cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbclient import NotebookClient

from autograder.grading.outcome import CellResult
from autograder.grading.pictures import TYPES, is_base64

TEXT_CHARACTERS = 100_000


class CappedClient(NotebookClient):
    """nbclient with a cap on what one cell may print, so that a flood never fills the memory.

    Attributes:
        cap: bytes of output that are kept of one cell.
        dropped: bytes of the current cell that were not kept.
    """

    cap = 0
    taken = 0
    dropped = 0

    def begin_cell(self, cap: int) -> None:
        self.cap, self.taken, self.dropped = cap, 0, 0

    def output(self, outs: list, msg: dict, display_id: str | None, cell_index: int) -> Any:
        return super().output(outs, msg, display_id, cell_index) if self._fits(msg) else None

    def _update_display_id(self, display_id: str, msg: dict) -> None:
        if self._fits(msg):
            super()._update_display_id(display_id, msg)

    def handle_comm_msg(self, outs: list, msg: dict, cell_index: int) -> None:
        """Widgets are not kept, so that their messages cannot fill the memory either."""

    def _fits(self, msg: dict) -> bool:
        size = _size(msg.get("content"))
        self.taken += size
        if self.taken > self.cap:
            self.dropped += size
        return self.taken <= self.cap

    def kept(self, outputs: list[Any]) -> list[dict[str, Any]]:
        """The outputs that a teacher may safely look at; a line says what was dropped."""
        safe = joined(s for s in map(safe_output, outputs) if s is not None)
        if self.dropped:
            text = f"[{self.dropped:,} bytes of output were dropped: at most {self.cap:,} are kept]"
            safe.append({"output_type": "stream", "name": "stdout", "text": text + "\n"})
        return safe


def joined(outputs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Safe outputs in which a stream is one piece, without what a terminal would have overwritten.

    nbclient's own way to do this takes hours for a line of a million characters.
    """
    whole: list[dict[str, Any]] = []
    streams: dict[str, list[str]] = {}
    for output in outputs:
        if output["output_type"] != "stream":
            whole.append(output)
        elif output["name"] in streams:
            streams[output["name"]].append(output["text"])
        else:
            streams[output["name"]] = [output["text"]]
            whole.append(output)
    for output in whole:
        if output["output_type"] == "stream":
            lines = "".join(streams[output["name"]]).split("\n")
            kept = (line.rstrip("\r").rpartition("\r")[2] for line in lines)
            output["text"] = "\n".join(kept)[:TEXT_CHARACTERS]
    return whole


def safe_output(output: Any) -> dict[str, Any] | None:
    """A student's output with text, PNG, JPEG and errors only; None if nothing is left."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"))[:200],
            "evalue": _text(output.get("evalue"))[:2000],
            "traceback": [_text(line)[:4000] for line in _listed(output.get("traceback"))[:60]],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    given = output.get("data")
    data: dict[str, str] = {}
    if isinstance(given, dict):
        if "text/plain" in given:
            data["text/plain"] = _text(given["text/plain"])
        for image in TYPES:
            if is_base64(given.get(image)):
                data[image] = given[image]
    return {"output_type": "display_data", "metadata": {}, "data": data} if data else None


def test_outputs(result: CellResult) -> list[dict[str, Any]]:
    """The outputs of a test cell, written so that nbgrader cannot misread the score.

    Full or partial credit is a plain float as the only result; no credit is an error before
    anything else. There is always an output, and never any on stderr.
    """
    if result.score:
        outputs: list[dict[str, Any]] = [
            {
                "output_type": "execute_result",
                "execution_count": None,
                "metadata": {},
                "data": {"text/plain": repr(float(result.score))},
            }
        ]
        if result.message:
            text = f"{result.score:g} of {result.max_score:g} points\n\n{result.message}\n"
            outputs.insert(0, {"output_type": "stream", "name": "stdout", "text": text})
        return outputs
    if result.status == "passed":  # a cell that is worth nothing
        return [{"output_type": "stream", "name": "stdout", "text": "passed\n"}]
    title = result.status.replace("_", " ")
    return [
        {
            "output_type": "error",
            "ename": title,
            "evalue": result.message.split("\n")[0],
            "traceback": [result.message or title],
        }
    ]


def _size(content: Any) -> int:
    if isinstance(content, str):
        return len(content)
    if isinstance(content, dict):
        return sum(_size(value) for value in content.values()) + 16 * len(content)
    if isinstance(content, (list, tuple)):
        return sum(_size(value) for value in content) + 8 * len(content)
    return 16


def _text(value: Any) -> str:
    text = "".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else value
    if not isinstance(text, str):
        return ""
    return text[:TEXT_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
