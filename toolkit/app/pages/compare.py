"""Compare: two to six sets of terms side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.app.compare_choices import Choice, case_or_stop, choices, read, show_unread, terms_of, yardstick_of
from toolkit.app.compare_notes import add_named, show_empty, show_notes
from toolkit.app.parts import plain, show_figure, show_table
from toolkit.app.progress import progress_in
from toolkit.app.results import robust
from toolkit.app.sections import sections
from toolkit.app.session import require
from toolkit.case.schema import Case
from toolkit.languages.speech import say, to_say
from toolkit.report.figures.gain_parts import gain_parts
from toolkit.report.figures.trajectories import trajectory_figures
from toolkit.report.option_tables import breaches_table, outcomes_table, ranking_table
from toolkit.report.option_terms import payment_tables, term_tables
from toolkit.report.options import Compared
from toolkit.report.robustness import robustness_table
from toolkit.workspace.content import Content

SECTIONS = {
    "terms": to_say("Terms"),
    "outcomes": to_say("Outcomes"),
    "fairness": to_say("Fairness"),
    "payments": to_say("Who pays"),
    "service": to_say("Service by year"),
    "robustness": to_say("How far it holds"),
    "notes": to_say("Notes"),
}
FEWEST, MOST = 2, 6
FIGURE_WIDTH = 600


def chosen_of(content: Content, case: Case) -> list[Choice]:
    """What the user wants to see side by side: at first the draft and the options, filled up with rules."""
    known = {choice.key: choice for choice in choices(content, case)}
    own = [key for key, choice in known.items() if choice.kind != "rule"]
    first = own[:MOST] if len(own) >= FEWEST else [*known][:3]
    if "compare_chosen" in st.session_state:
        st.session_state["compare_chosen"] = [key for key in st.session_state["compare_chosen"] if key in known]
    wanted = st.multiselect(
        say("Side by side"),
        list(known),
        default=None if "compare_chosen" in st.session_state else first,
        format_func=lambda key: known[key].label,
        key="compare_chosen",
        max_selections=MOST,
        persist_state="session",
        help=say("Two to six: the draft, your options, and what the fairness rules choose."),
    )
    return [known[key] for key in wanted]


def show_outcomes(options: Sequence[Compared], case: Case) -> None:
    """What each party gets, whether it could be signed, and what the gains are made of."""
    show_table(outcomes_table(options), "outcomes")
    show_table(breaches_table(options), "breaches")
    with st.container(horizontal=True):
        for country in case.countries:
            with st.container(width=FIGURE_WIDTH):
                show_figure(gain_parts(options, country), f"parts_{country}")


def show_terms(options: Sequence[Compared]) -> None:
    """The terms in which the options differ, and those that they share."""
    differing, same = term_tables(options)
    show_table(differing, "terms_differing")
    with st.expander(plain(f"{same.title} ({len(same.rows)})")):
        show_table(same, "terms_same")


def show_service(options: Sequence[Compared]) -> None:
    """Service by year, one picture for each country and cadre."""
    st.markdown(say("How much more service each country has in each year than without an agreement."))
    with st.container(horizontal=True):
        for number, figure in enumerate(trajectory_figures(options)):
            with st.container(width=FIGURE_WIDTH):
                show_figure(figure, f"service_{number}")


def show_robustness(content: Content, chosen: Sequence[Choice], options: Sequence[Compared]) -> None:
    """The gains with each ranged number of the case at its ends."""
    st.markdown(say("What becomes of the gains if the numbers of the case are off."))
    place = st.empty()
    found = robust(content, [terms_of(content, choice) for choice in chosen], progress_in(place, "numbers"))
    place.empty()
    show_table(robustness_table([option.name for option in options], found), "robustness")


st.title(say("Compare"))
st.markdown(
    say("Where options differ, what each gives every party, who pays, and which is fairest by which idea of fair.")
)
held = require()
content = held.content
case = case_or_stop(content)
if not content.options and not content.draft:
    show_empty(content)
    st.stop()

chosen = chosen_of(content, case)
fitting, unread = read(content, chosen, yardstick_of(content))
show_unread(unread)
shown, options = [choice for choice, _ in fitting], [one for _, one in fitting]
if not content.options and st.button(say("Add what the fairness rules choose as options"), key="add_named"):
    add_named(content)
enough = len(options) >= FEWEST
if not enough:
    st.info(say("Choose at least two sets of terms that fit the case."))

for name, tab in sections("compare_section", SECTIONS).items():
    if not tab.open or not (enough or name == "notes"):
        continue
    with tab:
        if name == "terms":
            show_terms(options)
        elif name == "outcomes":
            show_outcomes(options, case)
        elif name == "fairness":
            show_table(ranking_table(options), "ranking")
        elif name == "payments":
            for number, table in enumerate(payment_tables(options)):
                show_table(table, f"payments_{number}")
        elif name == "service":
            show_service(options)
        elif name == "robustness":
            show_robustness(content, shown, options)
        else:
            show_notes(content)
