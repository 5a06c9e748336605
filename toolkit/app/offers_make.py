"""Making offers, and mending what was entered about them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from toolkit.app.compare_choices import own_choices, terms_of
from toolkit.app.language import typed_in_a_form
from toolkit.app.menu import link_to
from toolkit.app.mirrored import field_key, wrote
from toolkit.app.parts import plain, show_problems
from toolkit.app.session import change, note
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.workspace.content import Content, Offer
from toolkit.workspace.edits import set_draft
from toolkit.workspace.offers import change_offer, in_order, make_offer, remove_offer

__all__ = ["show_making", "show_mending"]

_LONGEST_NOTE = 5000


def show_making(content: Content, case: Case) -> None:
    """A form that puts the draft or an option on the table."""
    st.header(say("Make an offer"))
    known = {choice.key: choice for choice in own_choices(content)}
    if not known:
        st.info(say("An offer is made from the draft or from an option. There is neither yet."))
        with st.container(horizontal=True):
            link_to("terms")
            link_to("balanced_terms")
        return
    drawn = len(content.offers)
    with st.container(border=True):
        first, second, third = st.columns(3)
        terms = first.selectbox(
            say("Terms"), list(known), format_func=lambda key: known[key].label, key=f"offer_terms_{drawn}"
        )
        sides = list(case.countries)
        side = second.selectbox(say("Made by"), sides, format_func=country_name, key=f"offer_side_{drawn}")
        day = third.date_input(say("Date"), value="today", format="YYYY-MM-DD", key=f"offer_date_{drawn}")
        with st.form(f"offer_form_{drawn}", border=False):
            name = st.text_input(
                say("Name"),
                key=typed_in_a_form(f"offer_name_{drawn}"),
                max_chars=120,
                placeholder=say("Left empty, the offer gets a number"),
            )
            said = st.text_area(
                say("Note"),
                key=typed_in_a_form(f"offer_note_{drawn}"),
                max_chars=_LONGEST_NOTE,
                help=say("Everybody who has this negotiation reads it, and it stands in its exports."),
                height=80,
            )
            made = st.form_submit_button(say("Put it on the table"), type="primary")
    st.caption(
        say("An offer keeps its terms and the clauses of that moment; later changes of the draft leave it as it is.")
    )
    if made:
        chosen = day if isinstance(day, date) else date.today()
        try:
            done = change(make_offer(content, terms_of(content, known[terms]), side, chosen, name, said))
        except InputError as failure:
            show_problems(failure)
        else:
            if done:
                st.rerun()


def show_mending(content: Content, case: Case) -> None:
    """Every offer with its name, side, date and note to be changed, and buttons."""
    box = st.expander(say("Change, remove or take up an offer"), key="offers_mend", on_change="rerun")
    if box.open:
        with box:
            for offer in in_order(content):
                with st.container(border=True, key=f"offer_{offer.key}"):
                    _show_offer(content, case, offer)


def _show_offer(content: Content, case: Case, offer: Offer) -> None:
    first, second, third = st.columns([2, 1, 1])
    fields = {part: f"offer_{part}_{offer.key}" for part in ("name", "side", "date", "note")}
    sides = list(dict.fromkeys((*case.countries, offer.side)))
    name = first.text_input(say("Name"), value=offer.name, key=field_key(fields["name"], offer.name), max_chars=120)
    side = second.selectbox(
        say("Made by"),
        sides,
        index=sides.index(offer.side),
        format_func=country_name,
        key=field_key(fields["side"], offer.side),
    )
    day = third.date_input(
        say("Date"),
        value=date.fromisoformat(offer.date),
        format="YYYY-MM-DD",
        key=field_key(fields["date"], offer.date),
    )
    said = st.text_area(
        say("Note"), value=offer.note, key=field_key(fields["note"], offer.note), max_chars=_LONGEST_NOTE, height=80
    )
    new = {
        "name": name.strip() or offer.name,
        "side": side,
        "date": day.isoformat() if isinstance(day, date) else offer.date,
        "note": said,
    }
    if new != {part: getattr(offer, part) for part in new}:
        for part, value in new.items():
            wrote(fields[part], value)
        on = date.fromisoformat(new["date"])
        if change(change_offer(content, offer.key, name=new["name"], side=side, on=on, note=said)):
            st.rerun()
        return
    with st.container(horizontal=True):
        if st.button(
            say("Take as the draft"),
            key=f"take_{offer.key}",
            help=say("In place of the draft. Undo brings it back."),
        ) and change(set_draft(content, offer.terms, say("draft: {name}", name=offer.name))):
            note(say("The draft is now: {name}. Undo brings back what was the draft before.", name=offer.name))
            st.rerun()
        if st.button(say("Remove this offer"), key=f"remove_{offer.key}", help=say("Undo brings it back.")) and change(
            remove_offer(content, offer.key)
        ):
            note(say("Removed: {name}. Undo brings it back.", name=offer.name))
            st.rerun()
    st.caption(plain(say("Offer of {country}.", country=country_name(offer.side))))
