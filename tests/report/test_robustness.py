"""How far gains hold: every extreme is a simulation that can be repeated, and none is worse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.cases import changed, plain, rich
from toolkit import evaluate, load_case, solve
from toolkit.deal.influence import ranged_paths, with_value
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.robustness import as_promised, robustness, robustness_table

RANGED = {
    "corridors.KEN-GBR.nurse.pass_rate": {"value": 0.5, "low": 0.3, "high": 0.7},
    "countries.GBR.cost_of_public_funds": {"value": 1.2, "low": 1, "high": 5},
    "countries.KEN.nurse.exit_rate": {"value": 0.04, "low": 0.02, "high": 0.06},
    "corridors.KEN-GBR.nurse.training.years": {"value": 2, "low": 1, "high": 4},
    "corridors.KEN-GBR.nurse.recruitment_cost": 6_000,
}


def ranged(**more: Any) -> Any:
    return load_case(changed(rich(), {**RANGED, **more}))


def test_extremes_are_the_best_and_the_worst_of_all_simulations() -> None:
    case = ranged()
    terms = [solve(case, rule).terms for rule in ("kalai_smorodinsky", "utilitarian")]
    told: list[tuple[int, int]] = []
    found = robustness(case, terms, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(n, 4) for n in range(1, 5)]
    for one, given in zip(found, terms, strict=True):
        assert one.gains == evaluate(case, given).gains
        ends = [
            evaluate(moved, as_promised(moved, given)).gains
            for path in ranged_paths(case)
            for value in (case.provenance[path].low, case.provenance[path].high)
            for moved in (with_value(case, path, value),)
        ]
        assert one.ends == len(ends) == 8
        for code in case.countries:
            everything = [one.gains[code], *(gains[code] for gains in ends)]
            assert one.least[code].gain == min(everything)
            assert one.most[code].gain == max(everything)
            assert one.losing[code] == sum(gains[code] < 0 for gains in ends)
            worst = one.least[code]
            moved = with_value(case, worst.path, worst.value)
            assert evaluate(moved, as_promised(moved, given)).gains[code] == worst.gain
    assert any(one.losing["GBR"] for one in found), "money so dear does not pay"


def test_recruits_follow_the_candidates_who_come_through() -> None:
    case = ranged()
    terms = terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 10, "bridged": 5}}}}, case)
    assert as_promised(case, terms) == terms
    fewer = as_promised(with_value(case, "corridors.KEN-GBR.nurse.pass_rate", 0.3), terms)
    done = fewer.corridors["KEN-GBR"].cadres["nurse"]
    assert done.recruits == pytest.approx((6.0, 6.0))
    assert done.bridged == pytest.approx((3.0, 3.0))
    assert done.candidates == terms.corridors["KEN-GBR"].cadres["nurse"].candidates
    more = as_promised(with_value(case, "corridors.KEN-GBR.nurse.pass_rate", 0.7), terms)
    assert more == terms, "a quota is a quota"


def test_the_table_names_the_number_that_does_most() -> None:
    case = ranged()
    found = robustness(case, [solve(case).terms])
    table = robustness_table(["One"], found)
    assert len(table.rows) == 2
    assert all(row[0] == "One" and " of 8" in row[-1] for row in table.rows)
    assert any("cost of public funds at 5" in row[4] for row in table.rows)
    found[0].to_dict()


def test_a_case_without_ranges_is_told() -> None:
    case = load_case(plain())
    found = robustness(case, [solve(case).terms])
    assert found[0].ends == 0
    assert found[0].least["GBR"].gain == found[0].gains["GBR"]
    assert "No number of this case has a range" in robustness_table(["One"], found).note
