"""The tab on the negotiation that is open: what its terms would do to the map."""

from __future__ import annotations

import streamlit as st

from toolkit.app.case_shown import case_of_page
from toolkit.app.corridors_parts import outline_address, show_long_table
from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_figure, show_problems
from toolkit.app.results import outcome_of, register, solved
from toolkit.atlas.selection import Selection
from toolkit.case.schema import Case
from toolkit.errors import InputError, NoAgreement
from toolkit.languages.speech import current_language, say, to_say
from toolkit.model.terms import Terms
from toolkit.report.case_on_map import case_on_map, moves_of, plan_from_case
from toolkit.report.case_picture import case_picture
from toolkit.report.comparison import case_tables, moves_table
from toolkit.report.evidence import source_keys, sources_table
from toolkit.workspace.store import Held

__all__ = ["case_tab"]

_BALANCED, _DRAFT = "balanced", "draft"
_NAMES = {_BALANCED: to_say("the balanced terms"), _DRAFT: to_say("the draft")}


def case_tab(held: Held, selection: Selection) -> None:
    """Choose the terms; each corridor and cadre of the case is then put into the figures."""
    case = case_of_page(held)
    if case is None:
        return
    try:
        terms = _terms(held, case)
        plans = [plan_from_case(case, terms, corridor, cadre) for corridor, cadre, _ in case.corridor_cadres()]
        found = case_on_map(register(), plans, selection)
    except NoAgreement as failure:
        st.info(plain(str(failure)))
        link_to("balanced_terms", say("See what stands in the way"))
        return
    except InputError as failure:
        show_problems(failure)
        return
    spoken = current_language()
    st.markdown(
        say(
            "The people whom the terms move are put into the figures; everything else stays as it is. This is no "
            "forecast."
        )
    )
    show_long_table(moves_table(moves_of(case, terms), case.name, spoken), "case_moves")
    cells: list[str] = []
    for place, one in enumerate(found):
        show_figure(case_picture(register(), one, language=spoken), f"case_map_{place}", outline=outline_address())
        for number, table in enumerate(case_tables(register(), one, spoken)):
            show_long_table(table, f"case_{place}_{number}", most=10)
        ends = (one.plan.origin, one.plan.destination)
        near = one.corridors["origin"].isin(ends) | one.corridors["destination"].isin(ends)
        cells += source_keys(one.corridors.loc[near, "source"])
    with st.expander(say("The sources spelled out")):
        show_long_table(sources_table(register(), cells), "case_sources", most=200)


def _terms(held: Held, case: Case) -> Terms:
    choices = [_BALANCED, _DRAFT] if held.content.draft else [_BALANCED]
    named = {f"option_{option.key}": option for option in held.content.options}
    chosen = st.selectbox(
        say("Terms"),
        [*choices, *named],
        key="corridors_terms",
        format_func=lambda word: (
            plain(say("the option {name}", name=named[word].name)) if word in named else say(_NAMES[word])
        ),
    )
    if chosen == _BALANCED:
        return solved(held.content).terms
    values = held.content.draft if chosen == _DRAFT else named[chosen].terms
    return outcome_of(held.content, values).terms
