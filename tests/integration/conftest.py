"""What the integration tests of one process need not do twice."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from autograder.grading.workers import early_trunk
from autograder.kernels.zygote import ZygoteProcess


@pytest.fixture(scope="session")
def trunk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZygoteProcess | None]:
    """A process that has imported Keras, for `grade`: its workers need not import it again."""
    with early_trunk(tmp_path_factory.mktemp("nothing-graded"), ["a1"]) as trunk:
        yield trunk


@pytest.fixture(autouse=True, scope="session")
def _one_answer_of_alembic() -> Iterator[None]:
    """For each new gradebook nbgrader starts alembic, only to ask for the version of its tables."""
    import nbgrader.api

    with pytest.MonkeyPatch.context() as patch:
        asked = functools.cache(nbgrader.api.get_alembic_version)
        patch.setattr(nbgrader.api, "get_alembic_version", asked)
        yield
