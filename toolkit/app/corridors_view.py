"""Which figures the corridors page looks at: the controls above its tabs, and the selection that they make."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.parts import plain
from toolkit.app.results import register
from toolkit.atlas.selection import Selection
from toolkit.case.schema import Case, ends
from toolkit.languages.speech import say, say_count
from toolkit.report.corridor_choices import Choice, bases_held, cadres_held, measures_held, selections_held, years_held
from toolkit.report.figures.words import capital
from toolkit.wording import number

__all__ = ["DEFAULTS", "corridors_of_case", "nothing_to_show", "selection_of_page"]

NEWEST = "newest"
_JOINED = " in "

DEFAULTS: Mapping[str, str] = {
    "counted": "",
    "cadre": "",
    "basis": "",
    "year": NEWEST,
    "oldest": "",
    "weak": "",
    "show": "map",
    "country": "",
    "corridor": "",
    "picture": "map",
    "view": "world",
    "colour": "status",
    "coloured": "",
    "status": "",
    "listed": "any",
    "clause": "",
    "only": "",
    "most": "60",
    "gap_country": "",
    "gap_least": "100",
    "gap_within": "2",
    "gap_perhaps": "",
    "start": "",
    "through": "",
    "end": "",
    "steps": "3",
    "least": "1",
    "by": "bottleneck",
    "from": "",
    "to": "",
    "people": "1000",
    "measure": "dependence",
    "earlier": "",
    "later": "",
    "about": "",
    "group": "country",
}
"""The settings of the page by their names in the address; all but a few are of one tab."""


def selection_of_page(address: Address) -> Selection:
    """Draw the controls and tell what they ask for; what a measure has no figures of cannot be chosen."""
    held = register()
    weak = address["weak"] == "yes"
    kinds = {_JOINED.join(key): (key, choice) for key, choice in measures_held(held, weak=weak).items()}
    first, second, third = st.columns([3, 2, 2])
    with first:
        said = {word: _sized(choice) for word, (_, choice) in kinds.items()}
        counted = address.select(
            "counted",
            say("What is counted"),
            list(kinds),
            format_func=lambda word: said[word],
            help=say("Figures of another kind or unit are never added up. The first has figures on most corridors."),
        )
    measure, unit = kinds[counted][0]
    cadres, bases = cadres_held(held, measure, unit, weak=weak), bases_held(held, measure, unit, weak=weak)
    with second:
        cadre = _any_of(
            address,
            "cadre",
            say("Cadre"),
            cadres,
            say("All that are counted"),
            say("Without a choice each destination shows the cadres that it counts apart, added up."),
        )
    with third:
        basis = _any_of(
            address,
            "basis",
            say("Counted by"),
            bases,
            say("Training, else citizenship"),
            say(
                "People are counted by where they were trained, by citizenship or by birth. Without a choice training "
                "goes before citizenship, and citizenship before birth, for each destination."
            ),
        )
    years = [str(year) for year in years_held(held, measure, unit, weak=weak)]
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        year = address.slide(
            "year",
            say("Year looked at"),
            [*years, NEWEST],
            format_func=lambda word: say("newest figures, agreements as last known") if word == NEWEST else word,
            help=say(
                "The newest figures up to this year count, and agreements as they stood in it. No year is filled in."
            ),
        )
    with right:
        address.toggle(
            "weak",
            say("Weak records too"),
            help=say("Figures and agreements that rest on weak evidence are hidden otherwise."),
        )
        oldest = address.number(
            "oldest",
            say("No figures before"),
            1950,
            2100,
            placeholder=say("any year"),
            help=say("Leave empty to let old figures stand where nothing newer is known."),
        )
    until = None if year == NEWEST else int(year)
    if oldest is not None and until is not None and oldest > until:
        st.warning(
            say(
                "No figures before {oldest}, but the year looked at is {year}: the limit is left out.",
                oldest=oldest,
                year=until,
            )
        )
        oldest = None
    return Selection(measure, unit, basis or None, cadre or None, until, oldest, address["weak"] == "yes")


def _sized(choice: Choice) -> str:
    return say_count(
        "{figures} ({count} corridors)",
        "{figures} ({count} corridors)",
        choice.corridors,
        figures=capital(choice.said),
        count=number(choice.corridors),
    )


def _any_of(address: Address, name: str, label: str, held: dict[str, Choice], every: str, help_: str) -> str:
    said = {"": every, **{word: _sized(choice) for word, choice in held.items()}}
    return address.select(name, label, list(said), format_func=lambda word: said[word], help=help_)


def nothing_to_show(selection: Selection) -> None:
    """Say that the selection has no figures, that this is not zero, and which figures there are."""
    head, there_are = selections_held(register(), selection)
    st.info(f"{plain(head)}\n\n{say('There are:')}\n\n{there_are}")


def corridors_of_case(case: Case | None) -> list[tuple[str, str]]:
    """The corridors of the negotiation that is open, none where none is."""
    return [ends(name) for name in case.corridors] if case is not None else []
