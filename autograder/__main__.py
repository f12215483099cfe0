"""`python -m autograder`: the command, where it is not on the path."""

from autograder.cli import main

if __name__ == "__main__":
    main(prog_name="python -m autograder")
