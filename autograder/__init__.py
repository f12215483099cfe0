"""Safe, fast and fair grading of Keras assignments: a layer on nbgrader."""

__version__ = "0.1.0"
