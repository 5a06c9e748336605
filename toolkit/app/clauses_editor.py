"""The clauses of the draft, family by family: what is said of each, its questions, its wording, similar agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from toolkit.app.clauses_fields import answer_field, state_field, words_field
from toolkit.app.parts import plain, show_table
from toolkit.app.session import change
from toolkit.documents.wordings import filled
from toolkit.languages.speech import say
from toolkit.register.records import Codebook
from toolkit.report.clause_lines import ClauseLine, clauses_table, families_in_words
from toolkit.report.figures.words import capital
from toolkit.wording import number
from toolkit.workspace.edits import set_clauses
from toolkit.workspace.store import Held

__all__ = ["show_clauses", "show_unread"]

_FAMILY = "clauses_family"


def show_unread(held: Held, unread: Sequence[str], readable: Mapping[str, Any]) -> None:
    """Clauses that this version cannot read are kept until somebody takes them out."""
    if unread and st.button(
        say("Take out what cannot be read ({count})", count=number(len(unread))),
        key="clauses_mend",
        help=say("Undo brings it back."),
    ):
        names = ", ".join(name[:40] for name in unread[:5])
        if change(set_clauses(held.content, readable, say("clauses taken out: {names}", names=names))):
            st.rerun()


def show_clauses(held: Held, lines: Sequence[ClauseLine], codebook: Codebook, words: Mapping[str, str] | None) -> None:
    """One family of clauses at a time. ``words`` fills the wordings, ``None`` where the draft cannot be read."""
    names = families_in_words(lines, codebook)
    family = st.selectbox(
        say("Family of clauses"),
        list(names),
        format_func=lambda key: names[key],
        key=_FAMILY,
        persist_state="session",
        help=say("The clauses of the codebook that the register of agreements is kept in."),
    )
    st.caption(plain(say("{sentence}.", sentence=capital(say(codebook.families[family].about)))))
    st.caption(say("What similar agreements name is what public pages tell of them; their texts may hold more."))
    for line in lines:
        if line.family == family:
            _show_line(held, line, words)
    every = st.expander(say("Everything that is said, as one table"), key="clauses_every", on_change="rerun")
    if every.open:
        with every:
            show_table(clauses_table(lines, codebook), "clauses")


def _show_line(held: Held, line: ClauseLine, words: Mapping[str, str] | None) -> None:
    with st.container(border=True, key=f"clause_{line.key}"):
        told, state = st.columns([3, 2], vertical_alignment="center")
        with told:
            st.markdown(f"**{plain(say(line.name))}**")
        with state:
            state_field(held, line.key, say(line.name), "clause")
        st.caption(plain(line.about))
        # a label that changes would close what was opened
        label = say("Questions, wording and note") if line.questions else say("Wording and note")
        more = st.expander(label, key=f"clause_more_{line.key}", type="compact", on_change="rerun")
        if more.open:
            with more:
                _show_details(held, line, words)


def _show_details(held: Held, line: ClauseLine, words: Mapping[str, str] | None) -> None:
    name = say(line.name)
    for key, question in line.questions.items():
        answer_field(held, key, question, "clause")
    st.markdown(say("**The wording that results**"))
    if line.state == "absent":
        st.markdown(say("None: the draft leaves this clause out."))
    elif words is None:
        st.markdown(say("It waits until the draft can be read."))
    else:
        for paragraph in filled(line.key, words, line.text):
            st.markdown(plain(paragraph))
        st.caption(say("Square brackets are blanks and choices of the parties."))
    words_field(
        held,
        line.key,
        "text",
        name,
        say("Own wording, in place of ours"),
        say("One paragraph a line. Words in braces such as {recruits} are filled in from the draft."),
        say("Left empty, the neutral wording above is used."),
    )
    about = say("Kept with the negotiation; it stands in no document.")
    words_field(held, line.key, "note", name, say("Note"), about)
