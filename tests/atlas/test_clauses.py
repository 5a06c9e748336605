"""Which people move under which clauses."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.small_world import agreement, figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.clauses import CLAUSE_COLUMNS, clause_coverage
from toolkit.atlas.selection import Selection, edges
from toolkit.register.records import Agreement

STOCK = Selection("stock")


def named(key: str, parties: str, *clauses: str, broad: str = "", **more: Any) -> Agreement:
    provisions = [{"clause": clause, "words": "x"} for clause in clauses]
    provisions += [{"broad": broad, "words": "x"}] if broad else []
    usual = {"status": "active", "status_as_of": 2022, "signed": "2015", "provisions": provisions}
    return agreement(key, parties, **{**usual, "directions": ["-".join(parties.split())], **more})


RECORDS = [
    named("A", "KEN GBR", "equal_treatment", broad="compensation", cadres=["nurse"]),
    named("B", "KEN GBR", "equal_treatment", "joint_committee", status="unknown", status_as_of=None),
    named("C", "GHA GBR", "equal_treatment", status="announced"),
    named("D", "GHA DEU", "equal_treatment", cadres=["nurse"]),
]
ROWS = [
    figure("KEN-GBR", 100, cadre="nurse"),
    figure("KEN-GBR", 40),
    figure("GHA-GBR", 60),
    figure("GHA-DEU", 30, cadre="nurse", basis="nationality"),
    figure("KEN-USA", 9, cadre="all"),
]


def told(rows: list[dict[str, Any]] = ROWS, **more: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    table = clause_coverage(world(rows, agreements=RECORDS), STOCK, **more)
    assert tuple(table.columns) == CLAUSE_COLUMNS
    return {(row["clause"], row["basis"], row["cadres"]): row for row in table.to_dict("records")}


def test_people_by_clause_by_hand() -> None:
    found = told()
    equal = found["equal_treatment", "trained_in", "named"]
    assert equal == {
        "clause": "equal_treatment",
        "family": equal["family"],
        "basis": "trained_in",
        "cadres": "named",
        "people": 200,
        "people_surely": 100,
        "people_perhaps": 40,
        "share_surely": 0.5,
        "share_perhaps": 0.2,
        "corridors": 2,
        "corridors_surely": 1,
        "corridors_perhaps": 1,
    }
    payment = found["per_head_payment", "trained_in", "named"]
    assert (payment["people_surely"], payment["people_perhaps"]) == (0, 100)
    committee = found["joint_committee", "trained_in", "named"]
    assert (committee["people_surely"], committee["people_perhaps"]) == (0, 140)
    nobody = found["dispute_settlement", "trained_in", "named"]
    assert (nobody["people_surely"], nobody["people_perhaps"], nobody["corridors"]) == (0, 0, 2)


def test_another_basis_or_family_of_cadres_has_rows_of_its_own() -> None:
    found = told()
    assert {key[1:] for key in found} == {("trained_in", "named"), ("trained_in", "all"), ("nationality", "named")}
    assert found["equal_treatment", "nationality", "named"]["people_surely"] == 30
    assert found["equal_treatment", "trained_in", "all"]["people"] == 9
    assert found["equal_treatment", "trained_in", "all"]["people_surely"] == 0


def test_announced_and_ended_agreements_protect_nobody() -> None:
    assert told([figure("GHA-GBR", 60)])["equal_treatment", "trained_in", "named"]["people_perhaps"] == 0
    assert told(year=2014)["equal_treatment", "trained_in", "named"]["people_surely"] == 0
    assert told(year=2014)["equal_treatment", "trained_in", "named"]["people_perhaps"] == 0
    later = told(year=2024)["equal_treatment", "trained_in", "named"]
    assert (later["people_surely"], later["people_perhaps"]) == (0, 140)


def test_a_share_of_nobody_is_not_known() -> None:
    found = told([figure("KEN-GBR", 0, cadre="nurse")])["equal_treatment", "trained_in", "named"]
    assert (found["people"], found["corridors"], found["corridors_surely"]) == (0, 1, 1)
    assert isnan(found["share_surely"])


def test_nothing_gives_an_empty_table() -> None:
    found = clause_coverage(world(agreements=RECORDS), STOCK)
    assert tuple(found.columns) == CLAUSE_COLUMNS
    assert found.empty
    without = clause_coverage(world(ROWS), STOCK)
    assert not without[["people_surely", "people_perhaps"]].any(axis=None)


@examples(8)
@given(seeds)
def test_what_holds_for_any_figures_in_any_order(seed: int) -> None:
    rows = random_figures(seed, 90)
    register = world(rows, agreements=RECORDS)
    found = clause_coverage(register, STOCK, year=2018)
    for name in ("people", "corridors"):
        assert (found[f"{name}_surely"] <= found[name] + 1e-9).all()
        assert (found[f"{name}_perhaps"] <= found[name] + 1e-9).all()
    assert (found["people_surely"] + found["people_perhaps"] <= found["people"] + 1e-9).all()
    people = found.drop_duplicates(["basis", "cadres"])["people"].sum()
    assert people == pytest.approx(edges(register, STOCK)["people"].sum())
    order = pd.Series(range(len(rows)), dtype="int64").sample(frac=1, random_state=seed)
    other = world([rows[place] for place in order], agreements=RECORDS[::-1])
    pd.testing.assert_frame_equal(found, clause_coverage(other, STOCK, year=2018))
