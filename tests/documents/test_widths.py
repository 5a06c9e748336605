"""Tables on paper: numbers and words unbroken, columns with much text wide, wide tables on turned pages."""

from __future__ import annotations

import pytest

from tests.documents.papers import memo
from toolkit.documents.blocks import TableBlock
from toolkit.documents.widths import LANDSCAPE, PORTRAIT, lines_of, on_pages, plan
from toolkit.report.table import Table


def test_a_narrow_table_fills_the_page_upright() -> None:
    shape = plan(Table("t", ("what", "amount"), (("places", "1,000"),), numeric=("amount",)))
    assert (sum(shape.widths), shape.turned, shape.size) == (pytest.approx(PORTRAIT), False, 9.0)
    assert shape.widths[0] > shape.widths[1]


def test_columns_with_much_text_are_wide_and_numbers_stay_on_one_line() -> None:
    text = "a sentence of some length that has to go over several lines, as sentences in tables often do " * 3
    shape = plan(Table("t", ("year", "text", "amount"), (("2026", text, "USD 123 million"),), numeric=("amount",)))
    year, told, amount = shape.widths
    assert told > 3 * amount > 3 * year
    assert lines_of("USD 123 million", amount, shape.size) == 1
    assert lines_of(text, told, shape.size) > 1


def test_many_columns_turn_the_page() -> None:
    years = tuple(str(year) for year in range(2026, 2038))
    table = Table("t", ("indicator", "where", "unit", *years), (("a", "b", "c", *("123,456",) * 12),), numeric=years)
    assert plan(table).turned
    assert sum(plan(table).widths) == pytest.approx(LANDSCAPE)
    more = tuple(str(year) for year in range(2026, 2076))
    tight = plan(Table("t", more, (("123,456",) * 50,), numeric=more))
    assert (tight.tight, tight.turned) == (True, True)
    assert sum(tight.widths) == pytest.approx(LANDSCAPE)


def test_every_table_of_a_memorandum_fits_its_page() -> None:
    for block in memo().of(TableBlock):
        shape = plan(block.table)
        assert not shape.tight
        assert sum(shape.widths) <= (LANDSCAPE if shape.turned else PORTRAIT) + 1e-6


def test_a_chapter_is_turned_as_a_whole_and_neighbours_share_pages() -> None:
    words = ["H1", "a", "H2", "b", "WIDE", "H3", "WIDE", "H4", "c"]
    runs = on_pages(words, lambda word: word.startswith("H"), lambda word: word == "WIDE")
    assert [(run.turned, run.items) for run in runs] == [
        (False, ["H1", "a"]),
        (True, ["H2", "b", "WIDE", "H3", "WIDE"]),
        (False, ["H4", "c"]),
    ]
