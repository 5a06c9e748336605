"""Export: everything of this negotiation as files, and the script that computes its numbers again."""

from __future__ import annotations

import streamlit as st

from toolkit.app.compare_choices import case_or_stop
from toolkit.app.files import Drafted, case_file, downloads, figures_file, file_name, file_names
from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_problems
from toolkit.app.results import outcome_of, solved
from toolkit.app.session import change, require
from toolkit.case.schema import Case
from toolkit.deal.solution import Solution
from toolkit.errors import AccordError, InputError
from toolkit.model.evaluate import Outcome
from toolkit.report.figure_set import MOST_TOGETHER
from toolkit.report.options import distinct
from toolkit.workspace.content import Content
from toolkit.workspace.edits import set_notes
from toolkit.workspace.file import ENDING, written_workspace
from toolkit.workspace.snippet import snippet
from toolkit.workspace.store import Held


def _notes(held: Held) -> None:
    content = held.content
    st.header("Notes")
    notes = st.text_area(
        "Notes on this negotiation",
        content.notes,
        key=f"edit_notes_{held.version}",
        help="Kept with the negotiation and exported with it. Shown as plain text.",
    )
    if notes != content.notes and change(set_notes(content, notes)):
        st.rerun()


def _whole(held: Held, stem: str) -> None:
    st.header("The whole negotiation")
    st.markdown("The negotiation as one file, to be opened on the start page of any Accord, and its case by itself.")
    with st.container(horizontal=True):
        st.download_button(
            "Negotiation",
            lambda: written_workspace(held.name, held.content),
            f"{stem}{ENDING}",
            "application/json",
            help="Case, draft, options, clauses and notes.",
            on_click="ignore",
        )
        st.download_button(
            "Case (JSON)",
            lambda: case_file(held.content),
            f"{stem}.json",
            "application/json",
            help="Every number with its source, range and reason, for the command line and for Python.",
            on_click="ignore",
        )


def _solution(content: Content) -> Solution | None:
    try:
        return solved(content)
    except AccordError as failure:
        st.warning(plain(f"There are no balanced terms to export: {failure}"))
        return None


def _drafted(content: Content) -> dict[str, Outcome]:
    """The draft and the options, under names that differ; what does not fit the case is told."""
    terms = [*([("the draft", content.draft)] if content.draft else [])]
    terms += [(option.name, option.terms) for option in content.options]
    found = {}
    for name, (_, values) in zip(distinct([name for name, _ in terms]), terms, strict=True):
        try:
            found[name] = outcome_of(content, values)
        except InputError as failure:
            st.markdown(f"**{plain(name)}**")
            show_problems(failure)
    return found


def _offers(drafted: Drafted, stem: str, key: str) -> None:
    """The files of one set of terms."""
    with st.container(horizontal=True):
        for number, offer in enumerate(downloads(drafted)):
            st.download_button(
                offer.label,
                offer.build,
                f"{stem}{offer.ending}",
                offer.mime,
                key=f"{key}_{number}",
                help=offer.about,
                on_click="ignore",
            )


def _figures(case: Case, solution: Solution | None, drafted: dict[str, Outcome], stem: str) -> None:
    st.header("All figures")
    st.markdown(
        "Frontier, gains, service by year, development with no agreement and maps, each as SVG and PNG with its "
        "numbers as CSV and its description in words. "
        f"Figures that compare take the first {MOST_TOGETHER} sets of terms."
    )
    st.download_button(
        "Figures (one ZIP)",
        lambda: figures_file(case, solution, drafted),
        f"{stem}-figures.zip",
        "application/zip",
        help="Drawing them takes some seconds.",
        on_click="ignore",
    )


def _script(held: Held, stem: str) -> None:
    st.header("In Python")
    st.markdown(
        "This script computes the same numbers outside the application, with what would happen without an agreement."
    )
    script = snippet(held.name, held.content)
    st.download_button("Script (Python)", script, f"{stem}.py", "text/x-python", on_click="ignore")
    with st.expander("Show the script"):
        st.code(script, language="python")


st.title("Export")
st.markdown("Take this negotiation along: to a colleague, a spreadsheet, a notebook or another machine.")
held = require()
content = held.content
stem = file_name(held.name)
_notes(held)
_whole(held, stem)
case = case_or_stop(content)

st.header("The balanced terms")
solution = _solution(content)
if solution is not None:
    st.markdown(plain(f"{solution.why[:1].upper()}{solution.why[1:]}."))
    _offers(Drafted(solution.why, solution.outcome, solution, content), f"{stem}-balanced", "balanced")

st.header("The draft and the options")
drafted = _drafted(content)
if not content.draft and not content.options:
    st.markdown("There is no draft and no option yet. These pages are where they are made.")
    with st.container(horizontal=True):
        link_to("terms")
        link_to("balanced_terms")
for number, (name, slug) in enumerate(zip(drafted, file_names(["balanced", *drafted])[1:], strict=True)):
    st.markdown(f"**{plain(name)}**")
    _offers(Drafted(name, drafted[name], solution, content), f"{stem}-{slug}", f"drafted_{number}")

_figures(case, solution, drafted, stem)
_script(held, stem)
