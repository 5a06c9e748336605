"""Names of corridors, cadres, items and payers as they are written in sentences and tables, and amounts with units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.case.schema import CADRES, Case, ends
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.wording import years_of_phase

__all__ = [
    "ITEM_NAMES",
    "Words",
    "cadre_name",
    "corridor_name",
    "in_unit",
    "kind_name",
    "label_of",
    "number_name",
    "payer_name",
    "place_of",
    "tier_name",
]


class Words(Mapping[str, str]):
    """Words by key, marked with ``to_say`` where they are defined and said as they are read."""

    def __init__(self, marked: Mapping[str, str]):
        self._marked = dict(marked)

    def __getitem__(self, key: str) -> str:
        return say(self._marked[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._marked)

    def __len__(self) -> int:
        return len(self._marked)


ITEM_NAMES = Words(
    {
        "training": to_say("training places"),
        "training_capacity": to_say("teaching capacity"),
        "recruitment": to_say("recruitment"),
        "language": to_say("language and preparation"),
        "bridging": to_say("bridging programmes"),
        "retention": to_say("retention"),
        "posts": to_say("extra posts"),
        "return": to_say("supported returns"),
        "remote_service": to_say("remote service"),
        "system_support": to_say("health-system support"),
    }
)
_CADRES = Words(
    {
        "physician": to_say("physicians"),
        "nurse": to_say("nurses"),
        "midwife": to_say("midwives"),
        "dentist": to_say("dentists"),
        "pharmacist": to_say("pharmacists"),
        "caregiver": to_say("caregivers"),
        "allied": to_say("allied health professionals"),
    }
)
_KINDS = Words(
    {
        "no_harm": to_say("no harm"),
        "density_floor": to_say("density floor"),
        "max_recruits_share_of_graduates": to_say("max recruits share of graduates"),
        "min_recruits": to_say("min recruits"),
        "max_recruits": to_say("max recruits"),
        "min_training_per_recruit": to_say("min training per recruit"),
        "train_first": to_say("train first"),
        "min_contribution_per_recruit": to_say("min contribution per recruit"),
        "max_contribution_per_recruit": to_say("max contribution per recruit"),
        "min_share_spent_on_training": to_say("min share spent on training"),
        "min_reinvested_share_of_gain": to_say("min reinvested share of gain"),
        "min_return_share": to_say("min return share"),
        "min_gain": to_say("min gain"),
        "max_payment": to_say("max payment"),
    }
)
_LABELS = Words(
    {
        "discount_rate": to_say("discount rate"),
        "cost_of_public_funds": to_say("cost of public funds"),
        "support_value": to_say("support value"),
        "remittance_weight": to_say("remittance weight"),
        "budget": to_say("budget"),
        "population": to_say("population"),
        "population_growth": to_say("population growth"),
        "workforce": to_say("workforce"),
        "funded_posts": to_say("funded posts"),
        "funded_posts_growth": to_say("funded posts growth"),
        "graduates": to_say("graduates"),
        "graduates_growth": to_say("graduates growth"),
        "other_inflow": to_say("other inflow"),
        "exit_rate": to_say("exit rate"),
        "emigration_rate": to_say("emigration rate"),
        "max_retained_share": to_say("max retained share"),
        "max_kept_share": to_say("max kept share"),
        "service_value": to_say("service value"),
        "max_recruits": to_say("max recruits"),
        "pass_rate": to_say("pass rate"),
        "would_have_left": to_say("would have left"),
        "would_have_come": to_say("would have come"),
        "share_of_emigrants": to_say("share of emigrants"),
        "licensed_share": to_say("licensed share"),
        "licensed_share_bridged": to_say("licensed share bridged"),
        "licensing_years": to_say("licensing years"),
        "return_rate": to_say("return rate"),
        "onward_rate": to_say("onward rate"),
        "remittance": to_say("remittance"),
        "wage_gain": to_say("wage gain"),
        "training.spare_places": to_say("training spare places"),
        "training.max_new_places": to_say("training max new places"),
        "training.years": to_say("training years"),
        "training.completion": to_say("training completion"),
        "training.cost_per_place": to_say("training cost per place"),
        "training.capacity_cost": to_say("training capacity cost"),
        "retention.workers": to_say("retention tier {tier} workers"),
        "retention.cost": to_say("retention tier {tier} cost"),
        "posts.max": to_say("posts max"),
        "posts.cost": to_say("posts cost"),
        "returns.max_share": to_say("returns max share"),
        "returns.cost": to_say("returns cost"),
        "remote_service.max_share": to_say("remote service max share"),
        "remote_service.cost": to_say("remote service cost"),
        "recruitment_cost": to_say("recruitment cost"),
        "language_cost": to_say("language cost"),
        "bridging_cost": to_say("bridging cost"),
    }
)
"""A number's name within its record, by the names of its fields."""
_OF_MONEY = Words(
    {
        "money, present value": to_say("{amount}, present value"),
        "money a year": to_say("{amount} a year"),
        "money per candidate": to_say("{amount} per candidate"),
        "money per full-time equivalent and year": to_say("{amount} per full-time equivalent and year"),
        "money per licensed recruit and year": to_say("{amount} per licensed recruit and year"),
        "money per person bridged": to_say("{amount} per person bridged"),
        "money per place": to_say("{amount} per place"),
        "money per place and year": to_say("{amount} per place and year"),
        "money per post and year": to_say("{amount} per post and year"),
        "money per recruit": to_say("{amount} per recruit"),
        "money per recruit abroad and year": to_say("{amount} per recruit abroad and year"),
        "money per return": to_say("{amount} per return"),
        "money per unit": to_say("{amount} per unit"),
        "money per worker": to_say("{amount} per worker"),
    }
)


def corridor_name(corridor: str) -> str:
    """A corridor in words: ``Kenya to United Kingdom``."""
    sending, receiving = ends(corridor)
    return say("{sending} to {receiving}", sending=country_name(sending), receiving=country_name(receiving))


def cadre_name(cadre: str) -> str:
    """A cadre in the plural."""
    return _CADRES.get(cadre, cadre)


def kind_name(kind: str) -> str:
    """The name of a kind of red line."""
    return _KINDS.get(kind, kind.replace("_", " "))


def payer_name(corridor: str, payer: str) -> str:
    """Who a payer is on a corridor: the country's name, the fund, or the workers."""
    sending, receiving = ends(corridor)
    return {
        "sending": country_name(sending),
        "receiving": country_name(receiving),
        "worker": say("workers"),
        "fund": say("fund"),
    }[payer]


def tier_name(tier: int) -> str:
    """A retention tier without a name of its own, by its place among the tiers."""
    return say("retention tier {number}", number=tier + 1)


def in_unit(amount: str, unit: str) -> str:
    """An amount with its unit, where an amount of money takes the place of the unit's word for money.

    The currency alone gives the unit in that currency.

    >>> in_unit("USD 3 million", "money a year"), in_unit("USD", "money a year"), in_unit("12", "recruits a year")
    ('USD 3 million a year', 'USD a year', '12 recruits a year')
    """
    if unit in _OF_MONEY:
        return _OF_MONEY[unit].format(amount=amount)
    return say("{amount} {unit}", amount=amount, unit=say(unit)) if unit else amount


def place_of(case: Case, path: tuple[str | int, ...]) -> str:
    """The record a number belongs to, in words: ``Kenya, nurses``."""
    if path[0] == "countries":
        name = country_name(str(path[1]))
        return say("{place}, {cadre}", place=name, cadre=cadre_name(str(path[2]))) if path[2] in CADRES else name
    if path[0] == "corridors":
        return say("{place}, {cadre}", place=corridor_name(str(path[1])), cadre=cadre_name(str(path[2])))
    return say("the fund") if path[0] == "fund" else say("red lines")


def label_of(case: Case, path: tuple[str | int, ...]) -> str:
    """A number's name within its record: ``budget in 2026-2028``, ``retention tier 2 cost``."""
    if path[0] == "red_lines":
        return kind_name(case.red_lines[int(path[1])].kind)
    start = {"countries": 3 if len(path) > 2 and path[2] in CADRES else 2, "corridors": 3}.get(str(path[0]), 1)
    within = path[start:]
    names = [str(part) for part in within if not isinstance(part, int)]
    label = _LABELS.get(".".join(names), " ".join(names).replace("_", " "))
    for place, part in enumerate(within):
        if not isinstance(part, int):
            continue
        if within[place - 1] == "retention":
            label = label.format(tier=part + 1)
        else:
            years = years_of_phase(case.start_year, case.phases, part)
            label = say("{number} in {years}", number=label, years=years)
    return label


def number_name(case: Case, path: tuple[str | int, ...]) -> str:
    """Record and name of a number: ``Kenya, nurses: exit rate``."""
    where = say("red line") if path[0] == "red_lines" else place_of(case, path)
    return say("{place}: {number}", place=where, number=label_of(case, path))
