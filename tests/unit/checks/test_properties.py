import numpy as np
import pytest

from autograder.checks import called, check_that, check_unchanged


@pytest.mark.parametrize("true", [True, np.bool_(True), np.all([True])])
def test_a_property_that_holds(true):
    check_that(true, "the output should be linear in x")


def test_a_property_that_does_not_hold(failure):
    failed = failure(
        check_that,
        np.bool_(False),
        "the output should be linear in x",
        function="corr2d",
        cause="a bias",
    )
    text = "corr2d: the output should be linear in x\n  likely cause  a bias"
    assert str(failed) == str(failed.hidden) == failed.detail == text
    failed = failure(check_that, False, "the loss should fall")
    assert str(failed) == str(failed.hidden) == "the loss should fall"


@pytest.mark.parametrize("condition", [1, 0, None, ..., "yes", np.array([True, False]), []])
def test_a_condition_must_be_true_or_false(condition):
    with pytest.raises(TypeError, match="True or False"):
        check_that(condition, "anything")


def test_a_condition_that_pretends(hostile):
    with pytest.raises(TypeError, match="True or False"):
        check_that(hostile, "anything")


def data():
    return {"w": np.array([1.0, np.nan]), "history": [1, (2, [3])], "names": {"a"}}


def test_arguments_that_stay_as_they_are():
    check_unchanged(called(lambda x, state: x + 1, np.array([np.nan, 1.0]), state=data()))


def test_an_array_changed_in_place(failure):
    def centre(x, axis=0):
        x -= x.mean()
        return x

    failed = failure(check_unchanged, called(centre, np.array([1.0, 3.0])))
    assert str(failed) == (
        "centre: x was changed in place\n"
        "  called with   x of shape (2,)\n"
        "  change        at [0]: 1 before, -1 after\n"
        "  likely cause  `a = b` makes no copy, and `+=` changes an array: use `.copy()`"
    )
    assert str(failed.hidden) == (
        "centre: x was changed in place\n"
        "  likely cause  `a = b` makes no copy, and `+=` changes an array: use `.copy()`"
    )
    assert "  input x       float64 (2,) [1., 3.]\n" in failed.detail


def change_array(state):
    state["w"][1] = 0.0


def change_bits(state):
    state["w"] = state["w"].astype(np.float32)


def change_list(state):
    state["history"][1][1].append(4)


def change_key(state):
    state["new"] = 1


def change_set(state):
    state["names"].add("b")


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (change_array, "at ['w']: at [1]: nan before, 0 after"),
        (change_bits, "at ['w']: float64 of shape (2,) before, float32 of shape (2,) after"),
        (change_list, "at ['history'][1][1]: 1 item before, 2 items after"),
        (change_key, "the key 'new' is new"),
        (change_set, "at ['names']: 'b' is new"),
    ],
)
def test_nested_data_changed_in_place(change, row, failure):
    def step(w, state):
        change(state)
        return w

    failed = failure(check_unchanged, called(step, 1.0, state=data()))
    assert failed.message.title == "step: state was changed in place"
    assert ("change", row) in failed.message.rows


def test_minus_zero_is_another_array(failure):
    def negate(x):
        x *= -1
        return x

    failure(check_unchanged, called(negate, np.zeros(2)))


def test_an_unnamed_argument(failure):
    def extend(*lists):
        lists[1].append(0)
        return lists

    failed = failure(check_unchanged, called(extend, [1], [2]))
    assert failed.message.title == "extend: argument 2 was changed in place"


def test_objects_are_not_looked_into(hostile):
    check_unchanged(called(lambda x: 1, object()))


def test_the_author_is_told_about_wrong_use(hostile):
    with pytest.raises(TypeError, match="not ndarray"):
        check_unchanged(np.zeros(2))
    with pytest.raises(TypeError, match="argument x cannot be copied"):
        check_unchanged(called(lambda x: 1, (n for n in range(3))))
