"""What pages tell of one corridor, of filters and of what can be chosen: the facts of the register, none made up."""

from __future__ import annotations

import pytest

from tests.report.support import register
from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.graphs import listed_on
from toolkit.atlas.selection import Selection, edges
from toolkit.register.find import find_figures
from toolkit.report.corridor_choices import (
    bases_held,
    cadres_held,
    measures_held,
    more_than_one_kind,
    selections_held,
    years_held,
)
from toolkit.report.corridor_clauses import people_by_clause
from toolkit.report.corridor_detail import (
    agreements_of_corridor,
    clauses_of_corridor,
    corridor_at_a_glance,
    figures_of_corridor,
)
from toolkit.report.corridor_filters import filtered
from toolkit.report.corridor_status import corridors_with_status
from toolkit.report.screen import for_screen, without_commands
from toolkit.report.table import Table

STOCKS = Selection("stock")


def test_what_can_be_chosen_has_figures_and_the_most_come_first():
    held = measures_held(register())
    sizes = [choice.corridors for choice in held.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert next(iter(held)) == ("stock", "persons")
    for measure, unit in held:
        assert len(edges(register(), Selection(measure, unit)))
        for cadre in cadres_held(register(), measure, unit):
            assert len(edges(register(), Selection(measure, unit, cadre=cadre)))
        for basis in bases_held(register(), measure, unit):
            assert len(edges(register(), Selection(measure, unit, basis=basis)))
        years = years_held(register(), measure, unit)
        assert list(years) == sorted(set(years))


def test_an_empty_selection_is_told_with_what_there_is():
    head, there_are = selections_held(register(), Selection("stock", cadre="dentist"))
    assert "Missing figures are not zeros" in head
    assert "by country of training; doctors" in there_are
    assert "--" not in there_are
    _, others = selections_held(register(), Selection("remittances", "million_us_dollars"))
    assert others.count("\n") >= 3


def test_a_warning_where_kinds_are_mixed():
    assert more_than_one_kind(edges(register(), Selection("stock", cadre="physician", basis="trained_in"))) == ""
    assert "bases" in more_than_one_kind(edges(register(), STOCKS))


def test_a_corridor_at_a_glance_is_its_row():
    table = corridors_with_status(register(), STOCKS)
    told = dict(corridor_at_a_glance(register(), table, "KEN", "GBR", STOCKS).rows)
    row = table[(table["origin"] == "KEN") & (table["destination"] == "GBR")].iloc[0]
    assert told["people in the country at one time"].startswith(f"{row['people']:,.0f} ({row['year']}")
    assert told["source"] == row["source"]
    assert told["agreements, as last known"] == "1 in force"
    unknown = dict(corridor_at_a_glance(register(), table, "TUV", "ISL", STOCKS).rows)
    assert "which does not mean none" in unknown["people in the country at one time"]
    assert unknown["agreements, as last known"] == "none known to the register"


def test_all_figures_of_a_corridor_stand_apart():
    table = figures_of_corridor(register(), "PHL", "GBR")
    found = find_figures(register(), origin="PHL", destination="GBR")
    assert len(table.rows) == len(found)
    assert {row[3] for row in table.rows} == {str(year) for year in found["year"]}
    assert {row[-1] for row in table.rows} == set(found["source"])
    assert "must not be added up" in table.note


def test_agreements_of_a_corridor_stand_with_their_standing_and_announced_ones_last():
    table = agreements_of_corridor(register(), "GHA", "GBR")
    assert [row[2] for row in table.rows][-1] == "only announced, not counted"
    before = agreements_of_corridor(register(), "KEN", "GBR", year=2015)
    assert [row[2] for row in before.rows] == ["not yet in force"]
    assert clauses_of_corridor(register(), "KEN", "GBR", year=2015).rows == ()


def test_clauses_of_a_corridor_are_those_of_its_record():
    record = register().agreements["KEN-GBR-2021"]
    rows = clauses_of_corridor(register(), "KEN", "GBR").rows
    book = register().codebook.clauses
    assert {row[1] for row in rows if row[3]} == {book[clause].name for clause in record.clauses}
    assert {row[1] for row in rows if row[4]} == {
        clause.name for key, clause in book.items() if names_clause(register(), record, key) == "perhaps"
    }


def test_filters_ask_for_every_condition():
    table = corridors_with_status(register(), STOCKS)
    assert filtered(register(), table).equals(table)
    announced = filtered(register(), table, statuses=["announced"])
    assert len(announced)
    assert set(announced["status"]) == {"announced"}
    _, members = listed_on(register())
    listed = filtered(register(), table, listed="listed")
    others = filtered(register(), table, listed="others")
    assert set(listed["origin"]) <= members
    assert len(listed) + len(others) == len(table)
    named = filtered(register(), table, clause="joint_committee", countries=["GBR"])
    assert len(named)
    for row in named.to_dict("records"):
        keys = f"{row['agreements']} ; {row['agreements_perhaps']}".split(" ; ")
        found = [register().agreements[key] for key in keys if key]
        assert any(names_clause(register(), record, "joint_committee") for record in found)


def test_people_by_clause_are_of_one_kind_each():
    tables, figures = people_by_clause(register(), STOCKS)
    assert len(tables) == len(figures) >= 2
    for table, figure in zip(tables, figures, strict=True):
        assert figure.table is table
    surely = [float(row[2].replace(",", "")) for row in tables[0].rows]
    assert surely == sorted(surely, reverse=True)
    assert people_by_clause(register(), Selection("stock", cadre="dentist")) == ([], [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One. 3 more are not listed: add --most or --csv. Blank is not known.", "One. Blank is not known."),
        ("Each one's sources: accord agreements show KEY.", ""),
        ("An accord with Kenya. 5 rows.", "An accord with Kenya. 5 rows."),
        ("", ""),
    ],
)
def test_remarks_for_pages_name_no_options(text, left):
    assert without_commands(text) == left
    assert for_screen(Table("t", ("a",), (("b",),), text)).note == left
