"""What the pages on corridors and agreements share: the reader's language, long tables, the outlines as a file."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit import runtime

from toolkit.app.parts import plain, show_table
from toolkit.app.results import register
from toolkit.countries import user_language
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.world import load_outline
from toolkit.report.screen import for_screen
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["language", "outline_address", "show_long_table"]


def language() -> str:
    """The language of country names: what ``ACCORD_LANGUAGE`` says, else the browser's, else the server's."""
    if os.environ.get("ACCORD_LANGUAGE"):
        return user_language()
    return st.context.locale or user_language()


def show_long_table(table: Table, key: str, *, most: int = 15, filed: Table | None = None) -> None:
    """A table of which the first rows are shown until all are asked for; its file always has every row.

    ``filed`` is the table for the file where it holds more than the page shows.
    """
    shown = for_screen(table, citations_of(register().sources))
    if not table.rows:
        st.subheader(plain(shown.title))
        st.markdown(plain(shown.note or "Nothing is known."))
        return
    if len(table.rows) <= most:
        show_table(shown, key, filed=filed or table)
        return
    place = st.container()
    every = st.toggle(f"Show all {number(len(table.rows))} rows", key=f"{key}_all")
    first = f"The first {number(most)} of {number(len(table.rows))} rows; the file has all."
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
