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
Models:
    layer_table(model)                  its layers as a table; draw_layers(model): as a picture
    check_layers(model, expected)       its layers: types, output shapes, parameters
    check_parameters(model, total)      how many parameters it has
    check_budget(model, at_most)        that they are not too many
    check_output(model, units)          its last shape and its last activation
    check_loss(model, loss)             the loss it was compiled with; loss_name(model): its name
    check_accuracy(model, x, y, ...)    how often it is right; accuracy(model, x, y): the number
    check_history(history, keys)        how its training went
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
from autograder.checks.layers import layer_table
from autograder.checks.layers_output import check_output
from autograder.checks.layers_picture import draw_layers
from autograder.checks.models import check_budget, check_layers, check_parameters
from autograder.checks.properties import check_that, check_unchanged
from autograder.checks.randomness import rng
from autograder.checks.sides import student_side
from autograder.checks.subject import Call
from autograder.checks.tables import check_table
from autograder.checks.training import accuracy, check_accuracy, check_history
from autograder.checks.training_loss import check_loss, loss_name

__all__ = [
    "Call",
    "CheckFailure",
    "Message",
    "NotAttempted",
    "accuracy",
    "called",
    "check_accuracy",
    "check_array",
    "check_budget",
    "check_choice",
    "check_equal",
    "check_gradient",
    "check_history",
    "check_layers",
    "check_loss",
    "check_number",
    "check_output",
    "check_parameters",
    "check_shape",
    "check_table",
    "check_that",
    "check_unchanged",
    "clean",
    "draw_layers",
    "layer_table",
    "loss_name",
    "rng",
    "student_side",
]
