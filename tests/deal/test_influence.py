"""What each number does to the result is what changing it by hand and solving again gives."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.support.cases import shipped
from toolkit.case.load import case_from_mapping
from toolkit.case.names import number_name
from toolkit.case.schema import Case, Provenance, as_mapping
from toolkit.deal import influence as module
from toolkit.deal.influence import Influence, influence, ranged_paths, with_value
from toolkit.deal.settle import solve
from toolkit.errors import InputError, NoAgreement, SolverFailed, Unbounded


def by_hand(case: Case, path: str, value: float) -> Case:
    """The case loaded anew from plain values with one number changed."""
    values = copy.deepcopy(dict(as_mapping(case)))
    parts: list[Any] = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = values
    for part in parts[:-1]:
        place = place[part]
    place[parts[-1]] = int(value) if isinstance(place[parts[-1]], int) and path.endswith("years") else value
    return case_from_mapping(values)


PATHS = [
    "countries.GBR.budget.1",
    "countries.GBR.nurse.service_value",
    "countries.KEN.discount_rate",
    "corridors.KEN-GBR.nurse.max_recruits.0",
    "corridors.KEN-GBR.nurse.licensing_years",
    "corridors.KEN-GBR.nurse.retention.1.workers",
    "corridors.KEN-GBR.nurse.training.cost_per_place",
    "fund.budget",
    "red_lines.3.value",
]


@pytest.fixture(scope="module")
def kenya() -> dict[str, Influence]:
    return {entry.path: entry for entry in influence(shipped("kenya-uk"), paths=PATHS, most=None)}


@pytest.mark.parametrize("path", PATHS)
def test_both_ends_as_by_hand(kenya: dict[str, Influence], path: str) -> None:
    case = shipped("kenya-uk")
    origin, base = case.provenance[path], solve(case)
    moves = []
    for end, value in ((kenya[path].low, origin.low), (kenya[path].high, origin.high)):
        assert value is not None
        assert end.value == value
        solution = solve(by_hand(case, path, value))
        assert end.gains == pytest.approx(solution.outcome.gains, rel=1e-6)
        moves += [
            (abs(solution.outcome.gains[name] - base.outcome.gains[name]) / base.ideals[name], name)
            for name in case.countries
        ]
    assert kenya[path].spread == pytest.approx(max(moves)[0], abs=1e-6)
    assert kenya[path].spread < 1e-6 or kenya[path].country == max(moves)[1]


@pytest.mark.parametrize("concept", ["nash", "best_for:PHL"])
def test_other_concepts_and_a_reinvestment_line(concept: str) -> None:
    case, path = shipped("philippines-germany"), "red_lines.5.value"
    assert case.red_lines[5].kind == "min_reinvested_share_of_gain"
    (found,) = influence(case, concept=concept, paths=[path])
    for end in (found.low, found.high):
        solution = solve(by_hand(case, path, end.value), concept)
        assert end.gains == pytest.approx(solution.outcome.gains, rel=1e-5, abs=1)


def test_every_number_with_a_range_the_most_important_first() -> None:
    case = shipped("kenya-uk")
    told: list[tuple[int, int]] = []
    found = influence(case, most=None, progress=lambda done, all_: told.append((done, all_)))
    assert sorted(entry.path for entry in found) == ranged_paths(case)
    assert [(-entry.spread, entry.path) for entry in found] == sorted((-entry.spread, entry.path) for entry in found)
    assert told == [(number, len(found)) for number in range(1, len(found) + 1)]
    assert influence(case) == found[:5]
    without = {entry.path: entry.spread for entry in found}
    assert without["countries.KEN.population"] < 1e-9, "no red line of the case is about density"


def test_an_end_without_agreement_is_told() -> None:
    case, path = shipped("kenya-uk"), "red_lines.5.value"
    assert case.red_lines[5].kind == "min_recruits"
    origin = case.provenance[path]
    wide = case.model_copy(update={"provenance": {**case.provenance, path: origin.model_copy(update={"high": 5000.0})}})
    (found,) = influence(wide, paths=[path])
    assert (found.high.outcome, found.high.gains, found.high.to_dict()["gains"]) == ("no_agreement", None, None)
    assert found.low.outcome == "solved"
    base = solve(case)
    shares = [base.outcome.gains[name] / base.ideals[name] for name in case.countries]
    assert found.spread == pytest.approx(max(shares), rel=1e-6), "all gains are lost"
    with pytest.raises(NoAgreement):
        influence(with_value(wide, path, 5000.0), paths=[path])


def test_an_end_that_cannot_be_solved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    case, path, solved = shipped("kenya-uk"), "countries.KEN.discount_rate", module._gains

    def failing(changed: Case, *rest: Any) -> Any:
        rate = changed.countries["KEN"].discount_rate
        if rate == case.provenance[path].high:
            raise Unbounded("no limit")
        if rate == case.provenance[path].low:
            raise SolverFailed("no optimum")
        return solved(changed, *rest)

    monkeypatch.setattr(module, "_gains", failing)
    (found,) = influence(case, paths=[path])
    assert (found.low.outcome, found.high.outcome, found.spread) == ("failed", "unbounded", float("inf"))


def test_a_case_in_which_nobody_gains() -> None:
    case = shipped("kenya-uk")
    nothing = case
    for path in ("countries.GBR.nurse.service_value", "countries.KEN.nurse.service_value"):
        nothing = with_value(nothing, path, 0.0)
    nothing = with_value(nothing, "countries.KEN.remittance_weight", 0.0)
    nothing = nothing.model_copy(
        update={"red_lines": case.red_lines[:1], "fund": case.fund.model_copy(update={"budget": (0.0,)})}
    )
    (found,) = influence(nothing, paths=["countries.GBR.nurse.service_value"], most=1)
    assert found.high.gains is not None
    assert found.spread == pytest.approx(max(found.high.gains.values())), "in money, since nobody has an ideal"


def test_a_path_without_a_range_is_refused() -> None:
    with pytest.raises(InputError, match=r"did you mean countries\.KEN\.nurse\.exit_rate"):
        influence(shipped("kenya-uk"), paths=["countries.KEN.nurse.exit_rates"])


def test_one_number_changes_and_nothing_else() -> None:
    case = shipped("ghana-uk")
    for path in ranged_paths(case):
        origin = case.provenance[path]
        assert isinstance(origin, Provenance)
        changed = as_mapping(with_value(case, path, origin.high or 0.0))
        again = as_mapping(with_value(with_value(case, path, origin.high or 0.0), path, _value(case, path)))
        assert again == as_mapping(case), path
        assert changed != as_mapping(case) or origin.high == _value(case, path), path


def _value(case: Case, path: str) -> float:
    place: Any = as_mapping(case)
    for part in path.split("."):
        place = place[int(part)] if isinstance(place, list) else place[part]
    return float(place)


def test_labels_in_words() -> None:
    case = shipped("kenya-uk")
    assert number_name(case, ("countries", "GBR", "budget", 1)) == "United Kingdom: budget in 2029-2031"
    assert number_name(case, ("corridors", "KEN-GBR", "nurse", "retention", 1, "cost")) == (
        "Kenya to United Kingdom, nurses: retention tier 2 cost"
    )
    assert number_name(case, ("red_lines", 0, "value")) == "red line: no harm"
    assert number_name(case, ("fund", "budget")) == "the fund: budget"
