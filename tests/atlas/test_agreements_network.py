"""Whom agreements cover, and their network in a year."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.small_world import agreement, world
from tests.support.properties import examples, seeds
from toolkit.atlas.agreements_network import (
    PAIR_COLUMNS,
    STATE_COLUMNS,
    agreement_graph,
    agreement_multigraph,
    covered_pairs,
    names_clause,
    ordered_pairs,
    state_in,
)
from toolkit.errors import InputError
from toolkit.register.records import Party

RECORDS = [
    agreement("A", "KEN GBR", directions=["KEN-GBR"], signed="2018", status="active", status_as_of=2022),
    agreement("B", "KEN GBR", directions=["KEN-GBR", "KEN-GBR"], signed="2010", ends="2014", status="expired"),
    agreement("C", "GHA KEN DEU", level="regional", signed="2016"),
    agreement("D", "GHA GBR", directions=["GHA-GBR"], signed="2020", status="announced"),
    agreement("E", "GHA DEU", directions=["GHA-DEU"], signed="2021", confidence="weak"),
    agreement(
        "F",
        "USA GBR",
        directions=["GBR-USA"],
        in_force="2019",
        instrument="treaty",
        provisions=[{"clause": "equal_treatment", "words": "x"}, {"broad": "compensation"}],
    ),
]
REGISTER = world(agreements=RECORDS)


def pairs(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    return sorted(graph.edges(keys=True))


def test_pairs_that_an_agreement_covers() -> None:
    by_key = {record.id: ordered_pairs(record) for record in RECORDS}
    assert by_key["B"] == (("KEN", "GBR"),)
    assert by_key["C"] == tuple((a, b) for a in ("DEU", "GHA", "KEN") for b in ("DEU", "GHA", "KEN") if a != b)


def test_a_third_party_is_not_covered() -> None:
    record = agreement("T", "GHA KEN")
    carrier = Party(country="DEU", role="third_party")
    record = record.model_copy(update={"parties": (*record.parties, carrier)})
    assert ordered_pairs(record) == (("GHA", "KEN"), ("KEN", "GHA"))


def test_the_state_of_a_year() -> None:
    found = state_in(REGISTER, 2019)
    assert tuple(found.columns) == STATE_COLUMNS
    assert dict(zip(found["agreement"], found["standing"], strict=True)) == {
        "A": "in_force",
        "B": "ended",
        "C": "perhaps",
        "D": "announced",
        "F": "in_force",
    }
    assert list(found["ends"].isna()) == [True, False, True, True, True]
    assert list(state_in(REGISTER, 2019, weak=True)["agreement"]) == ["A", "B", "C", "D", "E", "F"]
    last = state_in(REGISTER)
    assert list(last["standing"]) == ["in_force", "ended", "perhaps", "announced", "perhaps"]
    nothing = state_in(world())
    assert tuple(nothing.columns) == STATE_COLUMNS
    assert nothing.empty


def test_covered_pairs_hold_announced_ones_apart() -> None:
    found = covered_pairs(REGISTER, 2019)
    assert tuple(found.columns) == PAIR_COLUMNS
    assert len(found) == 10
    told = found.set_index("agreement")["standing"]
    assert told["D"] == "announced"
    assert found.equals(found.sort_values(["origin", "destination", "agreement"], ignore_index=True))
    assert covered_pairs(world()).empty


def test_edges_of_a_year_are_those_that_stand_or_perhaps_do() -> None:
    assert {edge[2] for edge in pairs(agreement_multigraph(REGISTER, 2019))} == {"A", "C", "F"}
    assert {edge[2] for edge in pairs(agreement_multigraph(REGISTER, 2012))} == {"B"}
    assert {edge[2] for edge in pairs(agreement_multigraph(REGISTER))} == {"A", "B", "C", "F"}
    assert agreement_multigraph(REGISTER, 2000).number_of_edges() == 0
    assert list(agreement_multigraph(REGISTER, 2012)) == ["GBR", "KEN"]
    assert {edge[2] for edge in pairs(agreement_multigraph(REGISTER, instrument="treaty"))} == {"F"}
    assert "E" in {edge[2] for edge in pairs(agreement_multigraph(REGISTER, weak=True))}
    edge = agreement_multigraph(REGISTER).edges["KEN", "GBR", "B"]
    assert (edge["standing"], edge["signed"], edge["ends"], edge["cadres"]) == ("ended", 2010, 2014, ("all",))


def test_announced_agreements_are_never_edges() -> None:
    records = [record for record in RECORDS if record.announced]
    for year in (None, *range(2015, 2027)):
        assert agreement_multigraph(world(agreements=records), year, weak=True).number_of_edges() == 0


def test_clauses_are_named_or_perhaps_meant() -> None:
    assert names_clause(REGISTER, RECORDS[5], "equal_treatment") == "named"
    assert names_clause(REGISTER, RECORDS[5], "per_head_payment") == "perhaps"
    assert names_clause(REGISTER, RECORDS[5], "joint_committee") == ""
    assert names_clause(REGISTER, RECORDS[0], "equal_treatment") == ""
    graph = agreement_multigraph(REGISTER, clause="per_head_payment")
    assert [about["clause"] for *_, about in graph.edges(data=True)] == ["perhaps"]
    assert agreement_multigraph(REGISTER, clause="joint_committee").number_of_edges() == 0
    with pytest.raises(InputError, match="did you mean equal_treatment"):
        agreement_multigraph(REGISTER, clause="equal_treatments")


def test_the_simple_graph_counts_what_is_sure_and_what_is_not() -> None:
    more = agreement("G", "KEN GBR", directions=["KEN-GBR"], signed="2015")
    graph = agreement_graph(agreement_multigraph(world(agreements=[*RECORDS, more]), 2019))
    edge = graph.edges["KEN", "GBR"]
    assert edge == {"agreements": ("A", "G"), "surely": 1, "perhaps": 1, "distance": 1}
    ended = agreement_graph(agreement_multigraph(REGISTER)).edges["KEN", "GBR"]
    assert (ended["agreements"], ended["surely"], ended["perhaps"]) == (("A", "B"), 1, 0)


@examples(20)
@given(seeds)
def test_the_order_of_records_changes_nothing(seed: int) -> None:
    order = pd.Series(range(len(RECORDS))).sample(frac=1, random_state=seed)
    other = world(agreements=[RECORDS[place] for place in order])
    pd.testing.assert_frame_equal(state_in(REGISTER, 2019), state_in(other, 2019))
    pd.testing.assert_frame_equal(covered_pairs(REGISTER), covered_pairs(other))
    first, second = agreement_multigraph(REGISTER), agreement_multigraph(other)
    assert list(first.nodes) == list(second.nodes)
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
