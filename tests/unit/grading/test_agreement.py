"""Two machines agree if what results depend on is the same; the sentence says what is not."""

from __future__ import annotations

from autograder.grading.agreement import difference, facts


def test_a_machine_agrees_with_itself() -> None:
    ours = facts()
    assert difference(ours, dict(ours)) == ""
    assert {"Python", "keras", "numpy", "the grading engine", "autograder"} <= set(ours)


def test_every_difference_is_named_with_what_was_expected() -> None:
    ours = {"Python": "3.11", "keras": "3.15.1", "jax": "0.8"}
    theirs = {"Python": "3.12", "keras": "3.15.1", "torch": "2.9"}
    assert difference(ours, theirs) == (
        "Python: expected 3.11, received 3.12; jax: expected 0.8, received none; "
        "torch: expected none, received 2.9"
    )


def test_what_only_saving_needs_is_no_difference() -> None:
    assert "nbgrader" not in facts()
