"""What pages show again and again."""

from __future__ import annotations

import re

import streamlit as st

from toolkit.report.csv import to_csv
from toolkit.report.table import Table

__all__ = ["plain", "show_table"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()#!|<>$~:])")


def plain(text: str) -> str:
    """Text shown as it is written: what a case says is never read as formatting, links or pictures."""
    return _MARKUP.sub(r"\\\1", text)


def show_table(table: Table, key: str) -> None:
    """A table with its title and remark, and a button that downloads it."""
    st.subheader(plain(table.title))
    columns = {name: plain(name[:1].upper() + name[1:]) for name in table.columns}
    st.table(
        {columns[name]: [plain(row[number]) for row in table.rows] for number, name in enumerate(table.columns)},
        border="horizontal",
        hide_index=True,
        alt=table.title,
    )
    if table.note:
        st.caption(plain(table.note))
    st.download_button(
        "Download this table (CSV)",
        to_csv(table),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"download_{key}",
        on_click="ignore",
    )
