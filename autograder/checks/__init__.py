"""The vocabulary of test cells.

Run the student's code:
    called(function, *args, **kwargs)   call it; the checks take the result in place of a value
Numbers:
    check_array(got, expected)          an array: shape, dtype, values
    check_number(got, expected)         a single number
    check_shape(got, shape)             a shape
    check_gradient(analytic, f, x)      a gradient, against numerical differentiation
Other data:
    check_equal(got, expected)          numbers, text, lists, dicts: exactly
    check_table(table, columns=...)     a pandas table
    check_choice(answer, options)       a multiple-choice answer
Properties:
    check_that(condition, property)     a condition that must hold
    check_unchanged(call)               a function left its arguments as they were
Also:
    rng()                               random inputs that are the same in every run
    student_side                        marks a function that runs beside the student's code

A check that fails raises CheckFailure, or NotAttempted where the student has not begun; its
message says what was called, what was expected, what came, and what probably went wrong. A
check that is used in a wrong way raises TypeError or ValueError.
"""

from autograder.checks.arrays import check_array, check_number, check_shape
from autograder.checks.calls import called
from autograder.checks.choice import check_choice
from autograder.checks.data import check_equal
from autograder.checks.failure import CheckFailure, Message, NotAttempted, clean
from autograder.checks.gradients import check_gradient
from autograder.checks.properties import check_that, check_unchanged
from autograder.checks.randomness import rng
from autograder.checks.sides import student_side
from autograder.checks.subject import Call
from autograder.checks.tables import check_table

__all__ = [
    "Call",
    "CheckFailure",
    "Message",
    "NotAttempted",
    "called",
    "check_array",
    "check_choice",
    "check_equal",
    "check_gradient",
    "check_number",
    "check_shape",
    "check_table",
    "check_that",
    "check_unchanged",
    "clean",
    "rng",
    "student_side",
]
