"""What a reader of a starting case should know first: why there may be little to gain, and what rests on little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.case.names import cadre_name
from toolkit.countries import country_in_a_sentence
from toolkit.languages.speech import say
from toolkit.prefill.background import Background
from toolkit.prefill.lookups import Basis
from toolkit.prefill.rules import GROUP_NAMES
from toolkit.prefill.workforce import count_of
from toolkit.wording import number, people

__all__ = ["remarks_on"]

_OLD = 10


def remarks_on(basis: Basis, sending: Background, receiving: Background, tree: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences on a case's figures, the most important first."""
    moves = tree["corridors"][f"{sending.country}-{receiving.country}"]
    found: list[str] = []
    for cadre, move in moves.items():
        found += _on_gains(sending, receiving, cadre, tree["countries"], move)
    for cadre in moves:
        for at in (sending, receiving):
            found += _on_evidence(basis, at, cadre)
    for at in (sending, receiving):
        if at.group_is_estimated:
            found.append(
                say(
                    "The income group of {country} is not known; by its GDP per head it is treated as a {group} "
                    "country.",
                    country=country_in_a_sentence(at.country),
                    group=say(GROUP_NAMES[at.group]),
                )
            )
        if at.gdp_per_head.neighbours:
            found.append(
                say(
                    "The register has no GDP per head of {country}, so that all money there rests on the median of "
                    "{group} countries.",
                    country=country_in_a_sentence(at.country),
                    group=say(at.group_name),
                )
            )
    return tuple(found)


def _on_gains(
    sending: Background,
    receiving: Background,
    cadre: str,
    countries: Mapping[str, Mapping[str, Any]],
    move: Mapping[str, Any],
) -> Iterator[str]:
    name, there, here = (
        cadre_name(cadre),
        country_in_a_sentence(receiving.country),
        country_in_a_sentence(sending.country),
    )
    abroad, home = countries[receiving.country][cadre], countries[sending.country][cadre]
    if abroad["funded_posts"].value <= abroad["workforce"].value:
        yield say(
            "In this case {country} has no unfilled posts for {cadre} ({workforce} people, {posts} funded posts), so "
            "recruits bring it no service and it may have nothing to gain. Replace both numbers if posts are empty "
            "there.",
            country=there,
            cadre=name,
            workforce=people(abroad["workforce"].value),
            posts=people(abroad["funded_posts"].value),
        )
    if home["funded_posts"].value > home["workforce"].value:
        yield say(
            "In this case {country} itself has unfilled posts for {cadre} ({workforce} people, {posts} funded posts), "
            "so that every recruit must be made good at home at once; few or none may go.",
            country=here,
            cadre=name,
            workforce=people(home["workforce"].value),
            posts=people(home["funded_posts"].value),
        )
    most = move["max_recruits"][-1].value
    if most < 1:
        yield say(
            "Fewer than one of the {cadre} a year could move ({recruits}): for so small a number a yearly quota is not "
            "a fitting form.",
            cadre=name,
            recruits=number(most, 2),
        )


def _on_evidence(basis: Basis, at: Background, cadre: str) -> Iterator[str]:
    count, place = count_of(basis, at, cadre), country_in_a_sentence(at.country)
    if count.neighbours:
        yield say(
            "How many {cadre} {country} has is not known; the number is the median of countries like it and may be far "
            "off.",
            cadre=cadre_name(cadre),
            country=place,
        )
    elif count.year is not None and count.year < basis.rules.start_year - _OLD:
        yield say(
            "The count of {cadre} in {country} is of {year}.", cadre=cadre_name(cadre), country=place, year=count.year
        )
