"""Telling what layout a file has, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.imports import (
    labour_agreements,
    matrices,
    nhs,
    oecd,
    oecd_explorer,
    open_data,
    sdmx,
    table,
    who,
    world_bank,
)
from toolkit.imports.job import Job, LayoutUnknown, Look, failed
from toolkit.languages.speech import say, to_say
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest

__all__ = ["LAYOUTS", "Layout", "Recognised", "recognise"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout that can be read: its name in English, and the function that reads a file of it."""

    name: str
    read: Callable[[Job], None]

    @property
    def words(self) -> str:
        """The name in the language that is spoken."""
        return say(self.name)


def _who(layout: str) -> Callable[[Job], None]:
    return lambda job: who.read(job, layout)


LAYOUTS: dict[str, Layout] = {
    oecd.MIGRATION: Layout(to_say("OECD.Stat health workforce migration"), oecd.read_migration),
    oecd.PAY: Layout(to_say("OECD.Stat remuneration of health professionals"), oecd.read_pay),
    oecd_explorer.NAME: Layout(to_say("OECD Data Explorer health workforce migration"), oecd_explorer.read),
    who.WEBSITE: Layout(to_say("WHO Global Health Observatory, website"), _who(who.WEBSITE)),
    who.ODATA: Layout(to_say("WHO Global Health Observatory, OData"), _who(who.ODATA)),
    who.ATHENA: Layout(to_say("WHO Global Health Observatory, Athena"), _who(who.ATHENA)),
    world_bank.WIDE: Layout(to_say("World Bank indicator, years across"), world_bank.read_wide),
    world_bank.LONG: Layout(to_say("World Bank indicator, long"), world_bank.read_long),
    open_data.GRAPHER: Layout(to_say("Our World in Data grapher file"), open_data.read_grapher),
    open_data.SUSTAINABLE_GOALS: Layout(to_say("SDG indicator 3.c.1"), open_data.read_goals),
    nhs.BY_NATIONALITY: Layout(to_say("NHS England staff by nationality"), nhs.read_by_nationality),
    nhs.EU_AND_UK: Layout(to_say("NHS England EU and UK staff"), nhs.read_eu_and_uk),
    matrices.NAME: Layout(to_say("World Bank bilateral matrix"), matrices.read),
    labour_agreements.CODING: Layout(to_say("labour agreements, coded terms"), labour_agreements.read),
    labour_agreements.FORMATION: Layout(to_say("labour agreements, formation"), labour_agreements.read),
    sdmx.NAME: Layout(to_say("SDMX message"), sdmx.read),
    table.NAME: Layout(to_say("table described by a profile"), table.read),
}
"""Every layout by its key."""

_RECOGNISERS: tuple[Callable[[Look], tuple[str, str] | None], ...] = (
    oecd.recognise,
    oecd_explorer.recognise,
    who.recognise,
    world_bank.recognise,
    open_data.recognise,
    nhs.recognise,
    labour_agreements.recognise,
    sdmx.recognise,
    matrices.recognise,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The key of a file's layout, and how it was recognised."""

    layout: str
    why: str


def recognise(look: Look, wanted: str | None = None, described: bool = False) -> Recognised:
    """The layout of a file: the wanted one, the table of a profile where one is given, or the one it shows.

    Raises ``RegisterError`` for an unknown key and for a file whose layout nothing tells.
    """
    if wanted is not None:
        if wanted not in LAYOUTS:
            wrong, expected = say("'{name}' is not known", name=wanted), join(LAYOUTS, "or")
            problem = Problem(
                say("the layout"), wrong, say("one of {names}", names=expected), did_you_mean(nearest(wanted, LAYOUTS))
            )
            raise failed(look.source, [problem])
        return Recognised(wanted, say("the user chose it"))
    if described:
        return Recognised(table.NAME, say("a profile describes it"))
    for recogniser in _RECOGNISERS:
        found = recogniser(look)
        if found is not None:
            return Recognised(*found)
    problem = Problem(
        say("the layout"),
        say("is none that is known"),
        say("one of those that `accord data layouts` lists"),
        say("describe the table with --column and --constant"),
    )
    raise LayoutUnknown(look.source.name, [problem])
