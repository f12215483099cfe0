"""Whatever is handed in, the rebuilt notebook has the record's structure, the student's answers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.intake import Rebuilt, rebuild, submission_files, take_in
from autograder.grading.submitted import (
    RawCell,
    Unreadable,
    parse_notebook,
    read_files,
    read_regular,
)
from autograder.notebooks.cells import Cell, NotebookOptions
from autograder.notebooks.record import Record

TEST_SOURCE = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(7) == 8\n### END HIDDEN TESTS"
CELLS = (
    Cell("title", "", "plain", "markdown", "# Title"),
    Cell("setup", "setup", "locked", "code", "import math"),
    Cell("f", "f", "solution", "code", "def f(x):\n    # YOUR CODE HERE\n    return ..."),
    Cell("test_f", "test_f", "test", "code", TEST_SOURCE, 3.0),
    Cell("why", "why", "answer", "markdown", "YOUR ANSWER HERE", 2.0),
    Cell("task", "task", "task", "markdown", "Draw.", 2.0),
)
RECORD = Record("a1", "nb", CELLS, NotebookOptions(format=1), {})
STUBS = [cell.source for cell in CELLS if cell.role != "plain"]


def handed_in(**answers: str) -> list[dict[str, Any]]:
    return [
        {
            "id": cell.id,
            "cell_type": cell.cell_type,
            "source": answers.get(cell.id, cell.source),
            "metadata": {"nbgrader": {"grade_id": cell.grade_id}} if cell.grade_id else {},
        }
        for cell in CELLS
    ]


def rebuilt(cells: Any, **top: Any) -> Rebuilt:
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **top}
    return rebuild(RECORD, parse_notebook(json.dumps(content).encode(), "nb.ipynb"))


def sources(result: Rebuilt) -> dict[int | None, str]:
    return {cell.index: cell.source for cell in result.cells}


def kinds(result: Rebuilt) -> list[str]:
    return [finding.kind for finding in result.findings]


def test_an_honest_notebook_comes_through() -> None:
    result = rebuilt(handed_in(f="def f(x): return x + 1", why="Because."))
    assert kinds(result) == []
    assert [cell.index for cell in result.cells] == [0, 1, 2, 3, 4, 5]
    assert sources(result)[2] == "def f(x): return x + 1"
    assert sources(result)[3] == TEST_SOURCE
    assert [cell.attempted for cell in result.cells] == [True] * 6


@pytest.mark.parametrize("change", [str, lambda s: s.replace("    ", "  ") + "\n\n"])
def test_a_stub_is_told_whitespace_apart(change: Any) -> None:
    result = rebuilt(handed_in(f=change(CELLS[2].source)))
    assert [cell.attempted for cell in result.cells] == [True, True, False, True, False, True]


def test_the_released_form_of_a_test_is_no_edit() -> None:
    assert kinds(rebuilt(handed_in(test_f="assert f(1) == 2"))) == []


@pytest.mark.parametrize("name", ["setup", "test_f", "task"])
def test_what_is_not_the_students_is_put_back(name: str) -> None:
    result = rebuilt(handed_in(**{name: "pass"}))
    assert kinds(result) == ["edited_cell"]
    assert "pass" not in sources(result).values()


@pytest.mark.parametrize("index", range(1, 6))
def test_a_missing_cell_is_put_back(index: int) -> None:
    cells = handed_in(f="def f(x): return 2", why="Because.")
    result = rebuilt(cells[:index] + cells[index + 1 :])
    assert kinds(result) == ["missing_cell"]
    assert result.cells[index].source == CELLS[index].source
    assert result.cells[index].attempted is (index not in (2, 4))


def test_a_plain_cell_may_go() -> None:
    result = rebuilt(handed_in()[1:])
    assert kinds(result) == []
    assert 0 not in sources(result)


def test_extra_cells_stay_where_they_stood() -> None:
    cells = handed_in()
    extra = {"cell_type": "code", "source": "y = 1", "metadata": {}}
    result = rebuilt([extra, *cells[:3], extra, *cells[3:], extra])
    assert [cell.index for cell in result.cells] == [None, 0, 1, 2, None, 3, 4, 5, None]
    assert kinds(result) == []


def test_the_order_is_put_right() -> None:
    result = rebuilt(handed_in()[::-1])
    assert kinds(result) == ["reordered"]
    assert [cell.index for cell in result.cells] == [0, 1, 2, 3, 4, 5]


def test_a_copy_that_was_not_worked_on_does_no_harm() -> None:
    worked = handed_in(f="def f(x): return 2")
    stub = handed_in()[2]
    for cells in ([*worked, stub], [stub, *worked]):
        result = rebuilt(cells)
        assert kinds(result) == ["duplicate_cell"]
        assert [c.source for c in result.cells if "def f" in c.source] == ["def f(x): return 2"]


def test_copies_that_were_worked_on_keep_their_place() -> None:
    first = handed_in(f="def f(x): return 1")
    second = handed_in(f="def f(x): return 2")[2]
    result = rebuilt([*first, second])
    assert [cell.index for cell in result.cells] == [0, 1, 2, 3, 4, 5, None]
    assert (result.cells[2].source, result.cells[6].source) == (
        "def f(x): return 1",
        "def f(x): return 2",
    )


def test_copies_of_tests_are_dropped() -> None:
    result = rebuilt([*handed_in(), handed_in()[3], handed_in(setup="x = 1")[1]])
    assert [cell.index for cell in result.cells] == [0, 1, 2, 3, 4, 5]


def test_cells_are_known_by_their_own_id_when_metadata_is_gone() -> None:
    cells = [{**cell, "metadata": {}} for cell in handed_in(f="def f(x): return 2")]
    result = rebuilt(cells)
    assert kinds(result) == []
    assert sources(result)[2] == "def f(x): return 2"


def test_a_cell_of_another_release_is_kept_without_points() -> None:
    foreign = {
        "cell_type": "code",
        "source": "z",
        "metadata": {"nbgrader": {"grade_id": "old`\x1b", "grade": True, "points": 50}},
    }
    result = rebuilt([*handed_in(), foreign])
    assert kinds(result) == ["unknown_cell"]
    assert result.findings[0].message.isprintable()
    assert result.cells[-1].index is None


def test_the_kind_of_a_cell_is_put_right() -> None:
    cells = handed_in()
    cells[3]["cell_type"] = "raw"
    result = rebuilt(cells)
    assert "cell_type" in kinds(result)
    assert result.cells[3].cell_type == "code"


@pytest.mark.parametrize("version", [3, 5, "4", None])
def test_another_format_is_said(version: Any) -> None:
    assert kinds(rebuilt(handed_in(), nbformat=version)) == ["format"]


def test_another_language_is_said() -> None:
    spec = {"kernelspec": {"name": "ir", "language": "R`\n"}}
    result = rebuilt(handed_in(), metadata=spec)
    assert kinds(result) == ["kernelspec"]
    assert result.findings[0].message.isprintable()


ODD_CELLS = [
    None,
    3,
    "cell",
    [],
    {},
    {"source": 3},
    {"source": [1, "x", None]},
    {"metadata": 3, "cell_type": 7, "id": 9},
    {"metadata": {"nbgrader": []}, "attachments": {"a": 3}},
    {"metadata": {"nbgrader": {"grade_id": ["f"]}}},
    {"attachments": {"../x": {"image/png": "eA=="}, "y.png": {"image/png": "<script>"}}},
    {"source": "\ud800\0"},
]


@pytest.mark.parametrize("odd", ODD_CELLS, ids=repr)
def test_odd_cells_stop_nothing(odd: Any) -> None:
    result = rebuilt([odd, *handed_in()])
    assert [cell.index for cell in result.cells if cell.index is not None] == [0, 1, 2, 3, 4, 5]
    for cell in result.cells:
        cell.source.encode()
        assert "\0" not in cell.source


def test_pictures_in_answers_stay() -> None:
    cells = handed_in(why="![](p.png)")
    cells[4]["attachments"] = {"p.png": {"image/png": "eA==", "text/html": "<b>"}}
    assert rebuilt(cells).cells[4].attachments == {"p.png": {"image/png": "eA=="}}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "invalid_json"),
        (b"\xff\xfe", "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b"[]", "no_cells"),
        (b"{}", "no_cells"),
        (b'{"cells": 3}', "no_cells"),
        (b'{"worksheets": [3, {"cells": 3}]}', "no_cells"),
        (json.dumps({"cells": [{}] * 2_001}).encode(), "too_many_cells"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_notebook_is_said(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_notebook(data, "nb.ipynb")
    assert caught.value.kind == kind
    assert str(caught.value).isprintable()


def test_a_byte_order_mark_is_no_mistake() -> None:
    content = {"nbformat": 4, "cells": [{"cell_type": "code", "source": "x"}]}
    notebook = parse_notebook(b"\xef\xbb\xbf" + json.dumps(content).encode(), "nb.ipynb")
    assert notebook.cells == (RawCell("", "", "code", "x"),)


class TestFolders:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        place = tmp_path / "a1"
        place.mkdir()
        return place

    def notebook(self, path: Path, **answers: str) -> None:
        path.write_text(json.dumps({"nbformat": 4, "cells": handed_in(**answers)}))

    def take(self, folder: Path) -> Rebuilt:
        return take_in(RECORD, folder, ["nb"])

    def test_a_renamed_notebook_is_found(self, folder: Path) -> None:
        self.notebook(folder / "nb (1).ipynb", f="def f(x): return 2")
        result = self.take(folder)
        assert kinds(result) == ["renamed"]
        assert sources(result)[2] == "def f(x): return 2"

    def test_the_right_name_wins(self, folder: Path) -> None:
        self.notebook(folder / "a copy.ipynb", f="def f(x): return 1")
        self.notebook(folder / "nb.ipynb", f="def f(x): return 2")
        assert sources(self.take(folder))[2] == "def f(x): return 2"

    def test_another_notebook_of_the_assignment_is_not_taken_for_it(self, folder: Path) -> None:
        self.notebook(folder / "other.ipynb", f="def f(x): return 1")
        assert kinds(take_in(RECORD, folder, ["nb", "other"])) == ["missing"]

    @pytest.mark.parametrize("make", ["link", "fifo", "folder", "nothing", "dangling"])
    def test_what_is_no_file_counts_as_nothing(self, folder: Path, make: str) -> None:
        path = folder / "nb.ipynb"
        secret = folder.parent / "secret.ipynb"
        self.notebook(secret, f="the solution")
        if make == "link":
            os.symlink(secret, path)
        elif make == "dangling":
            os.symlink(folder / "none", path)
        elif make == "fifo":
            os.mkfifo(path)
        elif make == "folder":
            path.mkdir()
        result = self.take(folder)
        wanted = {"fifo": "no_file", "folder": "no_file", "nothing": "missing"}.get(make, "link")
        assert kinds(result) == [wanted]
        assert [cell.source for cell in result.cells] == STUBS
        assert not any(c.attempted for c in result.cells if c.index in (2, 4, 5))

    def test_a_file_in_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a1").write_text("x")
        assert kinds(self.take(tmp_path / "a1")) == ["no_folder"]

    def test_a_link_in_place_of_the_folder(self, folder: Path, tmp_path: Path) -> None:
        self.notebook(folder / "nb.ipynb")
        (folder / "private.txt").write_text("x")
        os.symlink(folder, tmp_path / "link")
        assert kinds(self.take(tmp_path / "link")) == ["link"]
        assert read_files(tmp_path / "link", frozenset()) == ({}, [])

    def test_support_files(self, folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data" / "x.csv").write_bytes(b"1")
        (folder / "extra.ipynb").write_bytes(b"{}")
        (folder / ".hidden").write_bytes(b"x")
        (folder / "timestamp.txt").mkdir()
        (folder / "timestamp.txt" / "x").write_bytes(b"x")
        (folder / "y.ipynb").mkdir()
        (folder / "y.ipynb" / "x").write_bytes(b"x")
        os.symlink("/etc/passwd", folder / "link.txt")
        os.symlink(folder, folder / "loop")
        os.mkfifo(folder / "pipe")
        files, left_out = read_files(folder, frozenset({"timestamp.txt"}))
        assert files == {"data/x.csv": b"1"}
        assert len(left_out) == 4

    def test_too_many_files(self, folder: Path) -> None:
        for number in range(600):
            (folder / f"{number}.txt").touch()
        files, left_out = read_files(folder, frozenset())
        assert len(files) == 500
        assert left_out == ["more than 500 files: the rest was left out"]

    def test_a_large_file_is_not_read(self, folder: Path) -> None:
        with open(folder / "big", "wb") as file:
            file.truncate(10**9)
        with pytest.raises(Unreadable, match="too large"):
            read_regular(folder / "big", 1000)


def test_the_instructors_files_win_and_no_student_can_stand_in_their_way() -> None:
    student = {"helpers.py": b"own", "data": b"own", "helpers.py/x": b"own", "notes.txt": b"own"}
    instructor = {"helpers.py": b"ours", "data/x.csv": b"ours"}
    assert submission_files(student, instructor) == {
        "helpers.py": b"ours",
        "data/x.csv": b"ours",
        "notes.txt": b"own",
    }
