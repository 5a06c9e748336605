"""What a worker is paid, and what one more filled post is worth beyond its pay."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles

from toolkit.languages.speech import to_say
from toolkit.prefill.background import Background, Measured, density_of
from toolkit.prefill.figure import Figure, Range, estimated, rounded, written
from toolkit.prefill.lookups import Amount, Basis, amounts, counted_with
from toolkit.register.countries import fact

__all__ = ["Pay", "pay_of", "service_value"]

_UNIT = to_say("US dollars a year, exchange rate")
_WITH_PAY = ("nurse", "physician")


@dataclass(frozen=True, slots=True)
class Pay:
    """Yearly pay in US dollars of the price year, and in words where it comes from."""

    range: Range
    words: str
    keys: tuple[str, ...]


def pay_of(basis: Basis, at: Background, cadre: str) -> Pay:
    """Yearly pay of a cadre: from the register, by pay per GDP of its income group, or by a nurse's pay."""
    known = _known(basis, at, cadre)
    if known is not None:
        return Pay(known.range, f"pay {written(rounded(known.range.value))} a year ({known.words})", (known.source,))
    if cadre in _WITH_PAY:
        ratio, words = _per_gdp(basis, at, cadre)
        pay = Range(*(ratio_end * at.gdp_per_head.range.value for ratio_end in (ratio.value, ratio.low, ratio.high)))
        words = f"pay {written(rounded(pay.value))} a year ({words} x {at.gdp_per_head.words})"
        return Pay(pay, words, at.gdp_per_head.keys)
    nurse = pay_of(basis, at, "nurse")
    ratio = basis.rules.range("pay_relative_to_nurse", at.group, cadre)
    value = ratio.value * nurse.range.value
    pay = Range(value, min(ratio.low * nurse.range.value, value), max(ratio.high * nurse.range.value, value))
    words = (
        f"pay {written(rounded(value))} a year (rule pay_relative_to_nurse, {ratio.value:g} x a nurse's {nurse.words})"
    )
    return Pay(pay, words, nurse.keys)


def _known(basis: Basis, at: Background, cadre: str) -> Amount | None:
    """Pay from the register: the OECD figure, or the newest amount of a year or month that can be converted."""
    stated = fact(basis.register, at.country, "pay", cadre, _UNIT) if cadre in _WITH_PAY else None
    if stated is not None:
        factor = basis.rules.price_factor(stated.year)
        if factor is not None:
            around = basis.rules.range("range_of_an_amount").scaled(stated.value * factor)
            prices = f"at prices of {basis.rules.price_year}"
            words = f"{stated.source}, {written(round(stated.value))} of {stated.year} {prices}"
            return Amount(around, stated.source, stated.year, words)
    cadres = (*counted_with(cadre), "all") if cadre == "nurse" else counted_with(cadre)
    found = [
        *amounts(basis, "wage_annual", at.country, cadres),
        *amounts(basis, "wage_monthly", at.country, cadres, unit="per month", times=12),
        *amounts(basis, "cost_per_worker_year", at.country, cadres, unit="per year"),
    ]
    best = max(found, key=lambda amount: amount.year, default=None)
    return best and Amount(best.range, best.source, best.year, f"{best.source}, {best.words}")


def _per_gdp(basis: Basis, at: Background, cadre: str) -> tuple[Range, str]:
    ratios = _ratios(basis, cadre, at.group)
    if len(ratios) >= basis.rules.fewest_neighbours:
        low, middle, high = quantiles(ratios, n=4, method="inclusive")
        words = f"{rounded(middle):g}, the median pay per GDP per head of {len(ratios)} {at.group_name} countries"
        return Range(middle, low, high), words
    ratio = basis.rules.range("pay_per_gdp", at.group, cadre)
    return ratio, f"rule pay_per_gdp, {ratio.value:g}"


@lru_cache(maxsize=32)
def _ratios(basis: Basis, cadre: str, group: str) -> tuple[float, ...]:
    """Pay per GDP per head of the countries of an income group that have both, at one year's prices."""
    table, rules = basis.register.indicators, basis.rules
    members = set(basis.register.countries.loc[basis.register.countries["income_group"] == group, "country"])
    chosen = (table["indicator"] == "pay") & (table["cadre"] == cadre) & (table["unit"] == _UNIT)
    found = []
    for country in sorted(set(table.loc[chosen, "country"]) & members):
        pay, gdp = fact(basis.register, country, "pay", cadre, _UNIT), fact(basis.register, country, "gdp_per_capita")
        if pay is None or gdp is None:
            continue
        factors = rules.price_factor(pay.year), rules.price_factor(gdp.year)
        if factors[0] is not None and factors[1] is not None:
            found.append(pay.value * factors[0] / (gdp.value * factors[1]))
    return tuple(found)


def _years_gained(basis: Basis, at: Background, density: Measured) -> Range:
    """Healthy life years gained by one more filled nurse post a year, by the middle and the ends of the effect."""
    rules = basis.rules
    effect = rules.range("effect_of_a_worker")
    burden = rules.range("burden_of_disease", at.group).value
    full = rules.range("density_of_full_effect").value
    return effect.scaled(1000 * burden * min(1.0, full / density.range.value))


def service_value(basis: Basis, at: Background, cadre: str) -> Figure:
    """The rule ``service_value``: healthy life years x GDP per head - pay, between two multiples of pay.

    Other cadres than nurses: in proportion to pay.
    """
    rules, density, pay = basis.rules, density_of(basis, at, "nurse_and_midwife"), pay_of(basis, at, "nurse")
    least, most = rules.range("least_value_of_a_post"), rules.range("most_value_of_a_post")
    years, gdp, paid = _years_gained(basis, at, density), at.gdp_per_head.range.value, pay.range.value
    net = years.scaled(gdp).plus(-paid)
    nurse = net.at_least(least.scaled(paid)).at_most(most.scaled(paid))
    effect, burden = rules.rules["effect_of_a_worker"], rules.range("burden_of_disease", at.group).value
    note = (
        f"{rounded(years.value):g} healthy life years a year and post (rule effect_of_a_worker: one worker more per "
        f"1 000 people takes away {effect.range().value:g} of {burden:g} years lost per person, {effect.source}; "
        f"density of nurses and midwives {density.words}; in full up to "
        f"{rules.range('density_of_full_effect').value:g}) x {at.gdp_per_head.words} - {pay.words}"
    )
    if net.value < least.value * paid:
        note += f"; that is less than {least.value:g} of pay, which is taken (rule least_value_of_a_post)"
    elif net.value > most.value * paid:
        note += f"; that is more than {most.value:g} of pay, which is taken (rule most_value_of_a_post)"
    keys = (str(effect.source), *density.keys, *at.gdp_per_head.keys, *pay.keys)
    if cadre != "nurse":
        own = pay_of(basis, at, cadre)
        nurse = nurse.scaled(own.range.value / paid)
        note = f"a nurse's value in proportion to pay, {own.words}; for a nurse {note}"
        keys = (*keys, *own.keys)
    return estimated(nurse, "service_value", f"{note}.", keys=keys)
