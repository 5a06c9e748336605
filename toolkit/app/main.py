"""The frame of the application: title, look and the list of pages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import streamlit as st

__all__ = ["main"]

_PAGES = Path(str(files("toolkit.app").joinpath("pages")))


def main() -> None:
    """Draw the frame and run the page that is open."""
    st.set_page_config(page_title="Accord", page_icon="⚖️", layout="wide")
    pages = [st.Page(_PAGES / "balanced_terms.py", title="Balanced terms", default=True)]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    main()
