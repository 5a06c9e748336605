"""What each measure of the atlas is: formula, unit, where the formula comes from, what a missing value means.

Tables, documents and commands tell it from here: ``title``, ``formula``, ``symbols``, ``unit`` and ``missing`` are said
where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.languages.speech import to_say

__all__ = ["MEASURES", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by the name of its column.

    ``formula`` is in words, ``symbols`` the same in symbols: x(o, d) are the people of a corridor. ``source`` is where
    the formula was published, empty where it is this toolkit's own. ``missing`` says what an empty value means,
    ``bound`` whether the value is the least (``at least``), the most (``at most``) or neither (empty). ``coverage``
    names the columns that tell how much the data see.
    """

    name: str
    title: str
    formula: str
    symbols: str
    unit: str
    source: str
    missing: str
    bound: str = ""
    coverage: tuple[str, ...] = ()


_PEOPLE = to_say("as selected (persons or full-time equivalents)")
_SHARE = to_say("share, 0 to 1")
_OWN = ""
_HERFINDAHL = "Hirschman 1945, Herfindahl 1950"

_ALL = (
    Measure(
        "people_in",
        to_say("came in"),
        to_say("people of every origin seen in the country"),
        to_say("Σ over o of x(o, d)"),
        _PEOPLE,
        _OWN,
        to_say("the country reports on no origin; never none"),
        "at least",
        ("origins",),
    ),
    Measure(
        "people_out",
        to_say("went out"),
        to_say("people of the country seen in every destination that reports on it in the same basis"),
        to_say("Σ over d of x(o, d)"),
        _PEOPLE,
        _OWN,
        to_say("no destination reports on the country; never none"),
        "at least",
        ("destinations", "destinations_reporting", "destinations_left_out"),
    ),
    Measure(
        "net",
        to_say("net position"),
        to_say("came in less went out, where both are counted on the same basis; the cadres seen may differ"),
        "Σ x(·, i) - Σ x(i, ·)",
        _PEOPLE,
        _OWN,
        to_say("one of the two is not known, or they are counted on different bases"),
        "",
        ("origins", "cadre_in", "destinations", "destinations_reporting", "cadre_out"),
    ),
    Measure(
        "origin_concentration",
        to_say("concentration of origins"),
        to_say("sum of the squared shares of the origins: 1 for a single one, 1/n for n equal ones"),
        to_say("Σ over o of (x(o, d) / Σ x(·, d))²"),
        _SHARE,
        _HERFINDAHL,
        to_say("nobody is known to have come in"),
        "",
        ("origins",),
    ),
    Measure(
        "destination_concentration",
        to_say("concentration of destinations"),
        to_say("sum of the squared shares of the destinations: 1 for a single one, 1/n for n equal ones"),
        to_say("Σ over d of (x(o, d) / Σ x(o, ·))²"),
        _SHARE,
        _HERFINDAHL,
        to_say("nobody is known to have gone out"),
        "",
        ("destinations", "destinations_reporting"),
    ),
    Measure(
        "two_way",
        to_say("two-way exchange"),
        to_say("share of the movement with partners known in both directions that is matched by movement back"),
        to_say("Σ over j of 2 min(x(i, j), x(j, i)) / Σ over j of (x(i, j) + x(j, i))"),
        _SHARE,
        "Grubel and Lloyd 1975",
        to_say("with no partner are both directions known"),
        "",
        ("two_way_pairs",),
    ),
    Measure(
        "pass_on",
        to_say("gains that make up for losses"),
        to_say("share of those who came in that only makes up for those who went out; not the same persons"),
        "min(Σ x(·, i), Σ x(i, ·)) / Σ x(·, i)",
        _SHARE,
        _OWN,
        to_say("as for the net position, or nobody came in"),
        "",
        ("origins", "cadre_in", "destinations", "destinations_reporting", "cadre_out"),
    ),
    Measure(
        "betweenness",
        to_say("place between others"),
        to_say(
            "share of the shortest ways between two other countries that lead through it, a corridor being "
            "1/people long"
        ),
        to_say("Σ over s, t of σ(s, t | i) / σ(s, t), over (n - 1)(n - 2)"),
        _SHARE,
        "Freeman 1977; Brandes 2008",
        to_say("the country is in no corridor"),
    ),
    Measure(
        "trained_not_citizens",
        to_say("trained there, not its citizens"),
        to_say(
            "people trained in the country and seen abroad beyond its citizens there: came to train and left again, or "
            "changed citizenship"
        ),
        to_say("Σ over d of max(0, x by training(i, d) - x by citizenship(i, d))"),
        _PEOPLE,
        _OWN,
        to_say("no destination counts it by both in one year"),
        "",
        ("transit_pairs",),
    ),
    Measure(
        "dependence",
        to_say("dependence on foreign staff"),
        to_say(
            "people from abroad over the workforce of the same cadres; by training or citizenship as the basis says"
        ),
        to_say("Σ over o of x(o, d) / W(d)"),
        to_say("share; above 1 the two counts do not fit"),
        "OECD, Health at a Glance (share of foreign-trained doctors and nurses)",
        to_say("not a stock, nobody known to have come in, or no workforce known in the unit"),
        "at least",
        ("origins", "dependence_matched", "workforce", "workforce_cadre", "workforce_from", "workforce_year"),
    ),
    Measure(
        "loss_rate",
        to_say("loss rate"),
        to_say("people abroad over people abroad and at home, of the same cadres"),
        to_say("Σ over d of x(o, d) / (Σ over d of x(o, d) + W(o))"),
        _SHARE,
        "Clemens and Pettersson 2008; Bhargava, Docquier and Moullan 2011",
        to_say("not a stock, nobody is known to have gone out, or no workforce at home is known in the unit"),
        "at least",
        ("destinations", "destinations_reporting", "loss_matched", "home", "home_cadre", "home_from", "home_year"),
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}
"""The measures of ``country_measures``, in the order of its columns."""
