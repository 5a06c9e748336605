"""The tables of an outcome: each adds up, and each agrees with the terms and the gains."""

from __future__ import annotations

import json
from functools import cache

import pandas as pd
import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, changed, plain, rich, shipped
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from tests.support.terms import nurses
from toolkit import Outcome, Solution, evaluate, load_case, no_terms, solve
from toolkit.deal.solution import frames, outcome_to_dict
from toolkit.model import indicators
from toolkit.model.terms_file import terms_from_mapping


@cache
def solved(name: str) -> Solution:
    return solve(load_case(rich()) if name == "rich" else shipped(name))


def drawn(seed: int) -> Outcome:
    values = random_case(seed)
    case = load_case(values)
    return evaluate(case, terms_from_mapping(random_terms(values, seed), case))


def pivot(table: pd.DataFrame, *index: str) -> pd.DataFrame:
    return table.pivot(index=list(index), columns="indicator", values="value")


def years_in(outcome: Outcome, phase: int) -> list[int]:
    return [t for t, at in enumerate(outcome.case.phase_of_year) if at == phase]


@given(seeds)
@examples(15)
def test_payments_add_up_to_costs(seed: int) -> None:
    outcome = drawn(seed)
    table = indicators.payments(outcome)
    assert (table["amount"] > 0).all()
    assert (table["share"] <= 1 + 1e-12).all()
    for _, paid in table.groupby(["corridor", "cadre", "item", "phase"]):
        assert paid["share"].sum() == pytest.approx(1, rel=1e-9)
        assert (paid["amount"] / paid["share"]).to_numpy() == pytest.approx(paid["amount"].sum(), rel=1e-9)
    total = outcome.consequences.payments.cost.sum() + outcome.consequences.terms.system_support.sum()
    assert table["amount"].sum() == pytest.approx(total, rel=1e-9)


@given(seeds)
@examples(15)
def test_present_value_of_payments_at_the_payers_own_rate(seed: int) -> None:
    outcome = drawn(seed)
    for row in indicators.payments(outcome).to_dict("records"):
        sending, receiving = row["corridor"].split("-")
        whose = {"sending": sending, "receiving": receiving}.get(row["payer"], "")
        assert row["country"] == whose
        rate = outcome.case.countries[whose or sending].discount_rate
        assert row["present_value"] == pytest.approx(
            sum(row["amount"] / (1 + rate) ** t for t in years_in(outcome, row["phase"])), rel=1e-9
        )


@given(seeds)
@examples(15)
def test_parts_of_a_gain_add_up_to_it_and_payments_agree(seed: int) -> None:
    outcome = drawn(seed)
    table = indicators.waterfall(outcome)
    paid = indicators.payments(outcome)
    for country, record in outcome.case.countries.items():
        parts = table[table["country"] == country].set_index("component")["value"]
        assert list(parts.index) == ["service", "remittances", "system_support", "payments"]
        assert parts.sum() == pytest.approx(outcome.gains[country], rel=1e-9, abs=1e-6)
        own = paid[paid["country"] == country]["present_value"].sum()
        assert parts["payments"] == pytest.approx(-record.cost_of_public_funds * own, rel=1e-9, abs=1e-6)


@given(seeds)
@examples(15)
def test_paths_per_country(seed: int) -> None:
    outcome = drawn(seed)
    table = indicators.by_year(outcome)
    wide = pivot(table, "country", "cadre", "year")
    without = table.pivot(index=["country", "cadre", "year"], columns="indicator", values="without_agreement")
    for paths in (wide, without):
        assert (paths["unfilled_posts"]).to_numpy() == pytest.approx(
            (paths["posts"] - paths["filled_posts"]).to_numpy()
        )
        assert (paths["unfilled_posts"] > -1e-9).all()
        assert (paths["people_without_post"] > -1e-9).all()
        # a post is empty only where nobody is without one
        assert paths[["unfilled_posts", "people_without_post"]].min(axis=1).to_numpy() == pytest.approx(0, abs=1e-9)
    gained = wide["filled_posts"] + wide["remote_service"] - without["filled_posts"]
    assert wide["gained_service"].to_numpy() == pytest.approx(gained.to_numpy(), abs=1e-9)
    assert without["remote_service"].abs().sum() == 0
    first, last = outcome.case.start_year, outcome.case.start_year + outcome.case.horizon
    for (_, _, indicator), path in table.groupby(["country", "cadre", "indicator"]):
        assert list(path["year"]) == list(range(first, last + 1)), indicator


@given(seeds)
@examples(15)
def test_density_counts_service_per_ten_thousand_people(seed: int) -> None:
    outcome = drawn(seed)
    table = indicators.by_year(outcome)
    with_density = set(table[table["indicator"] == "density"]["country"])
    assert with_density == {
        code for code, country in outcome.case.countries.items() if country.population and country.cadres
    }
    for row in pivot(table, "country", "cadre", "year").reset_index().to_dict("records"):
        country = outcome.case.countries[row["country"]]
        if country.population:
            people = country.population * (1 + country.population_growth) ** (row["year"] - outcome.case.start_year)
            assert row["density"] == pytest.approx(
                10_000 * (row["filled_posts"] + row["remote_service"]) / people, rel=1e-9
            )


@given(seeds)
@examples(10)
def test_paths_per_corridor(seed: int) -> None:
    outcome = drawn(seed)
    table = indicators.by_corridor(outcome)
    start = outcome.case.start_year
    for row in pivot(table, "corridor", "cadre", "year").reset_index().to_dict("records"):
        terms = outcome.terms.corridors[row["corridor"]].cadres[row["cadre"]]
        record = outcome.case.corridors[row["corridor"]].cadres[row["cadre"]]
        t = row["year"] - start
        during = t < outcome.case.years
        phase = outcome.case.phase_of_year[t] if during else None
        for name, of_terms in (
            ("recruits", terms.recruits),
            ("candidates", terms.candidates),
            ("bridged", terms.bridged),
            ("places", terms.places),
        ):
            assert row[name] == (of_terms[phase] if phase is not None else 0), name
        for name, of_terms in (
            ("capacity", terms.capacity),
            ("extra_posts", terms.posts),
            ("returned", terms.returned),
            ("remote_service", terms.remote_service),
        ):
            assert row[name] == (of_terms[phase] if phase is not None else 0), name
        assert row["retained"] == pytest.approx(sum(terms.retained[phase]) if phase is not None else 0)
        assert row["remittances"] == pytest.approx(record.remittance * row["abroad"])
        assert row["returned_unsupported"] == pytest.approx(record.return_rate * row["abroad"])
    assert set(table["year"]) == set(range(start, start + outcome.case.horizon))


@given(seeds)
@examples(15)
def test_one_row_per_country_and_per_phase(seed: int) -> None:
    outcome = drawn(seed)
    countries = indicators.by_country(outcome).set_index("country")
    years = indicators.by_year(outcome)
    paid = indicators.payments(outcome)
    joint = sum(outcome.gains.values())
    for country, row in countries.iterrows():
        assert row["gain"] == outcome.gains[country]
        assert joint <= 0 or row["joint_share"] == pytest.approx(row["gain"] / joint)
        own = years[
            (years["country"] == country)
            & (years["indicator"] == "gained_service")
            & (years["year"] > outcome.case.start_year)
        ]
        assert row["gained_service_years"] == pytest.approx(own["value"].sum(), abs=1e-6)
        by_year = own.groupby("year")["value"].sum()
        assert row["worst_year"] == pytest.approx(by_year.min() if len(by_year) else 0, abs=1e-6)
        of_country = paid[paid["country"] == country]
        lengths = of_country["phase"].map(lambda phase: outcome.case.phases[phase])
        assert row["payments"] == pytest.approx((of_country["amount"] * lengths).sum(), rel=1e-9, abs=1e-9)
        if row["gained_service_years"] > 1e-6:
            assert row["cost_per_service_year"] == pytest.approx(row["payments"] / row["gained_service_years"])
        else:
            assert pd.isna(row["cost_per_service_year"])
    spent = ("training", "training_capacity", "retention", "posts", "return", "remote_service", "system_support")
    outside = paid[paid["payer"].isin(("receiving", "fund")) & paid["item"].isin(spent)]
    for row in indicators.by_phase(outcome).to_dict("records"):
        here = outside[(outside["corridor"] == row["corridor"]) & (outside["phase"] == row["phase"])]
        assert row["contribution"] == pytest.approx(here["amount"].sum(), rel=1e-9, abs=1e-9)
        recruits = sum(
            terms.recruits[row["phase"]] for terms in outcome.terms.corridors[row["corridor"]].cadres.values()
        )
        assert row["recruits"] == pytest.approx(recruits)
        if recruits > 0:
            assert row["contribution_per_recruit"] == pytest.approx(row["contribution"] / recruits)
        if row["contribution"] > 0:
            training = here[here["item"].isin(("training", "training_capacity"))]["amount"].sum()
            assert row["training_share"] == pytest.approx(training / row["contribution"])


def test_shares_of_the_joint_gain_add_up() -> None:
    for name in (*SHIPPED, "rich"):
        assert solved(name).frames()["countries"]["joint_share"].sum() == pytest.approx(1)


def test_tables_of_nothing() -> None:
    case = load_case(plain())
    outcome = evaluate(case, no_terms(case))
    tables = frames(outcome)
    assert tables["payments"].empty
    assert list(tables["payments"].columns)[:3] == ["corridor", "cadre", "item"]
    assert tables["countries"]["joint_share"].isna().all()
    assert tables["countries"]["cost_per_service_year"].isna().all()
    assert tables["phases"]["contribution_per_recruit"].isna().all()


def test_a_country_without_any_service_to_gain_has_no_cost_per_service_year() -> None:
    case = load_case(changed(plain(), {"corridors.KEN-GBR.nurse.recruitment_cost": 5}))
    countries = indicators.by_country(evaluate(case, nurses(case, recruits=10))).set_index("country")
    # equal shares of the recruitment between Kenya and the United Kingdom (workers pay nothing, the fund has no money)
    assert countries.loc["GBR", "payments"] == pytest.approx(2 * 50 / 2)
    assert countries.loc["GBR", "cost_per_service_year"] == pytest.approx(2 * 50 / 2 / 30)
    assert pd.isna(countries.loc["KEN", "cost_per_service_year"])


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
def test_a_solution_as_data_and_back(name: str) -> None:
    solution = solved(name)
    values = solution.to_dict()
    told = json.loads(json.dumps(values, allow_nan=False))
    assert told == json.loads(json.dumps(outcome_to_dict(solution.outcome) | values, allow_nan=False))
    again = Solution.from_dict(solution.case, told)
    assert again.terms.to_dict() == solution.terms.to_dict()
    assert again.gains == pytest.approx(solution.gains, rel=1e-8)
    assert again.binding == solution.binding
    assert again.ideals == solution.ideals
    assert again.to_dict()["payments"] == [pytest.approx(entry) for entry in values["payments"]]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_solution_prints_its_parties(name: str) -> None:
    text = str(solved(name))
    assert text.startswith(solved(name).case.name)
    assert text.count(" gains ") == len(solved(name).gains)
