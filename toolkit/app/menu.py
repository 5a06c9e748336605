"""The pages of the application: their files, titles and order in the menu."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from toolkit.languages.speech import say, to_say

__all__ = ["PAGES", "link_to", "page"]

_FOLDER = Path(str(files("toolkit.app").joinpath("pages")))

PAGES = {
    "start": to_say("Start"),
    "situation": to_say("Situation"),
    "terms": to_say("Terms"),
    "clauses": to_say("Clauses"),
    "balanced_terms": to_say("Balanced terms"),
    "compare": to_say("Compare"),
    "offers": to_say("Offers"),
    "corridors": to_say("Corridors"),
    "agreements": to_say("Agreements"),
    "sources": to_say("Sources and assumptions"),
    "export": to_say("Export"),
}
"""Title of each page by the name of its file, in the order of the menu."""


def page(name: str) -> StreamlitPage:
    """A page by the name of its file, for links and switches."""
    return st.Page(_FOLDER / f"{name}.py", title=say(PAGES[name]), url_path=name, default=name == "start")


def link_to(name: str, label: str = "") -> None:
    """A link to another page."""
    st.page_link(page(name), label=label or say(PAGES[name]))
