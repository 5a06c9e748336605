"""What pages show again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from toolkit.app.language import spoken_later
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.report.csv import to_csv
from toolkit.report.figures.figure import Figure
from toolkit.report.table import Table

__all__ = ["capital", "plain", "show_figure", "show_problems", "show_table", "told_apart"]

_MARKUP = re.compile(r"([\\`*_{}\[\]()#!|<>$~:])")
_SIGN = r"[^\s`@<>()\[\]]"
_ADDRESS = re.compile(rf"((?:https?://|www\.)[^\s`<>()\[\]]+(?<![.,;:!?])|{_SIGN}+@{_SIGN}+\.{_SIGN}+)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text shown as it is written: what a case says is never read as formatting, links or pictures."""
    # a browser page makes links of addresses even where every sign is escaped, except in a piece of code
    parts = _ADDRESS.split(text)
    return "".join(f"`{part}`" if place % 2 else _MARKUP.sub(r"\\\1", part) for place, part in enumerate(parts))


def capital(text: str) -> str:
    """A text with a capital letter in front, as headings and labels have it."""
    return text[:1].upper() + text[1:]


def told_apart(names: Iterable[str]) -> list[str]:
    """Names that differ, where a language calls two columns the same: by a space without width."""
    found: list[str] = []
    for name in names:
        while name in found:
            name += "\u200b"
        found.append(name)
    return found


def show_problems(failure: InputError) -> None:
    """Every problem of an input at once: where it stands, what is wrong, what was expected, what to do."""
    lines = [f"- {plain(str(problem))}" for problem in failure.problems]
    st.error("\n".join([plain(str(failure).split("\n", maxsplit=1)[0]), "", *lines]))


def show_figure(
    figure: Figure,
    key: str,
    *,
    selection: str | None = None,
    picked: Callable[[], None] | None = None,
    outline: str | None = None,
    lazily: bool = False,
) -> Any:
    """A figure in the page's theme with its title, note, and downloads as SVG, PNG and CSV.

    With ``selection``, the name of a selection in the drawing, clicks come back: what Streamlit returns for it;
    ``picked`` is called on a click, before the page is drawn again. ``outline`` is where the browser gets the outlines
    of countries of a map. With ``lazily`` the table behind the figure is drawn once somebody opens it, for pages that
    are drawn again at every keystroke.
    """
    st.subheader(plain(figure.title))
    if figure.subtitle:
        st.markdown(plain(figure.subtitle))
    theme = "dark" if st.context.theme.type == "dark" else "light"
    shown: dict[str, Any] = {"key": key, "width": "stretch", "theme": None, "alt": figure.description}
    if selection is not None:
        shown |= {"on_select": picked or "rerun", "selection_mode": selection}
    drawing = figure.to_dict(theme, outline_address=outline)
    del drawing["description"]  # it stands in alt
    found = st.vega_lite_chart(drawing, **shown)
    sources = say("Sources: {sources}.", sources=", ".join(figure.sources)) if figure.sources else ""
    st.caption(plain(" ".join(part for part in (figure.note, sources) if part)))
    title = say("The numbers behind this figure, and downloads")
    behind = st.expander(title, key=f"{key}_behind", on_change="rerun") if lazily else st.expander(title)
    if lazily and not behind.open:
        return found
    with behind:
        show_table(figure.table, f"{key}_table")
        with st.container(horizontal=True):
            st.download_button(
                say("Figure (SVG)"),
                spoken_later(figure.to_svg),
                file_name=f"{key}.svg",
                mime="image/svg+xml",
                on_click="ignore",
            )
            st.download_button(
                say("Figure (PNG)"),
                spoken_later(figure.to_png),
                file_name=f"{key}.png",
                mime="image/png",
                on_click="ignore",
            )
    return found


def show_table(table: Table, key: str, *, most: int | None = None, filed: Table | None = None) -> None:
    """A table with its title and remark, and a button that downloads it; only the first ``most`` rows are shown.

    ``filed`` is what stands in the file where the page words it in another way.
    """
    st.subheader(plain(table.title))
    headings = told_apart(plain(capital(name)) for name in table.columns)
    st.table(
        {name: [plain(row[number]) for row in table.rows[:most]] for number, name in enumerate(headings)},
        border="horizontal",
        hide_index=True,
        alt=table.title,
    )
    if table.note:
        st.caption(plain(table.note))
    st.download_button(
        say("Download this table (CSV)"),
        to_csv(filed or table),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"download_{key}",
        on_click="ignore",
    )
