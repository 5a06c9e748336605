"""Likeness with answers worked out by hand, and the clause gap against a count by brute force."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.support.cases import SHIPPED, shipped
from tests.support.register import small_register
from toolkit.errors import InputError
from toolkit.prefill.sketch import clauses_of_case, sketch_of_case
from toolkit.register.precedents import WEIGHTS, Sketch, clause_gap, precedents, sketch_of
from toolkit.register.read import Register, load_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("register"))


def parts(register: Register, key: str, sketch: Sketch) -> dict[str, float | None]:
    found = precedents(register, sketch, most=99, weak=True)
    return dict(next(item.parts for item in found if item.agreement.id == key))


def test_the_sketch_of_a_record(register: Register) -> None:
    assert sketch_of(register.agreements["KEN-GBR-2021"]) == Sketch(
        ("KEN",),
        ("GBR",),
        frozenset({"nurse"}),
        frozenset({"committee", "term"}),
        frozenset({"training"}),
        200.0,
        "year",
        "KEN-GBR-2021",
    )
    region = sketch_of(register.agreements["REGION-2000"])
    assert region.sending == region.receiving == ("KEN", "UGA", "GBR")
    assert region.size is None


def test_each_part_of_likeness_by_hand(register: Register) -> None:
    ours = sketch_of(register.agreements["KEN-GBR-2021"])
    theirs = parts(register, "UGA-GBR-2019", ours)
    # senders: Kenya is lower-middle income, Uganda low, both in Africa: one of two alike, 1/4; receivers the same: 1
    assert theirs["parties"] == pytest.approx((0.25 + 1) / 2)
    # nurse against nurse and physician
    assert theirs["cadres"] == pytest.approx(1 / 2)
    # ours: committee 1, term 1, seats 1/2, faculty 1/2; theirs: committee 1, seats 1, per_head 1
    assert theirs["clauses"] == pytest.approx((1 + 0.5) / (1 + 1 + 1 + 0.5 + 1))
    assert theirs["size"] == pytest.approx(100 / 200)
    likeness = next(i.likeness for i in precedents(register, ours, most=99) if i.agreement.id == "UGA-GBR-2019")
    assert likeness == pytest.approx(0.4 * 0.625 + 0.2 * 0.5 + 0.3 * (1.5 / 4.5) + 0.1 * 0.5)


def test_a_part_that_is_unknown_is_left_out_and_not_counted_as_zero(register: Register) -> None:
    ours = sketch_of(register.agreements["KEN-GBR-2021"])
    region = next(item for item in precedents(register, ours, most=99) if item.agreement.id == "REGION-2000")
    assert region.parts["size"] is None
    known = {name: value for name, value in region.parts.items() if value is not None}
    total = sum(WEIGHTS[name] * value for name, value in known.items()) / sum(WEIGHTS[name] for name in known)
    assert region.likeness == pytest.approx(total)
    # all counts as every cadre at half weight: 1/2 in common of 1 + 6 halves
    assert region.parts["cadres"] == pytest.approx(0.5 / (1 + 6 * 0.5))


def test_sizes_counted_over_different_periods_are_not_compared(register: Register) -> None:
    ours = replace(sketch_of(register.agreements["KEN-GBR-2021"]), per="total")
    assert parts(register, "UGA-GBR-2019", ours)["size"] is None


def test_an_agreement_is_not_its_own_precedent_and_weak_ones_are_asked_for(register: Register) -> None:
    ours = sketch_of(register.agreements["KEN-GBR-2021"])
    found = [item.agreement.id for item in precedents(register, ours, most=99)]
    assert "KEN-GBR-2021" not in found
    assert "UGA-DEU-nd" not in found
    assert "UGA-DEU-nd" in [item.agreement.id for item in precedents(register, ours, most=99, weak=True)]


def test_likeness_to_itself_is_whole_and_symmetric() -> None:
    shipped_register = load_register(user_data=False)
    records = list(shipped_register.agreements.values())[::9]
    for record in records:
        itself = replace(sketch_of(record), key="")
        like = {item.agreement.id: item for item in precedents(shipped_register, itself, most=999, weak=True)}
        assert like[record.id].likeness == pytest.approx(1.0), record.id
        for name, value in like[record.id].parts.items():
            assert value in (None, pytest.approx(1.0)), (record.id, name)


def test_order_is_by_likeness_then_key(register: Register) -> None:
    found = precedents(register, sketch_of(register.agreements["KEN-GBR-2021"]), most=99, weak=True)
    assert [(-round(item.likeness, 9), item.agreement.id) for item in found] == sorted(
        (-round(item.likeness, 9), item.agreement.id) for item in found
    )


@pytest.mark.parametrize(
    "weights", [{}, {"parties": 1}, dict.fromkeys(WEIGHTS, 0.0), {**WEIGHTS, "size": -1}, {**WEIGHTS, "more": 1}]
)
def test_weights_that_make_no_sense_are_refused(register: Register, weights: dict[str, float]) -> None:
    with pytest.raises(InputError, match="weight of 0 or more"):
        precedents(register, sketch_of(register.agreements["KEN-GBR-2021"]), weights=weights)


def test_the_gap_by_hand(register: Register) -> None:
    gap = clause_gap(register, sketch_of(register.agreements["KEN-GBR-2021"]), most=99)
    compared = [item.agreement.id for item in gap.compared]
    assert set(compared) == {"UGA-GBR-2019", "KEN-DEU-nd", "REGION-2000"}
    entries = {entry.clause: entry for entry in gap.missing}
    assert set(entries) == {"seats", "per_head"}
    assert set(entries["seats"].surely) == {"UGA-GBR-2019", "KEN-DEU-nd"}
    assert entries["seats"].perhaps == ("REGION-2000",)
    assert entries["seats"].covered_by == ("training",)
    assert entries["per_head"].surely == ("UGA-GBR-2019",)
    assert [entry.clause for entry in gap.missing] == ["seats", "per_head"], "most frequent first"


@pytest.mark.parametrize("key", ["KEN-GBR-2021", "PHL-DEU-2013", "CUB-MEX-2022"])
def test_the_gap_of_shipped_records_by_brute_force(key: str) -> None:
    shipped_register = load_register(user_data=False)
    record = next(item for name, item in sorted(shipped_register.agreements.items()) if name.startswith(key[:11]))
    gap = clause_gap(shipped_register, sketch_of(record), most=12)
    counted = Counter(clause for item in gap.compared for clause in item.agreement.clauses)
    expected = {clause: count for clause, count in counted.items() if clause not in record.clauses}
    assert {entry.clause: len(entry.surely) for entry in gap.missing} == expected
    assert len(gap.compared) == 12
    assert all(item.agreement.clauses or item.agreement.broad for item in gap.compared)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_is_a_draft_with_precedents(name: str) -> None:
    register = load_register(user_data=False)
    case = shipped(name)
    assert clauses_of_case(case) <= set(register.codebook.clauses)
    sketch = sketch_of_case(case)
    best = [direction for item in precedents(register, sketch)[:3] for direction in item.agreement.directions]
    (corridor,) = case.corridors
    assert corridor in best, "an agreement between the same two countries is among the nearest"
    gap = clause_gap(register, sketch)
    assert gap.missing
    assert not {entry.clause for entry in gap.missing} & sketch.clauses
    assert {"employer_pays", "scholarships_seats", "term_renewal"} <= sketch.clauses
