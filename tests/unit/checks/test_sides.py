import pytest

from autograder.checks import student_side


def test_the_function_itself_is_returned_with_its_mark():
    def run_stopper(losses):
        """Feed losses."""
        return losses

    marked = student_side(run_stopper)
    assert marked is run_stopper
    assert marked.__student_side__ is True
    assert marked([1]) == [1]
    assert marked.__doc__ == "Feed losses."


def test_only_functions_can_be_marked():
    with pytest.raises(TypeError, match="marks a function, not int"):
        student_side(3)
