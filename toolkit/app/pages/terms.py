"""Terms: the draft and the red lines as tables to type into, and what they lead to beside them."""

from __future__ import annotations

import streamlit as st

from toolkit.app.consequences import show_details, show_gains, show_money, show_waiting, simulated
from toolkit.app.draft_editor import save_draft_cells, show_draft_tables
from toolkit.app.draft_start import show_starts
from toolkit.app.parts import show_problems
from toolkit.app.red_lines_editor import save_red_line_cells, show_red_lines
from toolkit.app.results import case_of
from toolkit.app.session import require
from toolkit.app.sheet import let_type
from toolkit.app.terms_layout import set_layout
from toolkit.errors import CaseError
from toolkit.languages.speech import say

st.title(say("Terms"))
st.markdown(
    say("The draft, phase by phase and item by item. Every number can be changed; what it leads to stands beside it.")
)
held = require()
save_red_line_cells(held)
try:
    case = case_of(held.content)
except CaseError as failure:
    show_problems(failure)
    st.info(say("The draft is kept and is shown again once this is mended: here, or with Undo above."))
    show_red_lines(held, None)
    st.stop()
save_draft_cells(held, case)

set_layout()
gains, told = st.container(key="terms_gains"), st.container()
with st.container(key="terms_sides"):
    editor, consequences = st.columns([3, 2], gap="large")
    with editor:
        show_starts(held, case)
        show_draft_tables(held, case)
outcome = None
with told:
    if held.content.draft:
        outcome = simulated(held)
    if outcome is not None:
        show_gains(held, outcome, gains)
let_type()
with consequences:
    if not held.content.draft:
        show_waiting(held)
    elif outcome is not None:
        show_details(held, outcome)
        show_money(outcome)
    else:
        st.markdown(say("The consequences wait until the draft can be read."))
show_red_lines(held, case)
