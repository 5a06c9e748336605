"""Names of corridors, cadres, items and payers as they are written in sentences and tables."""

from __future__ import annotations

from toolkit.case.schema import ends
from toolkit.countries import country_name

__all__ = ["ITEM_NAMES", "cadre_name", "corridor_name", "payer_name"]

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
_CADRES = {
    "physician": "physicians",
    "nurse": "nurses",
    "midwife": "midwives",
    "dentist": "dentists",
    "pharmacist": "pharmacists",
    "caregiver": "caregivers",
    "allied": "allied health professionals",
}


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
