"""How much an archive may bring. What grading takes in at most is what collection takes at most."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.grading.submitted import FILE_BYTES, FILES, FILES_BYTES, NOTEBOOK_BYTES


@dataclass(frozen=True)
class Caps:
    """Limits of one run; sizes are bytes that really come out of the archive.

    Attributes:
        notebook_bytes, file_bytes: of one notebook, of one other file.
        student_bytes, student_files: of all files of one student, or of a zip that may hold them.
        student_zips: how many zips of one student are unpacked.
        total_bytes: of everything that is unpacked in one run.
        members: entries of one archive; `inner_members` of a zip that a student handed in.
        directory_bytes: of an archive's list of entries, before it is read.
        ratio: how many times larger than in the archive a file may become once it is larger than
            `ratio_free_bytes`.
    """

    notebook_bytes: int = NOTEBOOK_BYTES
    file_bytes: int = FILE_BYTES
    student_bytes: int = NOTEBOOK_BYTES + FILES_BYTES
    student_files: int = FILES
    student_zips: int = 20
    total_bytes: int = 32 * 2**30
    members: int = 100_000
    inner_members: int = 5_000
    directory_bytes: int = 32 * 2**20
    inner_directory_bytes: int = 2 * 2**20
    ratio: int = 200
    ratio_free_bytes: int = 8 * 2**20

    def of(self, name: str) -> int:
        """The limit of one file, by its name."""
        if is_zip(name):
            return self.student_bytes
        return self.notebook_bytes if is_notebook(name) else self.file_bytes


def is_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")
