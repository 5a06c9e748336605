"""Edits of the record of a negotiation: offers that sides put on the table, with date and note."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import uuid4

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_to_mapping
from toolkit.workspace.content import MOST_OFFERS, MOST_TEXT, Content, Offer
from toolkit.workspace.edits import Edit, free_name, too_long

__all__ = ["change_offer", "in_order", "make_offer", "remove_offer"]


def make_offer(
    content: Content, terms: Mapping[str, Any] | Terms, side: str, on: date, name: str = "", note: str = ""
) -> Edit:
    """Put terms on the table for a side, with the clauses that the draft has now; a name that is taken gets a number.

    Raises ``InputError`` for one offer too many and a note that is too long.
    """
    if len(content.offers) >= MOST_OFFERS:
        wrong, expected = say("are {count} already", count=MOST_OFFERS), say("remove one that is no longer needed")
        raise InputError(say("the record"), [Problem(say("the offers"), wrong, expected)])
    values = terms_to_mapping(terms) if isinstance(terms, Terms) else dict(deepcopy(terms))
    wanted = name if name.strip() else say("Offer {number}", number=len(content.offers) + 1)
    offer = Offer(
        key=uuid4().hex[:12],
        name=free_name(wanted, {offer.name for offer in content.offers}),
        side=side,
        date=on.isoformat(),
        note=_fitting(note),
        terms=values,
        clauses=deepcopy(content.clauses),
    )
    sentence = say("offer by {side} of {date}: {offer}", side=side, date=offer.date, offer=offer.name)
    return _kept(content, (*content.offers, offer)), sentence


def change_offer(
    content: Content,
    key: str,
    *,
    name: str | None = None,
    side: str | None = None,
    on: date | None = None,
    note: str | None = None,
) -> Edit:
    """Another name, side, day or note of an offer. Raises ``InputError`` for a note that is too long."""
    found = content.offer(key)
    if found is None:
        return content, ""
    others = {offer.name for offer in content.offers if offer.key != key}
    new: dict[str, str] = {}
    if name is not None and name.strip():
        new["name"] = free_name(name, others)
    if side is not None:
        new["side"] = side
    if on is not None:
        new["date"] = on.isoformat()
    if note is not None:
        new["note"] = _fitting(note)
    changed = Offer.model_validate({**found.model_dump(), **new})
    offers = tuple(changed if offer.key == key else offer for offer in content.offers)
    return _kept(content, offers), say("offer changed: {offer}", offer=changed.name)


def remove_offer(content: Content, key: str) -> Edit:
    """The content without an offer."""
    found = content.offer(key)
    kept = tuple(offer for offer in content.offers if offer.key != key)
    return _kept(content, kept), say("offer removed: {offer}", offer=found.name if found else key)


def in_order(content: Content) -> tuple[Offer, ...]:
    """The offers by day; those of one day in the order in which they were entered."""
    return tuple(sorted(content.offers, key=lambda offer: offer.date))


def _kept(content: Content, offers: tuple[Offer, ...]) -> Content:
    return content.model_copy(update={"offers": offers})


def _fitting(note: str) -> str:
    if len(note) > MOST_TEXT:
        raise InputError(say("the record"), [too_long(say("the note"), note)])
    return note
