"""The pages of the application: their files, titles and order in the menu."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

__all__ = ["PAGES", "link_to", "page"]

_FOLDER = Path(str(files("toolkit.app").joinpath("pages")))

PAGES = {
    "start": "Start",
    "situation": "Situation",
    "terms": "Terms",
    "clauses": "Clauses",
    "balanced_terms": "Balanced terms",
    "compare": "Compare",
    "offers": "Offers",
    "corridors": "Corridors",
    "agreements": "Agreements",
    "sources": "Sources and assumptions",
    "export": "Export",
}
"""Title of each page by the name of its file, in the order of the menu."""


def page(name: str) -> StreamlitPage:
    """A page by the name of its file, for links and switches."""
    return st.Page(_FOLDER / f"{name}.py", title=PAGES[name], url_path=name, default=name == "start")


def link_to(name: str, label: str = "") -> None:
    """A link to another page."""
    st.page_link(page(name), label=label or PAGES[name])
