"""People abroad, people at home and filled posts, year by year (specification, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.model.arrays import Array, Arrays, Axes

__all__ = ["Workforce", "simulate", "yearly"]


@dataclass(frozen=True, eq=False)
class Workforce:
    """Paths over the years 0..H; ``(K, C, H+1)`` by corridor and cadre, ``(I, C, H+1)`` by country and cadre.

    ``abroad`` M and ``licensed`` N are workers of a corridor abroad and in licensed practice. ``workforce`` S are
    people trained and available at home, ``staff`` with the licensed from abroad, ``posts`` the funded posts,
    ``service`` E the filled posts, ``remote_service`` D the service from abroad, ``graduates`` those of places opened.
    """

    abroad: Array
    licensed: Array
    graduates: Array
    workforce: Array
    staff: Array
    posts: Array
    service: Array
    remote_service: Array


def yearly(axes: Axes, per_phase: Array, delay: int = 0) -> Array:
    """A term per phase as a path over years 0..H-1: the value of phase φ(t-delay), 0 outside the agreement's years."""
    horizon, years = axes.case.horizon, axes.case.years
    path = np.zeros((*per_phase.shape[:-1], horizon))
    last = min(horizon, years + delay)
    if last > delay:
        path[..., delay:last] = per_phase[..., axes.phase_of_year[: last - delay]]
    return path


def _delayed(axes: Axes, per_phase: Array, delays: Array) -> Array:
    """Like ``yearly`` with a delay of its own for each corridor and cadre."""
    path = np.zeros((*per_phase.shape[:-1], axes.case.horizon))
    for delay in np.unique(delays):
        chosen = delays == delay
        path[chosen] = yearly(axes, per_phase, int(delay))[chosen]
    return path


def _sum_by(index: np.ndarray, paths: Array, countries: int) -> Array:
    """Corridor paths summed over the corridors of each country: (K, C, years) to (I, C, years)."""
    total = np.zeros((countries, *paths.shape[1:]))
    np.add.at(total, index, paths)
    return total


def _abroad(axes: Axes, terms: Arrays) -> tuple[Array, Array]:
    """M[t+1] = stay·M[t] + m - ψ;  N[t+1] = stay·N[t] + π⁰·m[φ(t-ℓ)] + (π¹-π⁰)·b[φ(t-ℓ)] - ψ."""
    stay = 1 - axes.by_corridor(lambda r: r.return_rate) - axes.by_corridor(lambda r: r.onward_rate)
    without = axes.by_corridor(lambda r: r.licensed_share)
    bridged = axes.by_corridor(lambda r: r.bridged_share)
    delay = axes.by_corridor(lambda r: r.licensing_years)
    arrive, leave = yearly(axes, terms.recruits), yearly(axes, terms.returned)
    licensed_now = _delayed(
        axes, without[..., None] * terms.recruits + (bridged - without)[..., None] * terms.bridged, delay
    )
    shape = (*stay.shape, axes.case.horizon + 1)
    abroad, licensed = np.zeros(shape), np.zeros(shape)
    for t in range(axes.case.horizon):
        abroad[..., t + 1] = stay * abroad[..., t] + arrive[..., t] - leave[..., t]
        licensed[..., t + 1] = stay * licensed[..., t] + licensed_now[..., t] - leave[..., t]
    return abroad, licensed


def simulate(axes: Axes, terms: Arrays) -> Workforce:
    """The whole section 4 for given terms: workers abroad, the workforce at home, posts and filled posts."""
    horizon, countries = axes.case.horizon, len(axes.countries)
    abroad, licensed = _abroad(axes, terms)
    would_have_left = axes.by_corridor(lambda r: r.would_have_left)[..., None]
    would_have_come = axes.by_corridor(lambda r: r.would_have_come)[..., None]
    completion = axes.by_corridor(lambda r: r.training.completion if r.training else 0.0)
    training_years = axes.by_corridor(lambda r: r.training.years if r.training else 0)
    graduates = _delayed(axes, completion[..., None] * terms.places, training_years)
    returning = axes.by_corridor(lambda r: r.return_rate)[..., None] * abroad[..., :-1]
    kept = yearly(axes, terms.retained.sum(axis=2))
    kept_from_leaving = yearly(axes, (terms.retained * terms.on_emigration[..., None]).sum(axis=2))

    gained = (
        graduates
        + returning
        + yearly(axes, terms.returned)
        + kept
        - (1 - would_have_left) * yearly(axes, terms.recruits)
    )
    missed = axes.by_corridor(lambda r: r.share_of_emigrants)[..., None] * kept_from_leaving
    change = _sum_by(axes.sending, gained, countries) - _sum_by(axes.receiving, missed, countries)

    years = np.arange(horizon + 1)
    leaving = axes.by_country(lambda r: r.exit_rate) + axes.by_country(lambda r: r.emigration_rate)
    growth = 1 + axes.by_country(lambda r: r.graduates_growth)
    new = axes.by_country(lambda r: r.graduates)[..., None] * growth[..., None] ** years[:-1]
    new += axes.by_country(lambda r: r.other_inflow)[..., None]
    workforce = np.zeros((countries, len(axes.cadres), horizon + 1))
    workforce[..., 0] = axes.by_country(lambda r: r.workforce)
    for t in range(horizon):
        workforce[..., t + 1] = (1 - leaving) * workforce[..., t] + new[..., t] + change[..., t]

    posts_growth = 1 + axes.by_country(lambda r: r.funded_posts_growth)
    posts = axes.by_country(lambda r: r.funded_posts)[..., None] * posts_growth[..., None] ** years
    posts[..., 1:] += _sum_by(axes.sending, yearly(axes, terms.posts), countries)
    staff = workforce + _sum_by(axes.receiving, (1 - would_have_come) * licensed, countries)
    remote = np.zeros_like(workforce)
    remote[..., 1:] = _sum_by(axes.sending, yearly(axes, terms.remote_service), countries)
    return Workforce(abroad, licensed, graduates, workforce, staff, posts, np.minimum(staff, posts), remote)
