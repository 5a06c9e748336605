"""Printed tables are readable in narrow terminals: nothing is wider than the terminal, and words stay whole."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from toolkit.commands import output
from toolkit.commands.widths import column_widths
from toolkit.register.find import find_agreements
from toolkit.register.read import load_register
from toolkit.report.register import agreements_table
from toolkit.report.table import Table

COUNTRY = ("United Kingdom", "USD 346,000,000", "USD 444 million", "77.9 %", "75.4 %", "41,283", "USD 190 million")
NUMBERS = Table(
    "Gains",
    (
        "country",
        "gain against no agreement",
        "most it could have",
        "share of that",
        "share of joint gain",
        "service-years gained",
        "pays over the agreement",
    ),
    (COUNTRY, ("Kenya", *COUNTRY[1:])),
    "",
    ("gain against no agreement",),
)


def printed(table: Table, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    text = io.StringIO()
    monkeypatch.setattr(output, "_console", lambda: Console(file=text, width=width, highlight=False))
    output.print_tables([table])
    return text.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140, 200])
def test_no_line_is_longer_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    register = load_register(user_data=False)
    for table in (agreements_table(find_agreements(register), register), NUMBERS):
        assert max(map(len, printed(table, width, monkeypatch).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_names_and_words_stay_whole_in_a_list_of_agreements(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    register = load_register(user_data=False)
    text = printed(agreements_table(find_agreements(register), register), width, monkeypatch)
    for word in ("confidence", "KEN-GBR-2021", "verified", "Philippines", "Practitioners", "physician"):
        assert word in text


def test_what_fits_has_its_natural_widths() -> None:
    table = Table("", ("a", "b"), (("one", "two three"),))
    assert column_widths(table, 80) == [3, 9]


def test_a_few_rows_stand_side_by_side_where_columns_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(NUMBERS, 70, monkeypatch)
    assert "USD 346,000,000" in text
    line = next(line for line in text.splitlines() if "77.9 %" in line)
    assert line.count("77.9 %") == 2


def test_rows_stand_one_below_another_in_a_very_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("T", ("key", "first", "second"), tuple((f"K{n}", "", "word " * 9) for n in range(5)), "note")
    assert column_widths(table, 20) is None
    text = printed(table, 20, monkeypatch)
    assert "first" not in text, "what is empty is left out"
    assert [f"K{n}" in text for n in range(5)] == [True] * 5


def test_numbers_never_break() -> None:
    table = Table("", ("country", "number"), (("Kenya", "57,532,493,000"),), "", ("number",))
    assert column_widths(table, 30) == [7, 14]
    assert column_widths(table, 20) is None
