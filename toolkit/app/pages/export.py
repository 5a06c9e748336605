"""Export: everything of this negotiation as files, and the script that computes its numbers again."""

from __future__ import annotations

import streamlit as st

from toolkit.app.compare_choices import case_or_stop
from toolkit.app.files import Drafted, case_file, downloads, figures_file, file_name, file_names
from toolkit.app.language import spoken_later
from toolkit.app.menu import link_to
from toolkit.app.offers_record import record_of
from toolkit.app.papers import show_papers
from toolkit.app.parts import capital, plain, show_problems
from toolkit.app.results import outcome_of, solved
from toolkit.app.session import change, require
from toolkit.case.schema import Case
from toolkit.deal.solution import Solution
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.report.figure_set import MOST_TOGETHER
from toolkit.report.options import distinct
from toolkit.wording import number
from toolkit.workspace.content import Content
from toolkit.workspace.edits import set_notes
from toolkit.workspace.file import ENDING, written_workspace
from toolkit.workspace.snippet import snippet
from toolkit.workspace.store import Held


def _notes(held: Held) -> None:
    content = held.content
    st.header(say("Notes"))
    notes = st.text_area(
        say("Notes on this negotiation"),
        content.notes,
        key=f"edit_notes_{held.version}",
        help=say("Kept with the negotiation and exported with it. Shown as plain text."),
    )
    if notes != content.notes and change(set_notes(content, notes)):
        st.rerun()


def _whole(held: Held, stem: str) -> None:
    st.header(say("The whole negotiation"))
    st.markdown(
        say("The negotiation as one file, to be opened on the start page of any Accord, and its case by itself.")
    )
    with st.container(horizontal=True):
        st.download_button(
            say("Negotiation"),
            lambda: written_workspace(held.name, held.content),
            f"{stem}{ENDING}",
            "application/json",
            help=say("Case, draft, options, clauses and notes."),
            on_click="ignore",
        )
        st.download_button(
            say("Case (JSON)"),
            lambda: case_file(held.content),
            f"{stem}.json",
            "application/json",
            help=say("Every number with its source, range and reason, for the command line and for Python."),
            on_click="ignore",
        )


def _solution(content: Content) -> Solution | None:
    try:
        return solved(content)
    except AccordError as failure:
        st.warning(plain(say("There are no balanced terms to export: {reason}", reason=failure)))
        return None


def _drafted(content: Content) -> tuple[dict[str, Outcome], list[str]]:
    """The draft and the options, under names that differ, and the names of their files.

    What does not fit the case is told.
    """
    terms = [("the draft", say("the draft"), content.draft)] if content.draft else []
    terms += [(option.name, option.name, option.terms) for option in content.options]
    found, titles = {}, []
    for name, (title, _, values) in zip(distinct([name for _, name, _ in terms]), terms, strict=True):
        try:
            found[name] = outcome_of(content, values)
            titles.append(title)
        except InputError as failure:
            st.markdown(f"**{plain(name)}**")
            show_problems(failure)
    return found, file_names(["balanced", *titles])[1:]


def _all_figures() -> str:
    told = say(
        "Frontier, gains, service by year, development with no agreement and maps, each as SVG and PNG with its "
        "numbers as CSV and its description in words."
    )
    most = say("Figures that compare take the first {count} sets of terms.", count=number(MOST_TOGETHER))
    return f"{told} {most}"


def _offers(drafted: Drafted, stem: str, key: str) -> None:
    """The files of one set of terms."""
    with st.container(horizontal=True):
        for place, offer in enumerate(downloads(drafted)):
            st.download_button(
                offer.label,
                spoken_later(offer.build),
                f"{stem}{offer.ending}",
                offer.mime,
                key=f"{key}_{place}",
                help=offer.about,
                on_click="ignore",
            )


def _figures(case: Case, solution: Solution | None, drafted: dict[str, Outcome], stem: str) -> None:
    st.header(say("All figures"))
    st.markdown(_all_figures())
    st.download_button(
        say("Figures (one ZIP)"),
        spoken_later(lambda: figures_file(case, solution, drafted)),
        f"{stem}-figures.zip",
        "application/zip",
        help=say("Drawing them takes some seconds."),
        on_click="ignore",
    )


def _script(held: Held, stem: str) -> None:
    st.header(say("In Python"))
    st.markdown(
        say(
            "This script computes the same numbers outside the application, with what would happen without an "
            "agreement."
        )
    )
    script = snippet(held.name, held.content)
    st.download_button(say("Script (Python)"), script, f"{stem}.py", "text/x-python", on_click="ignore")
    with st.expander(say("Show the script")):
        st.code(script, language="python")


st.title(say("Export"))
st.markdown(say("Take this negotiation along: to a colleague, a spreadsheet, a notebook or another machine."))
held = require()
content = held.content
stem = file_name(held.name)
_notes(held)
_whole(held, stem)
case = case_or_stop(content)

offers = record_of(content, case) if content.offers else None
st.header(say("The balanced terms"))
solution = _solution(content)
if solution is not None:
    st.markdown(plain(say("{sentence}.", sentence=capital(solution.why))))
    _offers(Drafted(solution.why, solution.outcome, solution, content, offers), f"{stem}-balanced", "balanced")

st.header(say("The draft and the options"))
drafted, slugs = _drafted(content)
if not content.draft and not content.options:
    st.markdown(say("There is no draft and no option yet. These pages are where they are made."))
    with st.container(horizontal=True):
        link_to("terms")
        link_to("balanced_terms")
for place, (name, slug) in enumerate(zip(drafted, slugs, strict=True)):
    st.markdown(f"**{plain(name)}**")
    _offers(Drafted(name, drafted[name], solution, content, offers), f"{stem}-{slug}", f"drafted_{place}")

offered = {say("the balanced terms"): solution.outcome, **drafted} if solution is not None else drafted
show_papers(content, offered, offers, stem)
_figures(case, solution, drafted, stem)
_script(held, stem)
