"""Red lines as rows of the program (specification, section 7); ``toolkit.model.red_lines`` measures the same kinds.

Each row says that a margin is at least 0, under the key of that margin. A soft red line may be breached: a column
``("breach", number, …)`` makes up for it, at its penalty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.case import selection
from toolkit.case.schema import SPENT_IN_SENDING_COUNTRY, Item, RedLine, ends
from toolkit.deal.value import Pieces, gained_service
from toolkit.deal.variables import Model
from toolkit.linear.program import Key, Term

__all__ = ["EXCESS", "MONEY_KINDS", "add_payoff_rows", "add_red_line_rows", "penalty_terms", "red_line_rows"]

Instance = tuple[str | int, ...]
Rows = Iterator[tuple[Instance, list[Term], float]]
"""An instance, and the terms and the bound of ``terms ≥ bound``."""

EXCESS: Key = ("excess_penalty",)
"""The penalties beyond those that cannot be avoided: a column and the row that defines it."""
_FROM_OUTSIDE = ("receiving", "fund")


def _no_harm(model: Model, line: RedLine) -> Rows:
    """ΔY[t] = E[t] + D[t] - Ē[t] ≥ 0."""
    for country in selection.countries(model.case, line):
        for cadre in selection.cadres_in(model.case, line, country):
            for year in range(1, model.case.horizon + 1):
                yield (country, cadre, year), _gained_posts(model, country, cadre, year, 1.0), 0.0


def _gained_posts(model: Model, country: str, cadre: str, year: int, coefficient: float) -> list[Term]:
    """ΔY[t]: the change of filled posts and the remote service."""
    terms = model.state("service", country, cadre, year, coefficient)
    for name in model.case.leaving(country):
        if cadre in model.case.corridors[name].cadres:
            terms += model.in_year("remote_service", name, cadre, year - 1, coefficient)
    return terms


def _density_floor(model: Model, line: RedLine) -> Rows:
    """(E + D) per 10 000 ≥ min(value, the level with no agreement)."""
    for country in selection.countries(model.case, line):
        record, cadres = model.case.countries[country], selection.cadres_in(model.case, line, country)
        for year in range(1, model.case.horizon + 1):
            ten_thousands = record.population * (1 + record.population_growth) ** year / 10_000
            service = (model.without_path(model.without.service, country, cadre)[year] for cadre in cadres)
            without = float(sum(service)) / ten_thousands
            terms = [term for cadre in cadres for term in _gained_posts(model, country, cadre, year, 1 / ten_thousands)]
            yield (country, year), terms, min(line.threshold, without) - without


def _max_recruits_share_of_graduates(model: Model, line: RedLine) -> Rows:
    """Σ m ≤ value · ``graduates`` of the first year, over the corridors that leave a country."""
    chosen = selection.corridors(model.case, line)
    for country in sorted({ends(name)[0] for name in chosen}):
        leaving = [name for name in chosen if ends(name)[0] == country]
        for cadre in selection.cadres_in(model.case, line, country):
            moving = [name for name in leaving if cadre in model.case.corridors[name].cadres]
            graduates = model.case.countries[country].cadres[cadre].graduates
            for phase in selection.phases(model.case, line) if moving else ():
                recruits = [(-1.0, ("recruits", name, cadre, phase)) for name in moving]
                yield (country, cadre, phase), recruits, -line.threshold * graduates


def _per_cadre_and_phase(model: Model, line: RedLine) -> Iterator[tuple[str, str, int]]:
    for name in selection.corridors(model.case, line):
        for cadre in selection.cadres_on(model.case, line, name):
            for phase in selection.phases(model.case, line):
                yield name, cadre, phase


def _min_recruits(model: Model, line: RedLine) -> Rows:
    """M ≥ value."""
    for at in _per_cadre_and_phase(model, line):
        yield at, [(1.0, ("recruits", *at))], line.threshold


def _max_recruits(model: Model, line: RedLine) -> Rows:
    """M ≤ value."""
    for at in _per_cadre_and_phase(model, line):
        yield at, [(-1.0, ("recruits", *at))], -line.threshold


def _completion(model: Model, corridor: str, cadre: str) -> tuple[float, int]:
    """κ and L."""
    training = model.case.corridors[corridor].cadres[cadre].training
    return (training.completion, training.years) if training else (0.0, 0)


def _min_training_per_recruit(model: Model, line: RedLine) -> Rows:
    """κ·n ≥ value·m."""
    for at in _per_cadre_and_phase(model, line):
        completion, _ = _completion(model, at[0], at[1])
        places, recruits = ("places", *at), ("recruits", *at)
        yield at, [(completion, places), (-line.threshold, recruits)], 0.0


def _train_first(model: Model, line: RedLine) -> Rows:
    """Σ_{τ≤t} m ≤ value·(t+1) + Σ_{τ≤t-L} κ·n."""
    for name in selection.corridors(model.case, line):
        for cadre in selection.cadres_on(model.case, line, name):
            completion, length = _completion(model, name, cadre)
            terms: list[Term] = []
            for year in range(model.case.years):
                terms = terms + model.in_year("recruits", name, cadre, year, -1.0)
                terms = terms + model.in_year("places", name, cadre, year - length, completion)
                yield (name, cadre, year), terms, -line.threshold * (year + 1)


def _into_sending_country(
    model: Model, corridor: str, phase: int, coefficient: float, items: tuple[Item, ...] = SPENT_IN_SENDING_COUNTRY
) -> list[Term]:
    """Payments by the receiving country and the fund on items spent in the sending country."""
    return [term for payer in _FROM_OUTSIDE for term in model.payments_for(corridor, payer, phase, coefficient, items)]


def _contribution(model: Model, line: RedLine, sign: float) -> Rows:
    for name in selection.corridors(model.case, line):
        for phase in selection.phases(model.case, line):
            per_recruit = -sign * line.threshold / model.unit
            recruits = [(per_recruit, ("recruits", name, cadre, phase)) for cadre in model.case.corridors[name].cadres]
            yield (name, phase), [*_into_sending_country(model, name, phase, sign), *recruits], 0.0


def _min_contribution_per_recruit(model: Model, line: RedLine) -> Rows:
    """Payments from outside ≥ value · Σ_c m."""
    return _contribution(model, line, 1.0)


def _max_contribution_per_recruit(model: Model, line: RedLine) -> Rows:
    """Payments from outside ≤ value · Σ_c m."""
    return _contribution(model, line, -1.0)


def _min_share_spent_on_training(model: Model, line: RedLine) -> Rows:
    """Payments from outside on training and capacity ≥ value · payments from outside."""
    for name in selection.corridors(model.case, line):
        for phase in selection.phases(model.case, line):
            on_training = _into_sending_country(model, name, phase, 1.0, ("training", "training_capacity"))
            yield (name, phase), [*on_training, *_into_sending_country(model, name, phase, -line.threshold)], 0.0


def _min_reinvested_share_of_gain(model: Model, line: RedLine, pieces: Pieces) -> Rows:
    """PV of payments from outside ≥ value · PV of the receiving country's gained service, at its discount rate."""
    chosen = selection.corridors(model.case, line)
    for country in selection.countries(model.case, line):
        gained, constant = gained_service(model, country, -line.threshold, pieces)
        terms = [
            term
            for name in chosen
            if ends(name)[1] == country
            for phase in model.phases
            for term in _into_sending_country(model, name, phase, model.annuity(country, phase))
        ]
        yield (country,), [*terms, *gained], -constant


def _min_return_share(model: Model, line: RedLine) -> Rows:
    """Σ_t (ρ·M[t] + ψ) ≥ value · Σ_t m over the agreement."""
    for name in selection.corridors(model.case, line):
        for cadre in selection.cadres_on(model.case, line, name):
            rate = model.case.corridors[name].cadres[cadre].return_rate
            terms: list[Term] = []
            for year in range(model.case.years):
                terms += model.state("abroad", name, cadre, year, rate)
                terms += model.in_year("returned", name, cadre, year, 1.0)
                terms += model.in_year("recruits", name, cadre, year, -line.threshold)
            yield (name, cadre), terms, 0.0


def _min_gain(model: Model, line: RedLine) -> Rows:
    """U ≥ value."""
    for country in selection.countries(model.case, line):
        yield (country,), [(1.0, ("gain", country))], line.threshold / model.unit


def _max_payment(model: Model, line: RedLine) -> Rows:
    """Payments by the payer a year ≤ value."""
    for who, pairs in selection.payer_groups(model.case, line).items():
        for phase in selection.phases(model.case, line):
            terms: list[Term] = []
            for name, payer in pairs:
                cadres = selection.cadres_on(model.case, line, name)
                for at_cadre, item in model.items_on(name):
                    if at_cadre in cadres or (item == "system_support" and line.cadre is None):
                        terms += model.payment(name, at_cadre, item, payer, phase, -1.0)
            yield (who, phase), terms, -line.threshold / model.unit


_ROWS: dict[str, Callable[[Model, RedLine], Rows]] = {
    "no_harm": _no_harm,
    "density_floor": _density_floor,
    "max_recruits_share_of_graduates": _max_recruits_share_of_graduates,
    "min_recruits": _min_recruits,
    "max_recruits": _max_recruits,
    "min_training_per_recruit": _min_training_per_recruit,
    "train_first": _train_first,
    "min_contribution_per_recruit": _min_contribution_per_recruit,
    "max_contribution_per_recruit": _max_contribution_per_recruit,
    "min_share_spent_on_training": _min_share_spent_on_training,
    "min_return_share": _min_return_share,
    "min_gain": _min_gain,
    "max_payment": _max_payment,
}

MONEY_KINDS = frozenset(
    {
        "min_contribution_per_recruit",
        "max_contribution_per_recruit",
        "min_share_spent_on_training",
        "min_reinvested_share_of_gain",
        "min_gain",
        "max_payment",
    }
)
"""The kinds whose rows are in money units; the others count people."""


def red_line_rows(model: Model, line: RedLine, pieces: Pieces) -> dict[Instance, tuple[list[Term], float]]:
    """The rows ``terms ≥ bound`` of one red line by instance; their terms less their bound are its margins."""
    if line.kind == "min_reinvested_share_of_gain":
        rows = _min_reinvested_share_of_gain(model, line, pieces)
    else:
        rows = _ROWS[line.kind](model, line)
    return {instance: (terms, bound) for instance, terms, bound in rows}


def add_red_line_rows(model: Model, pieces: Pieces) -> None:
    """One row wherever a red line applies, with a breach column where it is soft.

    The rows follow a fixed order of the lines, so that their order in a file changes nothing.
    """
    numbered = sorted(enumerate(model.case.red_lines), key=lambda pair: repr(pair[1]))
    for number, line in numbered:
        for instance, (terms, bound) in red_line_rows(model, line, pieces).items():
            if not line.hard:
                terms = [*terms, (1.0, model.program.column(("breach", number, *instance)))]
            model.program.at_least(("red_line", number, *instance), terms, bound)


def add_payoff_rows(model: Model) -> dict[str, Key]:
    """The key of what each country seeks: its gain, less what the breaches of soft red lines count.

    A breach counts its penalty for every country, so that it is worth the same to a rule whatever the rule is. Only
    penalties beyond those that cannot be avoided count (``open_deal`` finds how much that is), so that a soft red line
    never makes an agreement impossible. Penalties never enter the gain that is reported, nor the rule that no country
    signs for less than no agreement.
    """
    penalties = penalty_terms(model)
    if not penalties:
        return {country: ("gain", country) for country in model.case.countries}
    excess = model.program.column(EXCESS)
    model.program.equal(EXCESS, [*penalties, (-1.0, excess)], 0.0)
    keys: dict[str, Key] = {}
    for country in model.case.countries:
        keys[country] = model.program.column(("payoff", country), lower=float("-inf"))
        payoff = [(1.0, ("gain", country)), (-1.0, excess), (-1.0, keys[country])]
        model.program.equal(("payoff", country), payoff, 0.0)
    return keys


def penalty_terms(model: Model) -> list[Term]:
    """What all breaches of soft red lines count together, in money units; empty where no breach counts anything."""
    terms: list[Term] = []
    for key in model.program.columns:
        if key[0] == "breach":
            line = model.case.red_lines[key[1]]
            per_unit = 1.0 if line.kind in MONEY_KINDS else 1 / model.unit
            terms.append(((line.penalty or 0.0) * per_unit, key))
    return [(amount, key) for amount, key in terms if amount]
