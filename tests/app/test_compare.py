"""Compare: the library's tables for what is chosen, options added, named, noted, taken and removed."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.support import kept, kept_case, kept_mapping, on_page
from tests.report.option_support import three
from tests.support.cases import changed, plain, red_line, with_lines
from toolkit import load_case, shipped_cases, solve
from toolkit.app.opening import from_shipped
from toolkit.app.parts import plain as shown
from toolkit.app.session import owner, store
from toolkit.report.option_tables import breaches_table, outcomes_table, ranking_table
from toolkit.report.option_terms import payment_tables, term_tables
from toolkit.report.options import Compared, Yardstick
from toolkit.report.robustness import robustness, robustness_table
from toolkit.report.table import Table
from toolkit.workspace.content import Content
from toolkit.workspace.edits import add_option, new_content, set_draft
from toolkit.workspace.store import Held

pytestmark = pytest.mark.filterwarnings("ignore")
HOSTILE = "=cmd|' /C calc'!A0 <b>x</b> *y*"


def section(app: AppTest, name: str) -> AppTest:
    app.session_state["compare_section"] = name
    return app.run()


def now(held: Held) -> Content:
    return store().open(held.key, owner()).content


def same(found: Any, table: Table) -> bool:
    return found.value.astype(str).to_numpy().tolist() == [[shown(cell) for cell in row] for row in table.rows]


def with_options(name: str) -> tuple[Content, list[Compared]]:
    """A shipped case with a draft and two options, and the same for the library."""
    _, content, _ = from_shipped(name)
    case = load_case(name)
    found = {title: solve(case, rule) for title, rule in (("Draft", "nash"), ("A", "egalitarian"), (HOSTILE, "nash"))}
    content, _ = set_draft(content, found["Draft"].terms, "draft")
    for title in ("A", HOSTILE):
        content, _ = add_option(content, found[title].terms, title, "test")
    yardstick = Yardstick.of(found["Draft"])
    return content, [Compared(title, solution.outcome, yardstick) for title, solution in found.items()]


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_every_table_is_the_librarys(name: str) -> None:
    content, options = with_options(name)
    app = on_page("compare", kept(content))
    assert not app.exception
    differing, alike = term_tables(options)
    assert same(app.table[0], differing)
    assert same(app.table[1], alike)
    section(app, "Outcomes")
    assert same(app.table[0], outcomes_table(options))
    assert same(app.table[1], breaches_table(options))
    section(app, "Fairness")
    assert same(app.table[0], ranking_table(options))
    section(app, "Who pays")
    assert [same(found, table) for found, table in zip(app.table, payment_tables(options), strict=True)] == [True, True]
    section(app, "Service by year")
    assert not app.exception
    case = options[0].outcome.case
    assert len(app.table) == sum(len(country.cadres) for country in case.countries.values())


def test_how_far_gains_hold_is_simulated() -> None:
    content, options = with_options("kenya-uk")
    app = section(on_page("compare", kept(content)), "How far it holds")
    assert not app.exception
    again = section(on_page("compare", kept(content)), "How far it holds")
    assert not again.exception, "what is kept is shown to somebody else too"
    found = robustness(options[0].outcome.case, [option.outcome.terms for option in options])
    assert all(
        same(page.table[0], robustness_table([option.name for option in options], found)) for page in (app, again)
    )


def test_two_to_six_are_chosen() -> None:
    content, options = with_options("kenya-uk")
    app = on_page("compare", kept(content))
    chosen = app.multiselect(key="compare_chosen")
    assert len(chosen.value) == 3
    assert chosen.proto.max_selections == 6
    chosen.set_value(["draft"]).run()
    assert "at least two" in app.info[0].value
    assert not app.table
    app.multiselect(key="compare_chosen").set_value(["draft", "rule_utilitarian"]).run()
    rule = Compared("Rule: Largest sum of gains", solve(options[0].outcome.case, "utilitarian").outcome)
    assert same(app.table[0], term_tables([options[0], rule])[0])


def test_an_empty_start_explains_and_offers_the_named_solutions() -> None:
    held = kept_case("kenya-uk")
    app = on_page("compare", held)
    assert "nothing of your own to compare" in app.info[0].value
    app.button(key="add_named").click().run()
    assert not app.exception
    names = [option.name for option in now(held).options]
    assert names == [
        "Equal share of the most possible",
        "Largest product of gains; Largest sum of gains",
        "Best for the one that gains least",
    ]
    assert app.table
    app.button(key="bar_undo").click().run()
    assert now(held).options == ()


def field(fields: Any, name: str) -> Any:
    """The field of a name, whose key gets a new number when what it shows changed elsewhere."""
    return next(found for found in fields if str(found.key).startswith(f"edit_{name}_"))


def test_options_are_named_noted_taken_and_removed() -> None:
    content, _ = with_options("kenya-uk")
    held = kept(content)
    app = section(on_page("compare", held), "Notes")
    first, second = content.options
    field(app.text_area, f"note_{first.key}").set_value(HOSTILE).run()
    assert not app.exception
    assert now(held).options[0].note == HOSTILE
    field(app.text_input, f"name_{first.key}").set_value("Kenya's offer").run()
    assert now(held).options[0].name == "Kenya's offer"
    field(app.text_input, f"name_{first.key}").set_value("  ").run()
    assert "needs a name" in app.warning[0].value
    assert field(app.text_input, f"name_{first.key}").value == "  ", "what is typed stays"
    assert now(held).options[0].name == "Kenya's offer"
    typed = field(app.text_input, f"name_{first.key}").key
    app.button(key=f"draft_{first.key}").click().run()
    assert now(held).draft == first.terms
    app.button(key=f"remove_{second.key}").click().run()
    assert [option.key for option in now(held).options] == [first.key]
    assert not app.exception
    app.button(key="bar_undo").click().run()
    assert len(now(held).options) == 2
    app.button(key="bar_undo").click().run()
    app.button(key="bar_undo").click().run()
    assert field(app.text_input, f"name_{first.key}").value == "A", "inputs show what the workspace holds"
    assert field(app.text_input, f"name_{first.key}").key != typed, "a browser draws a field anew under a new key only"


def test_an_option_that_no_longer_fits_is_told_and_kept() -> None:
    content, _ = with_options("kenya-uk")
    content = content.model_copy(update={"case": {**content.case, "years": 6, "phases": [3, 3]}})
    lines = [line for line in content.case["red_lines"] if line.get("phase") is None]
    budgets = {
        code: {**country, "budget": 1e7} if "budget" in country else country
        for code, country in content.case["countries"].items()
    }
    case = {**content.case, "red_lines": lines, "countries": budgets, "fund": {"budget": 1e6}}
    move = dict(case["corridors"]["KEN-GBR"]["nurse"])
    move["max_recruits"] = 500
    content = content.model_copy(update={"case": {**case, "corridors": {"KEN-GBR": {"nurse": move}}}})
    held = kept(content)
    app = on_page("compare", held)
    assert not app.exception
    told = [entry.value for entry in app.warning if "does not fit the case" in entry.value]
    assert len(told) == 3
    assert any("“A”" in text for text in told)
    assert len(now(held).options) == 2
    section(app, "Notes")
    assert len(app.text_area) == 2


def test_where_nothing_can_be_agreed_options_are_still_compared() -> None:
    values = with_lines(plain(), red_line("min_gain", 1e9, party="GBR", country="GBR"))
    content = new_content(values, "test")
    for recruits in (4, 8):
        draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": recruits}}}}
        content, _ = add_option(content, draft, f"{recruits} recruits")
    app = section(on_page("compare", kept(content)), "Outcomes")
    assert not app.exception
    assert any("allows no agreement" in caption.value for caption in app.caption)
    app.multiselect(key="compare_chosen").set_value([*app.multiselect(key="compare_chosen").value, "rule_nash"]).run()
    assert not app.exception
    assert any("Rule" in entry.value for entry in app.info)
    empty = on_page("compare", kept_mapping(values))
    empty.button(key="add_named").click().run()
    assert not empty.exception
    assert empty.warning


def test_three_countries_are_compared() -> None:
    case = load_case(three())
    content = new_content(three(), "test")
    for rule in ("nash", "utilitarian"):
        content, _ = add_option(content, solve(case, rule).terms, rule)
    app = section(on_page("compare", kept(content)), "Outcomes")
    assert not app.exception
    parties = app.table[0].value.iloc[:, 0].tolist()
    assert list(dict.fromkeys(parties))[:3] == ["Kenya", "Philippines", "United Kingdom"]
    assert changed(three(), {}) == three()
