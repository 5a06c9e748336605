"""The options by which every command on the atlas is told which figures to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from toolkit.atlas.selection import Selection, check
from toolkit.countries import user_language
from toolkit.register.read import Register

__all__ = ["LANGUAGE_OPTION", "selection_from", "selection_options"]

LANGUAGE_OPTION: Callable[[Any], Any] = click.option(
    "--language",
    default=user_language,
    show_default="the system's",
    help="Language of country names: en, fr, es, ar, …",
)

_OPTIONS = (
    click.option(
        "--measure",
        default="stock",
        show_default=True,
        metavar="WORD",
        help="stock, annual_inflow, joiners, registrations or licences.",
    ),
    click.option("--basis", metavar="WORD", help="trained_in, nationality, …  [the first that each destination has]"),
    click.option(
        "--unit", default="persons", show_default=True, metavar="WORD", help="persons or full_time_equivalents."
    ),
    click.option("--cadre", "cadres", multiple=True, metavar="WORD", help="nurse, physician, …; several are added."),
    click.option("--year", type=int, help="Newest figures up to this year, and agreements as they stood in it."),
    click.option("--oldest", type=int, metavar="YEAR", help="Leave out figures from before this year."),
    click.option("--weak", is_flag=True, help="Let weak figures and records in, which are hidden otherwise."),
)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a selection; they reach it by the names that ``selection_from`` takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def selection_from(register: Register, asked: dict[str, Any]) -> Selection:
    """The selection that the options ask for; it takes them out of ``asked``.

    Raises ``InputError`` for words that the codebook does not have.
    """
    cadres = asked.pop("cadres")
    names = ("measure", "basis", "unit", "year", "oldest", "weak")
    cadre = cadres[0] if len(cadres) == 1 else tuple(dict.fromkeys(cadres)) or None
    found = Selection(cadre=cadre, **{name: asked.pop(name) for name in names})
    check(register, found)
    return found
