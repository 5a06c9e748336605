"""The sheet of terms: what is agreed a year on each corridor, by cadre and phase, as cells that can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, in_unit, tier_name
from toolkit.case.schema import Cadre, Case, CorridorCadre
from toolkit.documents.excel.book import LOOK, Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, Input
from toolkit.documents.excel.tabs import CHECK, tab
from toolkit.languages.speech import say, to_say
from toolkit.model.costs import COSTED
from toolkit.model.evaluate import Outcome
from toolkit.model.terms import CadreTerms, items_of
from toolkit.wording import years_of_phase

__all__ = ["Line", "lines_of", "phases_of", "write_terms"]

_WORDS: dict[str, tuple[str, str]] = {
    "candidates": (to_say("candidates prepared"), to_say("people a year")),
    "recruits": (to_say("recruits"), to_say("people a year")),
    "bridged": (to_say("recruits with a bridging programme"), to_say("people a year")),
    "places": (to_say("training places opened"), to_say("places a year")),
    "capacity": (to_say("of these, places on new teaching capacity"), to_say("places a year")),
    "posts": (to_say("extra posts funded"), to_say("posts")),
    "returned": (to_say("returns with a package"), to_say("people a year")),
    "remote_service": (to_say("remote service"), to_say("full-time equivalents")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity of the terms by phase; ``cadre`` is ``None`` for system support, ``tier`` for all but retention.

    ``words`` and ``unit`` are in the language that is spoken.
    """

    corridor: str
    cadre: Cadre | None
    item: str
    tier: int | None
    words: str
    unit: str
    amounts: tuple[float, ...]

    @property
    def key(self) -> tuple[str, str | None, str, int | None]:
        """What other sheets find it by."""
        return self.corridor, self.cadre, self.item, self.tier


def phases_of(case: Case) -> tuple[str, ...]:
    """The years of each phase in words."""
    return tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))


def lines_of(outcome: Outcome) -> list[Line]:
    """The quantities that can be agreed or are: of instruments that are switched on, and others that are not 0."""
    found: list[Line] = []
    for name, corridor in outcome.case.corridors.items():
        for cadre, record in corridor.cadres.items():
            found += _of_cadre(name, cadre, record, outcome.terms.corridors[name].cadres[cadre])
        support = outcome.terms.corridors[name].system_support
        unit, words = in_unit(outcome.case.currency, "money a year"), ITEM_NAMES["system_support"]
        found.append(Line(name, None, "system_support", None, words, unit, support))
    return found


def _of_cadre(corridor: str, cadre: Cadre, record: CorridorCadre, terms: CadreTerms) -> Iterator[Line]:
    on = items_of(record)
    for item, activity in COSTED.items():
        amounts = getattr(terms, activity)
        if item in on or any(amounts):
            words, unit = _WORDS[activity]
            yield Line(corridor, cadre, item, None, say(words), say(unit), amounts)
    for tier, offered in enumerate(record.retention):
        kept = tuple(phase[tier] for phase in terms.retained)
        if offered.workers > 0 or any(kept):
            words = say("kept by {tier}", tier=offered.name or tier_name(tier))
            yield Line(corridor, cadre, "retention", tier, words, say("people a year"), kept)


def write_terms(sheet: Sheet, outcome: Outcome) -> dict[tuple[str, str | None, str, int | None], list[Cell]]:
    """Write the sheet; the cells of each line by its key, one for each phase."""
    case, phases = outcome.case, phases_of(outcome.case)
    sheet.title(
        say("Terms"),
        say(
            "What is agreed a year in each phase. These are inputs: costs and payments follow a change at once, the "
            "paths of the workforce do not, since only the model computes them. The sheet {check_sheet} then says "
            "{look}.",
            check_sheet=tab(CHECK),
            look=say(LOOK),
        ),
    )
    sheet.space()
    sheet.table(
        Column(say("Corridor"), width=30),
        Column(say("Cadre"), width=20),
        Column(say("What"), width=40),
        Column(say("Unit"), width=20),
        *(Column(say("{years} (input)", years=years), "people", 14) for years in phases),
        freeze=3,
    )
    found: dict[tuple[str, str | None, str, int | None], list[Cell]] = {}
    for line in lines_of(outcome):
        kind = "money" if line.cadre is None else "people"
        who = cadre_name(line.cadre) if line.cadre else say("all")
        amounts = (Shown(Input(amount), kind) for amount in line.amounts)
        cells = sheet.add(corridor_name(line.corridor), who, line.words, line.unit, *amounts)[4:]
        found[line.key] = cells
        about = say("{unit}, the same in every year of the phase.", unit=line.unit)
        sheet.allow(cells[0], cells[-1], most=None, about=about)
    sheet.end("Terms")
    if not case.corridors:
        sheet.remark(say("The case has no corridor, so nothing can be agreed."))
    return found
