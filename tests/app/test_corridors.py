"""The page on corridors: with and without a negotiation, every tab, clicks, links, and the library's own numbers."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from tests.app.support import kept, kept_case, on_page, started
from tests.report.support import register
from tests.support.slow import mostly_slow
from toolkit import solve
from toolkit.app import corridors_map
from toolkit.atlas.selection import Selection
from toolkit.case.load import shipped_cases
from toolkit.report.case_on_map import case_on_map, plans_of
from toolkit.report.comparison import case_tables
from toolkit.report.corridor_detail import agreements_of_corridor, figures_of_corridor
from toolkit.report.corridor_tables import find_gaps, tables_of_gaps
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.picking import PICKED
from toolkit.report.measure_tables import measure_table
from toolkit.report.screen import for_screen
from toolkit.report.table import Table
from toolkit.workspace.edits import new_content

pytestmark = pytest.mark.filterwarnings("ignore")
TABS = {"gaps": "Gaps", "chains": "Chains", "dependence": "Dependence and loss", "clauses": "Clauses and time"}
STOCKS = Selection("stock")


def opened(**asked: str):
    app = started()
    for name, value in asked.items():
        app.query_params[name] = value
    return app.switch_page("toolkit/app/pages/corridors.py").run()


def shown(app) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader, *app.header, *app.info, *app.warning, *app.error)
    return " ".join(part.value for part in parts).replace("\\", "")


def rows_on_page(app) -> list[list[str]]:
    """The cells of every table, first row first."""
    return [[str(cell).replace("\\", "").replace("`", "") for cell in table.value.iloc[0]] for table in app.table]


def has(app, table: Table) -> bool:
    on_screen = for_screen(table, citations_of(register().sources))
    return [cell.replace("`", "") for cell in on_screen.rows[0]] in rows_on_page(app)


def told(app, name: str) -> str:
    value = app.query_params.get(name, "")
    return value[0] if isinstance(value, list) else value


def test_without_a_negotiation_the_map_of_the_measure_with_most_figures_is_shown():
    app = opened()
    assert not app.exception
    assert "Corridors of health workers, world" in shown(app)
    assert "Nothing chosen yet" in shown(app)
    assert app.selectbox(key="corridors_counted").value == "stock in persons"
    assert "What this negotiation" not in " ".join(tab.label for tab in app.tabs)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_from_a_link(tab):
    app = opened(show=tab)
    assert not app.exception
    assert not app.error
    assert app.session_state["corridors_show"] == TABS[tab]


def test_gaps_are_those_of_the_library_and_lead_to_their_agreements():
    app = opened(show="gaps", gap_country="GBR")
    found = find_gaps(register(), STOCKS, year=date.today().year, country="GBR")
    for table in tables_of_gaps(register(), found):
        assert not table.rows or has(app, table)
    links = [element for element in app.main if element.type == "page_link"] or app.get("page_link")
    first = found.uncovered.iloc[0]
    assert any(
        f"country={first['origin']}" in link.proto.query_string
        and f"with={first['destination']}" in link.proto.query_string
        for link in links
    )


def test_a_corridor_in_detail():
    app = opened(corridor="KEN-GBR")
    assert not app.exception
    assert has(app, figures_of_corridor(register(), "KEN", "GBR"))
    assert has(app, agreements_of_corridor(register(), "KEN", "GBR"))
    assert "Kenya → United Kingdom" in shown(app)


def test_a_corridor_without_a_figure_is_not_told_as_zero():
    app = opened(corridor="TUV-ISL")
    assert not app.exception
    assert "not known under this selection, which does not mean none" in shown(app)
    assert "No figure is known, which does not mean nobody." in shown(app)


def test_a_country_in_detail_and_its_briefing():
    app = opened(country="KEN")
    assert not app.exception
    assert "Loss rate: **at least" in shown(app)
    assert any("where health workers come from" in title.value for title in app.subheader)
    app.toggle(key="country_briefing").set_value(True).run()
    assert not app.exception
    assert "**Safeguards.**" in shown(app)
    assert "accord agreements" not in shown(app)


def test_choosing_in_one_box_empties_the_other_and_the_address_tells_it():
    app = opened(country="KEN")
    app.selectbox(key="corridors_corridor").select("IND-GBR").run()
    assert not app.exception
    assert app.selectbox(key="corridors_country").value == ""
    assert (told(app, "corridor"), told(app, "country")) == ("IND-GBR", "")
    app.selectbox(key="corridors_corridor").select("").run()
    assert "Nothing chosen yet" in shown(app)


@pytest.mark.parametrize(
    ("selected", "country", "corridor"),
    [
        ([{"id": "KEN"}], "KEN", ""),
        ([{"id": "NGA-GBR"}], "", "NGA-GBR"),
        ([], "", ""),
        ([{"id": None}], "", ""),
        ([{"id": "ATA"}], "", ""),
    ],
)
def test_a_click_on_the_map_does_what_the_boxes_do(monkeypatch, selected, country, corridor):
    state = {"chart": SimpleNamespace(selection={PICKED: selected})}
    monkeypatch.setattr(corridors_map.st, "session_state", state)
    monkeypatch.setattr(corridors_map, "country_choices", lambda: ["KEN", "GBR"])
    corridors_map._clicked("chart", "country_box", "corridor_box")
    assert (state["country_box"], state["corridor_box"]) == (country, corridor)


def test_filters_narrow_the_map_and_say_when_nothing_is_left():
    app = opened(status="announced")
    assert not app.exception
    assert "only announced" in shown(app)
    app = opened(clause="pilot_phase", only="TUV")
    assert not app.exception
    assert "That does not mean that nobody moves" in shown(app)


def test_an_empty_selection_says_which_there_are():
    app = opened(year="2000", cadre="nurse")
    assert not app.exception
    assert "Missing figures are not zeros" in shown(app)
    assert "by country of training; doctors" in shown(app)


@pytest.mark.parametrize(
    "broken", [{"counted": "nonsense"}, {"year": "99"}, {"country": "XXX"}, {"show": "none"}, {"most": "x"}]
)
def test_an_address_that_asks_for_what_there_is_not_shows_the_default(broken):
    app = opened(**broken)
    assert not app.exception
    assert not app.error
    assert app.session_state["corridors_show"] == "Map"


def test_chains_and_where_a_shortage_ends():
    app = opened(show="chains", cadre="physician", basis="trained_in", end="USA", **{"from": "GBR", "to": "USA"})
    assert not app.exception
    assert "Where the shortage ends if United States recruits 1,000 more from United Kingdom" in shown(app)
    assert "Who would have to be compensated" in shown(app)


@pytest.mark.parametrize("name", mostly_slow(["dependence", "loss_rate", "net", "vulnerability"], 1))
def test_every_measure_is_shown_as_the_library_has_it(name):
    app = opened(show="dependence", measure=name)
    assert not app.exception
    assert has(app, measure_table(register(), STOCKS, name))


def test_two_years_are_compared():
    app = opened(show="clauses", earlier="2016", later="2025", about="GBR")
    assert not app.exception
    assert "from 2016 to 2025" in shown(app)
    assert "--" not in shown(app)


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_what_a_negotiation_would_do_to_the_map(name):
    held = kept_case(name)
    app = on_page("corridors", held)
    assert not app.exception
    case = held.content.case_now()
    assert told(app, "corridor") == next(iter(case.corridors))
    app.session_state["corridors_show"] = "What this negotiation would do to the map"
    app.run()
    assert not app.exception
    solution = solve(case, held.content.rule)
    [first, *_] = case_on_map(register(), plans_of(solution), STOCKS)
    assert has(app, case_tables(register(), first)[0])


@pytest.mark.parametrize("document", [{}, {"name": "nonsense", "countries": 3}])
def test_a_case_that_cannot_be_read_leaves_the_map_and_tells_its_problems(document):
    app = on_page("corridors", kept(new_content(document, "test")))
    assert not app.exception
    assert "Corridors of health workers, world" in shown(app)
    app.session_state["corridors_show"] = "What this negotiation would do to the map"
    app.run()
    assert not app.exception
    assert app.error
