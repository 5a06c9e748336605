"""What the theme cannot say about the look: less empty space on top, pages that print, and the direction of writing."""

from __future__ import annotations

import streamlit as st

from toolkit.languages.speech import current_locale

__all__ = ["set_look"]

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding-top: 4.5rem; padding-bottom: 3rem; }
.st-key-bar { border-bottom: 1px solid rgba(128, 128, 128, 0.35); padding-bottom: 0.5rem; row-gap: 0.25rem; }
[data-testid="stSliderThumbValue"], [data-testid="stSliderThumbValue"] * { color: inherit; }
.st-key-bar_open { min-width: 14rem; }
[data-testid="stPageLink"] p { text-decoration: underline; text-underline-offset: 0.2em; }
[data-testid="stTable"] td { min-width: 4.2rem; white-space: normal; overflow-wrap: break-word; }
[data-testid="stTable"] td > div { max-width: none !important; }
@media (max-width: 900px) {
  [data-testid="stTable"] th, [data-testid="stTable"] td { font-size: 0.8rem; padding: 3px 4px; }
  [data-testid="stTable"] td { min-width: 3.5rem; }
}
@page { margin: 1.5cm; }
@media print {
  header, [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stStatusWidget"],
  [data-testid="stElementToolbar"], [data-testid="stFileUploader"], [data-testid="stButton"],
  [data-testid="stDownloadButton"], [data-testid="stFormSubmitButton"], [data-testid="stPopover"],
  [data-testid="stPageLink"], [data-testid="stTooltipIcon"], .st-key-languages { display: none !important; }
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important;
  }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  h1, h2, h3, h4 { break-after: avoid; }
  [data-testid="stVegaLiteChart"], table, [data-testid="stMetric"] { break-inside: avoid; }
}
</style>
"""
_RIGHT_TO_LEFT = """
<style>
.stMain { direction: rtl; }
[data-testid="stElementContainer"], [data-testid="stMarkdown"], [data-testid="stHeading"] { text-align: start; }
[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"], [data-testid="stCode"] { direction: ltr; }
[data-testid="stTable"] th, [data-testid="stTable"] td { unicode-bidi: plaintext; text-align: start; }
</style>
"""
"""Charts and tables to type into stay from left to right; cells of other tables follow their own letters."""


def set_look() -> None:
    """Apply the style to the page."""
    st.html(_STYLE)
    if current_locale().text_direction == "rtl":
        st.html(_RIGHT_TO_LEFT)
