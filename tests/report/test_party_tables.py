"""Tables for one party: what it gets and gives, its red lines, what limits and numbers are worth to it."""

from __future__ import annotations

import pytest

from tests.report.support import register
from tests.support.cases import plain, red_line, shipped, with_lines
from toolkit import evaluate, load_case, load_terms, solve
from toolkit.deal.prices import prices
from toolkit.model import indicators
from toolkit.report.brief_tables import assumed_in_words, resting_in_words, situation_in_brief, weakest_table
from toolkit.report.case_corridors import case_corridors
from toolkit.report.party_tables import (
    gain_table,
    gains_table,
    gets_table,
    gives_table,
    held_table,
    shaken_table,
    worth_table,
)
from toolkit.report.robustness import robustness
from toolkit.wording import money, people


def solution(name: str = "kenya-uk"):
    return solve(shipped(name))


def test_parts_add_up_to_the_gain() -> None:
    outcome = solution().outcome
    for country in outcome.case.countries:
        rows = dict(gain_table(outcome, country).rows)
        assert rows["gain against no agreement"] == money(outcome.gains[country], "USD")
        assert rows["service gained"] == money(outcome.components[country]["service"], "USD")
    beside = gains_table(outcome)
    assert beside.rows[-1] == ("gain", *(money(gain, "USD") for gain in outcome.gains.values()))


def test_what_one_side_gives_is_what_the_other_gets() -> None:
    outcome = solution().outcome
    recruits = outcome.terms.corridors["KEN-GBR"].cadres["nurse"].recruits
    arriving = next(row for row in gets_table(outcome, "GBR").rows if "arrive" in row[0])
    leaving = next(row for row in gives_table(outcome, "KEN").rows if "leave" in row[0])
    assert arriving[2:] == leaving[2:] == tuple(map(people, recruits))
    returned = [row for row in gets_table(outcome, "KEN").rows if row[0].startswith("returns")]
    home = [row for row in gives_table(outcome, "GBR").rows if "go home" in row[0]]
    assert [row[2:] for row in returned] == [row[2:] for row in home]


def test_payments_are_those_of_the_model() -> None:
    outcome = solution().outcome
    paid = indicators.payments(outcome)
    for country in outcome.case.countries:
        own = paid[paid["country"] == country]
        totals = [float(own.loc[own["phase"] == phase, "amount"].sum()) for phase in range(3)]
        assert gives_table(outcome, country).rows[-1] == ("pays together", "", *(money(t, "USD") for t in totals))


def test_a_party_without_a_part_is_told_so() -> None:
    case = load_case(plain())
    outcome = evaluate(case, load_terms({"terms": {}, "payments": []}, case))
    assert (gets_table(outcome, "KEN").rows, gets_table(outcome, "KEN").note) == ((), "Nothing under this draft.")
    assert held_table(outcome, "KEN").note == "It holds no red line."
    assert case_corridors(outcome, register()) is None


@pytest.mark.parametrize(("recruits", "standing"), [(2, "crosses it"), (4, "goes up to it"), (6, "keeps it")])
def test_red_lines_are_kept_met_or_crossed(recruits: int, standing: str) -> None:
    case = load_case(with_lines(plain(), red_line("min_recruits", 4, party="GBR")))
    terms = load_terms({"terms": {"KEN-GBR": {"nurse": {"recruits": recruits}}}, "payments": []}, case)
    (row,) = held_table(evaluate(case, terms), "GBR").rows
    assert row[2:] == ("4 recruits a year", standing)
    assert held_table(evaluate(case, terms), "KEN").rows == ()


def test_limits_are_ranked_by_what_they_are_worth_to_the_reader() -> None:
    found = solution()
    priced = prices(found)
    table = worth_table(priced, found.case, "KEN", most=3)
    assert table.columns[3:] == ("Kenya gains", "United Kingdom gains")
    assert worth_table(priced, found.case, "GBR").columns[3:] == ("United Kingdom gains", "Kenya gains")
    by_limit = {price.binding.limit: price for price in priced}
    share = next(row for row in table.rows if row[2].startswith("1 percentage point"))
    assert share[3] == money(by_limit[share[0]].worth["KEN"] / 100, "USD")
    assert len(table.rows) == 3
    assert worth_table((), found.case).note == "No limit is worth anything to anybody."


def test_numbers_are_ranked_by_how_far_they_move_the_readers_gain() -> None:
    found = solution()
    shaken = robustness(found.case, [found.terms])[0]
    assert len(shaken.moves["KEN"]) == shaken.ends
    table = shaken_table(shaken, "KEN")
    most = max(shaken.moves["KEN"], key=lambda end: abs(end.gain - shaken.gains["KEN"]))
    assert money(most.gain, "USD") in table.rows[0]
    assert money(shaken.gains["KEN"], "USD") in table.note
    both = weakest_table(shaken, most=4)
    assert len(both.rows) == 4
    assert both.columns[3:] == ("gain of Kenya", "gain of United Kingdom")


def test_a_case_without_ranges_has_nothing_to_shake() -> None:
    case = load_case(plain())
    found = solve(case)
    shaken = robustness(case, [found.terms])[0]
    assert shaken_table(shaken, "KEN").rows == weakest_table(shaken).rows == ()
    assert assumed_in_words(case).startswith("Of the 7 numbers")
    assert resting_in_words(case) == "100 % of the 7 numbers behind this paper"


def test_the_situation_is_that_of_the_simulation() -> None:
    outcome = solution().outcome
    table = situation_in_brief(outcome)
    years = indicators.by_year(outcome)
    kenya = years[(years["country"] == "KEN") & (years["year"] == outcome.case.start_year)].set_index("indicator")
    row = next(row for row in table.rows if row[0] == "Kenya")
    assert row[2] == people(kenya.loc["workforce", "without_agreement"])
    assert row[3] == people(kenya.loc["people_without_post", "without_agreement"])


def test_the_map_takes_the_smallest_view_that_shows_both_ends() -> None:
    drawn = case_corridors(solution().outcome, register())
    assert drawn is not None
    assert drawn.title == "Who would move, 2026-2035"
    assert "Kenya" in drawn.description
    assert "would have come anyway" in drawn.note
