"""Every measure of every country: by hand, against plain loops, in any order, and never a zero for what is missing."""

from __future__ import annotations

from math import isnan
from random import Random
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.small_world import fact, figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.cube import BASES
from toolkit.atlas.described import MEASURES
from toolkit.atlas.flows import exchange, incoming, kinds, of_one_kind, outgoing
from toolkit.atlas.graphs import corridor_multigraph, simple_graph
from toolkit.atlas.measures import COLUMNS, country_measures
from toolkit.atlas.selection import Selection, edges
from toolkit.atlas.transit import trained_not_citizens
from toolkit.errors import InputError

STOCK = Selection("stock")
FACTS = [
    fact("GBR", "workforce", 1000, cadre="physician", year=2019),
    fact("DEU", "workforce", 400, cadre="physician"),
    fact("KEN", "workforce", 300, cadre="physician", year=2018),
]
NAN = float("nan")


def measured(rows: list[dict[str, Any]], selection: Selection = STOCK, **more: Any) -> pd.DataFrame:
    return country_measures(world(rows, facts=FACTS, **more), selection).set_index("country")


def row(table: pd.DataFrame, country: str) -> dict[str, Any]:
    return {name: None if pd.isna(value) else value for name, value in table.loc[country].items()}


ROWS = [
    figure("KEN-GBR", 100),
    figure("GHA-GBR", 300),
    figure("KEN-DEU", 40),
    figure("GBR-DEU", 60),
    figure("DEU-GBR", 20),
    figure("KEN-USA", 500, basis="nationality"),
    figure("GBR-USA", 7, basis="nationality"),
    figure("USA-KEN", 0),
]


def test_every_column_by_hand() -> None:
    """From GHA, KEN, DEU to GBR, from KEN, GBR to DEU; USA counts citizens only; KEN counts nobody from USA."""
    table = measured(ROWS)
    assert row(table, "GBR") == {
        "people_in": 420,
        "origins": 3,
        "basis_in": "trained_in",
        "cadre_in": "physician",
        "people_out": 60,
        "destinations": 1,
        "destinations_reporting": 3,
        "destinations_left_out": 1,
        "basis_out": "trained_in",
        "cadre_out": "physician",
        "net": 360,
        "origin_concentration": pytest.approx((100**2 + 300**2 + 20**2) / 420**2),
        "destination_concentration": 1,
        "two_way": pytest.approx(2 * 20 / 80),
        "two_way_pairs": 1,
        "pass_on": pytest.approx(60 / 420),
        # shortest ways between two others through it: GHA to DEU, GHA to USA, DEU to USA, over 4 * 3
        "betweenness": pytest.approx(3 / 12),
        "trained_not_citizens": None,
        "transit_pairs": 0,
        "dependence": pytest.approx(0.42),
        "dependence_matched": 1,
        "workforce": 1000,
        "workforce_cadre": "physician",
        "workforce_from": "counted",
        "workforce_year": 2019,
        "loss_rate": pytest.approx(60 / 1060),
        "loss_matched": 1,
        "home": 1000,
        "home_cadre": "physician",
        "home_from": "counted",
        "home_year": 2019,
    }
    kenya = row(table, "KEN")
    assert (kenya["people_in"], kenya["origins"]) == (0, 1)
    assert (kenya["people_out"], kenya["destinations"], kenya["destinations_left_out"]) == (140, 2, 1)
    assert kenya["net"] == -140
    assert kenya["origin_concentration"] is None
    assert kenya["pass_on"] is None
    assert kenya["destination_concentration"] == pytest.approx((100**2 + 40**2) / 140**2)
    assert kenya["loss_rate"] == pytest.approx(140 / 440)
    assert (kenya["dependence"], kenya["dependence_matched"]) == (0, None)


def test_what_is_not_known_is_never_zero() -> None:
    """GHA has no inflow reported, USA no outflow but a known absence, and a country without a figure has nothing."""
    table = measured(ROWS, countries="DEU GBR GHA KEN USA ZMB")
    ghana, usa, zambia = (row(table, code) for code in ("GHA", "USA", "ZMB"))
    assert ghana["people_in"] is None
    assert ghana["net"] is None
    assert ghana["basis_in"] == ""
    assert ghana["destinations_reporting"] == 3
    assert (usa["people_out"], usa["destination_concentration"]) == (0, None)
    assert usa["net"] is None, "its citizens are counted one way, those trained there the other"
    counts = {"origins", "destinations", "destinations_left_out", "two_way_pairs", "transit_pairs"}
    for name, value in zambia.items():
        assert value in ((0,) if name in counts else (None, "")), name


def test_every_column_is_told_of() -> None:
    coverage = {name for measure in MEASURES.values() for name in measure.coverage}
    words = {"country", "basis_in", "basis_out"}
    assert set(COLUMNS) == {*MEASURES, *coverage, *words}
    assert not set(MEASURES) & coverage
    assert [name for name in COLUMNS if name in MEASURES] == list(MEASURES)
    for name, measure in MEASURES.items():
        assert measure.name == name
        assert all((measure.title, measure.formula, measure.symbols, measure.unit, measure.missing))
        assert measure.bound in ("", "at least", "at most")
    assert tuple(country_measures(world(), STOCK).columns) == COLUMNS


def test_percentages_are_not_added() -> None:
    with pytest.raises(InputError, match="cannot be added"):
        country_measures(world(), Selection("stock", "percent_of_profession"))


def test_another_basis_or_family_of_cadres_is_never_added() -> None:
    rows = [
        figure("KEN-GBR", 5, basis="nationality"),
        figure("KEN-DEU", 7, basis="nationality", cadre="all"),
        figure("KEN-USA", 9, basis="born_in"),
        figure("KEN-GHA", 3, basis="nationality", cadre="nurse"),
    ]
    out = row(outgoing(edges(world(rows), STOCK)), "KEN")
    assert (out["people_out"], out["destinations"], out["destinations_left_out"]) == (8, 2, 2)
    assert (out["basis_out"], out["cadre_out"], out["destinations_reporting"]) == ("nationality", "nurse+physician", 2)


def test_concentration_between_one_and_one_over_n() -> None:
    one = measured([figure("KEN-GBR", 5)])
    assert one.loc["GBR", "origin_concentration"] == 1
    equal = measured([figure(f"{code}-GBR", 5) for code in ("KEN", "GHA", "USA", "DEU")])
    assert equal.loc["GBR", "origin_concentration"] == pytest.approx(0.25)
    with_none = measured([figure("KEN-GBR", 5), figure("GHA-GBR", 0)])
    assert with_none.loc["GBR", "origin_concentration"] == 1


def test_an_unseen_destination_may_raise_a_concentration() -> None:
    """So the concentration of the destinations that are seen bounds nothing."""
    seen = [figure("KEN-GBR", 5), figure("KEN-DEU", 5)]
    assert measured(seen).loc["KEN", "destination_concentration"] == pytest.approx(0.5)
    assert measured([*seen, figure("KEN-USA", 990)]).loc["KEN", "destination_concentration"] > 0.9
    assert MEASURES["destination_concentration"].bound == ""


def test_exchange_needs_both_directions() -> None:
    rows = [
        figure("KEN-GBR", 30),
        figure("GBR-KEN", 10),
        figure("KEN-DEU", 4),
        figure("DEU-KEN", 0),
        figure("KEN-USA", 50),
        figure("GHA-GBR", 9),
        figure("GBR-GHA", 9, basis="nationality"),
    ]
    found = exchange(edges(world(rows), STOCK))
    assert found.loc["KEN"].tolist() == [pytest.approx(2 * 10 / 44), 2]
    assert found.loc["DEU"].tolist() == [0, 1]
    assert found.loc["GBR"].tolist() == [pytest.approx(20 / 40), 1]
    assert "USA" not in found.index
    assert "GHA" not in found.index
    nobody = exchange(edges(world([figure("KEN-GBR", 0), figure("GBR-KEN", 0)]), STOCK))
    assert isnan(nobody.loc["KEN", "two_way"])


def test_people_trained_there_who_are_no_citizens() -> None:
    rows = [
        figure("KEN-GBR", 100),
        figure("KEN-GBR", 60, basis="nationality"),
        figure("KEN-GBR", 5, cadre="nurse"),
        figure("KEN-GBR", 9, cadre="nurse", basis="nationality"),
        figure("KEN-DEU", 30),
        figure("KEN-DEU", 10, basis="nationality", year=2019),
        figure("GHA-DEU", 8, basis="nationality"),
        figure("USA-GBR", 2),
        figure("USA-GBR", 2, basis="nationality"),
    ]
    found = trained_not_citizens(world(rows), STOCK)
    assert found.to_dict("index") == {
        "KEN": {"trained_not_citizens": 40, "transit_pairs": 2},
        "USA": {"trained_not_citizens": 0, "transit_pairs": 1},
    }
    table = measured(rows)
    assert table.loc["KEN", "trained_not_citizens"] == 40
    assert isnan(table.loc["GHA", "trained_not_citizens"])
    earlier = trained_not_citizens(world([*rows, figure("KEN-DEU", 25, year=2019)]), Selection("stock", year=2019))
    assert earlier.loc["KEN"].tolist() == [15, 1]


# networkx traps: what its own calls would tell of the same figures


def test_trap_parallel_figures_do_not_multiply_partners_or_exchange() -> None:
    """Doctors and nurses, and two years of each, are parallel edges; there is one partner, in both directions."""
    rows = [
        figure("KEN-GBR", 10, cadre=cadre, year=year) for cadre in ("physician", "nurse") for year in (2018, 2019, 2020)
    ]
    rows.append(figure("GBR-KEN", 20))
    register = world(rows)
    multigraph = corridor_multigraph(register)
    assert nx.overall_reciprocity(multigraph) < 1
    assert multigraph.out_degree("KEN") == 6
    table = country_measures(register, STOCK).set_index("country")
    assert (table.loc["KEN", "destinations"], table.loc["KEN", "people_out"]) == (1, 20)
    assert (table.loc["KEN", "two_way"], table.loc["KEN", "two_way_pairs"]) == (1, 1)


def test_trap_both_directions_count() -> None:
    """networkx keeps one direction of a pair when it makes a graph undirected; the sums hold both."""
    rows = [figure("KEN-GBR", 30), figure("GBR-KEN", 10)]
    graph = simple_graph(edges(world(rows), STOCK)).to_undirected()
    assert sum(people for *_, people in graph.edges(data="people")) != 40
    table = measured(rows)
    assert table.loc["KEN", ["people_in", "people_out", "net"]].tolist() == [10, 30, -20]
    assert table.loc["KEN", "two_way"] == pytest.approx(0.5)


def test_trap_many_people_are_a_short_way() -> None:
    rows = [figure("KEN-GBR", 900), figure("GBR-USA", 900), figure("KEN-DEU", 2), figure("DEU-USA", 2)]
    graph = simple_graph(edges(world(rows), STOCK))
    assert nx.betweenness_centrality(graph, weight="people")["GBR"] == 0
    table = measured(rows)
    assert table.loc["GBR", "betweenness"] == pytest.approx(1 / 6)
    assert table.loc["DEU", "betweenness"] == 0


# plain loops


def family(cadre: str) -> str:
    return cadre if cadre in ("health_worker", "all") else "named"


def plain(table: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The measures of a table of corridors by loops over its rows, as their formulas read."""
    families = ["named", "health_worker", "all"]

    def kind(corridor: dict[str, Any]) -> tuple[int, int]:
        return BASES.index(corridor["basis"]), families.index(family(corridor["cadre"]))

    found: dict[str, dict[str, Any]] = {}
    for country in {corridor[end] for corridor in table for end in ("origin", "destination")}:
        came = [corridor for corridor in table if corridor["destination"] == country]
        every = [corridor for corridor in table if corridor["origin"] == country]
        best = min((kind(corridor) for corridor in every), default=None)
        went = [corridor for corridor in every if kind(corridor) == best]
        told: dict[str, Any] = {"origins": len(came), "destinations": len(went)}
        told["destinations_left_out"] = len(every) - len(went)
        inward, outward = sum(c["people"] for c in came), sum(c["people"] for c in went)
        told["people_in"] = inward if came else NAN
        told["people_out"] = outward if went else NAN
        comparable = bool(came) and bool(went) and kind(came[0]) == best
        told["net"] = inward - outward if comparable else NAN
        told["pass_on"] = min(inward, outward) / inward if comparable and inward else NAN
        told["origin_concentration"] = sum((c["people"] / inward) ** 2 for c in came) if inward else NAN
        told["destination_concentration"] = sum((c["people"] / outward) ** 2 for c in went) if outward else NAN
        pairs = [
            (c["people"], d["people"])
            for c in every
            for d in came
            if d["origin"] == c["destination"]
            if kind(c) == kind(d)
        ]
        told["two_way_pairs"] = len(pairs)
        total = sum(a + b for a, b in pairs)
        told["two_way"] = sum(2 * min(a, b) for a, b in pairs) / total if total else NAN
        if went:
            told["destinations_reporting"] = len({c["destination"] for c in table if kind(c) == best})
        found[country] = told
    return found


selections = st.builds(
    Selection,
    st.sampled_from(["stock", "annual_inflow"]),
    st.sampled_from(["persons", "full_time_equivalents"]),
    st.sampled_from([None, None, "nationality"]),
    st.sampled_from([None, None, "nurse", "all"]),
    st.sampled_from([None, 2018]),
)


@examples(15)
@given(seeds, selections)
def test_measures_are_those_of_plain_loops(seed: int, selection: Selection) -> None:
    register = world(random_figures(seed, 90), facts=FACTS)
    table = country_measures(register, selection).set_index("country")
    corridors: list[dict[str, Any]] = edges(register, selection).to_dict("records")
    expected = plain(corridors)
    for country in table.index:
        if country not in expected:
            assert table.loc[country, ["people_in", "people_out", "net", "betweenness"]].isna().all()
            continue
        for name, value in expected[country].items():
            assert table.loc[country, name] == pytest.approx(value, nan_ok=True), (country, name)


@examples(6)
@given(seeds, selections)
def test_the_order_of_rows_changes_nothing(seed: int, selection: Selection) -> None:
    rows = random_figures(seed, 90)
    order = pd.Series(range(len(rows)), dtype="int64").sample(frac=1, random_state=seed)
    first, second = measured(rows, selection), measured([rows[place] for place in order], selection)
    pd.testing.assert_frame_equal(first, second, check_exact=True)
    table = edges(world(rows), selection)
    mixed = table.sample(frac=1, random_state=seed)
    for part in (incoming, outgoing, exchange):
        pd.testing.assert_frame_equal(part(table), part(mixed))


@examples(6)
@given(seeds, st.randoms(use_true_random=False))
def test_removing_a_figure_never_makes_a_claim(seed: int, random: Random) -> None:
    """Without a corridor's only figure it is not known: no measure appears, no sum of the same kind grows."""
    rows = [{**item, "basis": "trained_in", "cadre": "physician"} for item in random_figures(seed, 24)]
    before = measured(rows)
    for _ in range(2):
        lost = random.choice(rows or ROWS)
        rows = [item for item in rows if (item["origin"], item["destination"]) != (lost["origin"], lost["destination"])]
        after = measured(rows)
        for name in ("people_in", "people_out", "net", "two_way", "dependence", "loss_rate", "betweenness"):
            assert not (before[name].isna() & after[name].notna()).any(), name
        for name in ("people_in", "people_out", "dependence", "loss_rate", "origins", "destinations"):
            assert not (after[name] > before[name] + 1e-9).any(), name
        table = edges(world(rows), STOCK)
        gone = [code for code in after.index if code not in {*table["origin"], *table["destination"]}]
        assert after.loc[gone, list(MEASURES)].isna().all(axis=None)
        before = after


@examples(12)
@given(seeds)
def test_what_holds_for_any_figures(seed: int) -> None:
    table = measured(random_figures(seed, 90))
    for name in ("origin_concentration", "destination_concentration", "two_way", "pass_on", "betweenness", "loss_rate"):
        assert table[name].dropna().between(0, 1 + 1e-12).all(), name
    assert (table["people_in"].notna() == (table["origins"] > 0)).all()
    assert (table["people_out"].notna() == (table["destinations"] > 0)).all()
    lowest = 1 / table["origins"].where(table["origin_concentration"].notna())
    assert not (table["origin_concentration"] < lowest - 1e-12).any()


@examples(15)
@given(seeds)
def test_kinds_are_never_mixed(seed: int) -> None:
    table = of_one_kind(edges(world(random_figures(seed, 90)), STOCK))
    assert (table.groupby("origin")["basis"].nunique() <= 1).all()
    assert (table["cadre"].map(family).groupby(table["origin"]).nunique() <= 1).all()
    assert (kinds(table)["kind"] == table["kind"]).all()
