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
from toolkit.imports.job import Job, Look, failed
from toolkit.wording import join, nearest

__all__ = ["LAYOUTS", "Layout", "Recognised", "recognise"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout that can be read: its name in words, and the function that reads a file of it."""

    words: str
    read: Callable[[Job], None]


def _who(layout: str) -> Callable[[Job], None]:
    return lambda job: who.read(job, layout)


LAYOUTS: dict[str, Layout] = {
    oecd.MIGRATION: Layout("OECD.Stat health workforce migration", oecd.read_migration),
    oecd.PAY: Layout("OECD.Stat remuneration of health professionals", oecd.read_pay),
    oecd_explorer.NAME: Layout("OECD Data Explorer health workforce migration", oecd_explorer.read),
    who.WEBSITE: Layout("WHO Global Health Observatory, website", _who(who.WEBSITE)),
    who.ODATA: Layout("WHO Global Health Observatory, OData", _who(who.ODATA)),
    who.ATHENA: Layout("WHO Global Health Observatory, Athena", _who(who.ATHENA)),
    world_bank.WIDE: Layout("World Bank indicator, years across", world_bank.read_wide),
    world_bank.LONG: Layout("World Bank indicator, long", world_bank.read_long),
    open_data.GRAPHER: Layout("Our World in Data grapher file", open_data.read_grapher),
    open_data.SUSTAINABLE_GOALS: Layout("SDG indicator 3.c.1", open_data.read_goals),
    nhs.BY_NATIONALITY: Layout("NHS England staff by nationality", nhs.read_by_nationality),
    nhs.EU_AND_UK: Layout("NHS England EU and UK staff", nhs.read_eu_and_uk),
    matrices.NAME: Layout("World Bank bilateral matrix", matrices.read),
    labour_agreements.CODING: Layout("labour agreements, coded terms", labour_agreements.read),
    labour_agreements.FORMATION: Layout("labour agreements, formation", labour_agreements.read),
    sdmx.NAME: Layout("SDMX message", sdmx.read),
    table.NAME: Layout("table described by a profile", table.read),
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
            close = nearest(wanted, LAYOUTS)
            problem = Problem("the layout", f"'{wanted}' is not known", f"one of {join(LAYOUTS, 'or')}")
            remedy = f"did you mean {join(close, 'or')}?" if close else ""
            raise failed(look.source, [Problem("the layout", problem.problem, problem.expectation, remedy)])
        return Recognised(wanted, "the user chose it")
    if described:
        return Recognised(table.NAME, "a profile describes it")
    for recogniser in _RECOGNISERS:
        found = recogniser(look)
        if found is not None:
            return Recognised(*found)
    problem = Problem(
        "the layout",
        "is none that is known",
        "one of those that `accord data layouts` lists",
        "describe the table with --column and --constant",
    )
    raise failed(look.source, [problem])
