"""The red lines of every party as a table to type into, with a form for another one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from toolkit.app.parts import capital, plain, show_problems
from toolkit.app.session import change
from toolkit.app.sheet import Sheet, open_sheet
from toolkit.case.load import case_from_mapping
from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES, PAYERS, Case
from toolkit.countries import country_name
from toolkit.errors import CaseError
from toolkit.languages.speech import say
from toolkit.report.draft_table import phase_names
from toolkit.report.red_line_table import (
    KIND_WORDS,
    PAYER_WORDS,
    kind_words,
    red_line_rows,
    stored_value,
    unit_words,
    value_moves,
)
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit
from toolkit.workspace.red_lines import (
    add_red_line,
    change_red_line,
    red_lines_of,
    remove_red_line,
    same_red_lines,
    with_red_lines_of,
)
from toolkit.workspace.store import Held

__all__ = ["save_red_line_cells", "show_red_lines"]

_FIELDS = ("hard", "penalty", "value", "note")


def _sheet(held: Held) -> Sheet:
    return open_sheet("red_lines", held, same_red_lines, "")


def save_red_line_cells(held: Held) -> None:
    """Save what was typed since the table was drawn."""
    sheet = _sheet(held)
    both = any({"hard", "penalty"} & set(cells) for cells in sheet.cells("lines").values())
    sheet.save(_edited(sheet, held.content), held.content, again=both)


def _edited(sheet: Sheet, now: Content) -> Edit:
    new, words = sheet.base, ""
    lines, rows = red_lines_of(new), red_line_rows(new.case)
    for row, edits in sheet.cells("lines").items():
        for field in _FIELDS:
            if field in edits:
                value: Any = edits[field]
                if field == "value":
                    value = stored_value(lines[row].get("kind"), value)
                new, _ = change_red_line(new, row, field, value)
        words = value_moves(rows[row], edits.items())
    return with_red_lines_of(now, new), words


def show_red_lines(held: Held, case: Case | None) -> None:
    """The table of red lines and, where the document is a case, what adds and removes one."""
    st.header(say("Red lines"))
    st.markdown(
        say(
            "What each side insists on. One that must hold bounds every agreement; one that may be crossed counts its "
            "price against the gains."
        )
    )
    sheet = _sheet(held)
    rows = red_line_rows(sheet.base.case, case)
    if rows:
        _show_table(sheet)
        free = [row for row in red_line_rows(held.content.case) if not row.hard and not row.penalty]
        for row in free:
            text = say(
                "{holder}: {red_line}. It may be crossed at no price: it has no effect until it has one.",
                holder=row.holder,
                red_line=row.words,
            )
            st.warning(plain(text))
    else:
        st.markdown(say("No side has a red line yet."))
    if case is not None:
        with st.expander(say("Add a red line")):
            _show_form(held, case)
    if rows:
        with st.expander(say("Remove a red line")):
            _show_removal(held)


def _show_table(sheet: Sheet) -> None:
    rows = red_line_rows(sheet.base.case)
    frame = pd.DataFrame(
        {
            "holder": [row.holder for row in rows],
            "words": [row.words for row in rows],
            "about": [row.about for row in rows],
            "value": pd.Series([row.value for row in rows], dtype="float64"),
            "unit": [row.unit or say("takes no value") for row in rows],
            "hard": [row.hard for row in rows],
            "penalty": pd.Series([row.penalty for row in rows], dtype="float64"),
            "penalty_unit": [row.penalty_unit for row in rows],
            "note": [row.note for row in rows],
        }
    )
    columns = {
        "holder": st.column_config.TextColumn(say("Held by"), width=125, pinned=True),
        "words": st.column_config.TextColumn(say("What it asks"), width=440),
        "about": st.column_config.TextColumn(say("About"), width=215),
        "value": st.column_config.NumberColumn(
            say("Value"), min_value=0, width=90, help=say("The number of the red line.")
        ),
        "unit": st.column_config.TextColumn(say("Unit"), width=150),
        "hard": st.column_config.CheckboxColumn(
            say("Must hold"), width=105, help=say("Otherwise it may be crossed at a price.")
        ),
        "penalty": st.column_config.NumberColumn(
            say("Price"),
            min_value=0,
            width=90,
            help=say("What one unit of crossing counts, where the line may be crossed."),
        ),
        "penalty_unit": st.column_config.TextColumn(say("Unit of the price"), width=200),
        "note": st.column_config.TextColumn(say("Note"), width=300, help=say("Why it is held.")),
    }
    st.data_editor(
        frame,
        key=sheet.key("lines"),
        column_config=columns,
        disabled=["holder", "words", "about", "unit", "penalty_unit"],
        hide_index=True,
        width="stretch",
        height="content",
        placeholder=say("none"),
        alt=say("Red lines of every party"),
    )


def _show_form(held: Held, case: Case) -> None:
    """Only the fields that the chosen kind takes."""
    kind = st.selectbox(say("What it asks"), list(KIND_WORDS), format_func=kind_words, key="new_line_kind")
    declared = KINDS[kind]
    st.caption(plain(say("{sentence}.", sentence=capital(declared.meaning))))
    options: dict[str, tuple[str, list[Any], Any]] = {
        "country": (say("Country it is about"), list(case.countries), country_name),
        "corridor": (say("Corridor"), list(case.corridors), corridor_name),
        "cadre": (
            say("Cadre"),
            [c for c in CADRES if any(c in record.cadres for record in case.countries.values())],
            cadre_name,
        ),
        "phase": (say("Years"), list(range(len(case.phases))), lambda phase: phase_names(case)[phase]),
        "payer": (say("Payer"), list(PAYERS), lambda payer: say(PAYER_WORDS[payer])),
    }
    line: dict[str, Any] = {"kind": kind}
    with st.container(horizontal=True):
        party = st.selectbox(
            say("Held by"),
            list(case.countries),
            format_func=country_name,
            index=None,
            key="new_line_party",
            placeholder=say("Nobody named"),
            width=220,
        )
        for selector in declared.selectors:
            label, choices, words = options[selector]
            line[selector] = st.selectbox(
                label,
                choices,
                format_func=words,
                index=None,
                key=f"new_line_{selector}",
                placeholder=say("All"),
                width=220,
            )
        if declared.takes_value:
            label = say("Value, {unit}", unit=unit_words(kind, case.currency))
            shown = st.number_input(label, min_value=0.0, value=None, key="new_line_value", width=220)
            line["value"] = stored_value(kind, shown)
    hard = st.checkbox(say("It must hold"), value=True, key="new_line_hard")
    if not hard:
        line["hard"] = False
        label = say("Price of crossing it, {unit}", unit=unit_words(kind, case.currency, of_penalty=True))
        line["penalty"] = st.number_input(label, min_value=0.0, value=None, key="new_line_penalty")
    line |= {"party": party, "note": st.text_input(say("Note"), key="new_line_note", max_chars=1000)}
    if st.button(say("Add this red line"), key="new_line_add", type="primary"):
        given = {name: value for name, value in line.items() if value not in (None, "")}
        edit = add_red_line(held.content, given, _added(kind, party))
        try:
            case_from_mapping(edit[0].case)
        except CaseError as failure:
            show_problems(failure)
        else:
            if change(edit):
                st.rerun()


def _added(kind: str, party: str | None) -> str:
    if party is None:
        return say("red line added, held by nobody named: {red_line}", red_line=kind_words(kind))
    return say("red line added, held by {holder}: {red_line}", holder=country_name(party), red_line=kind_words(kind))


def _show_removal(held: Held) -> None:
    rows = red_line_rows(held.content.case)
    titles = [
        say(
            "{number}. {holder}: {red_line} ({about})",
            number=number,
            holder=row.holder,
            red_line=row.words,
            about=row.about,
        )
        for number, row in enumerate(rows, start=1)
    ]
    chosen = st.selectbox(
        say("Which"),
        range(len(rows)),
        format_func=lambda number: titles[number],
        index=None,
        key="edit_line_removed",
        placeholder=say("Choose"),
    )
    if st.button(say("Remove it"), key="remove_line", disabled=chosen is None) and chosen is not None:
        row = rows[chosen]
        told = say("red line removed, held by {holder}: {red_line}", holder=row.holder, red_line=row.words)
        if change(remove_red_line(held.content, chosen, told)):
            st.rerun()
