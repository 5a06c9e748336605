"""The case of the workspace that is open; where its document cannot be used, the page says why and ends."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import show_problems
from toolkit.app.results import case_of
from toolkit.case.schema import Case
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.workspace.store import Held

__all__ = ["case_of_page"]


def case_of_page(held: Held) -> Case | None:
    """The case, ``None`` where its document cannot be used: then the problems and the way back are shown."""
    try:
        return case_of(held.content)
    except InputError as failure:
        show_problems(failure)
        if held.can_undo:
            st.info(say("Undo, in the bar above, takes back the last step; History goes back to any earlier one."))
        else:
            st.info(say("Mend the file that this negotiation was opened from, and open it again on the start page."))
        return None
