"""Sources and assumptions: every number with its source, range and influence, and imports of one's own files."""

from __future__ import annotations

import streamlit as st

from toolkit.app.case_shown import case_of_page
from toolkit.app.imports_desk import show_imports
from toolkit.app.influence_shown import known_influence, show_influence
from toolkit.app.numbers_editor import changed_numbers, number_in_full, record_of
from toolkit.app.parts import plain
from toolkit.app.scrolled import show_scrolled
from toolkit.app.session import require
from toolkit.case.schema import Case
from toolkit.languages.speech import say
from toolkit.report.case_numbers import (
    STANDINGS,
    Entry,
    entries,
    kept,
    numbers_table,
    sources_table,
    standings_in_words,
)
from toolkit.workspace.store import Held


def _filtered(found: list[Entry]) -> list[Entry]:
    standing, record, text = st.columns(3)
    standings = standing.multiselect(
        say("Standing"),
        list(STANDINGS),
        format_func=lambda standing: say(STANDINGS[standing]),
        key="sources_standing",
        placeholder=say("All"),
    )
    names = {record_of(entry): entry.record for entry in found}
    records = record.multiselect(
        say("Where"),
        list(names),
        format_func=lambda record: names[record],
        key="sources_record",
        placeholder=say("All"),
    )
    words = text.text_input(
        say("Search"), key="sources_text", placeholder=say("Any word of a number, its source or its remark")
    )
    return kept(found, standings=standings, records=[names[record] for record in records], text=words)


def _in_full(case: Case, shown: list[Entry], clicked: int | None) -> None:
    by_key = {entry.key: entry for entry in shown}
    place = "none" if clicked is None else shown[clicked].key
    picked = st.selectbox(
        say("One number in full"),
        list(by_key),
        index=clicked,
        format_func=lambda key: by_key[key].name,
        key=f"sources_number_{place}",
        placeholder=say("Click a row above, or choose a number here"),
    )
    if picked is not None:
        number_in_full(case, by_key[picked], editable=by_key[picked].path[0] != "red_lines")


def _case_part(held: Held, case: Case) -> None:
    found = entries(case, held.content.changed)
    st.markdown(plain(standings_in_words(found)))
    st.header(say("Influence on the result"))
    place = st.container()
    st.header(say("Every number and its source"))
    shown = _filtered(found)
    if shown:
        _in_full(
            case, shown, show_scrolled(numbers_table(shown, known_influence(held.content)), "numbers", selectable=True)
        )
    else:
        st.info(say("No number fits these filters."))
    st.subheader(say("Changed here"))
    changed_numbers(found)
    show_scrolled(sources_table(case), "sources")
    st.header(say("Your own files"))
    show_imports()
    with place:
        show_influence(held.content, case)


st.title(say("Sources and assumptions"))
st.markdown(say("Where every number comes from, how sure it is, and how much the result depends on it."))
open_now = require()
case_now = case_of_page(open_now)
if case_now is None:
    st.header(say("Your own files"))
    show_imports()
else:
    _case_part(open_now, case_now)
