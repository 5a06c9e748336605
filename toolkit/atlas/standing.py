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

from toolkit.languages.speech import say, to_say
from toolkit.register.records import Agreement, year_of

__all__ = ["STANDINGS", "Standing", "standing_in"]

STANDINGS = ("in_force", "perhaps", "ended", "not_yet", "announced")


_OVER = {"expired": to_say("expired {year}"), "terminated": to_say("terminated {year}")}
_OVER_BY_A_PAGE = {
    "expired": to_say("expired, says a page of {year}"),
    "terminated": to_say("terminated, says a page of {year}"),
}
_OVER_BY_AN_UNDATED_PAGE = {
    "expired": to_say("expired, says a page without a date"),
    "terminated": to_say("terminated, says a page without a date"),
}
_OVER_AT_SOME_TIME = {
    "expired": to_say("expired, but when is not known"),
    "terminated": to_say("terminated, but when is not known"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an agreement in a year, and why in the language that is spoken."""

    word: str
    why: str


def standing_in(agreement: Agreement, year: int | None = None) -> Standing:
    """The standing in a year; without one, as the newest page read has it (``status``)."""
    if agreement.announced:
        return Standing("announced", say("spoken of, not known to be concluded"))
    return _as_last_known(agreement) if year is None else _in_year(agreement, year)


def _treated_as_running(seen: int | None) -> str:
    if seen is None:
        return say("treated as running by a page without a date")
    return say("treated as running by a page of {year}", year=seen)


def _over(status: str, seen: int | None) -> str:
    if seen is None:
        return say(_OVER_BY_AN_UNDATED_PAGE[status])
    return say(_OVER_BY_A_PAGE[status], year=seen)


def _paused(seen: int | None) -> str:
    if seen is None:
        return say("paused, says a page without a date; whether it was taken up again is not known")
    return say("paused, says a page of {year}; whether it was taken up again is not known", year=seen)


def _its_end(ends: int) -> str:
    return say("its end was {year}", year=ends)


def _as_last_known(agreement: Agreement) -> Standing:
    seen, ends = agreement.status_as_of, year_of(agreement.ends)
    if agreement.status == "active":
        return Standing("in_force", _treated_as_running(seen))
    if agreement.status in _OVER:
        return Standing("ended", say(_OVER[agreement.status], year=ends) if ends else _over(agreement.status, seen))
    if agreement.status == "suspended":
        return Standing("perhaps", _paused(seen))
    if ends is not None and seen is not None and ends < seen:
        return Standing("ended", _its_end(ends))
    return Standing("perhaps", say("no page read tells whether it still runs"))


def _in_year(agreement: Agreement, year: int) -> Standing:
    signed, began, ends = year_of(agreement.signed), year_of(agreement.in_force), year_of(agreement.ends)
    if agreement.status == "terminated" and agreement.ends_basis == "from_term":
        ends = None  # a party ended it, so it did not run to the end of its term
    seen = agreement.status_as_of
    start = began if began is not None else signed
    running = agreement.status == "active" and seen is not None and year <= seen
    if start is not None and year < start:
        if signed is not None and signed <= year:
            return Standing("not_yet", say("signed, in force from {year}", year=start))
        return Standing("not_yet", say("begins {year}", year=start))
    if ends is not None and year > ends:
        return _after_its_end(agreement, ends, seen, running=running)
    if agreement.status in _OVER and ends is None and seen is not None and year >= seen:
        return Standing("ended", _over(agreement.status, seen))
    if agreement.status == "suspended" and (seen is None or year >= seen):
        return Standing("perhaps", _paused(seen))
    if start is None:
        if running and year == seen:
            return Standing("in_force", _treated_as_running(seen))
        return Standing("perhaps", say("neither its signature nor its beginning is known"))
    if year == start:
        first = say("in force from {year}", year=start) if began is not None else say("signed {year}", year=start)
        return Standing("in_force", first)
    if ends is not None:
        return Standing("in_force", say("runs from {first_year} to {last_year}", first_year=start, last_year=ends))
    if running:
        return Standing("in_force", _treated_as_running(seen))
    return _with_open_end(agreement, seen)


def _after_its_end(agreement: Agreement, ends: int, seen: int | None, *, running: bool) -> Standing:
    if running:
        told = say("treated as running by a page of {year}, after its end in {end}", year=seen, end=ends)
        return Standing("in_force", told)
    if agreement.status == "active" and seen is not None and seen > ends:
        told = say("its end was {end}, yet a page of {year} treated it as running", end=ends, year=seen)
        return Standing("perhaps", told)
    return Standing("ended", _its_end(ends))


def _with_open_end(agreement: Agreement, seen: int | None) -> Standing:
    if agreement.status in _OVER:
        return Standing("perhaps", say(_OVER_AT_SOME_TIME[agreement.status]))
    if agreement.status != "active":
        return Standing("perhaps", say("no page read tells until when it ran"))
    if seen is None:
        return Standing("perhaps", _treated_as_running(seen))
    told = say("treated as running by a page of {year}; nothing newer was read", year=seen)
    return Standing("perhaps", told)
