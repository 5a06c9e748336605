"""Pictures of a selection's corridors: by status or by cadre, with remarks on what the status leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count
from toolkit.register.read import Register
from toolkit.report.corridor_status import corridors_by_cadre, corridors_with_status
from toolkit.report.evidence import cadres_in_words
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.ego import country_network
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.maps import corridor_map
from toolkit.report.figures.matrix import corridor_matrix
from toolkit.report.figures.words import capital
from toolkit.wording import join, number

__all__ = ["network_picture", "picture_of_corridors", "picture_of_rows", "touching"]


def picture_of_corridors(
    register: Register,
    selection: Selection,
    *,
    kind: Literal["map", "matrix"] = "map",
    colour: Literal["status", "cadre", "none"] = "status",
    countries: Iterable[str] = (),
    language: str = "",
    **settings: Any,
) -> Figure:
    """A map or matrix of the corridors of a selection, of all or of those with an end among ``countries``.

    ``settings`` go to ``corridor_map`` or ``corridor_matrix``. By cadre each cadre of a corridor is a ribbon of its
    own. Raises ``InputError`` as those functions and ``corridors_with_status`` do.
    """
    rows = corridors_by_cadre if colour == "cadre" and kind == "map" else corridors_with_status
    table = touching(rows(register, selection), countries)
    settings["title"] = settings.get("title") or _heading(table, countries, language)
    return picture_of_rows(register, table, kind=kind, colour=colour, language=language, **settings)


def picture_of_rows(
    register: Register,
    table: pd.DataFrame,
    *,
    kind: str = "map",
    colour: Literal["status", "cadre", "none"] = "status",
    language: str = "",
    **settings: Any,
) -> Figure:
    """A map or matrix of corridors with their status, as ``picture_of_corridors`` makes it."""
    citations = citations_of(register.sources)
    if kind == "matrix":
        return _remarked(corridor_matrix(table, citations=citations, language=language, **settings), table)
    drawn = corridor_map(table, register.countries, colour=colour, citations=citations, language=language, **settings)
    return _remarked(drawn, table)


def _heading(table: pd.DataFrame, countries: Iterable[str], language: str) -> str:
    """Who is shown, and of which countries where not of all."""
    cadres = cadres_in_words("+".join(sorted({part for cadre in table["cadre"] for part in str(cadre).split("+")})))
    who = capital(cadres or say("health workers"))
    ends = join(country_name(code, language) for code in countries)
    if not ends:
        return say("{cadres} from where to where", cadres=who)
    return say("{cadres} from where to where: {countries}", cadres=who, countries=ends)


def network_picture(register: Register, selection: Selection, country: str, *, language: str = "") -> Figure:
    """From where people come to a country and where they go, with the status of each corridor."""
    table = touching(corridors_with_status(register, selection), [country])
    return _remarked(
        country_network(table, country, citations=citations_of(register.sources), language=language), table
    )


def touching(corridors: pd.DataFrame, countries: Iterable[str]) -> pd.DataFrame:
    """The corridors with an end among some countries; all where none is named."""
    named = set(countries)
    if not named:
        return corridors
    here = corridors["origin"].isin(named) | corridors["destination"].isin(named)
    return corridors[here].reset_index(drop=True)


def _remarked(figure: Figure, table: pd.DataFrame) -> Figure:
    """The picture with a remark on cadres, and on corridors whose agreement is about some of the people only."""
    parts = [figure.note]
    cadres = sorted({cadre for joined in table["cadre"] for cadre in str(joined).split("+")})
    if cadres:
        told = cadres_in_words("+".join(cadres))
        parts.insert(0, say("Counted: {cadres}, as far as each destination tells.", cadres=told))
    if "newest" in table and (table["newest"] != table["year"]).any():
        parts.append(say("Where a corridor adds up figures of several years, its year is that of the oldest."))
    if "people_surely" in table:
        partly = (table["status"] == "covered") & (table["people_surely"] < table["people"])
        if partly.any():
            count = int(partly.sum())
            parts.append(
                say_count(
                    "On {count} corridor the agreement covers only some of the people counted.",
                    "On {count} corridors the agreement covers only some of the people counted.",
                    count,
                    count=number(count),
                )
            )
    return replace(figure, note=" ".join(parts))
