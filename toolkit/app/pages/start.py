"""Start: what Accord is, the ways to open a negotiation, and recent work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from toolkit.app.menu import link_to, page
from toolkit.app.opening import Opened, first_page, from_file, from_shipped, from_two_countries, shipped_descriptions
from toolkit.app.parts import capital, plain, show_problems
from toolkit.app.recent_work import show_recent_work
from toolkit.app.results import country_choices
from toolkit.app.session import begin, current
from toolkit.case.names import cadre_name
from toolkit.case.schema import CADRES
from toolkit.countries import country_name
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say


def _open(make: Callable[[], Opened], then: str = "") -> None:
    """Begin a negotiation and go to a page of it, or say why that cannot be done."""
    try:
        name, content, sentence = make()
        begin(name, content, sentence)
    except InputError as failure:
        show_problems(failure)
    except AccordError as failure:
        st.error(plain(str(failure)))
    else:
        st.switch_page(page(then or first_page(content)))


st.title("Accord")
st.markdown(
    say(
        "Two governments, one corridor of health workers: test terms against each other, see what each side gains and "
        "pays, and where every number comes from. Nothing is sent to any other server."
    )
)

if (held := current()) is not None:
    with st.container(border=True, key="open_now"):
        st.markdown(say("**Open now: {name}**", name=plain(held.name)))
        with st.container(horizontal=True):
            for name in ("situation", "terms", "balanced_terms", "compare"):
                link_to(name)

show_recent_work()

st.header(say("Open a worked case"))
for column, (name, title, description) in zip(st.columns(3), shipped_descriptions(), strict=True):
    with column.container(border=True, height="stretch", vertical_alignment="distribute", key=f"case_{name}"):
        with st.container():
            st.subheader(plain(title))
            st.markdown(plain(description))
        if st.button(say("Open this case"), key=f"open_{name}", type="primary"):
            _open(partial(from_shipped, name))

st.header(say("Make a case for any two countries"))
st.markdown(say("The register and stated rules fill in every number; each says whether it was found or estimated."))
codes = country_choices()
with st.container(border=True, key="new_case"):
    left, right, which = st.columns(3)
    sending = left.selectbox(
        say("Sending country"),
        codes,
        index=None,
        format_func=country_name,
        key="new_sending",
        placeholder=say("Choose"),
    )
    receiving = right.selectbox(
        say("Receiving country"),
        codes,
        index=None,
        format_func=country_name,
        key="new_receiving",
        placeholder=say("Choose"),
    )
    cadres = which.multiselect(
        say("Cadres"),
        CADRES,
        default=["nurse"],
        format_func=lambda cadre: capital(cadre_name(cadre)),
        key="new_cadres",
    )
    wanted = st.button(say("Make the case"), key="new_make")
if wanted:
    if sending is None or receiving is None or not cadres:
        st.warning(say("Choose a sending country, a receiving country and at least one cadre."))
    else:
        with st.spinner(say("Filling in the numbers …")):
            _open(partial(from_two_countries, sending, receiving, cadres), "situation")

st.header(say("Open a file"))
uploaded = st.file_uploader(
    say("A case (YAML or JSON) or a saved negotiation"),
    type=["yaml", "yml", "json"],
    key="start_upload",
    max_upload_size=20,
    help=say("A case file as `accord case fields` describes it, or a negotiation that was saved on the export page."),
)
if uploaded is not None and st.button(say("Open the file"), key="start_open_file", type="primary"):
    _open(partial(from_file, uploaded.name, uploaded.getvalue()))
