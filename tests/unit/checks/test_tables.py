import numpy as np
import pandas as pd
import pytest

from autograder.checks import NotAttempted, called, check_table

COLUMNS = ["optimizer", "epochs", "loss"]
KINDS = {"optimizer": "text", "epochs": "integer", "loss": "number"}


def frame(**changes):
    columns = {"optimizer": ["sgd", "adam"], "epochs": [3, 5], "loss": [0.5, 0.25]}
    return pd.DataFrame(columns | changes)


def compare():
    return frame()


def test_right_tables():
    check_table(frame())
    check_table(frame()[COLUMNS[::-1]], columns=COLUMNS, rows=2, dtypes=KINDS)
    check_table(called(compare), columns=COLUMNS, rows=2, dtypes=KINDS)
    check_table(frame(epochs=[3.0, 5.0]), dtypes={"epochs": "number"})
    check_table(frame(optimizer=pd.Series(["a", "b"], dtype=object)), dtypes=KINDS)
    check_table(frame(loss=[0.5, np.nan]), dtypes=KINDS, empty_cells=True)
    check_table(frame(optimizer=["sgd", None]), dtypes=KINDS, empty_cells=True)


def test_wrong_columns(failure):
    table = called(lambda: frame(seconds=[1, 2]).drop(columns="loss"))
    failed = failure(check_table, table, columns=COLUMNS, about="the comparison")
    assert str(failed) == (
        "<lambda>: wrong columns\n"
        "  called with   no arguments\n"
        "  about         the comparison\n"
        "  missing       'loss'\n"
        "  not expected  'seconds'"
    )
    assert str(failed.hidden) == "<lambda>: wrong columns\n  about         the comparison"
    assert "  missing       'loss'\n" in failed.detail


def test_a_column_whose_kind_matters_must_be_there(failure):
    failed = failure(check_table, frame().drop(columns="loss"), dtypes=KINDS, name="table")
    assert str(failed) == "table: wrong columns\n  missing       'loss'"


def test_a_missing_column_is_named_once(failure):
    table = frame().drop(columns="loss")
    failed = failure(check_table, table, columns=COLUMNS, dtypes=KINDS, name="table")
    assert str(failed) == "table: wrong columns\n  missing       'loss'"


def test_a_column_that_is_there_twice(failure):
    twice = pd.concat([frame(), frame()[["loss"]]], axis=1)
    failed = failure(check_table, twice, columns=COLUMNS, name="table")
    assert str(failed) == "table: wrong columns\n  twice         'loss'"


def test_many_and_odd_columns_are_abridged(failure):
    wide = pd.DataFrame([range(10)], columns=[f"c{n}\x1b[31m" for n in range(9)] + [("a", 1)])
    failed = failure(check_table, wide, columns=[], name="table")
    shown = dict(failed.message.rows)["not expected"]
    assert shown.endswith(", …")
    assert "\x1b" not in shown


def test_wrong_number_of_rows(failure):
    failed = failure(check_table, frame(), rows=3, name="table")
    assert str(failed) == "table: wrong number of rows\n  expected      3\n  got           2"
    assert str(failed.hidden) == "table: wrong number of rows"


def test_numbers_stored_as_text(failure):
    failed = failure(check_table, frame(loss=["0.5", "0.25"]), dtypes=KINDS, name="table")
    assert str(failed) == (
        "table: wrong kind of column\n"
        "  column        'loss'\n"
        "  expected      number\n"
        f"  got           {frame(loss=['a', 'b'])['loss'].dtype}, such as '0.5'\n"
        "  likely cause  numbers stored as text or as objects: see `float(…)`, `astype(float)`"
    )
    assert str(failed.hidden) == (
        "table: wrong kind of column\n"
        "  likely cause  numbers stored as text or as objects: see `float(…)`, `astype(float)`"
    )


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"epochs": [3.0, 5.0]}, "epochs"),
        ({"optimizer": [1, 2]}, "optimizer"),
        ({"loss": [True, False]}, "loss"),
        ({"loss": [1j, 2j]}, "loss"),
        ({"optimizer": ["sgd", 3]}, "optimizer"),
    ],
)
def test_wrong_kinds(changes, column, failure):
    failed = failure(check_table, frame(**changes), dtypes=KINDS, name="table")
    assert failed.message.title == "table: wrong kind of column"
    assert failed.message.rows[0] == ("column", repr(column))


def test_a_table_without_rows_has_no_example_to_show(failure):
    failed = failure(check_table, frame().astype(object).head(0), dtypes=KINDS, name="table")
    assert ("got", "object") in failed.message.rows


def test_empty_cells(failure):
    failed = failure(check_table, frame(loss=[0.5, np.nan]), name="table")
    assert str(failed) == (
        "table: has empty cells\n"
        "  where         column 'loss', row 1 (1 in all)\n"
        "  likely cause  a calculation gave NaN, or a cell was never filled in"
    )
    assert str(failed.hidden) == (
        "table: has empty cells\n"
        "  likely cause  a calculation gave NaN, or a cell was never filled in"
    )


def test_wrong_type_none_and_ellipsis(hostile, failure):
    failed = failure(check_table, {"loss": [1]}, name="table", cause="a dict is no table")
    assert str(failed) == (
        "table: wrong type\n"
        "  expected      a pandas DataFrame\n"
        "  got           dict: {'loss': [1]}\n"
        "  likely cause  a dict is no table"
    )
    assert failure(check_table, hostile).message.title == "your answer: wrong type"
    assert failure(check_table, None).message.title == "your answer: is None"
    assert type(failure(check_table, ...)) is NotAttempted


def test_an_unknown_kind_is_the_authors_mistake():
    with pytest.raises(ValueError, match="not 'float'"):
        check_table(..., dtypes={"loss": "float"})
