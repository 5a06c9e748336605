"""Numbers of a case in words: standing, range, source, what they were, and the sources with what rests on them."""

from __future__ import annotations

from tests.support.cases import bare, shipped
from toolkit.case.load import case_from_mapping, load_case, shipped_cases
from toolkit.reading import read_text
from toolkit.report.case_numbers import (
    STANDINGS,
    entries,
    kept,
    numbers_table,
    record_table,
    sources_table,
    standings_in_words,
)
from toolkit.report.provenance import numbers, written
from toolkit.workspace.edits import new_content
from toolkit.workspace.numbers import typed_edit

KENYA = shipped("kenya-uk")


def entry(key, case=KENYA, changed=None):
    return next(found for found in entries(case, changed) if found.key == key)


def test_every_number_has_an_entry_with_its_value():
    for name in shipped_cases():
        case = load_case(name)
        found = {entry.key: entry for entry in entries(case)}
        given = numbers(case)
        assert len(found) == len(given)
        for number in given:
            told = found[".".join(str(part) for part in number.path)]
            assert (told.value, told.text, told.standing) == (number.value, written(number.value), number.standing)
            assert told.unit
            assert "money" not in told.unit
            assert told.source


def test_names_of_one_record_are_all_different():
    for name in shipped_cases():
        names = [entry.name for entry in entries(load_case(name))]
        assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]


def test_records_stand_together():
    records = [entry.record for entry in entries(load_case("ghana-uk"))]
    assert [r for i, r in enumerate(records) if i == 0 or records[i - 1] != r] == list(dict.fromkeys(records))


def test_sources_are_told_in_short_and_in_full():
    rate = entry("countries.GBR.discount_rate")
    assert rate.standing == "sourced"
    assert rate.source.startswith("HM Treasury, 2022: Social time preference rate")
    rows = dict(record_table(KENYA, rate).rows)
    assert rows["what it means"] == "rate at which the country discounts later years"
    assert rows["source"].startswith("The Green Book")
    assert rows["plausible range"] == "0.015 to 0.05"
    assert rows["what it may be"] == "from 0 to 0.5"
    assert rows["value"] == "0.035 per year"


def test_red_lines_are_told_with_their_own_meaning_and_unit():
    line = next(found for found in entries(KENYA) if found.path[0] == "red_lines")
    rows = dict(record_table(KENYA, line).rows)
    assert "held by" in line.label
    assert line.unit != "by kind"
    assert rows["what it means"]


def test_what_was_changed_is_told_with_what_it_was():
    content = new_content(read_text(shipped_cases()["kenya-uk"]).values, "test")
    content, _ = typed_edit(content, KENYA, ("countries", "GBR", "discount_rate"), "0.02", "ours")
    case = content.case_now()
    rate = entry("countries.GBR.discount_rate", case, content.changed)
    assert (rate.standing, rate.text, rate.was, rate.source) == ("changed", "0.02", "0.035 (HM Treasury, 2022)", "ours")
    assert dict(record_table(case, rate).rows)["was"] == "0.035 (HM Treasury, 2022)"
    table = numbers_table(entries(case, content.changed))
    assert "was" in table.columns
    assert "1 was changed here" in standings_in_words(entries(case, content.changed))
    assert "was" not in numbers_table(entries(KENYA)).columns


def test_what_is_said_of_a_whole_list_counts_for_its_numbers():
    values = bare("kenya-uk")
    values["sources"] = {"own": {"title": "Own budget"}}
    values["countries"]["KEN"]["budget"] = {"value": [1.0, 2.0, 3.0], "source": "own"}
    values["fund"]["budget"] = [{"value": 5.0, "assumed": True, "note": "why"}]
    case = case_from_mapping(values)
    assert entry("countries.KEN.budget.1", case).source == "Own budget"
    assert (entry("fund.budget", case).standing, entry("fund.budget", case).source) == ("assumed", "why")


def test_numbers_without_any_origin_are_told_so():
    found = entries(case_from_mapping(bare("kenya-uk")))
    assert {entry.standing for entry in found} == {"unsourced"}
    assert "83 say neither: 100 % rest on no source" in standings_in_words(found)


def test_filters():
    found = entries(KENYA)
    assert kept(found) == found
    assert {entry.standing for entry in kept(found, standings=["sourced"])} == {"sourced"}
    assert {entry.record for entry in kept(found, records=["Kenya, nurses"])} == {"Kenya, nurses"}
    assert "exit rate" in [entry.label for entry in kept(found, text="KENYA nurses exit")]
    assert [entry.label for entry in kept(found, records=["Kenya, nurses"], text="HOSPITALS")] == ["exit rate"]
    assert not kept(found, text="no such word anywhere")


def test_shares_add_up():
    found = entries(KENYA)
    sourced = sum(entry.standing == "sourced" for entry in found)
    assert standings_in_words(found).startswith(f"Of {len(found)} numbers, {sourced} are taken from a source")
    assert set(STANDINGS) == {"sourced", "assumed", "changed", "unsourced"}
    assert standings_in_words([]) == "The case states no numbers."


def test_sources_tell_which_numbers_rest_on_them():
    rows = {row[0]: row for row in sources_table(KENYA).rows}
    assert len(rows) == len(KENYA.sources)
    assert rows["Population, total"][3] == "Kenya: population; United Kingdom: population"
    graduates = next(row for row in rows.values() if row[1] == "Business Daily")
    assert graduates[3] == "Kenya, nurses: graduates"
    assert "Kenya, nurses: workforce" in graduates[4]


def test_a_table_with_influence():
    table = numbers_table(entries(KENYA)[:2], {entries(KENYA)[0].key: "much"})
    at = table.columns.index("influence")
    assert [row[at] for row in table.rows] == ["much", "no range to try"]
