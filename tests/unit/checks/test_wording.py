import numpy as np
import pytest

from autograder.checks.wording import (
    array_text,
    described,
    guarded,
    kind,
    kind_and_value,
    number_pair,
    number_text,
    shape_of,
    short,
)


class Thing:
    pass


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (None, "None"),
        ("a\nb", r"'a\nb'"),
        (np.float32(0.5), "0.5"),
        (np.bool_(True), "True"),
        ([1, 2, 3], "[1, 2, 3]"),
        ({"b": 1, "a": 2}, "{'a': 2, 'b': 1}"),
        ({3, 1, 2}, "{1, 2, 3}"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...]"),
        (np.array([1, 2]), "int64 (2,) [1, 2]"),
    ],
)
def test_short(value, text):
    assert short(value) == text


def test_short_has_no_address_so_that_it_is_the_same_in_every_run():
    assert "0x" not in short(Thing())
    assert short(Thing()) == short(Thing())


def test_short_is_cut():
    assert len(short(list(range(10**6, 10**6 + 10)))) == 80
    assert len(short("y" * 10**6)) <= 80
    assert len(short(10**5000)) <= 80


def test_any_object_can_be_put_into_words(hostile):
    # Each is computed before its `assert`: pytest looks at the arguments of those that fail.
    texts = [short(hostile), kind(hostile), kind_and_value(hostile), described("x", hostile)]
    assert texts == [
        "<Hostile object>",
        "Hostile",
        "Hostile: <Hostile object>",
        "x=<Hostile object>",
    ]
    shape = shape_of(hostile)
    assert shape is None


def test_the_name_of_a_type_is_not_asked_of_its_metaclass():
    class Meta(type):
        @property
        def __name__(cls):
            raise RuntimeError

    class Odd(metaclass=Meta):
        pass

    assert kind(Odd()) == "Odd"
    assert kind(type("bad\x1b[31m\nname", (), {})()) == "bad name"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.zeros((6, 6)), "x of shape (6, 6)"),
        (np.zeros(0), "x of shape (0,)"),
        (np.array(2.5), "x=2.5"),
        (np.int64(2), "x=2"),
        (1, "x=1"),
        ("same", "x='same'"),
        ([1, 2], "x=[1, 2]"),
        (list(range(40)), "x, a list of 40 items"),
        (dict.fromkeys(range(11)), "x, a dict of 11 items"),
    ],
)
def test_described(value, words):
    assert described("x", value) == words


def test_array_text():
    assert array_text(np.array([[1.0, 2.5], [3.0, 4.0]])) == "[[1. , 2.5],\n [3. , 4. ]]"
    assert array_text(np.array([1e-7, 2e-7])) == "[1.e-07, 2.e-07]"
    assert array_text(np.array([0.999, 0.001])) == "[0.999, 0.001]"
    assert array_text(np.array([np.nan, np.nan])) == "[nan, nan]"
    assert array_text(np.arange(100)) == "[ 0,  1,  2, ..., 97, 98, 99]"


def test_array_text_does_not_depend_on_print_options():
    with np.printoptions(formatter={"all": lambda _: "?"}, sign="+"):
        assert array_text(np.array([1.0, 2.0])) == "[1., 2.]"


def test_number_text():
    assert number_text(3.0) == "3"
    assert number_text(np.float32(0.1)) == "0.1"
    assert number_text(np.uint8(200)) == "200"
    assert number_text(np.bool_(False)) == "False"
    assert number_text(1 + 2j) == "1+2j"


def test_numbers_that_differ_look_different():
    assert number_pair(1.0, 2.0) == ("1", "2")
    assert number_pair(1.0, 1.0000001) == ("1", "1.0000001")
    assert number_pair(0.1, np.nextafter(0.1, 1)) == ("0.10000000000000001", "0.10000000000000002")


def test_guarded():
    assert guarded(lambda: 1, 2) == 1
    assert guarded(lambda: 1 / 0, 2) == 2
    with pytest.raises(KeyboardInterrupt):
        guarded(lambda: (_ for _ in ()).throw(KeyboardInterrupt), 2)
