"""The influence of assumptions as words, table and picture."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from altair.utils.schemapi import validate_jsonschema

from tests.report.test_figures import SCHEMA, _without_rows
from tests.support.cases import shipped
from toolkit.deal.influence import End, influence
from toolkit.deal.settle import solve
from toolkit.report.figures.influence import tornado
from toolkit.report.influence import gains_as_measured, in_words, influence_in_words, influence_table
from toolkit.wording import money

PATHS = (
    "countries.KEN.nurse.service_value",
    "countries.KEN.nurse.exit_rate",
    "corridors.KEN-GBR.nurse.pass_rate",
    "corridors.KEN-GBR.nurse.wage_gain",
)


@cache
def measured():
    case = shipped("kenya-uk")
    return solve(case), influence(case, most=None, paths=PATHS)


def test_the_table_has_the_gains_at_both_ends():
    solution, found = measured()
    table = influence_table(solution, found)
    assert len(table.rows) == len(PATHS)
    first = found[0]
    assert table.rows[0][1] == first.label == "Kenya, nurses: service value"
    at = table.columns.index("gain of Kenya at the low end")
    assert table.rows[0][at] == money(first.low.gains["KEN"], "USD")
    assert f"Kenya {money(solution.gains['KEN'], 'USD')}" in table.note


def test_gains_as_they_are_agree_with_the_solution():
    solution, _ = measured()
    assert gains_as_measured(solution) == pytest.approx(solution.gains)


def test_words():
    solution, found = measured()
    words = influence_in_words(found, solution.ideals)
    assert words[PATHS[0]].endswith("of the most Kenya could have")
    assert words[PATHS[3]] == "none"
    lost = replace(found[0], low=End(0.1, None, "no_agreement"))
    assert in_words(lost, solution.ideals).endswith("at one end no agreement")
    endless = replace(found[0], high=End(0.1, None, "unbounded"), spread=float("inf"))
    assert in_words(endless, solution.ideals) == "without limit"
    failed = replace(found[0], high=End(0.1, None, "failed"))
    assert "could not be worked out" in in_words(failed, solution.ideals)


def test_the_picture():
    solution, found = measured()
    figure = tornado(solution, found, most=2)
    assert "1 more with less influence and 1 with none" in figure.note
    assert found[0].label in figure.description
    assert figure.to_svg() == figure.to_svg()
    for theme in ("light", "dark"):
        spec = figure.to_dict(theme)
        validate_jsonschema(_without_rows(spec), json.loads(SCHEMA.read_text(encoding="utf-8")))
        assert "$tone" not in json.dumps(spec)
    rows = figure.drawing["data"]["values"]
    assert len(rows) == 2 * 2 * 2
    row = next(row for row in rows if row["country"] == "Kenya" and "upper" in row["end"])
    change = (found[0].high.gains["KEN"] - solution.gains["KEN"]) / solution.ideals["KEN"]
    assert row["change"] == pytest.approx(change, abs=2e-4)


def test_ends_without_agreement_or_limit():
    solution, found = measured()
    lost = replace(found[0], low=End(0.1, None, "no_agreement"), spread=1.0)
    endless = replace(found[1], high=End(0.1, None, "unbounded"), spread=float("inf"))
    figure = tornado(solution, [endless, lost])
    assert "A cross: no agreement is possible there" in figure.note
    assert "1 numbers that let a gain grow without limit" in figure.note
    figure.to_svg()
    rows = figure.drawing["data"]["values"]
    assert [row["country"] for row in rows if row["lost"]] == ["Kenya", "United Kingdom"]


def test_nothing_to_draw():
    solution, found = measured()
    figure = tornado(solution, [entry for entry in found if entry.spread == 0])
    assert figure.to_svg()
