"""Where things stand on the page Clauses: clauses and findings side by side only where both can be read."""

from __future__ import annotations

import streamlit as st

__all__ = ["set_layout"]

_STYLE = """
<style>
@media (max-width: 1100px) {
  .st-key-clauses_sides > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] >
    [data-testid="stColumn"] { min-width: 100%; }
}
</style>
"""


def set_layout() -> None:
    """Apply the layout to the page."""
    st.html(_STYLE)
