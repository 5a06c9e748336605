"""Rows of people: limits of the instruments, workers abroad, the workforce at home, filled posts (sections 3 and 4)."""

from __future__ import annotations

from toolkit.case.schema import CorridorCadre
from toolkit.deal.variables import Model
from toolkit.linear.program import Term

__all__ = [
    "add_instrument_rows",
    "add_retention_rows",
    "add_service_rows",
    "add_workers_abroad_rows",
    "add_workforce_rows",
    "extra_posts",
    "staff_change",
]


def add_instrument_rows(model: Model) -> None:
    """M ≤ η·h;  b ≤ m;  n ≤ ``spare_places`` + u;  and in every year of a phase:

    ψ ≤ ``returns.max_share``·N[t];  d ≤ ``remote_service.max_share``·M[t].
    """
    program = model.program
    for name, cadre, record in model.case.corridor_cadres():
        for phase in model.phases:
            at = (name, cadre, phase)
            recruits = ("recruits", *at)
            program.at_least(("candidates_pass", *at), [(record.pass_rate, ("candidates", *at)), (-1.0, recruits)], 0.0)
            program.at_least(("bridged_recruits", *at), [(1.0, recruits), (-1.0, ("bridged", *at))], 0.0)
            spare = record.training.spare_places if record.training else 0.0
            program.at_least(("spare_places", *at), [(1.0, ("capacity", *at)), (-1.0, ("places", *at))], -spare)
        returns = record.returns.max_share if record.returns else 0.0
        remote = record.remote_service.max_share if record.remote_service else 0.0
        for year in range(model.case.years):
            program.at_least(
                ("returns", name, cadre, year),
                [
                    *model.state("licensed", name, cadre, year, returns),
                    *model.in_year("returned", name, cadre, year, -1.0),
                ],
                0.0,
            )
            program.at_least(
                ("remote_service_share", name, cadre, year),
                [
                    *model.state("abroad", name, cadre, year, remote),
                    *model.in_year("remote_service", name, cadre, year, -1.0),
                ],
                0.0,
            )


def add_workers_abroad_rows(model: Model) -> None:
    """M[t+1] = stay·M[t] + m - ψ;  N[t+1] = stay·N[t] + π⁰·m[φ(t-ℓ)] + (π¹-π⁰)·b[φ(t-ℓ)] - ψ;  stay = 1 - ρ - ε."""
    for name, cadre, record in model.case.corridor_cadres():
        stay = 1 - record.return_rate - record.onward_rate
        for year in range(model.case.horizon):
            at = (name, cadre, year)
            arrived = (name, cadre, year - record.licensing_years)
            model.program.equal(
                ("abroad", *at),
                [
                    *model.state("abroad", name, cadre, year + 1, 1.0),
                    *model.state("abroad", *at, -stay),
                    *model.in_year("recruits", *at, -1.0),
                    *model.in_year("returned", *at, 1.0),
                ],
                0.0,
            )
            model.program.equal(
                ("licensed", *at),
                [
                    *model.state("licensed", name, cadre, year + 1, 1.0),
                    *model.state("licensed", *at, -stay),
                    *model.in_year("recruits", *arrived, -record.licensed_share),
                    *model.in_year("bridged", *arrived, record.licensed_share - record.bridged_share),
                    *model.in_year("returned", *at, 1.0),
                ],
                0.0,
            )


def _gained(model: Model, corridor: str, cadre: str, record: CorridorCadre, year: int) -> list[Term]:
    """What the sending country's workforce gains in a year: κ·n + ρ·M + ψ + Σ q - (1-δˢ)·m."""
    training = record.training
    opened = year - training.years if training else -1
    return [
        *model.in_year("places", corridor, cadre, opened, training.completion if training else 0.0),
        *model.state("abroad", corridor, cadre, year, record.return_rate),
        *model.in_year("returned", corridor, cadre, year, 1.0),
        *_kept(model, corridor, cadre, year, 1.0, ("emigration", "exit")),
        *model.in_year("recruits", corridor, cadre, year, -(1 - record.would_have_left)),
    ]


def _kept(
    model: Model, corridor: str, cadre: str, year: int, coefficient: float, acting_on: tuple[str, ...]
) -> list[Term]:
    """Σ_j q_j over the retention tiers that act on the losses named."""
    if year >= model.case.years or coefficient == 0:
        return []
    phase = model.case.phase_of_year[year]
    tiers = enumerate(model.case.corridors[corridor].cadres[cadre].retention)
    return [(coefficient, ("retained", corridor, cadre, phase, j)) for j, tier in tiers if tier.acts_on in acting_on]


def add_workforce_rows(model: Model) -> None:
    """S[t+1] = (1 - exit - emigration)·S[t] + Σ_{k from i} gained - Σ_{k into i} ω·Σ q.

    S is the change against no agreement, in which graduates and other inflow drop out.
    """
    case = model.case
    for country, numbers in case.countries.items():
        for cadre, record in numbers.cadres.items():
            leaving = [name for name in case.leaving(country) if cadre in case.corridors[name].cadres]
            entering = [name for name in case.entering(country) if cadre in case.corridors[name].cadres]
            for year in range(case.horizon):
                terms = [
                    *model.state("workforce", country, cadre, year + 1, -1.0),
                    *model.state("workforce", country, cadre, year, 1 - record.exit_rate - record.emigration_rate),
                ]
                for name in leaving:
                    terms += _gained(model, name, cadre, case.corridors[name].cadres[cadre], year)
                for name in entering:
                    missed = case.corridors[name].cadres[cadre].share_of_emigrants
                    terms += _kept(model, name, cadre, year, -missed, ("emigration",))
                model.program.equal(("workforce", country, cadre, year), terms, 0.0)


def add_retention_rows(model: Model) -> None:
    """Σ q on emigration ≤ ``max_retained_share``·emigration·S[t];  Σ q on exit ≤ ``max_kept_share``·exit·S[t]."""
    case = model.case
    for country, numbers in case.countries.items():
        for cadre, record in numbers.cadres.items():
            leaving = [name for name in case.leaving(country) if cadre in case.corridors[name].cadres]
            without = model.without_path(model.without.workforce, country, cadre)
            for acts_on, rate in (
                ("emigration", record.max_retained_share * record.emigration_rate),
                ("exit", record.max_kept_share * record.exit_rate),
            ):
                for year in range(case.years if leaving else 0):
                    terms = model.state("workforce", country, cadre, year, rate)
                    for name in leaving:
                        terms += _kept(model, name, cadre, year, -1.0, (acts_on,))
                    model.program.at_least(
                        ("retention", country, cadre, acts_on, year), terms, -rate * float(without[year])
                    )


def staff_change(model: Model, country: str, cadre: str, year: int, coefficient: float) -> list[Term]:
    """S[t] + Σ_{k into i} (1-δʳ)·N[t], as the change against no agreement."""
    terms = model.state("workforce", country, cadre, year, coefficient)
    for name in model.case.entering(country):
        record = model.case.corridors[name].cadres.get(cadre)
        if record is not None:
            terms += model.state("licensed", name, cadre, year, coefficient * (1 - record.would_have_come))
    return terms


def extra_posts(model: Model, country: str, cadre: str, year: int, coefficient: float) -> list[Term]:
    """Σ_{k from i} x[φ(t-1)]."""
    return [
        term
        for name in model.case.leaving(country)
        if cadre in model.case.corridors[name].cadres
        for term in model.in_year("posts", name, cadre, year - 1, coefficient)
    ]


def add_service_rows(model: Model) -> None:
    """E[t] ≤ people there are;  E[t] ≤ posts there are;  both as the change of E against no agreement."""
    for country, numbers in model.case.countries.items():
        for cadre in numbers.cadres:
            service = model.without_path(model.without.service, country, cadre)
            staff = model.without_path(model.without.staff, country, cadre)
            posts = model.without_path(model.without.posts, country, cadre)
            for year in range(1, model.case.horizon + 1):
                at = (country, cadre, year)
                filled = model.state("service", *at, 1.0)
                people = [*filled, *staff_change(model, *at, -1.0)]
                model.program.at_most(("filled_by_staff", *at), people, float(staff[year] - service[year]))
                model.program.at_most(
                    ("filled_posts", *at), [*filled, *extra_posts(model, *at, -1.0)], float(posts[year] - service[year])
                )
