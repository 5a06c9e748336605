"""The term sheet: what a solution gives each side, what is agreed, who pays, what binds, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, in_unit, payer_name, tier_name
from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.countries import country_name
from toolkit.deal.limits import Binding
from toolkit.deal.solution import Solution
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.provenance import assumptions
from toolkit.report.red_line_table import point_words
from toolkit.report.table import Table
from toolkit.wording import join, money, number, people, per_cent, years_of_phase

__all__ = ["agreed", "binding", "gains", "outcome_tables", "service", "term_sheet", "who_pays"]

_ACTIVITIES = {
    "recruits": to_say("recruits"),
    "candidates": to_say("candidates prepared"),
    "bridged": to_say("recruits with a bridging programme"),
    "places": to_say("training places opened"),
    "capacity": to_say("of these, places on new teaching capacity"),
    "posts": to_say("extra posts funded in the sending country"),
    "returned": to_say("returns with a package"),
    "remote_service": to_say("remote service, full-time equivalents"),
}


def term_sheet(solution: Solution) -> list[Table]:
    """Every table of a solution, in the order in which a reader needs them."""
    return [gains(solution), *outcome_tables(solution.outcome), binding(solution), assumptions(solution.case)]


def outcome_tables(outcome: Outcome) -> list[Table]:
    """What is agreed, who pays, and what it leads to: the tables that need no solution."""
    return [*agreed(outcome), *who_pays(outcome), service(outcome)]


def _phases(case: Case) -> tuple[str, ...]:
    return tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))


def gains(solution: Solution) -> Table:
    """Each country's gain against no agreement, against its ideal, and as a share of the joint gain."""
    currency, rows = solution.case.currency, []
    for row in indicators.by_country(solution.outcome).to_dict("records"):
        country = str(row["country"])
        share, joint = solution.shares_of_ideal[country], row["joint_share"]
        rows.append(
            (
                country_name(country),
                money(row["gain"], currency),
                money(solution.ideals[country], currency),
                per_cent(share, 1) if share is not None else say("nothing to gain"),
                per_cent(joint, 1) if joint == joint and joint is not None else say("none"),
                number(row["gained_service_years"]),
                money(row["payments"], currency),
            )
        )
    columns = (
        say("country"),
        say("gain against no agreement"),
        say("most it could have"),
        say("share of that"),
        say("share of joint gain"),
        say("service-years gained"),
        say("pays over the agreement"),
    )
    workers = join(
        f"{corridor_name(name)}: {money(gain, currency)}" for name, gain in solution.outcome.workers_gains.items()
    )
    note = say(
        "Gains are present values in {currency} at {year} prices, each at the country's own discount rate, over "
        "{horizon} years. Reported beside them, not sought: the workers' own gain, those who would have left anyway "
        "included ({workers}).",
        currency=currency,
        year=solution.case.price_year,
        horizon=solution.case.horizon,
        workers=workers,
    )
    return Table(say("Gains: {why}", why=solution.why), columns, tuple(rows), note, columns[1:])


def agreed(outcome: Outcome) -> Iterator[Table]:
    """What is agreed on each corridor, a year, by cadre and phase."""
    case, phases = outcome.case, _phases(outcome.case)
    ratios = indicators.by_phase(outcome)
    for name, corridor in case.corridors.items():
        rows: list[tuple[str, ...]] = []
        unused: list[str] = []
        for cadre, record in corridor.cadres.items():
            terms = outcome.terms.corridors[name].cadres[cadre]
            lines = [(say(words), getattr(terms, activity)) for activity, words in _ACTIVITIES.items()]
            for tier, found in enumerate(record.retention):
                kept = tuple(terms.retained[phase][tier] for phase in range(len(phases)))
                lines.append((say("kept by {tier}", tier=found.name or tier_name(tier)), kept))
            for words, values in lines:
                if any(values):
                    rows.append((cadre_name(cadre), words, *(people(value) for value in values)))
                else:
                    unused.append(f"{words} ({cadre_name(cadre)})")
        support = outcome.terms.corridors[name].system_support
        if any(support):
            amounts = (money(value, case.currency) for value in support)
            rows.append((say("all"), ITEM_NAMES["system_support"], *amounts))
        else:
            unused.append(ITEM_NAMES["system_support"])
        for column, words in (
            ("contribution_per_recruit", say("spent in the sending country by others, per recruit")),
            ("training_share", say("of that, on training")),
        ):
            values = ratios.loc[ratios["corridor"] == name, column].tolist()
            cells = [_ratio(value, column, case.currency) for value in values]
            rows.append((say("all"), words, *cells))
        note = say("Not used: {terms}.", terms=join(unused)) if unused else ""
        title = say("Agreed a year: {corridor}", corridor=corridor_name(name))
        yield Table(title, (say("cadre"), say("what"), *phases), tuple(rows), note, phases)


def _ratio(value: float | None, column: str, currency: str) -> str:
    if value is None or value != value:
        return say("none")
    return per_cent(value) if column == "training_share" else money(value, currency)


def who_pays(outcome: Outcome) -> Iterator[Table]:
    """The cost of each item a year, and the share that each payer bears, by phase."""
    case, phases = outcome.case, _phases(outcome.case)
    paid = indicators.payments(outcome)
    for name in case.corridors:
        here = paid[paid["corridor"] == name]
        rows: list[tuple[str, ...]] = []
        for item in ITEMS:
            of_item = here[here["item"] == item]
            for cadre in of_item["cadre"].unique():
                of_cadre = of_item[of_item["cadre"] == cadre]
                cells = []
                for phase in range(len(phases)):
                    now = of_cadre[of_cadre["phase"] == phase]
                    by_payer = dict(zip(now["payer"], zip(now["amount"], now["share"], strict=True), strict=True))
                    cells.append(_paid_cell(name, by_payer, case.currency))
                rows.append((ITEM_NAMES[item], cadre_name(cadre) if cadre else say("all"), *cells))
        totals = []
        for phase in range(len(phases)):
            now = here[here["phase"] == phase].groupby("payer")["amount"].sum()
            whole = float(now.sum())
            cells_by = {payer: (float(now[payer]), float(now[payer]) / whole) for payer in now.index if whole > 0}
            totals.append(_paid_cell(name, cells_by, case.currency))
        rows.append((say("all items"), say("all"), *totals))
        note = say("Each cell: the cost a year, and who bears what part of it.")
        title = say("Who pays: {corridor}", corridor=corridor_name(name))
        yield Table(title, (say("item"), say("cadre"), *phases), tuple(rows), note)


def _paid_cell(corridor: str, by_payer: dict[str, tuple[float, float]], currency: str) -> str:
    if not by_payer:
        return say("none")
    total = sum(amount for amount, _ in by_payer.values())
    parts = [f"{payer_name(corridor, payer)} {per_cent(by_payer[payer][1])}" for payer in PAYERS if payer in by_payer]
    return f"{money(total, currency)}: {join(parts)}"


def service(outcome: Outcome) -> Table:
    """Filled posts by country and cadre with and without the agreement, at chosen years to the end of the follow-up."""
    case = outcome.case
    table = indicators.by_year(outcome)
    step = max(1, case.horizon // 6)
    years = [case.start_year + year for year in range(step, case.horizon + 1, step)]
    if years[-1] != case.start_year + case.horizon:
        years.append(case.start_year + case.horizon)
    rows: list[tuple[str, ...]] = []
    for country, record in case.countries.items():
        for cadre in record.cadres:
            here = table[(table["country"] == country) & (table["cadre"] == cadre)].set_index("year")
            filled = here[here["indicator"] == "filled_posts"]
            gained = here[here["indicator"] == "gained_service"]
            before = tuple(people(value) for value in filled.loc[years, "without_agreement"].tolist())
            more = tuple(_signed(value) for value in gained.loc[years, "value"].tolist())
            who = (country_name(country), cadre_name(cadre))
            rows.append((*who, say("filled posts without the agreement"), *before))
            rows.append((*who, say("gained by the agreement"), *more))
    columns = (say("country"), say("cadre"), say("service"), *(str(year) for year in years))
    note = say(
        "Gained: more filled posts, and service given from abroad. The agreement itself ends after {year}.",
        year=case.start_year + case.years - 1,
    )
    return Table(say("Service in both countries"), columns, tuple(rows), note, columns[3:])


def _signed(value: float) -> str:
    return f"+{people(value)}" if value > 0.05 else people(value)


def binding(solution: Solution) -> Table:
    """The limits that bind at the rule's own optimum and what relaxing each is worth."""
    currency = solution.case.currency
    rows = tuple(
        (entry.limit, country_name(entry.party) if entry.party else say("the case"), *_worth(entry, currency))
        for entry in solution.binding
    )
    note = say(
        "What the rule's objective would gain, in present value, if the number in the case were relaxed by one unit "
        "({why}), with each country's ideal as it is. A limit that is not listed brings nothing when it alone is "
        "relaxed.",
        why=solution.why,
    )
    columns = (say("limit"), say("held by"), say("relaxing it is worth"), say("per"))
    return Table(say("What binds"), columns, rows, note, columns[2:3])


def _worth(entry: Binding, currency: str) -> tuple[str, str]:
    """A price and its unit; shares are told per percentage point, since nobody moves a share by 1."""
    if entry.unit.startswith("share of"):
        return money(entry.price / 100, currency), point_words(entry.unit)
    unit = in_unit(currency, entry.unit) if entry.unit.startswith("money") else say(entry.unit)
    return money(entry.price, currency), unit
