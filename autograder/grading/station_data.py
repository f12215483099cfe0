"""MNIST on a machine that was not told where it lies: found there, or sent along."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from autograder import datasets

WHOLE, TRAINING = "mnist.npz", "mnist-train.npz"


class StationData:
    """Both sides' files of MNIST in a folder; they count when their arrays have MNIST's sha256.

    Attributes:
        examiner: the file with the test images, which only the examiner's rooms are given.
        student: the copy without them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.examiner = folder / WHOLE
        self.student = folder / TRAINING
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # rooms may belong to other users

    @property
    def ready(self) -> bool:
        return self.student.is_file()

    def find(self) -> bool:
        """Take the file that lies on this machine, if it is MNIST; returns whether it is."""
        path = datasets.nearest_mnist()
        with suppress(OSError, datasets.DatasetError):
            if path is not None and not self.ready:
                shutil.copyfile(path, self.examiner)
                self.examiner.chmod(0o644)
                datasets.write_training_copy(self.student, self.examiner)
        return self.ready

    def receive(self, content: bytes) -> None:
        """Take a file that was sent.

        Raises:
            DatasetError: if it is not MNIST.
            OSError: if it cannot be written.
        """
        part = self.folder / f".{WHOLE}.part"
        part.write_bytes(content)
        part.chmod(0o644)
        os.replace(part, self.examiner)
        datasets.write_training_copy(self.student, self.examiner)
