"""Names of corridors, cadres, items and payers as they are written in sentences and tables."""

from __future__ import annotations

from toolkit.case.schema import CADRES, Case, ends
from toolkit.countries import country_name
from toolkit.wording import years_of_phase

__all__ = ["ITEM_NAMES", "cadre_name", "corridor_name", "label_of", "number_name", "payer_name", "place_of"]

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


def place_of(case: Case, path: tuple[str | int, ...]) -> str:
    """The record a number belongs to, in words: ``Kenya, nurses``."""
    if path[0] == "countries":
        cadre = f", {cadre_name(str(path[2]))}" if path[2] in CADRES else ""
        return country_name(str(path[1])) + cadre
    if path[0] == "corridors":
        return f"{corridor_name(str(path[1]))}, {cadre_name(str(path[2]))}"
    return "the fund" if path[0] == "fund" else "red lines"


def label_of(case: Case, path: tuple[str | int, ...]) -> str:
    """A number's name within its record: ``budget in 2026-2028``, ``retention tier 2 cost``."""
    if path[0] == "red_lines":
        return case.red_lines[int(path[1])].kind.replace("_", " ")
    start = {"countries": 3 if len(path) > 2 and path[2] in CADRES else 2, "corridors": 3}.get(str(path[0]), 1)
    words: list[str] = []
    for part in path[start:]:
        if not isinstance(part, int):
            words.append(part.replace("_", " "))
        elif words[-1] == "retention":
            words.append(f"tier {part + 1}")
        else:
            words.append(f"in {years_of_phase(case.start_year, case.phases, part)}")
    return " ".join(words)


def number_name(case: Case, path: tuple[str | int, ...]) -> str:
    """Record and name of a number: ``Kenya, nurses: exit rate``."""
    where = "red line" if path[0] == "red_lines" else place_of(case, path)
    return f"{where}: {label_of(case, path)}"
