"""A way out of a conflict applied to the document: the case that comes out is the one the library found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.cases import changed, plain, red_line, rich, with_lines
from toolkit import explain, load_case, solve
from toolkit.case.quantity import is_quantity
from toolkit.case.schema import as_mapping
from toolkit.deal.explain import Relaxation
from toolkit.errors import InputError
from toolkit.workspace.edits import new_content, restore_number, stated
from toolkit.workspace.relaxation import relax

TRAINING = {
    "corridors.KEN-GBR.nurse.training": {"max_new_places": 100, "cost_per_place": 5, "completion": 0.8},
    "payment_shares.training": {"worker": [0, 0], "sending": [0, 0]},
}
WANTED = {"value": 2, "low": 1.9, "high": 3, "source": "told", "assumed": True}


def against_a_budget(budget: Any, **more: Any) -> dict[str, Any]:
    """Kenya wants two graduates per recruit, Britain eight recruits: twenty places at 5, for a budget of 60."""
    lines = (red_line("min_training_per_recruit", WANTED, party="KEN"), red_line("min_recruits", 8, party="GBR"))
    sources = {"told": {"title": "What the delegation said"}}
    values = changed(plain(), {**TRAINING, "countries.GBR.budget": budget, "sources": sources, **more})
    return with_lines(values, *lines)


TWO_PHASES = {"years": 4, "phases": [2, 2]}
BUDGETS = {
    "a number": against_a_budget(60),
    "a number with its origin": against_a_budget({"value": 60, "low": 50, "high": 70, "source": "told"}),
    "a list of one": against_a_budget([60]),
    "one number for two phases": against_a_budget(60, **TWO_PHASES),
    "one sourced number for two phases": against_a_budget({"value": 60, "source": "told"}, **TWO_PHASES),
    "one per phase": against_a_budget([60, 500], **TWO_PHASES),
    "one per phase with its origin": against_a_budget([{"value": 60, "source": "told"}, 500], **TWO_PHASES),
    "a list with an origin": against_a_budget({"value": [60, 500], "source": "told"}, **TWO_PHASES),
}


@pytest.mark.parametrize("values", BUDGETS.values(), ids=list(BUDGETS))
def test_every_way_that_moves_a_number_gives_the_case_that_was_found(values: dict[str, Any]) -> None:
    content, case = new_content(values, "test"), load_case(values)
    ways = [way for way in explain(case).relaxations if way.case is not None]
    assert ways
    for way in ways:
        edited, sentence = relax(content, case, way)
        assert way.sentence in sentence
        assert content.case == new_content(values, "test").case, "the content before is as it was"
        now = edited.case_now()
        assert _alike(as_mapping(now)) == _alike(as_mapping(way.case))
        assert solve(now).gains == pytest.approx(solve(way.case).gains)
        assert edited.options == content.options
        (move,) = way.moves
        if move.path is not None and move.path[0] == "countries":
            (kept,) = edited.changed.values()
            restored = restore_number(edited, now, tuple(kept["path"]))[0]
            assert restored.case == content.case
            assert restored.changed == {}


def _alike(values: Any) -> Any:
    """A budget given once is one for each phase."""
    countries = {
        code: {**country, "budget": [country["budget"]] * len(values["phases"])}
        if isinstance(country.get("budget"), float)
        else country
        for code, country in values["countries"].items()
    }
    return {**values, "countries": countries}


def test_a_red_line_keeps_its_words_and_widens_its_range() -> None:
    values = against_a_budget(60)
    case = load_case(values)
    way = next(found for found in explain(case).relaxations if found.moves[0].path == ("red_lines", 0, "value"))
    edited, _ = relax(new_content(values, "test"), case, way)
    line = edited.case["red_lines"][0]
    assert line["kind"] == "min_training_per_recruit"
    assert line["party"] == "KEN"
    assert is_quantity(line["value"])
    assert line["value"]["value"] == line["value"]["low"] == way.moves[0].after
    assert line["value"]["high"] == 3
    assert "source" not in line["value"]
    assert "from 2 " in line["value"]["note"]
    assert edited.case["red_lines"][1] == values["red_lines"][1]


def test_a_fund_that_the_document_does_not_name() -> None:
    values = {name: part for name, part in rich().items() if name != "fund"}
    pays = {payer: [0, 0] for payer in ("sending", "receiving", "worker")}
    values = with_lines(
        changed(values, {"payment_shares.training": pays}),
        red_line("min_training_per_recruit", 1, party="KEN", cadre="nurse"),
        red_line("min_recruits", 2, party="GBR", cadre="nurse", phase=0),
    )
    case = load_case(values)
    ways = [way for way in explain(case).relaxations if way.case and way.moves[0].path == ("fund", "budget", 0)]
    assert ways
    edited, _ = relax(new_content(values, "test"), case, ways[0])
    assert edited.case_now().fund == ways[0].case.fund
    assert stated(edited.case, ("fund", "budget", 1)) == 0


def test_what_has_no_number_is_refused() -> None:
    content = new_content(plain(), "test")
    with pytest.raises(InputError, match="names no number"):
        relax(content, load_case(plain()), Relaxation(None, (), None))
