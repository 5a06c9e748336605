"""What the pages on corridors and agreements share: long tables, the outlines as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit import runtime

from toolkit.app.parts import plain, show_table
from toolkit.app.results import register
from toolkit.languages.speech import say, say_count
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.world import load_outline
from toolkit.report.screen import for_screen
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["outline_address", "show_long_table"]


def show_long_table(table: Table, key: str, *, most: int = 15, filed: Table | None = None) -> None:
    """A table of which the first rows are shown until all are asked for; its file always has every row.

    ``filed`` is the table for the file where it holds more than the page shows.
    """
    shown = for_screen(table, citations_of(register().sources))
    if not table.rows:
        st.subheader(plain(shown.title))
        st.markdown(plain(shown.note or say("Nothing is known.")))
        return
    if len(table.rows) <= most:
        show_table(shown, key, filed=filed or table)
        return
    place = st.container()
    rows = len(table.rows)
    all_rows = say_count("Show all {count} rows", "Show all {count} rows", rows, count=number(rows))
    every = st.toggle(all_rows, key=f"{key}_all")
    first = say_count(
        "The first {shown} of {count} rows; the file has all.",
        "The first {shown} of {count} rows; the file has all.",
        rows,
        shown=number(most),
        count=number(rows),
    )
    with place:
        if every:
            show_table(shown, key, filed=filed or table)
        else:
            told = " ".join(part for part in (first, shown.note) if part)
            show_table(replace(shown, note=told), key, most=most, filed=filed or table)


@st.cache_data(show_spinner=False, max_entries=4)
def _outline(path: str, _changed: int) -> bytes:
    return json.dumps(load_outline(path).values, separators=(",", ":")).encode()


def outline_address() -> str | None:
    """Where the browser gets the outlines of countries, once for all maps; none where they must stand inside a map.

    The file is served by this server under a name made from its content, so that a browser keeps it.
    """
    if not runtime.exists():
        return None
    path = Path(load_outline().origin)
    content = _outline(str(path), path.stat().st_mtime_ns)
    address = runtime.get_instance().media_file_mgr.add(content, "application/json", "world-outline")
    return f".{address}"
