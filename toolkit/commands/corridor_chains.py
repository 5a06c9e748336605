"""``accord corridors chains``: who takes from whom who takes from whom, and where a shortage ends."""

from __future__ import annotations

from typing import Any, Literal

import click

from toolkit.atlas.selection import edges
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, show
from toolkit.commands.places import COUNTRY
from toolkit.commands.selection import LANGUAGE_OPTION, selection_from, selection_options
from toolkit.commands.sourced import show_sourced
from toolkit.countries import user_language
from toolkit.errors import InputError, Problem
from toolkit.register.places import country_code
from toolkit.register.read import load_register
from toolkit.report.chain_answers import followed_recruits, listed_chains
from toolkit.report.evidence import nothing_selected, selection_values

__all__ = ["chains_command"]


@click.command("chains")
@selection_options
@click.option(
    "--from", "origin", type=COUNTRY, metavar="COUNTRY", help="Where the chain begins; with --recruit, from where."
)
@click.option(
    "--to", "destination", type=COUNTRY, metavar="COUNTRY", help="Where it ends; with --recruit, who recruits."
)
@click.option("--through", type=COUNTRY, metavar="COUNTRY", help="A country that takes and loses people.")
@click.option("--steps", nargs=2, type=int, default=(2, 3), show_default=True, help="Fewest and most steps, up to 6.")
@click.option("--least", default=1.0, show_default=True, type=click.FloatRange(0), help="Fewest people on a step.")
@click.option("--by", type=click.Choice(["bottleneck", "share"]), default="bottleneck", show_default=True)
@click.option("--most", default=15, show_default=True, type=click.IntRange(1), help="How many to list.")
@click.option("--recruit", type=float, metavar="NUMBER", help="Follow so many more recruits from --from to --to.")
@click.option(
    "--refill", multiple=True, metavar="COUNTRY=SHARE", help="Share of a loss that it refills abroad (0 to 1)."
)
@click.option("--cost", "costs", multiple=True, metavar="COUNTRY=AMOUNT", help="Cost of training one person there.")
@click.option("--currency", default="USD", show_default=True, help="Currency of the costs of training.")
@LANGUAGE_OPTION
@CSV_OPTION
@JSON_OPTION
def chains_command(
    origin: str | None,
    destination: str | None,
    through: str | None,
    steps: tuple[int, int],
    least: float,
    by: Literal["bottleneck", "share"],
    most: int,
    recruit: float | None,
    refill: tuple[str, ...],
    costs: tuple[str, ...],
    currency: str,
    language: str,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """List chains and rings of recruitment, or follow more recruits to where the shortage ends (--recruit).

    COUNTRY is a code such as KEN or a name. A chain not listed is not known to be absent.
    """
    register = load_register()
    selection = selection_from(register, asked)
    table = edges(register, selection)
    if table.empty:
        nothing = {"selection": selection_values(selection), "chains": None, "rings": None}
        show([], nothing, json_wanted=as_json, csv_wanted=as_csv)
        click.echo(nothing_selected(register, selection), err=as_json or as_csv)
        return
    if recruit is None and (refill or costs):
        raise click.UsageError("--refill and --cost belong to --recruit.")
    if recruit is None:
        found = listed_chains(
            register,
            selection,
            table,
            start=origin,
            end=destination,
            through=through,
            steps=steps,
            least=least,
            by=by,
            most=most,
            language=language,
        )
    elif origin is None or destination is None:
        raise click.UsageError("--recruit needs --from and --to.")
    else:
        found = followed_recruits(
            register,
            selection,
            table,
            origin,
            destination,
            recruit,
            refills=_by_country("--refill", refill),
            costs=_by_country("--cost", costs),
            currency=currency,
            most=None if as_csv else most,
            language=language,
        )
    values = {"selection": selection_values(selection), **found.values}
    show_sourced(found.tables, found.sources, values, json_wanted=as_json, csv_wanted=as_csv)


def _by_country(option: str, given: tuple[str, ...]) -> dict[str, float]:
    """Options of the form COUNTRY=NUMBER by the code of the country."""
    found: dict[str, float] = {}
    for text in given:
        name, _, written = text.partition("=")
        try:
            found[country_code(name, option, user_language())] = float(written)
        except ValueError as failure:
            problem = Problem(option, f"is '{text}'", "a country and a number", "write it as KEN=0.1")
            raise InputError("the request", [problem]) from failure
    return found
