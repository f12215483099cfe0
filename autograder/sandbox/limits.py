"""The limits that every process of a run obeys, and its environment."""

from __future__ import annotations

import os
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        seconds: all cells of a notebook together.
        threads: threads of numerical libraries.
        output_bytes: kept outputs of one cell; what comes after is dropped and said.
        message_bytes: one message of the kernel; a longer one is never read.
        exchange_bytes: values that cross the border in one test cell.
        grace: seconds between an interrupt and the kernel's end.
        memory_bytes: memory of all processes of a sandbox together, shared pages counted once.
        data_bytes: private memory of one process.
        disk_bytes: files of a sandbox, all its writable places but the next together.
        shared_bytes: its /dev/shm.
        file_bytes: one file.
        processes: its processes and threads.
        files: open files of one process.
    """

    seconds: float = 600.0
    threads: int = 1
    output_bytes: int = 4 * MEGABYTE
    message_bytes: int = 16 * MEGABYTE
    exchange_bytes: int = 256 * MEGABYTE
    grace: float = 3.0
    memory_bytes: int = 3072 * MEGABYTE
    data_bytes: int = 4096 * MEGABYTE
    disk_bytes: int = 512 * MEGABYTE
    shared_bytes: int = 64 * MEGABYTE
    file_bytes: int = 256 * MEGABYTE
    processes: int = 256
    files: int = 1024


_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPATH")


def backend() -> str:
    """The backend that Keras uses in every process of a run: TensorFlow, if nothing else is set."""
    return os.environ.get("KERAS_BACKEND") or "tensorflow"


def environment(threads: int, home: str, temporary: str = "") -> dict[str, str]:
    """The whole environment of a process in a room: little, and quiet libraries.

    Args:
        home: the home folder, as the process sees it.
        temporary: the folder for temporary files; the home folder if there is none.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    count = str(threads)
    gpus = os.environ.get("CUDA_VISIBLE_DEVICES", "")
    if not gpus:
        kept["JAX_PLATFORMS"] = "cpu"  # JAX's CUDA build would look for GPUs all the same
    return kept | {
        "HOME": home,
        "TMPDIR": temporary or home,
        "USER": "student",
        "LOGNAME": "student",
        "IPYTHONDIR": os.path.join(home, ".ipython"),
        "MPLCONFIGDIR": os.path.join(home, ".matplotlib"),
        "KERAS_HOME": os.path.join(home, ".keras"),
        "KERAS_BACKEND": backend(),
        "OMP_NUM_THREADS": count,
        "OPENBLAS_NUM_THREADS": count,
        "MKL_NUM_THREADS": count,
        "TF_NUM_INTRAOP_THREADS": count,
        "TF_NUM_INTEROP_THREADS": count,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": gpus,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "AUTOGRADER_OFFLINE": "1",
    }
