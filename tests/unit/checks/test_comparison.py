import numpy as np
import pytest

from autograder.checks.comparison import dtype_text, has_dtype


@pytest.mark.parametrize(
    ("dtype", "text"),
    [
        ("float", "float"),
        (float, "float"),
        (int, "int"),
        (bool, "bool"),
        (np.float32, "float32"),
        ("uint8", "uint8"),
        (np.dtype("int16"), "int16"),
    ],
)
def test_the_name_of_a_wanted_dtype(dtype, text):
    assert dtype_text(dtype) == text


def test_an_unknown_dtype_is_the_authors_mistake():
    with pytest.raises(TypeError, match="flaot"):
        dtype_text("flaot")


def test_a_word_stands_for_a_kind_and_a_numpy_dtype_for_itself():
    single = np.zeros(2, np.float32)
    assert has_dtype(single, "float")
    assert has_dtype(single, float)
    assert has_dtype(single, np.float32)
    assert not has_dtype(single, np.float64)
    assert has_dtype(np.zeros(2, np.uint8), "int")
    assert not has_dtype(np.zeros(2, bool), "int")
