"""Long tables in a frame that scrolls; cells are plain text, so that no address in them becomes a link."""

from __future__ import annotations

from typing import Literal
from zlib import crc32

import streamlit as st

from toolkit.app.parts import capital, plain, told_apart
from toolkit.languages.speech import say
from toolkit.report.csv import to_csv
from toolkit.report.table import Table

__all__ = ["show_scrolled"]

_HEIGHT = 460
_FEW = 11


def show_scrolled(table: Table, key: str, *, selectable: bool = False) -> int | None:
    """A table with its title, remark and download; with ``selectable`` the place of the row that was clicked."""
    st.subheader(plain(table.title))
    keys = told_apart(table.columns)
    columns = {
        key_of: st.column_config.TextColumn(capital(key_of), alignment="right" if name in table.numeric else None)
        for key_of, name in zip(keys, table.columns, strict=True)
    }
    cells = {key_of: [row[number] for row in table.rows] for number, key_of in enumerate(keys)}
    height: int | Literal["content"] = "content" if len(table.rows) <= _FEW else _HEIGHT
    clicked = None
    if selectable:
        # a click is on a row of these rows: others begin without one
        these = crc32("\n".join(" ".join(row[:2]) for row in table.rows).encode())
        chosen = st.dataframe(
            cells,
            hide_index=True,
            height=height,
            column_config=columns,
            on_select="rerun",
            selection_mode="single-row",
            key=f"{key}_{these}",
            alt=table.title,
        )
        rows = chosen["selection"]["rows"]
        clicked = rows[0] if rows and rows[0] < len(table.rows) else None
    else:
        st.dataframe(cells, hide_index=True, height=height, column_config=columns, key=key, alt=table.title)
    if table.note:
        st.caption(plain(table.note))
    st.download_button(
        say("Download this table (CSV)"),
        to_csv(table),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"download_{key}",
        on_click="ignore",
    )
    return clicked
