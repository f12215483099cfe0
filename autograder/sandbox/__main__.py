"""Enter a room and run a program there: `python -m autograder.sandbox CONFINEMENT PROGRAM ...`."""

from __future__ import annotations

import os
import sys

from autograder.sandbox.confinement import Confinement, enter

if __name__ == "__main__":
    enter(Confinement.loads(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
