"""Red lines in words and in the units in which they are shown."""

from __future__ import annotations

import pytest

from tests.support.cases import red_line, rich, shipped, with_lines
from toolkit.case.load import case_from_mapping, case_values
from toolkit.case.red_lines import KINDS
from toolkit.report.red_line_table import (
    KIND_WORDS,
    red_line_rows,
    shown_value,
    stored_value,
    unit_words,
    value_moves,
)


def test_every_kind_has_words():
    assert set(KIND_WORDS) == set(KINDS)


def test_rows_of_a_shipped_case():
    rows = red_line_rows(case_values("kenya-uk"), shipped("kenya-uk"))
    assert [row.holder for row in rows] == ["Kenya"] * 5 + ["United Kingdom"] * 3
    assert (rows[0].value, rows[0].unit, rows[0].hard) == (None, "", True)
    assert (rows[1].value, rows[1].unit, rows[1].about) == (8, "% of graduates", "Kenya to United Kingdom, nurses")
    assert (rows[3].value, rows[3].unit) == (10000, "USD per recruit")


def test_rows_of_a_document_that_is_no_case():
    lines = [{"kind": "hope", "value": "much"}, "nothing", red_line("max_recruits", 5, phase=1, payer="fund")]
    rows = red_line_rows({"red_lines": lines})
    assert [row.words for row in rows] == ["hope", "no kind given", KIND_WORDS["max_recruits"]]
    assert rows[2].about == "the fund, phase 2"
    assert red_line_rows({"red_lines": 5}) == ()


def test_phases_are_told_by_their_years():
    values = with_lines(rich(), red_line("max_recruits", 5, phase=1))
    assert red_line_rows(values, case_from_mapping(values))[0].about == "2032-2034"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_values_come_back_as_they_were(kind):
    assert stored_value(kind, shown_value(kind, 0.08)) == pytest.approx(0.08, abs=1e-12)
    assert shown_value(kind, None) is None
    assert KINDS[kind].takes_value == bool(unit_words(kind, "USD"))


def test_moves_in_words():
    row = red_line_rows(case_values("kenya-uk"))[1]
    words = value_moves(row, [("value", 10.0), ("hard", False)])
    assert words.endswith("8 → 10 % of graduates; may be crossed at a price")
    assert words.startswith("red line of Kenya, recruits are at most")
