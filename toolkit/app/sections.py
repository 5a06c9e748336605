"""Tabs that a page knows by words in code, whatever they are called in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from toolkit.languages.speech import say

__all__ = ["sections"]


def sections(key: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """Tabs of which only the open one need be drawn (``open``), by their words; another language keeps the open one.

    ``labels`` are the marked names of the tabs. A browser knows a tab by its name only, so that the word of the open
    one is kept beside it.
    """
    said = {word: say(label) for word, label in labels.items()}
    words = {label: word for word, label in said.items()}
    kept = f"{key}_word"
    if key in st.session_state and st.session_state[key] not in words and st.session_state.get(kept) in said:
        st.session_state[key] = said[st.session_state[kept]]
    made = st.tabs(list(said.values()), key=key, on_change="rerun")
    st.session_state[kept] = words.get(str(st.session_state[key]), next(iter(said)))
    return dict(zip(said, made, strict=True))
