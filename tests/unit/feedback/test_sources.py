"""What students never see of a source: hidden tests, mark schemes, solutions."""

from __future__ import annotations

import pytest
from traitlets.config import Config

from autograder.feedback.sources import Regions

OWN = Config()
OWN.ClearHiddenTests.begin_test_delimeter = "SECRET ON"
OWN.ClearHiddenTests.end_test_delimeter = "SECRET OFF"


@pytest.mark.parametrize("config", [Config(), OWN])
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a\nb", "a\nb"),
        ("a\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\nb", "a\nb"),
        ("a\n### BEGIN HIDDEN TESTS\nx", "a"),
        ("### BEGIN SOLUTION\nx\n### END SOLUTION\na", "a"),
        ("a\n=== BEGIN MARK SCHEME ===\nx\n=== END MARK SCHEME ===", "a"),
        (
            "a\n# BEGIN HIDDEN TESTS\n# BEGIN SOLUTION\nx\n# END SOLUTION\n"
            "x\n# END HIDDEN TESTS\nb",
            "a\nb",
        ),
        ("a\n# BEGIN HIDDEN TESTS\nx\n# END SOLUTION\nx\n# END HIDDEN TESTS\nb", "a\nb"),
        ("a\n# END HIDDEN TESTS\nb", "a\nb"),
        ("", ""),
    ],
)
def test_regions_are_left_out(config: Config, source: str, shown: str) -> None:
    assert Regions.configured(config).outside(source) == shown


def test_a_courses_own_words_count_too() -> None:
    assert Regions.configured(OWN).outside("a\n# SECRET ON\nx\n# SECRET OFF\nb") == "a\nb"


def test_an_empty_word_hides_nothing_else() -> None:
    config = Config()
    config.ClearHiddenTests.begin_test_delimeter = ""
    assert Regions.configured(config).outside("a\nb") == "a\nb"
