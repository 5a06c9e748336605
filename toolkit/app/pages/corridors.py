"""Corridors: who goes where, under which agreements, and where the two do not meet."""

from __future__ import annotations

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_case import case_tab
from toolkit.app.corridors_chains import chains_tab
from toolkit.app.corridors_clauses import clauses_tab
from toolkit.app.corridors_dependence import dependence_tab
from toolkit.app.corridors_gaps import gaps_tab
from toolkit.app.corridors_map import map_tab
from toolkit.app.corridors_results import plain_edges
from toolkit.app.corridors_view import DEFAULTS, corridors_of_case, nothing_to_show, selection_of_page
from toolkit.app.parts import show_problems
from toolkit.app.results import case_of
from toolkit.app.session import current
from toolkit.case.schema import Case
from toolkit.errors import InputError
from toolkit.languages.speech import say, to_say
from toolkit.workspace.store import Held

TABS = {
    "map": to_say("Map"),
    "gaps": to_say("Gaps"),
    "chains": to_say("Chains"),
    "dependence": to_say("Dependence and loss"),
    "clauses": to_say("Clauses and time"),
}
OWN = {"case": to_say("What this negotiation would do to the map")}


def _case(held: Held | None) -> Case | None:
    """The case that is open, where it can be read."""
    try:
        return case_of(held.content) if held is not None else None
    except InputError:
        return None


def _tabs(address: Address) -> None:
    held = current()
    selection = selection_of_page(address)
    labels = TABS | (OWN if held is not None else {})
    tabs = address.tabs("show", {word: say(label) for word, label in labels.items()})
    shown = address["show"]
    with tabs[shown]:
        if shown == "case" and held is not None:
            case_tab(held, selection)
        elif plain_edges(selection).empty:
            nothing_to_show(selection)
        elif shown == "map":
            map_tab(address, selection, corridors_of_case(_case(held)))
        elif shown == "gaps":
            gaps_tab(address, selection)
        elif shown == "chains":
            chains_tab(address, selection)
        elif shown == "dependence":
            dependence_tab(address, selection)
        else:
            clauses_tab(address, selection)


st.title(say("Corridors"))
st.markdown(
    say(
        "Who goes where, how many are known, and which agreements cover them. Missing figures are never zeros; what is "
        "only announced is kept apart. The address of this page holds what you see, so that it can be shared."
    )
)
_address = Address("corridors", DEFAULTS)
try:
    _tabs(_address)
except InputError as failure:
    show_problems(failure)
finally:
    _address.write()
