"""What pages tell of agreements: clauses with family and standards, comparison, reasons for precedents, a draft."""

from __future__ import annotations

import pytest

from tests.report.option_support import three
from tests.report.support import register
from toolkit.atlas.agreements_network import names_clause
from toolkit.case.load import load_case, shipped_cases
from toolkit.prefill.sketch import clauses_of_case, sketch_of_case
from toolkit.register.precedents import precedents, sketch_of
from toolkit.report.agreement_comparison import comparison_of_agreements
from toolkit.report.agreement_detail import DRAFT, clause_context, draft_as_record, standing_in_words
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.precedent_reasons import reasons_table

KENYA = "KEN-GBR-2021"


def test_every_clause_of_a_record_stands_with_family_question_and_standards():
    record, book = register().agreements[KENYA], register().codebook
    table = clause_context(record, register())
    named = {row[1] for row in table.rows if row[2] == "named"}
    assert named == {book.clauses[clause].name for clause in record.clauses}
    assert all(row[0] and row[3] for row in table.rows)
    assert any("WHO Code article" in row[5] for row in table.rows)


def test_the_standing_says_when_and_why():
    record = register().agreements["GHA-GBR-nd"]
    assert "does not count as an agreement" in standing_in_words(record)
    assert standing_in_words(register().agreements[KENYA], 2015).startswith("Not yet in force, in 2015")


def test_agreements_side_by_side_tell_named_perhaps_and_not_found():
    keys = [KENYA, "PHL-DEU-2013", "IND-DEU-2021"]
    records = [register().agreements[key] for key in keys]
    facts, clauses = comparison_of_agreements(records, register())
    assert facts.columns == ("what", *keys)
    words = {"named": "named", "perhaps": "perhaps", "": "not found"}
    by_name = {clause.name: key for key, clause in register().codebook.clauses.items()}
    for row in clauses.rows:
        levels = [words[names_clause(register(), record, by_name[row[1]])] for record in records]
        assert list(row[3:]) == levels
        assert (row[2] == "differ") == (len(set(levels)) > 1)
        assert set(levels) != {"not found"}
    _, every = comparison_of_agreements(records, register(), every_clause=True)
    assert len(every.rows) == len(register().codebook.clauses)


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_precedents_say_why(name):
    sketch = sketch_of_case(load_case(name))
    found = precedents(register(), sketch)
    table = reasons_table(found, sketch, register())
    assert [row[0] for row in table.rows] == [item.agreement.id for item in found]
    for row, item in zip(table.rows, found, strict=True):
        assert row[5]
        theirs = sketch_of(item.agreement)
        assert ("same sending country" in row[5]) == bool(set(sketch.sending) & set(theirs.sending))
        assert ("same receiving country" in row[5]) == bool(set(sketch.receiving) & set(theirs.receiving))
        assert (row[2] == "only announced") == item.agreement.announced


def test_a_draft_stands_first_and_bold_among_records():
    case = load_case("kenya-uk")
    record = draft_as_record(case)
    assert record.clauses == clauses_of_case(case)
    assert record.announced, "a draft never counts as an agreement"
    figure = clause_grid([record, register().agreements[KENYA]], register().codebook, highlighted=DRAFT)
    assert figure.table.columns[2].startswith("Kenya – United Kingdom")
    many = draft_as_record(load_case(three()))
    assert many.level == "regional"
    assert len(many.parties) == len({party.country for party in many.parties})
