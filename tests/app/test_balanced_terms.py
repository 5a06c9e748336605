"""Balanced terms: the library's own numbers on every case, points of the frontier, drafts, ways out of conflicts."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.support import kept, kept_case, kept_mapping, on_page
from tests.report.option_support import three
from tests.support.cases import changed, plain, red_line, with_lines
from tests.support.slow import mostly_slow
from toolkit import evaluate, explain, improve, load_case, prices, shipped_cases, solve
from toolkit.app.balanced_frontier import _POINT
from toolkit.app.opening import from_shipped, from_two_countries
from toolkit.app.parts import plain as shown
from toolkit.app.results import rules_of
from toolkit.app.session import owner, store
from toolkit.deal.frontiers import frontier
from toolkit.model.terms_file import terms_to_mapping
from toolkit.report.bargaining import conflict_tables, improvement_tables, prices_table
from toolkit.report.headline import headline
from toolkit.report.options import corner_marks, gains_in_words
from toolkit.report.table import Table
from toolkit.report.term_sheet import agreed, term_sheet, who_pays
from toolkit.wording import money
from toolkit.workspace.content import Content
from toolkit.workspace.edits import add_option, new_content, set_draft
from toolkit.workspace.store import Held

pytestmark = pytest.mark.filterwarnings("ignore")


def section(app: AppTest, name: str) -> AppTest:
    app.session_state["balanced_section"] = name
    return app.run()


def now(held: Held) -> Content:
    return store().open(held.key, owner()).content


def cells(table: Table) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in table.rows]


def same(found: Any, table: Table) -> bool:
    return found.value.astype(str).to_numpy().tolist() == cells(table)


@pytest.mark.parametrize("name", mostly_slow(sorted(shipped_cases()), 1))
def test_every_shipped_case_shows_what_the_library_finds(name: str) -> None:
    app = on_page("balanced_terms", kept_case(name))
    assert not app.exception
    solution = solve(load_case(name))
    expected = headline(solution)
    assert [metric.value for metric in app.metric] == [line.gain for line in expected]
    assert [metric.delta for metric in app.metric] == [line.share for line in expected]
    assert any(shown(solution.favours) in text.value for text in app.markdown)
    section(app, "Terms")
    assert not app.exception
    sheet = term_sheet(solution)
    assert len(app.table) == len(sheet)
    assert all(same(found, table) for found, table in zip(app.table, sheet, strict=True))


def test_every_rule_opens_and_is_kept() -> None:
    held = kept_case("kenya-uk")
    app = on_page("balanced_terms", held)
    case = load_case("kenya-uk")
    for rule in rules_of(case):
        app.selectbox(key="edit_rule").select(rule).run()
        assert not app.exception
        assert now(held).rule == rule
        assert [metric.value for metric in app.metric] == [line.gain for line in headline(solve(case, rule))]


def test_weights_belong_to_the_product_of_gains() -> None:
    held = kept_case("kenya-uk")
    app = on_page("balanced_terms", held)
    assert not [entry for entry in app.number_input if str(entry.key).startswith("edit_weight")]
    app.selectbox(key="edit_rule").select("nash").run()
    app.number_input(key="edit_weight_KEN").set_value(3.0).run()
    assert not app.exception
    assert now(held).weights == {"KEN": 3.0, "GBR": 1.0}
    expected = headline(solve(load_case("kenya-uk"), "nash", weights={"KEN": 3.0, "GBR": 1.0}))
    assert [metric.value for metric in app.metric] == [line.gain for line in expected]
    app.button(key="bar_undo").click().run()
    assert app.number_input(key="edit_weight_KEN").value == 1.0


def test_a_point_of_the_frontier_has_its_terms_and_can_be_taken() -> None:
    held = kept_case("kenya-uk")
    app = on_page("balanced_terms", held)
    case = load_case("kenya-uk")
    line = frontier(case)
    mark, point = corner_marks(line)[2], line.points[2]
    app.selectbox(key=_POINT).select(mark.key).run()
    assert not app.exception
    assert gains_in_words(mark, "USD") in app.selectbox(key=_POINT).options
    outcome = evaluate(case, point.terms)
    assert [metric.value for metric in app.metric][2:] == [money(gain, "USD") for gain in outcome.gains.values()]
    assert [metric.label for metric in app.metric][2:] == ["Kenya", "United Kingdom"]
    for expected in (*agreed(outcome), *who_pays(outcome)):
        assert any(same(table, expected) for table in app.table)
    app.button(key="point_keep").click().run()
    app.button(key="point_draft").click().run()
    content = now(held)
    assert content.options[0].terms == content.draft
    assert evaluate(case, content.draft_now(case)).gains == outcome.gains
    assert content.draft["terms"] == terms_to_mapping(point.terms)["terms"]
    assert content.options[0].name == mark.label
    assert any("Kept as an option" in entry.value or "The draft is now" in entry.value for entry in app.warning)
    assert any(option.startswith(f"{mark.label}: ") for option in app.selectbox(key=_POINT).options)


def drafted() -> tuple[Content, Any]:
    """Kenya and the United Kingdom with a draft that leaves gains on the table."""
    _, content, _ = from_shipped("kenya-uk")
    case = load_case("kenya-uk")
    terms = solve(case, "egalitarian").terms
    draft = terms_to_mapping(terms)
    draft["terms"]["KEN-GBR"]["nurse"]["posts"] = [value * 0.9 for value in draft["terms"]["KEN-GBR"]["nurse"]["posts"]]
    return set_draft(content, draft, "a draft")[0], case


def test_a_draft_is_improved_and_countered() -> None:
    content, case = drafted()
    held = kept(content)
    app = section(on_page("balanced_terms", held), "Improve the draft")
    assert not app.exception
    found = improve(case, content.draft_now(case))
    gains, changes = improvement_tables(found)
    assert same(app.table[1], gains)
    assert same(app.table[2], changes)
    app.button(key="improved_keep").click().run()
    assert now(held).options[0].terms == terms_to_mapping(found.outcome.terms)
    section(app, "Counter-offer")
    app.selectbox(key="balanced_country").select("GBR").run()
    assert not app.exception
    assert "USD million" in app.number_input(key="balanced_target_GBR").label
    app.number_input(key="balanced_target_GBR").set_value(9_999.0).run()
    assert any("No counter\\-offer" in entry.value or "No counter-offer" in entry.value for entry in app.warning)
    app.number_input(key="balanced_target_GBR").set_value(200.0).run()
    assert not app.warning
    assert any("USD 200 million" in row for row in app.table[0].value.to_numpy().tolist())
    app.button(key="counter_draft").click().run()
    assert not app.exception
    assert now(held).draft != content.draft


def test_without_a_draft_there_is_nothing_to_improve() -> None:
    app = section(on_page("balanced_terms", kept_case("kenya-uk")), "Improve the draft")
    assert "no draft yet" in app.info[0].value
    assert not app.table


def test_a_draft_that_does_not_fit_is_told_and_kept() -> None:
    content, _ = drafted()
    broken = {**content.draft, "terms": {"KEN-GBR": {"nurse": {"recruits": "many"}}}}
    held = kept(set_draft(content, broken, "x")[0])
    app = on_page("balanced_terms", held)
    assert not app.exception
    assert any("does not fit the case" in entry.value for entry in app.warning)
    section(app, "Counter-offer")
    assert app.error
    assert now(held).draft == broken


def test_limits_have_the_librarys_worth_and_alternatives_can_be_kept() -> None:
    held = kept_case("kenya-uk")
    app = section(on_page("balanced_terms", held), "What limits are worth")
    case = load_case("kenya-uk")
    assert same(app.table[0], prices_table(prices(solve(case)), case.countries, "USD"))
    section(app, "Alternatives")
    assert not app.exception
    app.button(key="alternative_1_keep").click().run()
    assert now(held).options[0].name == "Alternative 1"


def conflict() -> dict[str, Any]:
    training = {"max_new_places": 100, "cost_per_place": 5, "completion": 0.8}
    values = {"corridors.KEN-GBR.nurse.training": training, "countries.GBR.budget": 60}
    shares = {"payment_shares.training": {"worker": [0, 0], "sending": [0, 0]}}
    lines = (red_line("min_training_per_recruit", 2, party="KEN"), red_line("min_recruits", 8, party="GBR"))
    return with_lines(changed(plain(), {**values, **shares}), *lines)


def test_every_way_out_is_a_button_that_works_and_can_be_undone() -> None:
    case = load_case(conflict())
    found = explain(case)
    held = kept_mapping(conflict())
    app = on_page("balanced_terms", held)
    assert not app.exception
    assert not app.metric
    assert same(app.table[0], conflict_tables(found)[0])
    before = now(held)
    for place, way in enumerate(found.relaxations):
        assert way.case is not None
        app.button(key=f"apply_way_{place}").click().run()
        assert not app.exception
        assert [metric.value for metric in app.metric] == [line.gain for line in headline(solve(way.case))]
        assert any("An agreement is possible now" in entry.value for entry in app.warning)
        app.button(key="bar_undo").click().run()
        assert now(held) == before
        assert not app.metric


def test_what_must_give_way_in_part_is_told_without_a_button() -> None:
    kenya = {"corridors.KEN-GBR.nurse.posts": {"max": 5, "cost": 1}, "countries.KEN.nurse.funded_posts": 1000}
    values = with_lines(changed(plain(), kenya), red_line("no_harm", country="KEN", party="KEN"))
    values = with_lines(values, red_line("min_recruits", 8, party="GBR"))
    found = explain(load_case(values))
    assert not found.possible
    app = on_page("balanced_terms", kept_mapping(values))
    assert not app.exception
    buttons = {button.key for button in app.button}
    for place, way in enumerate(found.relaxations):
        assert (f"apply_way_{place}" in buttons) == (way.case is not None)
        assert any(shown(way.sentence)[1:] in text.value for text in app.markdown)


def test_three_countries_choose_two_sides() -> None:
    content = new_content(three(), "test")
    case = load_case(three())
    content, _ = add_option(content, solve(case, "nash").terms, "<b>One</b>")
    app = on_page("balanced_terms", kept(content))
    assert not app.exception
    assert len(app.metric) == 3
    app.multiselect(key="balanced_side_first").set_value(["KEN", "PHL"]).run()
    assert not app.exception
    assert any("Kenya and Philippines" in entry.value for entry in app.subheader)
    app.multiselect(key="balanced_side_second").set_value(["KEN"]).run()
    assert not app.exception
    assert app.error
    app.multiselect(key="balanced_side_first").set_value([]).run()
    assert "at least one country" in app.info[0].value


def test_a_made_case_opens() -> None:
    name, content, _ = from_two_countries("KEN", "DEU", ["nurse"])
    app = on_page("balanced_terms", kept(content, name))
    assert not app.exception
    assert app.metric or app.warning


def test_a_case_that_cannot_be_read_is_explained() -> None:
    values = changed(plain(), {"countries.GBR.nurse": "many"})
    for page in ("balanced_terms", "compare"):
        app = on_page(page, kept(new_content(values, "test")))
        assert not app.exception
        assert "cannot be used" in app.error[0].value


def test_a_rule_of_another_case_does_no_harm() -> None:
    content = new_content(plain(), "test").model_copy(update={"rule": "best_for:PHL"})
    app = on_page("balanced_terms", kept(content))
    assert not app.exception
    assert "does not belong to this case" in app.info[0].value
    assert app.metric
