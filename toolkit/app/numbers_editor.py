"""Changing the numbers of a case: an editor for each record, one number in full, and what was changed.

What is typed is read by the library. What it refuses stays where it was typed, with the problem below, until it is
corrected, forgotten or another step of the history is shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from toolkit.app.language import typed_in_a_form
from toolkit.app.parts import plain, show_table
from toolkit.app.results import case_of
from toolkit.app.session import change, require
from toolkit.case.quantity import dotted
from toolkit.case.schema import CADRES, Case
from toolkit.errors import InputError
from toolkit.languages.speech import say, to_say
from toolkit.report.case_numbers import STANDINGS, Entry, record_table
from toolkit.workspace.edits import Edit
from toolkit.workspace.numbers import restored, typed_edit, typed_number

__all__ = ["changed_numbers", "number_in_full", "numbers_editor", "record_of"]

_REJECTED = "edit_rejected_numbers"
_EDITOR = "edit_numbers_editor"
_REFUSED = to_say("refused, see below")
_COLUMNS = {
    "number": (to_say("Number"), to_say("The name of the number. Choose it below to read what it means.")),
    "value": (
        to_say("Value"),
        to_say(
            "Type over it, such as 1,500 or 0.035 or 3.5 % or 1.5 million, and press Enter. "
            "What the number was is kept."
        ),
    ),
    "unit": (to_say("Unit"), to_say("What the number is counted in.")),
    "plausible range": (
        to_say("Plausible range"),
        to_say("How far the number may be off. A value beyond it widens it."),
    ),
    "standing": (
        to_say("Standing"),
        to_say("Whether the number is taken from a source, assumed with a reason, or changed here."),
    ),
    "was": (to_say("Was"), to_say("What the number was before it was changed here, and where that came from.")),
    "source or reason": (to_say("Source or reason"), to_say("Where the number comes from, in short.")),
}
"""Heading and help of each column."""

_WIDTHS: dict[str, Literal["small", "medium", "large"]] = {
    "number": "medium",
    "was": "medium",
    "source or reason": "large",
}
_LOCKED = [name for name in _COLUMNS if name != "value"]


def record_of(entry: Entry) -> str:
    """The record that a number belongs to, as the beginning of its path."""
    path = entry.path
    in_country = 3 if len(path) > 2 and path[2] in CADRES else 2
    return dotted(path[: {"countries": in_country, "corridors": 3}.get(str(path[0]), 1)])


def _take(path: tuple[str | int, ...], text: str, note: str = "") -> None:
    """Save a number as it was typed; what is refused is kept to be shown."""
    held = require()
    rejected = dict(st.session_state.get(_REJECTED, {}))
    name = ".".join(str(part) for part in path)
    try:
        change(typed_edit(held.content, case_of(held.content), path, text, note))
    except InputError as failure:
        rejected[name] = (text, tuple(str(problem) for problem in failure.problems))
    else:
        rejected.pop(name, None)
    st.session_state[_REJECTED] = rejected


def _take_typed(path: tuple[str | int, ...], value_key: str, reason_key: str) -> None:
    _take(path, st.session_state[value_key], st.session_state[reason_key].strip())


def _take_all(key: str, paths: Sequence[tuple[str | int, ...]]) -> None:
    for place, cells in st.session_state[key]["edited_rows"].items():
        if "value" in cells:
            _take(paths[int(place)], cells["value"] or "")


def _shows_other_values(typed: dict[str, Any], found: Sequence[Entry], rejected: dict[str, Any]) -> bool:
    """Whether an editor still holds what was typed before a number was restored or changed elsewhere."""
    for place, cells in typed.get("edited_rows", {}).items():
        entry, text = found[int(place)], cells.get("value") or ""
        if entry.key in rejected and rejected[entry.key][0] == text:
            continue
        try:
            if typed_number(text, "", 1.0) != entry.value:
                return True
        except InputError:
            return True
    return False


def _editor_key(record: str, found: Sequence[Entry], rejected: dict[str, Any]) -> str:
    """The key of an editor: a new one where the old one would show what is no longer so."""
    names: dict[str, str] = dict(st.session_state.get(_EDITOR, {}))
    known = names.get(record)
    if known is None or _shows_other_values(st.session_state.get(known, {}), found, rejected):
        names[record] = f"edit_numbers_{secrets.token_hex(4)}"
        st.session_state[_EDITOR] = names
    return names[record]


def numbers_editor(record: str, found: Sequence[Entry]) -> None:
    """The numbers of one record in an editor; a changed value is saved and all results follow it."""
    rejected = st.session_state.get(_REJECTED, {})
    key = _editor_key(record_of(found[0]), found, rejected)
    frame = pd.DataFrame(
        {
            "number": [entry.label for entry in found],
            "value": [rejected[entry.key][0] if entry.key in rejected else entry.text for entry in found],
            "unit": [entry.unit for entry in found],
            "plausible range": [entry.limits for entry in found],
            "standing": [say(_REFUSED if entry.key in rejected else STANDINGS[entry.standing]) for entry in found],
            "was": [entry.was for entry in found],
            "source or reason": [entry.source for entry in found],
        }
    )
    columns = {
        name: st.column_config.TextColumn(
            say(heading),
            help=say(text),
            alignment="right" if name == "value" else None,
            width=_WIDTHS.get(name),
        )
        for name, (heading, text) in _COLUMNS.items()
    }
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        height="content",
        column_config=columns,
        column_order=[name for name in _COLUMNS if name != "was" or any(entry.was for entry in found)],
        disabled=_LOCKED,
        on_change=_take_all,
        args=(key, [entry.path for entry in found]),
        alt=say("Numbers of {record}: name, value, unit, range, standing and source", record=record),
    )
    _refused(found)


def _refused(found: Sequence[Entry]) -> None:
    rejected = st.session_state.get(_REJECTED, {})
    told = [entry for entry in found if entry.key in rejected]
    if not told:
        return
    lines = [
        "- " + say("{problem}. It still counts as {number}.", problem=plain(problem), number=plain(entry.text))
        for entry in told
        for problem in rejected[entry.key][1]
    ]
    st.error("\n".join([say("Not taken over:"), "", *lines]))
    if st.button(say("Forget what was refused"), key="forget_refused"):
        st.session_state[_REJECTED] = {name: kept for name, kept in rejected.items() if name not in _keys(told)}
        st.session_state[_EDITOR] = {}
        st.rerun()


def _keys(found: Sequence[Entry]) -> set[str]:
    return {entry.key for entry in found}


def number_in_full(case: Case, entry: Entry, *, editable: bool = True) -> None:
    """One number with all that is known of it, and where it may be changed, a form for it with a reason."""
    show_table(record_table(case, entry), "number")
    source = case.sources.get(entry.origin.source or "") if entry.origin else None
    if source is not None and source.address:
        st.code(source.address, language=None, wrap_lines=True)
    if entry.was:
        _restore_button(entry, "full")
    if not editable:
        return
    value_key, reason_key = (f"edit_{part}_{entry.key}_{entry.value}" for part in ("value", "reason"))
    with st.form(f"number_form_{entry.key}"):
        value, reason = st.columns([1, 2])
        value.text_input(say("New value"), value=entry.text, key=typed_in_a_form(value_key), max_chars=60)
        reason.text_input(
            say("Reason or source"),
            key=typed_in_a_form(reason_key),
            placeholder=say("Where the new value comes from"),
            help=say("Kept with the number; the old value and its source are kept too."),
            max_chars=400,
        )
        st.form_submit_button(say("Change the number"), on_click=_take_typed, args=(entry.path, value_key, reason_key))
    for problem in st.session_state.get(_REJECTED, {}).get(entry.key, ("", ()))[1]:
        st.error(plain(problem))


def changed_numbers(found: Sequence[Entry]) -> None:
    """What was changed here, each with what it was and a button that brings that back."""
    changed = [entry for entry in found if entry.was]
    if not changed:
        st.markdown(say("No number was changed here."))
    for entry in changed:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = say(
                "{name}: {value} {unit}, was {before}",
                name=entry.name,
                value=entry.text,
                unit=entry.unit,
                before=entry.was,
            )
            st.markdown(plain(told), width="stretch")
            _restore_button(entry, "list")


def _restore_button(entry: Entry, where: str) -> None:
    help_text = say("Back to {before}", before=plain(entry.was))
    if st.button(say("Restore"), key=f"restore_{where}_{entry.key}", help=help_text):
        held = require()
        edit: Edit = restored(held.content, case_of(held.content), entry.path)
        if change(edit):
            st.session_state[_REJECTED] = {
                name: kept for name, kept in st.session_state.get(_REJECTED, {}).items() if name != entry.key
            }
        st.rerun()
