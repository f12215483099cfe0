import pytest

from autograder.checks import randomness, rng


@pytest.fixture(autouse=True)
def no_cell():
    yield
    randomness.set_cell("")


def numbers(generator):
    return generator.integers(0, 1000, 5).tolist()


def test_the_same_name_gives_the_same_numbers():
    assert numbers(rng("a")) == numbers(rng("a"))
    assert numbers(rng("a")) != numbers(rng("b"))


def test_the_numbers_are_the_same_in_every_process():
    raw = rng("test_corr2d_values").bit_generator.random_raw(2)
    assert raw.tolist() == [11617695231202850636, 14827719210190873923]


def test_the_cell_seeds_where_no_name_is_given():
    outside = numbers(rng())
    randomness.set_cell("test_corr2d_values")
    assert numbers(rng()) == numbers(rng("test_corr2d_values")) != outside
    assert numbers(rng("a")) == numbers(rng("a"))
    randomness.set_cell("")
    assert numbers(rng()) == numbers(rng("")) == outside


def test_a_generator_of_its_own():
    first, second = rng("a"), rng("a")
    numbers(first)
    assert numbers(first) != numbers(second)
