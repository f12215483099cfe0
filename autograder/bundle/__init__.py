"""One zip for students: what was released, the package to check it with, and instructions."""
