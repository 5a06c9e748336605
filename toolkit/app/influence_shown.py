"""Measuring the influence of every number on demand, with progress, and showing it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_figure
from toolkit.app.progress import progress_in
from toolkit.app.results import influences, solved
from toolkit.case.schema import Case
from toolkit.deal.influence import Influence, ranged_paths
from toolkit.deal.solution import Solution
from toolkit.errors import AccordError, NoAgreement
from toolkit.languages.speech import say
from toolkit.report.figures.influence import tornado
from toolkit.report.influence import influence_in_words
from toolkit.wording import number
from toolkit.workspace.content import Content, fingerprint

__all__ = ["known_influence", "show_influence"]

_WANTED, _KNOWN = "influence_wanted", "influence_known"


def _case_and_rule(content: Content) -> str:
    return f"{content.rule} {fingerprint(content.case)}"


def known_influence(content: Content) -> dict[str, str] | None:
    """The influence of each number in words by its dotted path, ``None`` where it was not measured."""
    if st.session_state.get(_KNOWN) != _case_and_rule(content):
        return None
    solution = solved(content, content.rule, {})
    return influence_in_words(influences(content), solution.ideals)


def show_influence(content: Content, case: Case) -> None:
    """Measure when asked, then show the picture. What needs time comes last on a page: all above stands already."""
    count = len(ranged_paths(case))
    if not count:
        st.markdown(say("No number of this case has a plausible range, so there is nothing to try out."))
        return
    now = _case_and_rule(content)
    if st.session_state.get(_WANTED) != now:
        st.markdown(
            say(
                "Each of the {count} numbers with a plausible range is put at both ends of it, one at a time, and the "
                "agreement is worked out anew. That takes from a few seconds to a minute.",
                count=number(count),
            )
        )
        st.button(
            say("Measure the influence of every number"),
            type="primary",
            key="measure_influence",
            on_click=_ask,
            args=(now,),
        )
        return
    measured = _measured(content)
    if measured is None:
        return
    if st.session_state.get(_KNOWN) != now:
        st.session_state[_KNOWN] = now
        st.rerun()
    solution, found = measured
    show_figure(tornado(solution, found), "influence")
    if content.rule == "nash" and content.weights:
        st.caption(say("Measured with equal bargaining weights, not with those of this negotiation."))


def _ask(wanted: str) -> None:
    st.session_state[_WANTED] = wanted


def _measured(content: Content) -> tuple[Solution, Sequence[Influence]] | None:
    place = st.empty()
    with place.container():
        bar = st.empty()
        st.button(say("Stop measuring"), key="stop_influence", on_click=_ask, args=("",))
    try:
        solution = solved(content, content.rule, {})
        found = influences(content, progress_in(bar, "numbers"))
    except NoAgreement:
        place.empty()
        st.warning(
            say(
                "With the numbers as they are no agreement is possible, so none of them can be said to move the "
                "result. The page Balanced terms tells what stands against each other and how to give way."
            )
        )
        link_to("balanced_terms", say("See why, and what would help"))
        return None
    except AccordError as failure:
        place.empty()
        st.error(plain(str(failure)))
        return None
    place.empty()
    return solution, found
