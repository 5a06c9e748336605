"""Monitoring: targets are the simulation's, reported values are held against them, all problems at once."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.report.option_support import three
from tests.support.cases import plain, rich
from toolkit import evaluate, solve
from toolkit.case.load import case_from_mapping
from toolkit.errors import InputError
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.model.terms import no_terms
from toolkit.report.monitored import check_tolerance, compare, compared_table, compared_words
from toolkit.report.monitoring import REPORTED, SHEET, monitoring_frame, monitoring_sheet, monitoring_table

AT = {"indicator": "recruits", "place": "KEN-GBR", "cadre": "nurse", "year": 2030}


@cache
def outcome(three_countries: bool = False) -> Outcome:
    return solve(case_from_mapping(three() if three_countries else rich())).outcome


def target(**at: Any) -> float:
    frame = monitoring_frame(outcome())
    for name, value in at.items():
        frame = frame[frame[name] == value]
    (value,) = frame["target"]
    return float(value)


def one(value: Any, tolerance: float = 0.1, **at: Any) -> Any:
    (found,) = compare(outcome(), [{**AT, **at, "reported": value}], tolerance)
    return found


def problems(*rows: dict[str, Any]) -> list[str]:
    with pytest.raises(InputError) as caught:
        compare(outcome(), rows)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("three_countries", [False, True])
def test_targets_and_baselines_are_those_of_the_simulation(three_countries: bool) -> None:
    found = outcome(three_countries)
    case, frame = found.case, monitoring_frame(found)
    last = case.start_year + case.years
    years = indicators.by_year(found)
    for row in frame[frame["indicator"] == "filled_posts"].to_dict("records"):
        here = years[(years["country"] == row["place"]) & (years["cadre"] == row["cadre"])]
        here = here[(here["indicator"] == "filled_posts") & (here["year"] == row["year"])]
        assert (row["target"], row["baseline"]) == (here["value"].item(), here["without_agreement"].item())
    recruits = frame[frame["indicator"] == "recruits"]
    assert recruits["year"].max() == last - 1
    assert frame["year"].max() == last
    for name, corridor in found.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            here = recruits[(recruits["place"] == name) & (recruits["cadre"] == cadre)]
            assert here["target"].tolist() == [terms.recruits[phase] for phase in case.phase_of_year]
    paid = frame[frame["indicator"] == "contribution"].set_index(["place", "year"])["target"]
    for row in indicators.by_phase(found).to_dict("records"):
        year = case.start_year + list(case.phase_of_year).index(row["phase"])
        assert paid[row["corridor"], year] == row["contribution"]


def test_the_sheet_leaves_out_what_is_nothing_in_every_year() -> None:
    sheet = monitoring_sheet(outcome())
    assert tuple(sheet.columns) == SHEET
    assert sheet["reported"].isna().all()
    frame = monitoring_frame(outcome()).set_index(["indicator", "place", "cadre"])[["target", "baseline"]].abs()
    told = set(sheet.set_index(["indicator", "place", "cadre"]).index)
    for key, largest in frame.groupby(level=[0, 1, 2]).max().max(axis=1).items():
        assert (key in told) == (largest > 0.005), key
    assert "recruits, Kenya to United Kingdom, nurses" in set(sheet["what"])


def test_the_sheet_of_no_agreement_has_countries_only() -> None:
    case = case_from_mapping(plain())
    sheet = monitoring_sheet(evaluate(case, no_terms(case)))
    assert set(sheet["place"]) == {"KEN", "GBR"}
    assert (sheet["target"] == sheet["baseline"]).all()


def test_the_table_tells_unfilled_posts_that_the_agreement_fills() -> None:
    """A target of nothing is a target where the baseline is not."""
    case = case_from_mapping(plain())
    table = monitoring_table(evaluate(case, no_terms(case)))
    assert [row[0] for row in table.rows if row[1] == "United Kingdom"].count("unfilled posts") == 2


@pytest.mark.parametrize(
    ("part", "standing"),
    [(1, "on the path"), (1.1, "on the path"), (0.9, "on the path"), (1.11, "above"), (0.89, "below"), (0, "below")],
)
def test_where_a_value_stands(part: float, standing: str) -> None:
    goal = target(**AT)
    found = one(goal * part)
    assert (found.standing, found.target) == (standing, goal)
    assert found.off == pytest.approx(part - 1)


def test_a_target_of_nothing_has_no_share_to_be_off_by() -> None:
    zero = next(row for row in monitoring_frame(outcome()).to_dict("records") if row["target"] == 0)
    at = {name: zero[name] for name in REPORTED[:-1]}
    (none,) = compare(outcome(), [{**at, "reported": 0}])
    (some,) = compare(outcome(), [{**at, "reported": 3}])
    assert (none.off, none.standing, some.off, some.standing) == (None, "on the path", None, "above")
    assert compared_table([some], 0.1).rows[0][-2:] == ("no target", "above")


def test_tolerance_is_the_choice_of_the_parties() -> None:
    goal = target(**AT)
    assert one(goal * 0.7, 0.3).standing == "on the path"
    assert one(goal * 0.999, 0).standing == "below"
    for wrong in (-0.1, float("nan"), float("inf")):
        with pytest.raises(InputError, match="tolerance"):
            check_tolerance(wrong)
        with pytest.raises(InputError, match="tolerance"):
            compare(outcome(), [], wrong)


def test_words_as_well_as_keys_are_understood() -> None:
    said = one(10, indicator="Recruits", place="kenya to united kingdom", cadre="nurses", year="2030")
    assert (said.indicator, said.place, said.cadre, said.year) == tuple(AT.values())
    money = {"indicator": "paid for the sending health workforce", "place": "KEN-GBR", "cadre": None, "year": 2030.0}
    (found,) = compare(outcome(), [{**money, "reported": 5}])
    assert (found.indicator, found.cadre) == ("contribution", "")


def test_rows_without_a_value_are_not_reported_yet() -> None:
    rows = [{**AT, "reported": value} for value in (None, "", "  ", float("nan"))] + [{**AT, "reported": 4}]
    assert [entry.reported for entry in compare(outcome(), rows)] == [4]
    assert compare(outcome(), rows[:4]) == ()
    assert compared_words(outcome(), []) == "No value has been reported yet."


def test_every_problem_of_a_file_at_once() -> None:
    told = problems(
        {**AT, "indicator": "recruit", "reported": 3},
        {**AT, "year": 2030.5, "reported": 3},
        {**AT, "cadre": "dentist", "reported": 3, "row": 40},
        {**AT, "reported": "many"},
        {**AT, "year": 2031, "reported": -2},
        {**AT, "year": 2031, "reported": True},
        {**AT, "year": 2031, "reported": "nan"},
        {**AT, "year": 2031, "reported": "1_0"},
        {**AT, "reported": 5},
        {**AT, "reported": 6},
        {**AT, "place": "KEN", "reported": 6},
        {**AT, "place": "=cmd|' /C calc'!A0", "reported": "<script>"},
    )
    assert len(told) == 12
    assert "row 2" in told[0]
    assert "did you mean recruits" in told[0]
    assert "2030.5" in told[1]
    assert told[2].startswith("row 40")
    assert "cadre is one of" in told[2]
    assert sum("a number from 0 up" in line for line in told) == 6
    assert "reports again" in told[8]
    assert "combination" in told[9]


def test_what_is_reported_in_words() -> None:
    first = monitoring_sheet(outcome())
    of_first = first[first["year"] == 2030]
    rows = [{**row, "reported": row["target"] * (1 if n else 2)} for n, row in enumerate(of_first.to_dict("records"))]
    found = compare(outcome(), rows[:-2])
    words = compared_words(outcome(), found)
    assert words == (
        f"{len(rows) - 2} values are reported: {len(rows) - 3} on the path, 0 below, 1 above it. "
        "2 of the sheet up to 2030 are not reported."
    )
    table = compared_table(found, 0.1)
    assert len(table.rows) == len(rows) - 2
    assert table.rows[0][-1] == "above"
    assert found[0].to_dict()["standing"] == "above"
