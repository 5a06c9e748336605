"""The frame of the application: title, language, look, sign-in, pages, and the bar of the workspace that is open."""

from __future__ import annotations

import streamlit as st

from toolkit.app.bar import show_bar
from toolkit.app.language import set_language, show_languages
from toolkit.app.look import set_look
from toolkit.app.menu import PAGES, page
from toolkit.app.parts import show_problems
from toolkit.app.sign_in import must_sign_in, show_sign_in
from toolkit.app.trouble import show_trouble

__all__ = ["main"]


def main() -> None:
    """Draw the frame and run the page that is open, for those who may see it."""
    st.set_page_config(page_title="Accord", page_icon="⚖️", layout="wide")
    unread = set_language()
    set_look()
    closed = must_sign_in()
    opened = st.navigation([page(name) for name in PAGES], position="hidden" if closed else "top")
    if closed:
        show_sign_in()
        show_languages()
        return
    show_bar()
    show_trouble()
    if unread is not None:
        show_problems(unread)
    # a page that ends early must not take away what stands below it
    whole = st.container()
    show_languages()
    with whole:
        opened.run()
