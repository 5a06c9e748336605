"""Options side by side: their tables state the library's numbers, tell differences, and rank by each rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.option_support import RULES, options, solutions
from tests.support.cases import changed, plain, red_line, shipped, with_lines
from toolkit import evaluate, load_case
from toolkit.case.names import ITEM_NAMES, payer_name
from toolkit.countries import country_name
from toolkit.model import indicators
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.amounts import scale_of
from toolkit.report.option_tables import breaches_table, outcomes_table, ranking_table, ranks, values_by_rule
from toolkit.report.option_terms import payment_tables, term_tables
from toolkit.report.options import Compared, Yardstick, distinct, headlines, rule_name
from toolkit.report.targets import target_of
from toolkit.wording import money, per_cent


def test_the_outcomes_are_those_of_the_solutions() -> None:
    table = outcomes_table(options())
    cells = {(row[0], row[1]): row[2:] for row in table.rows}
    for code in shipped("ghana-uk").countries:
        gains = cells[country_name(code), "gain against no agreement"]
        shares = cells[country_name(code), "share of the most it could have"]
        for place, solution in enumerate(solutions().values()):
            assert gains[place] == money(solution.gains[code], "USD")
            assert shares[place] == per_cent(solution.shares_of_ideal[code] or 0.0, 1)
        assert gains[-1] == "USD 0"
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_headlines_are_those_of_the_solution() -> None:
    for option, solution in zip(options(), solutions().values(), strict=False):
        assert [line.gain for line in headlines(option)] == [money(gain, "USD") for gain in solution.gains.values()]
        assert option.shares == pytest.approx(solution.shares_of_ideal)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", ["ghana-uk", "kenya-uk", "philippines-germany"])
def test_each_rule_ranks_its_own_choice_first(name: str, rule: str) -> None:
    places = ranks(options(name))
    assert places[rule][RULES.index(rule)] == 1
    assert all(place is None or 1 <= place <= len(RULES) for place in places[rule])


def test_what_cannot_be_signed_is_not_ranked() -> None:
    nothing = options()[-1]
    assert not nothing.losers
    assert nothing.breached
    assert all(places[-1] is None for places in ranks(options()).values())
    cells = {row[0]: row[1:] for row in ranking_table(options()).rows}
    assert cells["keeps every limit, nobody loses"][-1].startswith("no: crosses")
    assert cells["sum of gains"][-1] == "not ranked: USD 0"
    told = {row[0]: row[1] for row in breaches_table(options()).rows}
    assert told["Nothing"] != "none"
    assert told[options()[0].name] == "none"


def test_dominance_needs_somebody_who_has_more() -> None:
    best, nothing = options()[0], options()[-1]
    assert best.dominates(nothing)
    assert not nothing.dominates(best)
    assert not best.dominates(best)
    table = {row[0]: row[1:] for row in ranking_table(options()).rows}
    assert best.name in table["better for somebody, worse for nobody"][-1]
    assert table["better for somebody, worse for nobody"][0] == "none of these"


def test_a_loss_has_no_product_and_is_told() -> None:
    case = load_case(changed(plain(), {"corridors.KEN-GBR.nurse.recruitment_cost": 10_000}))
    draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": 10}}}}
    outcome = evaluate(case, terms_from_mapping(draft, case))
    losing = Compared("Dear", outcome, Yardstick({"KEN": 1.0, "GBR": 5_000.0}))
    assert losing.losers
    assert values_by_rule(losing)["nash"] is None
    assert "says nothing" in {row[1] for row in ranking_table([losing, losing]).rows}
    assert (
        "loses" in {row[0]: row[1] for row in ranking_table([losing, losing]).rows}["keeps every limit, nobody loses"]
    )


def test_soft_red_lines_cost_but_may_be_crossed() -> None:
    values = with_lines(plain(), red_line("max_recruits", 4, hard=False, penalty=1.0))
    case = load_case(values)
    outcome = evaluate(case, terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 10}}}}, case))
    option = Compared("Soft", outcome, Yardstick({"KEN": 0.0, "GBR": 900.0}))
    assert not option.breached
    assert option.counted["GBR"] == pytest.approx(outcome.gains["GBR"] - 6.0)
    assert "at a price" in ranking_table([option, option]).note


def test_terms_that_differ_come_first_and_the_rest_is_the_same() -> None:
    first = options()[0]
    terms = first.outcome.terms
    name = next(iter(terms.corridors))
    done = terms.corridors[name].cadres["nurse"]
    fewer = replace(done, recruits=(done.recruits[0] - 1, *done.recruits[1:]))
    corridor = replace(terms.corridors[name], cadres={**terms.corridors[name].cadres, "nurse": fewer})
    moved = replace(terms, corridors={**terms.corridors, name: corridor})
    other = Compared("Fewer", evaluate(first.outcome.case, moved), first.yardstick)
    differing, same = term_tables([first, other])
    assert [(row[0], row[1]) for row in differing.rows] == [("nurses", "recruits a year")]
    assert len({row[:2] for row in same.rows}) == len(same.rows) > 5
    assert all(len(set(row[2:])) == 1 for row in same.rows), "what is the same reads the same"
    nothing, everything = term_tables([first, Compared("Same", first.outcome, first.yardstick)])
    assert not nothing.rows
    assert nothing.note == "The options differ in nothing."
    assert len(everything.rows) == len(same.rows) + 1


def test_no_two_cells_hide_a_difference() -> None:
    first = options()[0]
    terms = first.outcome.terms
    key = next(key for key, share in terms.shares.items() if 0.1 < share < 0.9 and key[3] == "receiving")
    other = next(one for one in terms.shares if one[:3] == key[:3] and one[4] == key[4] and one[3] != key[3])
    shares = {**terms.shares, key: terms.shares[key] + 2e-4, other: terms.shares[other] - 2e-4}
    moved = Compared("A little else", evaluate(first.outcome.case, replace(terms, shares=shares)), first.yardstick)
    differing, _ = term_tables([first, moved])
    assert differing.rows
    assert all(len(set(row[2:])) > 1 for row in differing.rows)


def test_payments_add_up_to_the_indicators() -> None:
    by_year, whole = payment_tables(options())
    case = shipped("ghana-uk")
    paid = [indicators.payments(option.outcome) for option in options()]
    scale = scale_of(
        (value for table in paid for value in table.groupby(["item", "payer"])["present_value"].sum()), case.currency
    )
    (corridor,) = case.corridors
    for table in (by_year, whole):
        assert {row[0] for row in table.rows} <= {*ITEM_NAMES.values(), "all items"}
    for row in whole.rows:
        for cell, table in zip(row[2:], paid, strict=True):
            of_payer = table[table["payer"].map(lambda payer: payer_name(corridor, payer)) == row[1]]
            of_item = of_payer if row[0] == "all items" else of_payer[of_payer["item"].map(ITEM_NAMES) == row[0]]
            assert float(cell.replace(",", "")) == pytest.approx(scale.of(of_item["present_value"].sum()), abs=0.051)


def test_names_differ_also_from_columns_and_when_cut() -> None:
    assert distinct(["Draft", "draft", "What"], ["what"]) == ["Draft", "draft (2)", "What (2)"]
    assert distinct(["A long name one", "A long name two"], longest=8) == ["A long…", "A long… (2)"]
    same = [replace_name("What"), replace_name("what"), replace_name("Party")]
    assert len({name.casefold() for name in outcomes_table(same).columns}) == 5


def replace_name(name: str) -> Compared:
    first = options()[0]
    return Compared(name, first.outcome, first.yardstick)


def test_a_target_lies_between_what_there_is_and_what_there_could_be() -> None:
    solution = solutions()["kalai_smorodinsky"]
    nothing = options()[-1].outcome
    for code in solution.gains:
        from_nothing = target_of(nothing, solution, code)
        assert from_nothing.scale.back(from_nothing.suggested) == pytest.approx(solution.gains[code], rel=1e-3)
        already = target_of(solution.outcome, solution, code)
        assert already.have < already.suggested <= already.most
        assert already.scale.back(already.most) <= solution.ideals[code]


def test_rules_are_told_in_words() -> None:
    assert rule_name("best_for:KEN") == "Best for Kenya"
    assert all("_" not in rule_name(rule) for rule in (*RULES, "leximin"))
    assert scale_of([2_500_000.0], "USD").unit == "USD million"
    assert scale_of([], "USD").unit == "USD"
