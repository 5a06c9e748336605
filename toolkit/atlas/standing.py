"""The standing of an agreement in a year, reconstructed from its dates: what is known, and what only may be.

``in_force``   it had begun and had not ended, as far as a date or a page read tells;
``ended``      its end is known to lie before;
``not_yet``    its beginning is known to lie after;
``perhaps``    no date or page read tells;
``announced``  spoken of and not known to be concluded, in any year: it never counts as existing.

An agreement begins with its entry into force, or with its signature where the entry into force is not stated. A page
that treats it as running vouches for every year from its beginning to the year of the page, and for no later one. So
an agreement whose status is unknown stands as ``perhaps`` from the year after it began.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.register.records import Agreement, year_of

__all__ = ["STANDINGS", "Standing", "standing_in"]

STANDINGS = ("in_force", "perhaps", "ended", "not_yet", "announced")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an agreement in a year, and why."""

    word: str
    why: str


def standing_in(agreement: Agreement, year: int | None = None) -> Standing:
    """The standing in a year; without one, as the newest page read has it (``status``)."""
    if agreement.announced:
        return Standing("announced", "spoken of, not known to be concluded")
    return _as_last_known(agreement) if year is None else _in_year(agreement, year)


def _as_last_known(agreement: Agreement) -> Standing:
    page = f"a page of {agreement.status_as_of}" if agreement.status_as_of else "a page without a date"
    ends = year_of(agreement.ends)
    if agreement.status == "active":
        return Standing("in_force", f"treated as running by {page}")
    if agreement.status in ("expired", "terminated"):
        return Standing("ended", f"{agreement.status} {ends}" if ends else f"{agreement.status}, says {page}")
    if agreement.status == "suspended":
        return Standing("perhaps", f"paused, says {page}; whether it was taken up again is not known")
    if ends is not None and agreement.status_as_of is not None and ends < agreement.status_as_of:
        return Standing("ended", f"its end was {ends}")
    return Standing("perhaps", "no page read tells whether it still runs")


def _in_year(agreement: Agreement, year: int) -> Standing:
    signed, began, ends = year_of(agreement.signed), year_of(agreement.in_force), year_of(agreement.ends)
    if agreement.status == "terminated" and agreement.ends_basis == "from_term":
        ends = None  # a party ended it, so it did not run to the end of its term
    seen = agreement.status_as_of
    start = began if began is not None else signed
    running = agreement.status == "active" and seen is not None and year <= seen
    if start is not None and year < start:
        word = "signed, in force from" if signed is not None and signed <= year else "begins"
        return Standing("not_yet", f"{word} {start}")
    if ends is not None and year > ends:
        if running:
            return Standing("in_force", f"treated as running by a page of {seen}, after its end in {ends}")
        if agreement.status == "active" and seen is not None and seen > ends:
            return Standing("perhaps", f"its end was {ends}, yet a page of {seen} treated it as running")
        return Standing("ended", f"its end was {ends}")
    if agreement.status in ("expired", "terminated") and ends is None and seen is not None and year >= seen:
        return Standing("ended", f"{agreement.status}, says a page of {seen}")
    if agreement.status == "suspended" and (seen is None or year >= seen):
        page = f"a page of {seen}" if seen is not None else "a page without a date"
        return Standing("perhaps", f"paused, says {page}; whether it was taken up again is not known")
    if start is None:
        if running and year == seen:
            return Standing("in_force", f"treated as running by a page of {seen}")
        return Standing("perhaps", "neither its signature nor its beginning is known")
    if year == start:
        return Standing("in_force", f"{'in force from' if began is not None else 'signed'} {start}")
    if ends is not None:
        return Standing("in_force", f"runs from {start} to {ends}")
    if running:
        return Standing("in_force", f"treated as running by a page of {seen}")
    if agreement.status in ("expired", "terminated"):
        return Standing("perhaps", f"{agreement.status}, but when is not known")
    if agreement.status == "active":
        newer = f"of {seen}; nothing newer was read" if seen is not None else "without a date"
        return Standing("perhaps", f"treated as running by a page {newer}")
    return Standing("perhaps", "no page read tells until when it ran")
