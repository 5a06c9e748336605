"""Agreements: search the register, read and compare records, find precedents, see which clauses they name."""

from __future__ import annotations

import streamlit as st

from toolkit.app.agreements_compare import compare_tab, heatmap_tab, precedents_tab
from toolkit.app.agreements_search import DEFAULTS, found_agreements, search_tab
from toolkit.app.corridors_address import Address
from toolkit.app.parts import show_problems
from toolkit.app.results import case_of
from toolkit.app.session import current
from toolkit.case.schema import Case
from toolkit.errors import InputError
from toolkit.languages.speech import say, say_count, to_say
from toolkit.wording import number

TABS = {
    "search": to_say("Search and read"),
    "compare": to_say("Compare"),
    "precedents": to_say("Precedents and clause gap"),
    "clauses": to_say("Clause heat map"),
}


def _case() -> Case | None:
    """The case that is open, where it can be read."""
    held = current()
    try:
        return case_of(held.content) if held is not None else None
    except InputError:
        return None


def _tabs(address: Address) -> None:
    found = found_agreements(address)
    announced = sum(record.announced for record in found)
    st.markdown(
        say_count(
            "**{found} found**, and {announced} only announced, not counted.",
            "**{found} found**, and {announced} only announced, not counted.",
            len(found) - announced,
            found=number(len(found) - announced),
            announced=number(announced),
        )
    )
    tabs = address.tabs("show", {word: say(label) for word, label in TABS.items()})
    shown = address["show"]
    with tabs[shown]:
        if shown == "search":
            search_tab(address, found)
        elif shown == "compare":
            compare_tab(address, found)
        elif shown == "precedents":
            precedents_tab(address, _case())
        else:
            heatmap_tab(address, found, _case())


st.title(say("Agreements"))
st.markdown(
    say(
        "What public pages tell of agreements on health workers: who, when, how many, who pays, and which clauses. "
        "Each fact has its source; what is only announced never counts as an agreement."
    )
)
_address = Address("agreements", DEFAULTS)
try:
    _tabs(_address)
except InputError as failure:
    show_problems(failure)
finally:
    _address.write()
