# ruff: noqa: E501
"""Broken cases and the message that each must give: place, problem, expectation, remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ABSENT, changed, plain, red_line, rich
from toolkit import CaseError, load_case
from toolkit.case.red_lines import KINDS

NURSE = "corridors.KEN-GBR.nurse"
MOVE = "corridors → KEN-GBR → nurse"
KEN = "countries → KEN"


def problems(values: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        load_case(values)
    return [str(problem) for problem in caught.value.problems]


def line(kind: str, value: float | None = None, **selectors: Any) -> dict[str, Any]:
    return {"red_lines": [red_line(kind, value, **selectors)]}


# one change of the rich case, and the whole message, or its beginning where it ends in " …"
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    # fields one by one
    ("missing years", {"years": ABSENT}, "years: is missing; length of the agreement (years) (add it)"),
    ("missing name", {"name": ABSENT}, "name: is missing; title of the case (text) (add it)"),
    (
        "missing countries",
        {"countries": ABSENT},
        "countries: is missing; countries by ISO 3166-1 alpha-3 code (add it)",
    ),
    (
        "missing kind",
        {"red_lines": [{"value": 3}]},
        "red_lines → 1st → kind: is missing; kind of red line (a kind of section 7) (add it)",
    ),
    (
        "misspelt field",
        {f"{NURSE}.licenced_share": 0.5},
        f"{MOVE} → licenced_share: unknown field 'licenced_share'; a field of the case schema "
        "(did you mean licensed_share, licensed_share_bridged or licensing_years?)",
    ),
    (
        "misspelt top field",
        {"redlines": []},
        "redlines: unknown field 'redlines'; a field of the case schema (did you mean red_lines?)",
    ),
    (
        "unlike any field",
        {f"{NURSE}.training.xyz": 1},
        f"{MOVE} → training → xyz: unknown field 'xyz'; a field of the case schema "
        "(known here: spare_places, max_new_places, years, completion, cost_per_place and capacity_cost)",
    ),
    (
        "unknown cadre",
        {"countries.KEN.nurses": {}},
        f"{KEN} → nurses: unknown field 'nurses'; a field of the case schema (did you mean nurse?)",
    ),
    (
        "per cent for a share",
        {f"{NURSE}.licensed_share_bridged": 95},
        f"{MOVE} → licensed_share_bridged: is 95; share of recruits who come to practise at their level with bridging; "
        "absent means as without (share): from 0 to 1 (write 0.95 if 95 per cent was meant)",
    ),
    (
        "65 per cent",
        {f"{NURSE}.pass_rate": 65},
        f"{MOVE} → pass_rate: is 65; share of candidates who come through language tests, examinations and paperwork and travel "
        "(share): from 0 to 1 (write 0.65 if 65 per cent was meant)",
    ),
    (
        "negative rate",
        {f"{NURSE}.return_rate": -0.1},
        f"{MOVE} → return_rate: is -0.1; part of those abroad who return unsupported (per year): from 0 to 1 (check the sign)",
    ),
    (
        "negative money",
        {f"{NURSE}.recruitment_cost": -5},
        f"{MOVE} → recruitment_cost: is -5; cost of recruiting (money per recruit): from 0 to 10,000,000,000 (check the sign)",
    ),
    (
        "cheap public money",
        {"countries.KEN.cost_of_public_funds": 0.9},
        f"{KEN} → cost_of_public_funds: is 0.9; welfare cost of one unit of public money (money per money): from 1 to 5 (check the unit)",
    ),
    (
        "discount in per cent",
        {"countries.KEN.discount_rate": 5},
        f"{KEN} → discount_rate: is 5; rate at which the country discounts later years (per year): from 0 to 0.5 (write 0.05 if 5 per cent was meant)",
    ),
    (
        "too many people",
        {"countries.KEN.nurse.workforce": 6e7},
        f"{KEN} → nurse → workforce: is 60,000,000; people trained and available at home at the start, in post or not (people): from 0 to 50,000,000 (check the unit)",
    ),
    (
        "one phase's recruits",
        {f"{NURSE}.max_recruits": [10, -1]},
        f"{MOVE} → max_recruits → 2nd: is -1; most recruits; one number, or one per phase (people a year): from 0 to 50,000,000 (check the sign)",
    ),
    (
        "text number",
        {f"{NURSE}.recruitment_cost": "6 000"},
        f"{MOVE} → recruitment_cost: is the text '6 000'; a number (money per recruit) (write 6000)",
    ),
    (
        "text with commas",
        {f"{NURSE}.recruitment_cost": "6,000.5"},
        f"{MOVE} → recruitment_cost: is the text '6,000.5'; a number (money per recruit) (write 6000.5)",
    ),
    (
        "text per cent",
        {f"{NURSE}.pass_rate": "65%"},
        f"{MOVE} → pass_rate: is the text '65%'; a number (share) (write 0.65)",
    ),
    (
        "text in words",
        {f"{NURSE}.pass_rate": "half"},
        f"{MOVE} → pass_rate: is the text 'half'; a number (share) (write it as digits with a decimal point)",
    ),
    ("truth for a number", {f"{NURSE}.pass_rate": True}, f"{MOVE} → pass_rate: is true; a number (share)"),
    ("empty number", {f"{NURSE}.pass_rate": None}, f"{MOVE} → pass_rate: is empty; a number (share)"),
    ("a list for a number", {f"{NURSE}.pass_rate": [0.5]}, f"{MOVE} → pass_rate: is a list; a number (share)"),
    (
        "a mapping for a number",
        {f"{NURSE}.pass_rate": {"valeu": 0.5}},
        f"{MOVE} → pass_rate: is a mapping; a number (share)",
    ),
    (
        "not a number",
        {f"{NURSE}.remittance": float("nan")},
        f"{MOVE} → remittance: is nan; a finite number (money per recruit abroad and year) (write the number, or leave the field out)",
    ),
    (
        "without limit",
        {f"{NURSE}.remittance": float("inf")},
        f"{MOVE} → remittance: is inf; a finite number (money per recruit abroad and year) (write the number, or leave the field out)",
    ),
    ("half a year", {f"{NURSE}.training.years": 2.5}, f"{MOVE} → training → years: is 2.5; a whole number (years)"),
    ("years as text", {"years": "5"}, "years: is the text '5'; a whole number (years) (write 5)"),
    ("no phases", {"phases": []}, "phases: is a list; a list (years each)"),
    ("phases a word", {"phases": "two"}, "phases: is the text 'two'; a list (years each)"),
    (
        "corridor a list",
        {"corridors.KEN-GBR": []},
        "corridors → KEN-GBR: is a list; a mapping of fields (put the fields below it, indented)",
    ),
    (
        "countries a list",
        {"countries": ["KEN"]},
        "countries: is a list; a mapping of fields (put the fields below it, indented)",
    ),
    ("a name that is a number", {"name": 3}, "name: is 3; input should be a valid string (text)"),
    (
        "unknown payer",
        {"payment_shares.training": {"employer": [0, 1]}},
        "payment_shares → training → employer: is 'employer'; one of sending, receiving, worker or fund",
    ),
    (
        "unknown item",
        {"payment_shares": {"trainings": {"sending": [0, 1]}}},
        "payment_shares → trainings: is 'trainings'; one of training, training_capacity, recruitment, language, bridging, retention, posts, return, remote_service or system_support (did you mean training, training_capacity or bridging?)",
    ),
    (
        "unknown aim of retention",
        {f"{NURSE}.retention.0.acts_on": "exits"},
        f"{MOVE} → retention → 1st → acts_on: is 'exits'; one of emigration or exit (did you mean exit?)",
    ),
    (
        "shares above one",
        {"payment_shares.posts.receiving": [0, 60]},
        "payment_shares → posts → receiving → 2nd: is 60; lowest and highest part of each item that each payer may bear; absent means [0, 1] (shares): from 0 to 1 (write 0.6 if 60 per cent was meant)",
    ),
    # across fields
    (
        "phases and years",
        {"phases": [2, 2]},
        "phases: the phases add up to 4 years; they must add up to `years`, which is 5 (change the lengths of the phases or `years`)",
    ),
    (
        "recruits per phase",
        {f"{NURSE}.max_recruits": [1, 2, 3]},
        f"{MOVE} → max_recruits: has 3 values; one value, or one for each of the 2 phases (write one number or as many as there are phases)",
    ),
    (
        "budget per phase",
        {"countries.GBR.budget": [1, 2, 3]},
        "countries → GBR → budget: has 3 values; one value, or one for each of the 2 phases (write one number or as many as there are phases)",
    ),
    (
        "fund per phase",
        {"fund.budget": [1, 2, 3]},
        "fund → budget: has 3 values; one value, or one for each of the 2 phases (write one number or as many as there are phases)",
    ),
    (
        "no budget at all",
        {"fund.budget": []},
        "fund → budget: has 0 values; one value, or one for each of the 2 phases (write one number or as many as there are phases)",
    ),
    (
        "currency",
        {"currency": "Dollar"},
        "currency: unknown currency 'Dollar'; an ISO 4217 code such as USD, EUR or GBP",
    ),
    (
        "rates at home",
        {"countries.KEN.nurse.exit_rate": 0.98},
        f"{KEN} → nurse: exit_rate 0.98 and emigration_rate 0.03 add up to 1.01: more than all of the workforce leave in a year; together they are at most 1 (lower one of the two)",
    ),
    (
        "rates abroad",
        {f"{NURSE}.return_rate": 0.98},
        f"{MOVE}: return_rate 0.98 and onward_rate 0.03 add up to 1.01: more than all of those abroad leave in a year; together they are at most 1 (lower one of the two)",
    ),
    (
        "bridging lowers",
        {f"{NURSE}.licensed_share_bridged": 0.7},
        f"{MOVE} → licensed_share_bridged: is 0.7, less than licensed_share 0.8; bridging does not lower the share who come to practise (swap the two numbers or leave licensed_share_bridged out)",
    ),
    (
        "tiers out of order",
        {f"{NURSE}.retention.1.cost": 2_000},
        f"{MOVE} → retention → 2nd → cost: is 2,000, less than the tier before it (3,000); tiers that act on the same loss are listed in rising cost (put the cheaper tier first)",
    ),
    (
        "first tier below nothing",
        {f"{NURSE}.retention.0.cost": -5},
        f"{MOVE} → retention → 1st → cost: is -5; cost of one worker kept (money per worker): from 0 to 10,000,000,000 (check the sign)",
    ),
    (
        "lowest above highest",
        {"payment_shares.posts.receiving": [0.7, 0.6]},
        "payment_shares → posts → receiving: the lowest part 0.7 is above the highest 0.6; [lowest, highest] (swap the two numbers)",
    ),
    (
        "lowest parts",
        {"payment_shares.posts": {"sending": [0.7, 1], "receiving": [0.6, 1]}},
        "payment_shares → posts: the lowest parts add up to 1.3; the parts of one item add up to 1, so the lowest parts add up to at most 1 (lower one of them)",
    ),
    (
        "highest parts",
        {"payment_shares.posts": {"sending": [0, 0.2], "receiving": [0, 0.3], "worker": [0, 0], "fund": [0, 0.1]}},
        "payment_shares → posts: the highest parts add up to 0.6; the parts of one item add up to 1, so the highest parts add up to at least 1 (raise one of them)",
    ),
    (
        "a tenth of the people",
        {"countries.KEN.population": 9_000},
        f"{KEN} → nurse → workforce: is 1,000, more than a tenth of the population of 9,000; a head count of one cadre (check whether both are in single people)",
    ),
    # countries and corridors
    (
        "Norway as NO",
        {"countries.NO": {}},
        "countries → NO: unknown country 'NO'; countries are named by their ISO 3166-1 alpha-3 code (write NOR for Norway)",
    ),
    (
        "uk",
        {"countries.uk": {}},
        "countries → uk: unknown country 'uk'; countries are named by their ISO 3166-1 alpha-3 code (write GBR for United Kingdom)",
    ),
    (
        "lower case",
        {"countries.ken": {}},
        "countries → ken: unknown country 'ken'; countries are named by their ISO 3166-1 alpha-3 code (write KEN)",
    ),
    (
        "Kenia",
        {"countries.Kenia": {}},
        "countries → Kenia: unknown country 'Kenia'; countries are named by their ISO 3166-1 alpha-3 code (write KEN …",
    ),
    (
        "no country at all",
        {"countries.Q9": {}},
        "countries → Q9: unknown country 'Q9'; countries are named by their ISO 3166-1 alpha-3 code (look the code up, for example KEN for Kenya)",
    ),
    (
        "not a corridor",
        {"corridors.KENGBR": {}},
        "corridors → KENGBR: 'KENGBR' is not a corridor; a corridor is named as KEN-GBR: sending, then receiving country",
    ),
    (
        "half a corridor",
        {"corridors.KEN-": {}},
        "corridors → KEN-: 'KEN-' is not a corridor; a corridor is named as KEN-GBR: sending, then receiving country",
    ),
    (
        "to itself",
        {"corridors.KEN-KEN": {}},
        "corridors → KEN-KEN: leads from a country to itself; a corridor joins two countries (correct one of the two codes)",
    ),
    (
        "a corridor to nowhere",
        {"corridors.KEN-NOR": {}},
        "corridors → KEN-NOR: names NOR, which is not among the countries of the case; the countries are KEN and GBR (add NOR under `countries`)",
    ),
    (
        "a misspelt end",
        {"corridors.KEM-GBR": {}},
        "corridors → KEM-GBR: names KEM, which is not among the countries of the case; the countries are KEN and GBR (did you mean KEN?)",
    ),
    (
        "a cadre left empty",
        {"countries.KEN.midwife": None},
        "corridors → KEN-GBR → midwife: KEN has no numbers for midwife; both countries of a corridor describe the cadres that move on it (add countries → KEN → midwife)",
    ),
    (
        "a cadre without numbers",
        {"corridors.KEN-GBR.dentist": {}},
        "corridors → KEN-GBR → dentist: KEN has no numbers for dentist; both countries of a corridor describe the cadres that move on it (add countries → KEN → dentist)",
    ),
    # red lines
    (
        "unknown kind",
        line("no_harms"),
        f"red_lines → 1st → kind: unknown kind 'no_harms'; the kinds are {', '.join(sorted(KINDS)[:-1])} and {sorted(KINDS)[-1]} (did you mean no_harm?)",
    ),
    ("kind without a like", line("zzz"), "red_lines → 1st → kind: unknown kind 'zzz'; the kinds are density_floor, …"),
    (
        "value missing",
        line("min_recruits"),
        "red_lines → 1st → value: is missing; min_recruits needs a value in recruits a year (add a value)",
    ),
    ("value too much", line("no_harm", 3), "red_lines → 1st → value: no_harm takes no value (remove it)"),
    (
        "value in per cent",
        line("min_share_spent_on_training", 20),
        "red_lines → 1st → value: is 20; at most 1 share of payments (write 0.2 if 20 per cent was meant)",
    ),
    (
        "value of another size",
        line("min_recruits", 2e7),
        "red_lines → 1st → value: is 20,000,000; at most 10,000,000 recruits a year",
    ),
    (
        "value negative",
        line("min_recruits", -1),
        "red_lines → 1st → value: is -1; threshold (by kind): from 0 to 10,000,000,000,000 (check the sign)",
    ),
    (
        "selector that does not apply",
        line("no_harm", corridor="KEN-GBR"),
        "red_lines → 1st → corridor: no_harm cannot be narrowed by corridor; it can be narrowed by country and cadre (remove corridor)",
    ),
    (
        "payer of another kind",
        line("min_recruits", 1, payer="fund"),
        "red_lines → 1st → payer: min_recruits cannot be narrowed by payer; it can be narrowed by country, corridor, cadre and phase (remove payer)",
    ),
    (
        "phase of another kind",
        line("train_first", 1, phase=0),
        "red_lines → 1st → phase: train_first cannot be narrowed by phase; it can be narrowed by country, corridor and cadre (remove phase)",
    ),
    (
        "unknown country",
        line("no_harm", country="NOR"),
        "red_lines → 1st → country: names NOR, which is no country of the case; one of KEN or GBR",
    ),
    (
        "unknown party",
        line("no_harm", party="NOR"),
        "red_lines → 1st → party: names NOR, which is no country of the case; one of KEN or GBR",
    ),
    (
        "unknown corridor",
        line("min_recruits", 1, corridor="GBR-KEN"),
        "red_lines → 1st → corridor: names GBR-KEN, which is no corridor of the case; one of KEN-GBR",
    ),
    (
        "unknown cadre of a line",
        line("no_harm", cadre="nurses"),
        "red_lines → 1st → cadre: is 'nurses'; one of physician, nurse, midwife, dentist, pharmacist, caregiver or allied (did you mean nurse?)",
    ),
    (
        "phase that is not there",
        line("min_recruits", 1, phase=2),
        "red_lines → 1st → phase: is 2; phases are numbered from 0 to 1",
    ),
    (
        "nobody pays",
        line("max_payment", 5),
        "red_lines → 1st: names neither a payer nor a country; max_payment limits what somebody pays (add payer or country)",
    ),
    (
        "a fund of a country",
        line("max_payment", 5, payer="fund", country="KEN"),
        "red_lines → 1st → country: the fund is no country; a country pays as sending or receiving side (remove country, or narrow by corridor)",
    ),
    (
        "a worker of a country",
        line("max_payment", 5, payer="worker", country="KEN"),
        "red_lines → 1st → country: the worker is no country; a country pays as sending or receiving side (remove country, or narrow by corridor)",
    ),
    (
        "density of nobody",
        {**line("density_floor", 20, country="KEN"), "countries.KEN.population": ABSENT},
        f"{KEN}: has no population; a density_floor counts workers per 10 000 people (add population)",
    ),
    (
        "soft without penalty",
        line("no_harm", hard=False),
        "red_lines → 1st: may be breached but has no penalty; money per unit of breach (filled posts in a year) (add penalty)",
    ),
    (
        "hard with penalty",
        line("no_harm", penalty=5),
        "red_lines → 1st → penalty: has no effect on a hard red line (add `hard: false` or remove the penalty)",
    ),
    (
        "about nothing: cadre",
        line("min_recruits", 1, cadre="dentist"),
        "red_lines → 1st: min_recruits is about nothing in this case; a corridor, country and cadre that meet (widen or remove it)",
    ),
    (
        "about nothing: end",
        line("train_first", 1, country="GBR"),
        "red_lines → 1st: train_first is about nothing in this case; a corridor, country and cadre that meet (widen or remove it)",
    ),
    (
        "about nothing: own cadre",
        line("no_harm", cadre="dentist"),
        "red_lines → 1st: no_harm is about nothing in this case; a corridor, country and cadre that meet (widen or remove it)",
    ),
    (
        "about nothing: payer",
        line("max_payment", 1, country="KEN", payer="receiving"),
        "red_lines → 1st: max_payment is about nothing in this case; a corridor, country and cadre that meet (widen or remove it)",
    ),
    # origin of numbers
    (
        "low above value",
        {f"{NURSE}.pass_rate": {"value": 0.5, "low": 0.6}},
        f"{MOVE} → pass_rate → low: is 0.6, above the value 0.5; low ≤ value ≤ high (correct the range or the value)",
    ),
    (
        "high below value",
        {f"{NURSE}.pass_rate": {"value": 0.5, "high": 0.4}},
        f"{MOVE} → pass_rate → high: is 0.4, below the value 0.5; low ≤ value ≤ high (correct the range or the value)",
    ),
    (
        "high in per cent",
        {f"{NURSE}.pass_rate": {"value": 0.5, "high": 70}},
        f"{MOVE} → pass_rate → high: is 70; share of candidates who come through language tests, examinations and paperwork and travel: from 0 to 1 (write 0.7 if 70 per cent was meant)",
    ),
    (
        "low below the limit",
        {f"{NURSE}.pass_rate": {"value": 0.5, "low": -1}},
        f"{MOVE} → pass_rate → low: is -1; share of candidates who come through language tests, examinations and paperwork and travel: from 0 to 1 (check the sign)",
    ),
    (
        "range not a number",
        {f"{NURSE}.pass_rate": {"value": 0.5, "low": "a"}},
        f"{MOVE} → pass_rate → low: is the text 'a'; a number (share) (write it as digits with a decimal point)",
    ),
    (
        "range nan",
        {f"{NURSE}.pass_rate": {"value": 0.5, "low": float("nan")}},
        f"{MOVE} → pass_rate → low: is nan; a finite number (share) (write the number, or leave the field out)",
    ),
    (
        "unknown source",
        {f"{NURSE}.pass_rate": {"value": 0.5, "source": "who"}},
        f"{MOVE} → pass_rate → source: unknown source 'who'; a key of `sources` (add who under `sources`)",
    ),
    (
        "misspelt source",
        {f"{NURSE}.pass_rate": {"value": 0.5, "source": "whoo_24"}, "sources": {"who_24": {"title": "Report"}}},
        f"{MOVE} → pass_rate → source: unknown source 'whoo_24'; a key of `sources` (did you mean who_24?)",
    ),
    (
        "unknown part",
        {f"{NURSE}.pass_rate": {"value": 0.5, "sources": "who"}},
        f"{MOVE} → pass_rate → sources: unknown part 'sources' of a number; the parts are value, low, high, source, year, note, assumed (did you mean source?)",
    ),
    ("year of a source", {f"{NURSE}.pass_rate": {"value": 0.5, "year": 20}}, f"{MOVE} → pass_rate → year: is 20; …"),
    (
        "value within a value",
        {f"{NURSE}.pass_rate": {"value": {"value": 0.5}}},
        f"{MOVE} → pass_rate: is a mapping; a number (share)",
    ),
    (
        "range per phase",
        {f"{NURSE}.max_recruits": [{"value": 5, "low": 6}, 7]},
        f"{MOVE} → max_recruits → 1st → low: is 6, above the value 5; low ≤ value ≤ high (correct the range or the value)",
    ),
    (
        "source without title",
        {"sources": {"who": {"year": 2024}}},
        "sources → who → title: is missing; title of the publication or page (text) (add it)",
    ),
]


@pytest.mark.parametrize(("what", "changes", "message"), BROKEN, ids=[what for what, _, _ in BROKEN])
def test_message(what: str, changes: dict[str, Any], message: str) -> None:
    found = problems(changed(rich(), changes))
    if message.endswith(" …"):
        assert any(problem.startswith(message.removesuffix(" …")) for problem in found), f"{what}: {found}"
    else:
        assert message in found, f"{what}: {found}"


def test_the_unbroken_case_loads() -> None:
    assert load_case(rich()).name == "rich"


def test_every_kind_of_red_line_tells_when_its_value_is_missing_or_too_much() -> None:
    for kind, declared in KINDS.items():
        selectors = {"payer": "fund"} if kind == "max_payment" else {}
        if declared.takes_value:
            assert any(
                f"{kind} needs a value in {declared.unit}" in problem
                for problem in problems(changed(rich(), line(kind, **selectors)))
            )
            beyond = 2 * declared.upper
            assert any(
                "value: is " in problem for problem in problems(changed(rich(), line(kind, beyond, **selectors)))
            )
        else:
            assert any(f"{kind} takes no value" in problem for problem in problems(changed(rich(), line(kind, 1))))


def test_all_problems_are_told_together_and_once_each() -> None:
    values = changed(
        rich(),
        {
            "phases": [2, 2],
            "currency": "Dollar",
            f"{NURSE}.pass_rate": 65,
            f"{NURSE}.retention.1.cost": 2_000,
            "countries.NO": {},
            "corridors.KEN-KEN": {},
            "red_lines": [red_line("no_harms"), red_line("min_recruits"), red_line("max_payment", 5)],
            f"{NURSE}.licenced_share": 0.5,
            "countries.GBR.discount_rate": {"value": 0.03, "source": "who", "low": 0.04},
        },
    )
    found = problems(values)
    assert len(found) == len(set(found)) == 12
    for part in (
        "add up to 4",
        "Dollar",
        "is 65",
        "is 2,000",
        "'NO'",
        "to itself",
        "no_harms",
        "needs a value",
        "neither a payer",
        "licenced",
        "'who'",
        "is 0.04",
    ):
        assert sum(part in problem for problem in found) == 1, part


def test_a_problem_has_four_parts() -> None:
    with pytest.raises(CaseError) as caught:
        load_case(changed(plain(), {f"{NURSE}.pass_rate": 65}))
    (problem,) = caught.value.problems
    assert problem.to_dict() == {
        "place": MOVE + " → pass_rate",
        "problem": "is 65",
        "expectation": "share of candidates who come through language tests, examinations and paperwork and travel (share): from 0 to 1",
        "remedy": "write 0.65 if 65 per cent was meant",
    }
    assert str(caught.value).splitlines() == ["This case cannot be used: the case has 1 problem.", f"  - {problem}"]
    assert caught.value.origin == "the case"


@pytest.mark.parametrize("values", [[], "text", 3, None, [1, 2]])
def test_what_is_no_mapping_inside_a_file_is_no_case(values: Any, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    assert problems(path) == ["the file: is not a case; a mapping with name, years, phases, countries, corridors …"]


def test_a_number_in_place_of_a_case() -> None:
    found = problems({"value": 3})
    assert any(problem.startswith("value: unknown field 'value'; a field of the case schema") for problem in found)
    assert "years: is missing; length of the agreement (years) (add it)" in found


@pytest.mark.parametrize("key", [1, None, 2.5, True, ("KEN",)])
@pytest.mark.parametrize(
    "path", [(), ("countries",), ("countries", "KEN"), ("corridors",), ("payment_shares",), ("sources",)]
)
def test_keys_that_are_no_words(key: Any, path: tuple[str, ...]) -> None:
    values = rich()
    place: Any = values
    for part in path:
        place = place.setdefault(part, {})
    place[key] = {}
    assert problems(values)


@pytest.mark.parametrize("number", [10**400, -(10**400)])
@pytest.mark.parametrize(
    "path",
    [
        "years",
        "phases.0",
        "start_year",
        "countries.KEN.nurse.workforce",
        "countries.KEN.population",
        "red_lines.0.value",
        "red_lines.0.phase",
    ],
)
def test_numbers_beyond_any_float(path: str, number: int) -> None:
    values = changed(rich(), line("min_recruits", 1, phase=0))
    assert any(problem for problem in problems(changed(values, {path: number})))


def test_a_case_needs_a_corridor_that_something_moves_on() -> None:
    """A case without corridor, or with one on which nobody moves, loads: there is nothing to agree, and nothing breaks."""
    for empty in ({"corridors": {}}, {"corridors": {"KEN-GBR": {}}}):
        case = load_case(changed(plain(), empty))
        assert list(case.corridor_cadres()) == []
