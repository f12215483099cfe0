"""How pytest-xdist shares the tests out among its workers: a file is never torn apart."""

from __future__ import annotations

from pathlib import PurePath

from xdist.scheduler import LoadScopeScheduling

#: Files whose shared fixture is made anew for each parameter: there each parameter goes by itself.
BY_PARAMETER = ("test_assignments.py",)


class WholeFiles(LoadScopeScheduling):
    """Hands out the tests of a file together, in the order in which pytest has collected them.

    Most files grade a course once and look at it in many tests.
    """

    def __init__(self, config, log) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if PurePath(file).name not in BY_PARAMETER:
            return file
        return f"{file}{test[test.find('[') :]}"
