"""What a draft leads to, told beside it: gains, money against budgets, limits and red lines that it crosses."""

from __future__ import annotations

from dataclasses import replace

from toolkit.case.names import in_unit
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case, in_phase
from toolkit.countries import country_name
from toolkit.deal.drafts import Assessment
from toolkit.deal.sentences import describe
from toolkit.languages.speech import say, say_count
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.draft_table import phase_names
from toolkit.report.drafts import draft_gains
from toolkit.report.figures.words import capital
from toolkit.report.headline import Headline, share_of_the_most
from toolkit.report.table import Table
from toolkit.wording import money, number, people

__all__ = ["crossed_table", "draft_headline", "given_table", "spent_table"]

_PAID = ("share_low", "share_high", "budget")


def draft_headline(outcome: Outcome, assessment: Assessment | None = None) -> list[Headline]:
    """Gain of each country under a draft, and its share of the most it could have; only gains without an assessment."""
    lines = []
    for country, gain in outcome.gains.items():
        words = "" if assessment is None else share_of_the_most(assessment.shares_of_ideal[country])
        lines.append(Headline(country, money(gain, outcome.case.currency), words))
    return lines


def given_table(outcome: Outcome) -> Table:
    """What the draft gives each country; what it crosses is told by ``crossed_table``."""
    note = say_count(
        "Over the agreement and its follow-up, {count} years; gains are present values.",
        "Over the agreement and its follow-up, {count} years; gains are present values.",
        outcome.case.horizon,
        count=number(outcome.case.horizon),
    )
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
        words = {"fund": say("the fund"), "worker": say("the workers")}.get(name) or country_name(name)
        rows.append((words, *(_against(case, amount, budget, phase) for phase, amount in enumerate(spent))))
    years = phase_names(case)
    note = say(
        "{currency} a year at {year} prices, each payer over all corridors.",
        currency=case.currency,
        year=case.price_year,
    )
    return Table(say("Paid a year, against the budgets"), (say("payer"), *years), tuple(rows), note, years)


def _against(case: Case, amount: float, budget: tuple[float, ...] | None, phase: int) -> str:
    if budget is None:
        return say("{amount}, no budget limit", amount=money(amount)) if amount else say("nothing")
    most = in_phase(budget, phase)
    over = amount - most
    if over > 1e-6 * max(amount, 1.0):
        return say(
            "{amount} of {budget}: {excess} too much", amount=money(amount), budget=money(most), excess=money(over)
        )
    return say("{amount} of {budget}", amount=money(amount), budget=money(most))


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
        text = capital(limit.text)
        if places > 1:
            text = say_count(
                "{limit}, and at {count} other place",
                "{limit}, and at {count} other places",
                places - 1,
                limit=text,
                count=number(places - 1),
            )
        holder = country_name(limit.party) if limit.party else say("the case")
        rows.append((text, holder, _how_far(case, key, limit.unit, by)))
    notes = [say("How far: at the worst year, phase or payer.")] if rows else []
    soft = any(key[0] == "red_line" and not case.red_lines[int(key[1])].hard for key in outcome.crossed)
    if rows and soft:
        price = money(outcome.penalty, case.currency)
        notes.append(say("Those that may be crossed at a price count {amount}.", amount=price))
    columns = (say("limit or red line"), say("held by"), say("how far"))
    return Table(say("What the draft crosses"), columns, tuple(rows), " ".join(notes))


def _how_far(case: Case, key: tuple[str | int, ...], unit: str, by: float) -> str:
    if key[0] == "red_line":
        line = case.red_lines[int(key[1])]
        unit = KINDS[line.kind].violation_unit
    elif key[0] in _PAID:
        unit = "money a year"
    if unit.startswith("money"):
        return in_unit(money(by, case.currency), unit)
    return in_unit(people(by) if by >= 0.05 else number(by, 3), unit)
