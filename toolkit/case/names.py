"""Names of countries, cadres, items and payers as they are written in sentences and tables."""

from __future__ import annotations

from functools import cache

import pycountry

from toolkit.case.schema import ends

__all__ = ["ITEM_NAMES", "cadre_name", "corridor_name", "country_in_a_sentence", "country_name", "payer_name"]

ITEM_NAMES: dict[str, str] = {
    "training": "training places",
    "training_capacity": "teaching capacity",
    "recruitment": "recruitment",
    "language": "language and preparation",
    "bridging": "bridging programmes",
    "retention": "retention",
    "posts": "extra posts",
    "return": "supported returns",
    "remote_service": "remote service",
    "system_support": "health-system support",
}
_WITH_ARTICLE = frozenset({"BHS", "COD", "COG", "COM", "GMB", "MDV", "NLD", "PHL"})
_CADRES = {
    "physician": "physicians",
    "nurse": "nurses",
    "midwife": "midwives",
    "dentist": "dentists",
    "pharmacist": "pharmacists",
    "caregiver": "caregivers",
    "allied": "allied health professionals",
}


@cache
def country_name(code: str) -> str:
    """The usual English name of a country; what is no country code stays as it is."""
    found = pycountry.countries.get(alpha_3=code)
    return str(getattr(found, "common_name", found.name)) if found is not None else code


def country_in_a_sentence(code: str) -> str:
    """A country's name as it stands in running text: ``the United Kingdom``, ``Kenya``."""
    name = country_name(code)
    takes_article = name.startswith("United ") or name.endswith((" Islands", " Republic")) or code in _WITH_ARTICLE
    return f"the {name}" if takes_article else name


def corridor_name(corridor: str) -> str:
    """A corridor in words: ``Kenya to United Kingdom``."""
    sending, receiving = ends(corridor)
    return f"{country_name(sending)} to {country_name(receiving)}"


def cadre_name(cadre: str) -> str:
    """A cadre in the plural."""
    return _CADRES.get(cadre, cadre)


def payer_name(corridor: str, payer: str) -> str:
    """Who a payer is on a corridor: the country's name, the fund, or the workers."""
    sending, receiving = ends(corridor)
    return {
        "sending": country_name(sending),
        "receiving": country_name(receiving),
        "worker": "workers",
        "fund": "fund",
    }[payer]
