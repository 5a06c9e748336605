"""The kinds of red line, declared once: meaning, selectors, unit and sentence (specification, section 7).

``toolkit.model.red_lines`` measures the same kinds in a simulated outcome and ``toolkit.deal.red_lines`` imposes
them as rows of the program; a test requires all three to agree for every kind declared here.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.languages.speech import say, to_say

__all__ = ["KINDS", "RedLineKind"]


@dataclass(frozen=True, slots=True)
class RedLineKind:
    """What one kind of red line means; words and units are said where they are shown.

    ``selectors`` are the fields that may narrow it; an absent selector means all. ``country_is`` says which end of a
    corridor a ``country`` selector names. ``unit`` is the unit of ``value``, empty when the kind takes none.
    ``violation_unit`` is the unit in which a soft red line is breached, for its ``penalty``.
    """

    words: str
    selectors: tuple[str, ...]
    violation_unit: str
    unit: str = ""
    country_is: str = ""
    upper: float = 1e13

    @property
    def meaning(self) -> str:
        """What it asks for, in words."""
        return say(self.words)

    @property
    def takes_value(self) -> bool:
        """Whether the kind has a threshold."""
        return bool(self.unit)


_CORRIDOR = ("country", "corridor", "cadre", "phase")

KINDS: dict[str, RedLineKind] = {
    "no_harm": RedLineKind(
        to_say("service does not fall below its level without an agreement in any year, per cadre"),
        ("country", "cadre"),
        to_say("filled posts in a year"),
        country_is="itself",
    ),
    "density_floor": RedLineKind(
        to_say(
            "filled posts and remote service per 10 000 people, over the cadres selected together, stay at the value "
            "or at the level without an agreement, whichever is smaller, every year"
        ),
        ("country", "cadre"),
        to_say("workers per 10 000 people in a year"),
        unit=to_say("workers per 10 000 people"),
        country_is="itself",
        upper=2000,
    ),
    "max_recruits_share_of_graduates": RedLineKind(
        to_say(
            "recruits a year, over the corridors selected that leave the same country, are at most this share of that "
            "country's graduates of the first year, per cadre and phase"
        ),
        _CORRIDOR,
        to_say("recruits a year"),
        unit=to_say("share of graduates"),
        country_is="sending",
        upper=100,
    ),
    "min_recruits": RedLineKind(
        to_say("recruits a year on each corridor, per cadre and phase, are at least this many"),
        _CORRIDOR,
        to_say("recruits a year"),
        unit=to_say("recruits a year"),
        country_is="either",
        upper=1e7,
    ),
    "max_recruits": RedLineKind(
        to_say("recruits a year on each corridor, per cadre and phase, are at most this many"),
        _CORRIDOR,
        to_say("recruits a year"),
        unit=to_say("recruits a year"),
        country_is="either",
        upper=1e7,
    ),
    "min_training_per_recruit": RedLineKind(
        to_say("graduates of the places opened, per recruit, per cadre and phase"),
        _CORRIDOR,
        to_say("graduates a year"),
        unit=to_say("graduates per recruit"),
        country_is="sending",
        upper=100,
    ),
    "train_first": RedLineKind(
        to_say("recruits beyond a free allowance a year wait for the graduates of the places opened"),
        ("country", "corridor", "cadre"),
        to_say("recruits, cumulated to a year"),
        unit=to_say("recruits a year"),
        country_is="sending",
        upper=1e7,
    ),
    "min_contribution_per_recruit": RedLineKind(
        to_say(
            "payments by the receiving country and the fund on items spent in the sending country, per recruit of all "
            "cadres, per corridor and phase, are at least this much"
        ),
        ("country", "corridor", "phase"),
        to_say("money a year"),
        unit=to_say("money per recruit"),
        country_is="sending",
    ),
    "max_contribution_per_recruit": RedLineKind(
        to_say(
            "payments by the receiving country and the fund on items spent in the sending country, per recruit of all "
            "cadres, per corridor and phase, are at most this much"
        ),
        ("country", "corridor", "phase"),
        to_say("money a year"),
        unit=to_say("money per recruit"),
        country_is="sending",
    ),
    "min_share_spent_on_training": RedLineKind(
        to_say(
            "the part of the payments by the receiving country and the fund on items spent in the sending country that "
            "goes to training places and teaching capacity, per corridor and phase, is at least this share"
        ),
        ("country", "corridor", "phase"),
        to_say("money a year"),
        unit=to_say("share of payments"),
        country_is="sending",
        upper=1,
    ),
    "min_reinvested_share_of_gain": RedLineKind(
        to_say(
            "the present value of payments by the receiving country's side and the fund on items spent in the sending "
            "countries is at least this share of the present value of the receiving country's gained service. No "
            "published standard fixes the share: it is the parties' own choice"
        ),
        ("country", "corridor"),
        to_say("money, present value"),
        unit=to_say("share of gained service"),
        country_is="receiving",
        upper=10,
    ),
    "min_return_share": RedLineKind(
        to_say(
            "returns over the agreement, supported or not, are at least this share of the recruits, per corridor and "
            "cadre"
        ),
        ("country", "corridor", "cadre"),
        to_say("returns over the agreement"),
        unit=to_say("share of recruits"),
        country_is="sending",
        upper=1,
    ),
    "min_gain": RedLineKind(
        to_say("the country's gain (present value, against no agreement) is at least this much"),
        ("country",),
        to_say("money, present value"),
        unit=to_say("money, present value"),
        country_is="itself",
    ),
    "max_payment": RedLineKind(
        to_say(
            "payments by a payer, in every phase, are at most this much a year; with `country`, only what that country "
            "pays; `corridor` and `cadre` narrow what is counted"
        ),
        ("country", "corridor", "cadre", "phase", "payer"),
        to_say("money a year"),
        unit=to_say("money a year"),
        country_is="payer",
    ),
}
