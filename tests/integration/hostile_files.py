"""Files that are no notebooks, or lie beside one."""

from __future__ import annotations

import json
import os

from course_builder import NOTEBOOK
from hostile_rows import (
    DOUBLE,
    HONEST,
    NOTHING,
    WRONG_DOUBLE,
    Submission,
    but,
    row,
)
from nbformat.v4 import new_markdown_cell


@row(NOTHING, "invalid_json")
def invalid_json(s: Submission) -> None:
    s.file('{"cells": [')


@row(NOTHING, "invalid_json")
def no_text(s: Submission) -> None:
    s.file(b"\xff\xfe\x00PK\x03\x04")


@row(NOTHING, "empty")
def empty_file(s: Submission) -> None:
    s.file("")


@row(NOTHING, "invalid_json")
def deeply_nested_json(s: Submission) -> None:
    s.file('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}")


@row(NOTHING, "no_cells")
def a_list_of_nothing(s: Submission) -> None:
    s.file("[]")


@row(NOTHING, "missing")
def no_notebook(s: Submission) -> None:
    s.write = False


@row(NOTHING, "too_many_cells")
def five_thousand_cells(s: Submission) -> None:
    s.notebook.cells += [new_markdown_cell("x", id=f"m{n}") for n in range(5_000)]


@row(HONEST, "kernelspec")
def wrong_kernelspec(s: Submission) -> None:
    s.notebook.metadata["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}


@row(HONEST, "format")
def format_3(s: Submission) -> None:
    cells = [
        {
            "cell_type": cell.cell_type,
            "metadata": cell.metadata,
            ("input" if cell.cell_type == "code" else "source"): cell.source,
        }
        for cell in s.notebook.cells
    ]
    notebook = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": cells}],
    }
    s.file(json.dumps(notebook))


@row(HONEST, "format")
def format_5(s: Submission) -> None:
    s.notebook["nbformat"] = 5


@row(HONEST, "renamed")
def renamed_notebook(s: Submission) -> None:
    s.path = s.folder / "arrays (1) final.ipynb"


@row(but("failed", *DOUBLE))
def two_notebooks(s: Submission) -> None:
    (s.folder / "arrays_old.ipynb").write_text(json.dumps(s.notebook))
    s.answer(double=WRONG_DOUBLE)


@row(NOTHING, "link")
def link_to_the_solution(s: Submission) -> None:
    s.write = False
    os.symlink(s.course.source("a1") / f"{NOTEBOOK}.ipynb", s.path)


@row(NOTHING, "link")
def folder_is_a_link(s: Submission) -> None:
    s.write = False
    s.folder.rmdir()
    private = s.course.root / "private"
    private.mkdir()
    (private / "private.txt").write_text("not yours")
    os.symlink(private, s.folder)


@row(NOTHING, "no_folder")
def folder_is_a_file(s: Submission) -> None:
    s.write = False
    s.folder.rmdir()
    s.folder.write_text("here I am")


@row(NOTHING, "no_file")
def notebook_is_a_fifo(s: Submission) -> None:
    s.write = False
    os.mkfifo(s.path)


@row(NOTHING, "no_file")
def notebook_is_a_folder(s: Submission) -> None:
    s.write = False
    s.path.mkdir()
    (s.path / "inside.txt").write_text("x")


@row(HONEST, "file", "timestamp")
def odd_support_files(s: Submission) -> None:
    os.symlink("/etc/passwd", s.folder / "passwords.txt")
    os.mkfifo(s.folder / "pipe")
    os.symlink(s.folder, s.folder / "loop")
    (s.folder / "a\nb\x1b[31m.txt").write_text("x")
    (s.folder / ".hidden").write_text("x")
    (s.folder / "-rf").write_text("x")
    (s.folder / "timestamp.txt").mkdir()
    (s.folder / "timestamp.txt" / "x").write_text("x")
    (s.folder / "helpers.py").mkdir()  # the instructor hands out a file of this name
    (s.folder / "helpers.py" / "x.py").write_text("x")


@row(but("failed", *DOUBLE))
def shadowed_standard_modules(s: Submission) -> None:
    """Modules of the student's own that a kernel, or a careless examiner, would import."""
    for name in ("json", "pathlib", "ipykernel_launcher", "ast", "asyncio", "traceback", "zlib"):
        (s.folder / f"{name}.py").write_text("import os\nos._exit(3)\n")
    s.answer(double=WRONG_DOUBLE)


@row(HONEST)
def shadowed_libraries(s: Submission) -> None:
    for name in ("numpy", "autograder", "zmq", "tornado", "traitlets", "IPython", "comm", "psutil"):
        (s.folder / f"{name}.py").write_text("import os\nos._exit(3)\n")


@row({**HONEST, "explain": ("not_attempted", 0.0)})
def nothing_in_words(s: Submission) -> None:
    s.cell("explain").source = "YOUR ANSWER HERE \n\n"
