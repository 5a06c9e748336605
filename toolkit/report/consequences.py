"""What a draft leads to, told beside it: gains, money against budgets, limits and red lines that it crosses."""

from __future__ import annotations

from dataclasses import replace

from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case, in_phase
from toolkit.countries import country_name
from toolkit.deal.drafts import Assessment
from toolkit.deal.sentences import describe
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.draft_table import phase_names
from toolkit.report.drafts import draft_gains
from toolkit.report.headline import Headline
from toolkit.report.table import Table
from toolkit.wording import money, number, people, per_cent

__all__ = ["crossed_table", "draft_headline", "given_table", "spent_table"]

_PAID = ("share_low", "share_high", "budget")


def draft_headline(outcome: Outcome, assessment: Assessment | None = None) -> list[Headline]:
    """Gain of each country under a draft, and its share of the most it could have; only gains without an assessment."""
    lines = []
    for country, gain in outcome.gains.items():
        if assessment is None:
            words = ""
        else:
            share = assessment.shares_of_ideal[country]
            words = f"{per_cent(share, 1)} of the most it could have" if share is not None else "nothing to gain"
        lines.append(Headline(country, money(gain, outcome.case.currency), words))
    return lines


def given_table(outcome: Outcome) -> Table:
    """What the draft gives each country; what it crosses is told by ``crossed_table``."""
    note = f"Over the agreement and its follow-up, {outcome.case.horizon} years; gains are present values."
    return replace(draft_gains(outcome), note=note)


def spent_table(outcome: Outcome) -> Table:
    """What each payer pays a year in each phase, against its budget."""
    case, paid = outcome.case, indicators.payments(outcome)
    rows = []
    for name, budget in [(code, country.budget) for code, country in case.countries.items()] + [
        ("fund", case.fund.budget),
        ("worker", None),
    ]:
        own = paid[paid["payer"] == name] if name in ("fund", "worker") else paid[paid["country"] == name]
        spent = [float(own.loc[own["phase"] == phase, "amount"].sum()) for phase in range(len(case.phases))]
        if name == "worker" and not any(spent):
            continue
        words = {"fund": "the fund", "worker": "the workers"}.get(name) or country_name(name)
        rows.append((words, *(_against(case, amount, budget, phase) for phase, amount in enumerate(spent))))
    years = phase_names(case)
    note = f"{case.currency} a year at {case.price_year} prices, each payer over all corridors."
    return Table("Paid a year, against the budgets", ("payer", *years), tuple(rows), note, years)


def _against(case: Case, amount: float, budget: tuple[float, ...] | None, phase: int) -> str:
    if budget is None:
        return f"{money(amount)}, no budget limit" if amount else "nothing"
    most = in_phase(budget, phase)
    over = amount - most
    told = f"{money(amount)} of {money(most)}"
    return f"{told}: {money(over)} too much" if over > 1e-6 * max(amount, 1.0) else told


def crossed_table(outcome: Outcome) -> Table:
    """The red lines and limits that a draft crosses: who holds them, and how far at the worst place."""
    case = outcome.case
    worst: dict[tuple[str | int, ...], tuple[tuple[str | int, ...], float, int]] = {}
    for key, by in outcome.crossed.items():
        group = key[:2] if key[0] == "red_line" else key[:3]
        found, most, places = worst.get(group, (key, by, 0))
        worst[group] = (key, by, places + 1) if by > most else (found, most, places + 1)
    rows = []
    for key, by, places in sorted(worst.values(), key=lambda entry: entry[0][0] != "red_line"):
        limit = describe(case, key)
        more = f", and at {number(places - 1)} other place{'s' if places > 2 else ''}" if places > 1 else ""
        text = f"{limit.text[0].upper()}{limit.text[1:]}{more}"
        rows.append(
            (text, country_name(limit.party) if limit.party else "the case", _how_far(case, key, limit.unit, by))
        )
    soft = any(key[0] == "red_line" and not case.red_lines[int(key[1])].hard for key in outcome.crossed)
    price = f" Those that may be crossed at a price count {money(outcome.penalty, case.currency)}." if soft else ""
    note = f"How far: at the worst year, phase or payer.{price}" if rows else ""
    return Table("What the draft crosses", ("limit or red line", "held by", "how far"), tuple(rows), note)


def _how_far(case: Case, key: tuple[str | int, ...], unit: str, by: float) -> str:
    if key[0] == "red_line":
        line = case.red_lines[int(key[1])]
        unit = KINDS[line.kind].violation_unit
    elif key[0] in _PAID:
        unit = "money a year"
    if unit.startswith("money"):
        return f"{money(by, case.currency)}{unit.removeprefix('money')}"
    return f"{people(by) if by >= 0.05 else number(by, 3)} {unit}".strip()
