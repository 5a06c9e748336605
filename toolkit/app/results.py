"""Cases and solutions for the pages, kept so that looking at them again costs nothing."""

from __future__ import annotations

import streamlit as st

from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.explain import Explanation, explain
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution

__all__ = ["cases", "explained", "rules_of", "solved"]


@st.cache_resource(max_entries=1)
def cases() -> dict[str, Case]:
    """The shipped cases by short name."""
    return {name: load_case(path) for name, path in shipped_cases().items()}


def rules_of(case: Case) -> dict[str, str]:
    """The rules that can choose an agreement for a case, in words."""
    own = {
        f"best_for:{code}": f"{country_name(code)} gains as much as it can while nobody loses"
        for code in case.countries
    }
    return {name: words[0].upper() + words[1:] for name, words in {**CONCEPTS, **own}.items()}


@st.cache_resource(max_entries=16, show_spinner="Looking for the conflict …")
def explained(name: str) -> Explanation:
    """Why a shipped case has no agreement."""
    return explain(cases()[name])


@st.cache_resource(max_entries=64, show_spinner="Looking for the balanced terms …")
def solved(name: str, rule: str) -> Solution:
    """The solution of a shipped case by a rule."""
    return solve(cases()[name], rule)
