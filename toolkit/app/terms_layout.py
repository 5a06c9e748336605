"""Where things stand on the page Terms: side by side only where both can be read, the gains always in sight."""

from __future__ import annotations

import streamlit as st

__all__ = ["set_layout"]

_STYLE = """
<style>
@media (max-width: 1340px) {
  .st-key-terms_sides > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] >
    [data-testid="stColumn"] { min-width: 100%; }
}
@media screen and (min-height: 700px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-terms_gains) {
    position: sticky; top: 3.75rem; z-index: 50; background: BACKGROUND; padding-bottom: 0.5rem;
  }
}
</style>
"""
_BACKGROUND = {"light": "#ffffff", "dark": "#171614"}
"""Streamlit's own, where the theme sets none."""


def set_layout() -> None:
    """Apply the layout to the page."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    background = st.get_option(f"theme.{theme}.backgroundColor") or _BACKGROUND[theme]
    st.html(_STYLE.replace("BACKGROUND", str(background)))
