"""The frontier on the page of balanced terms: the picture, its points one by one, and the rates of exchange."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.app.balanced_actions import take
from toolkit.app.compare_choices import Choice, own_choices, read, show_unread
from toolkit.app.parts import plain, show_figure, show_problems, show_table
from toolkit.app.results import frontier_of, outcome_of, solved
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.frontiers import Frontier, sides_of
from toolkit.deal.solution import Solution
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.model.terms_file import terms_to_mapping
from toolkit.report.bargaining import frontier_tables
from toolkit.report.figures.frontier import POINT, frontier_figure
from toolkit.report.options import Compared, Mark, Yardstick, corner_marks, gains_in_words, headlines, rule_name
from toolkit.report.term_sheet import agreed, who_pays
from toolkit.workspace.content import Content

__all__ = ["show_frontier", "show_gains"]

_POINT = "balanced_point"
_TURN = "balanced_turn"
"""Counts how often a point was chosen beside the picture: the picture then forgets the click before."""


def show_gains(compared: Compared, key: str) -> None:
    """Each country's gain and its share of the most it could have, as large figures."""
    lines = headlines(compared)
    with st.container(horizontal=True, key=key):
        for line in lines:
            st.metric(
                country_name(line.country),
                line.gain,
                line.share,
                delta_color="off",
                delta_arrow="off",
                border=True,
                help=say("Gain against no agreement, present value over the whole horizon."),
            )


def show_frontier(content: Content, case: Case, solution: Solution) -> None:
    """The picture with everything on it, the point that is chosen, and the table of exchange rates."""
    frontier = _frontier(content, case)
    if frontier is None:
        return
    fitting, unread = read(content, own_choices(content), Yardstick.of(solution))
    show_unread(unread)
    rules = _rule_marks(content, frontier, solution)
    marks = [*rules, *(Mark(choice.key, choice.kind, choice.label, one.outcome.gains) for choice, one in fitting)]
    every = {mark.key: mark for mark in (*marks, *corner_marks(frontier))}
    if st.session_state.get(_POINT) not in every:
        st.session_state[_POINT] = None
    close = st.toggle(
        say("Only the part with the frontier"),
        key="balanced_close",
        help=say("Draw the axes from the frontier on, not from no agreement."),
    )
    figure = frontier_figure(frontier, marks, chosen=st.session_state[_POINT] or "", whole=not close)
    key = f"frontier_{st.session_state.get(_TURN, 0)}"
    show_figure(figure, key, selection=POINT, picked=lambda: _clicked(key))
    st.selectbox(
        say("Point to look at"),
        list(every),
        format_func=lambda name: gains_in_words(every[name], case.currency),
        key=_POINT,
        placeholder=say("Click a point in the picture, or choose one here"),
        on_change=_turn,
        persist_state="session",
        help=say("The same points as in the picture."),
    )
    chosen = every.get(st.session_state[_POINT] or "")
    if chosen is not None:
        _show_point(content, frontier, chosen, fitting, solution)
    exchange, _ = frontier_tables(frontier)
    with st.expander(say("Rates of exchange along the frontier")):
        show_table(exchange, "exchange_rates")


def _clicked(key: str) -> None:
    event = st.session_state.get(key) or {}
    found = event.get("selection", {}).get(POINT) or []
    if found and found[0].get("key"):
        st.session_state[_POINT] = found[0]["key"]


def _turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _frontier(content: Content, case: Case) -> Frontier | None:
    """The frontier; of more than two countries the sides are chosen first."""
    sides: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    if len(case.countries) > 2:
        first, second = sides_of(case)
        st.markdown(say("Choose the two sides of the picture. The gains of several countries on one side are added."))
        columns = st.columns(2)
        chosen = [
            column.multiselect(
                label,
                list(case.countries),
                default=list(side),
                format_func=country_name,
                key=key,
                help=say("One country, or several as a bloc."),
            )
            for column, label, side, key in (
                (columns[0], say("First side"), first, "balanced_side_first"),
                (columns[1], say("Second side"), second, "balanced_side_second"),
            )
        ]
        if not all(chosen):
            st.info(say("Choose at least one country for each side."))
            return None
        sides = (tuple(chosen[0]), tuple(chosen[1]))
    try:
        return frontier_of(content, *sides)
    except InputError as failure:
        show_problems(failure)
    except AccordError as failure:
        st.error(plain(str(failure)))
    return None


def _rule_marks(content: Content, frontier: Frontier, solution: Solution) -> list[Mark]:
    """What the rules choose; the one in use first, with the weights that are set."""
    own = "egalitarian" if solution.concept == "leximin" else solution.concept
    label = rule_name(solution.concept)
    if solution.weights:
        own, label = "weighted", say("{rule} (with your weights)", rule=label)
    gains = {own: solution.gains, **{name: found for name, found in frontier.named.items() if name != own}}
    return [
        Mark(f"rule_{name}", "rule", label if name == own else rule_name(name), found) for name, found in gains.items()
    ]


def _show_point(
    content: Content,
    frontier: Frontier,
    mark: Mark,
    fitting: Sequence[tuple[Choice, Compared]],
    solution: Solution,
) -> None:
    outcome = _outcome(content, frontier, mark, fitting, solution)
    if outcome is None:
        return
    with st.container(border=True, key="balanced_point_shown"):
        st.subheader(plain(mark.label))
        show_gains(Compared(mark.label, outcome, Yardstick.of(solution)), "balanced_point_gains")
        origin = say("a point of the frontier: {point}", point=mark.label)
        take(outcome.terms, mark.label, origin, "point", mark.label if mark.kind == "option" else mark.key)
        for number, table in enumerate([*agreed(outcome), *who_pays(outcome)]):
            show_table(table, f"point_{number}")


def _outcome(
    content: Content,
    frontier: Frontier,
    mark: Mark,
    fitting: Sequence[tuple[Choice, Compared]],
    solution: Solution,
) -> Outcome | None:
    if mark.kind == "corner":
        place = [one.key for one in corner_marks(frontier)].index(mark.key)
        return outcome_of(content, terms_to_mapping(frontier.points[place].terms))
    if mark.kind == "rule":
        name = mark.key.removeprefix("rule_")
        if name == "weighted" or name == solution.concept:
            return solution.outcome
        try:
            return solved(content, name, {}).outcome
        except AccordError as failure:
            st.error(plain(str(failure)))
            return None
    return next((one.outcome for choice, one in fitting if choice.key == mark.key), None)
