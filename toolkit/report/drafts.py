"""What a draft gives each side and which limits it crosses."""

from __future__ import annotations

from toolkit.case.names import in_unit
from toolkit.countries import country_name
from toolkit.deal.sentences import describe
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.table import Table
from toolkit.wording import money, number

__all__ = ["crossed", "draft_gains"]


def crossed(outcome: Outcome) -> list[dict[str, object]]:
    """The red lines and limits that the terms cross: what, who holds it, by how much."""
    found: list[dict[str, object]] = []
    for key, by in outcome.crossed.items():
        limit = describe(outcome.case, key)
        found.append({"limit": limit.text, "party": limit.party, "by": by, "unit": limit.unit, "key": list(key)})
    return found


def _by(entry: dict[str, object], currency: str) -> str:
    """By how much a limit is crossed, in its own unit."""
    unit, by = str(entry["unit"]), float(str(entry["by"]))
    if unit == "money, present value":
        return say("by {amount} present value", amount=money(by, currency))
    return say("by {amount}", amount=in_unit(money(by, currency), unit) if unit.startswith("money") else number(by, 2))


def draft_gains(outcome: Outcome) -> Table:
    """Each country's gain under the draft, and the limits that the draft crosses."""
    currency = outcome.case.currency
    rows = tuple(
        (
            country_name(str(row["country"])),
            money(row["gain"], currency),
            number(row["gained_service_years"]),
            money(row["payments"], currency),
        )
        for row in indicators.by_country(outcome).to_dict("records")
    )
    over = [f"{entry['limit']} ({_by(entry, currency)})" for entry in crossed(outcome)]
    note = say("Crosses: {limits}.", limits="; ".join(over)) if over else say("Crosses no limit and no red line.")
    columns = (
        say("country"),
        say("gain against no agreement"),
        say("service-years gained"),
        say("pays over the agreement"),
    )
    return Table(say("What these terms give"), columns, rows, note, columns[1:])
