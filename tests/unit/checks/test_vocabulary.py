import subprocess
import sys

from autograder import checks


def test_the_docstring_lists_the_vocabulary():
    for name in checks.__all__:
        assert callable(getattr(checks, name))
        if name.startswith(("check_", "called", "rng", "student_side")):
            assert f"    {name}" in checks.__doc__


def test_the_import_needs_nothing_but_numpy():
    heavy = "pandas, keras, tensorflow, sklearn, IPython, nbgrader, fcntl, resource"
    script = (
        "import sys, numpy; before = set(sys.modules); import autograder.checks; "
        f"loaded = set(sys.modules) - before; print(sorted(loaded & set({heavy.split(', ')!r})))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
