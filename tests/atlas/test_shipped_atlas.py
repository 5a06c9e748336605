"""The atlas on the shipped register: every call answers, and its sums tie with the figures."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.atlas.agreements_network import agreement_graph, agreement_multigraph, covered_pairs, state_in
from toolkit.atlas.clauses import clause_coverage
from toolkit.atlas.coverage import (
    corridor_coverage,
    expiring,
    listed_outside_agreements,
    without_agreement,
    without_movement,
)
from toolkit.atlas.described import MEASURES
from toolkit.atlas.flows import of_one_kind
from toolkit.atlas.measures import country_measures
from toolkit.atlas.protection import LEVELS
from toolkit.atlas.selection import Selection, edges, figures
from toolkit.atlas.shares import dependence_by_origin
from toolkit.atlas.standing import STANDINGS
from toolkit.atlas.vulnerability import WEIGHTS, vulnerability
from toolkit.atlas.workforce import workforce
from toolkit.register.read import load_register

REGISTER = load_register(user_data=False)
SELECTIONS = [
    Selection("stock"),
    Selection("stock", basis="nationality", cadre="nurse", weak=True),
    Selection("stock", "full_time_equivalents", year=2020),
    Selection("annual_inflow"),
    Selection("joiners", year=1990),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_measures_tie_with_the_figures(selection: Selection) -> None:
    table = country_measures(REGISTER, selection)
    corridors, parts = edges(REGISTER, selection), figures(REGISTER, selection)
    assert table["country"].is_unique
    assert set(REGISTER.countries["country"]) <= set(table["country"])
    assert corridors["people"].sum() == pytest.approx(parts["people"].sum())
    assert table["people_in"].sum() == pytest.approx(corridors["people"].sum())
    assert table["people_out"].sum() == pytest.approx(of_one_kind(corridors)["people"].sum())
    assert table["origins"].sum() == len(corridors)
    assert table["destinations"].sum() + table["destinations_left_out"].sum() == len(corridors)
    for name, measure in MEASURES.items():
        if measure.unit == "share, 0 to 1":
            assert table[name].dropna().between(0, 1 + 1e-12).all(), name
    assert (table["dependence"].dropna() >= 0).all()
    by_origin = dependence_by_origin(REGISTER, selection).groupby("destination")["share"].sum()
    known = table.set_index("country")["dependence"].dropna()
    assert by_origin.reindex(known.index).to_numpy() == pytest.approx(known.to_numpy())


@pytest.mark.parametrize("selection", SELECTIONS)
def test_coverage_ties_with_the_figures(selection: Selection) -> None:
    corridors = edges(REGISTER, selection)
    for year in (None, 2015):
        found = corridor_coverage(REGISTER, selection, year=year)
        assert found["people"].to_numpy() == pytest.approx(corridors["people"].to_numpy())
        parts = found[[f"people_{level}" for level in LEVELS]].sum(axis=1)
        assert parts.to_numpy() == pytest.approx(found["people"].to_numpy())
    clauses = clause_coverage(REGISTER, selection)
    shares = clauses[["share_surely", "share_perhaps"]].sum(axis=1)
    assert shares.between(0, 1 + 1e-12).all()
    people = clauses.drop_duplicates(["basis", "cadres"])["people"].sum()
    assert people == pytest.approx(corridors["people"].sum())
    outside = without_agreement(REGISTER, selection)
    assert set(outside["covered"]) <= {"none"}
    assert outside["people"].is_monotonic_decreasing
    listed = listed_outside_agreements(REGISTER, selection)
    assert ((listed["people_none"] + listed["people_perhaps"]) > 0).all()


def test_vulnerability_lies_between_its_components() -> None:
    table = vulnerability(REGISTER, Selection("stock"))
    values = table[[*WEIGHTS, "known_weight", "index"]]
    assert (values.isna() | ((values >= 0) & (values <= 1 + 1e-12))).all(axis=None)
    known = table[table["index"].notna()]
    assert len(known) > 100
    assert (known["index"] <= known[list(WEIGHTS)].max(axis=1) + 1e-12).all()
    assert (known["index"] >= known[list(WEIGHTS)].min(axis=1) - 1e-12).all()


def test_agreements_in_any_year() -> None:
    announced = {key for key, record in REGISTER.agreements.items() if record.announced}
    assert announced
    for year in (None, 1975, 1990, 2005, 2015, 2024, 2030):
        state = state_in(REGISTER, year, weak=True)
        assert set(state["agreement"]) == set(REGISTER.agreements)
        assert state["standing"].isin(STANDINGS).all()
        assert set(state.loc[state["standing"] == "announced", "agreement"]) == announced
        multigraph = agreement_multigraph(REGISTER, year, weak=True)
        graph = agreement_graph(multigraph)
        assert not announced & {key for *_, key in multigraph.edges(keys=True)}
        pairs = covered_pairs(REGISTER, year, weak=True)
        stands = ["in_force", "perhaps"] if year is not None else ["in_force", "perhaps", "ended", "not_yet"]
        edges_told = pairs[pairs["standing"].isin(stands)]
        assert multigraph.number_of_edges() == len(edges_told)
        assert graph.number_of_edges() == len(edges_told.drop_duplicates(["origin", "destination"]))
        shown = without_movement(REGISTER, year=year, weak=True)
        assert not announced & set(shown["agreement"])
        assert set(shown["agreement"]) <= set(edges_told["agreement"])
        assert (shown["corridors_with_figures"] <= shown["corridors"]).all()
        assert ((shown["corridors_with_figures"] == 0) == (shown["seen"] == "no figure")).all()
        if year is not None:
            soon = expiring(REGISTER, year, within=3, weak=True)
            assert soon["ends"].between(year, year + 3).all()
            assert not announced & set(soon["agreement"])


def test_workforces_are_known_once_each() -> None:
    table = workforce(REGISTER)
    assert not table.duplicated(["country", "cadre"]).any()
    assert (table["workforce"] > 0).all()
    pd.testing.assert_frame_equal(table, workforce(REGISTER))
