"""Fields that show what the workspace holds: typed into without losing the place, drawn anew when it changed elsewhere.

A browser keeps what a field shows as long as the key of the field stays the same. So a key lasts while its own field
writes what is held, and a new one is taken after undo, or when another field or somebody else wrote it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

__all__ = ["field_key", "wrote"]

_FIELDS = "edit_fields"
_COUNT = "fields_drawn"


def field_key(name: str, now: Any) -> str:
    """The key of a field that shows ``now``. ``name`` tells fields of a page apart."""
    fields: dict[str, tuple[str, int]] = st.session_state.setdefault(_FIELDS, {})
    known = fields.get(name)
    if known is None or known[0] != repr(now):
        count = st.session_state.get(_COUNT, 0) + 1
        st.session_state[_COUNT] = count
        fields[name] = known = (repr(now), count)
    return f"edit_{name}_{known[1]}"


def wrote(name: str, new: Any) -> None:
    """The field itself is about to write this, so that it need not be drawn anew."""
    fields: dict[str, tuple[str, int]] = st.session_state.setdefault(_FIELDS, {})
    if name in fields:
        fields[name] = (repr(new), fields[name][1])
