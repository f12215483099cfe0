"""Grades a course on a machine that lacks something: `crowded_machine.py LACK COURSE`.

Everything is imported first, and then is no process to be had ("processes"); whoever starts it
takes care of other wants ("nothing").
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import light_zygote  # noqa: E402
from course_builder import ASSIGNMENT  # noqa: E402

import autograder.grading.grade  # noqa: E402, F401
from autograder.cli import main  # noqa: E402
from autograder.sandbox.tiers import tier_named  # noqa: E402

if __name__ == "__main__":
    lack, course = sys.argv[1:]
    light_zygote.use()
    tier_named("none")  # the machine was in order when the run began
    if lack == "processes":
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
    main(["grade", ASSIGNMENT, "--course", course, "--sandbox", "none", "--jobs", "2"])
