"""What the labels of official files say: the cadre, and what is counted about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.languages.speech import say, to_say

__all__ = ["DIVIDED", "FLAGS", "TIMES_TEN", "Meaning", "cadre_of", "converted", "flag_of", "oecd_meaning", "unit_of"]

TIMES_TEN = to_say("published per 1,000 people, times ten")
DIVIDED = to_say("published in per cent, divided by 100")
"""How a published number became that of the register; as a remark in the tables it stays English."""

_CADRES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nurse_and_midwife", re.compile(r"nurs\w*( personnel)? and midwi|midwi\w+ and nurs", re.IGNORECASE)),
    ("midwife", re.compile(r"midwi", re.IGNORECASE)),
    ("nurse", re.compile(r"nurs", re.IGNORECASE)),
    ("physician", re.compile(r"doctor|physician|medical practitioner", re.IGNORECASE)),
    ("dentist", re.compile(r"dentist", re.IGNORECASE)),
    ("pharmacist", re.compile(r"pharmacist|pharmaceutical", re.IGNORECASE)),
    ("caregiver", re.compile(r"caregiver|care worker|carer", re.IGNORECASE)),
)

FLAGS = {
    "B": "B",
    "D": "D",
    "E": "E",
    "P": "P",
    "break": "B",
    "break in series": "B",
    "time series break": "B",
    "difference in methodology": "D",
    "definition differs": "D",
    "estimated value": "E",
    "estimate": "E",
    "estimated": "E",
    "provisional value": "P",
    "provisional": "P",
}
_NO_FLAG = frozenset({"", "a", "normal value"})


def converted(name: str, how: str, unit: str) -> str:
    """The note that an import tells of a conversion: of what, how, and to which unit."""
    return say("{name} is {how}, so that the unit is {unit}", name=name, how=say(how), unit=say(unit))


@lru_cache(maxsize=1024)
def cadre_of(text: str) -> str | None:
    """The cadre that a label names, ``None`` where it names none.

    >>> cadre_of("Foreign-trained nurses - Stock"), cadre_of("Nursing and midwifery personnel (per 10,000)")
    ('nurse', 'nurse_and_midwife')
    """
    return next((cadre for cadre, pattern in _CADRES if pattern.search(text)), None)


@lru_cache(maxsize=1024)
def flag_of(*texts: str) -> str:
    """Flags as codes in the order of the alphabet, divided by semicolons; what is not known stays as it is written.

    >>> flag_of("E; D"), flag_of("A"), flag_of("B", "", "P")
    ('D;E', '', 'B;P')
    """
    parts = [part.strip() for text in texts for part in text.split(";")]
    return ";".join(
        sorted({FLAGS.get(part, FLAGS.get(part.lower(), part)) for part in parts if part.lower() not in _NO_FLAG})
    )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a variable counts: ``corridor`` numbers by origin, or a number on the ``country`` itself."""

    kind: str
    cadre: str
    measure: str
    basis: str = ""


@lru_cache(maxsize=1024)
def oecd_meaning(label: str) -> Meaning | None:
    """What a variable of the OECD's health workforce migration data counts, by the words of its label.

    ``None`` for what the register does not hold, such as foreign-trained people who were born in the country.
    """
    text, cadre = label.lower(), cadre_of(label)
    if cadre is None or re.search(r"native[- ]born|share|%|per cent|percentage", text):
        return None
    if re.search(r"total number", text):
        return Meaning("country", cadre, "workforce")
    if not re.search(r"foreign[- ]trained", text) or re.search(r"domestically", text):
        return None
    if re.search(r"inflow", text):
        return Meaning("corridor", cadre, "annual_inflow", "trained_in")
    return Meaning("corridor", cadre, "stock", "trained_in") if re.search(r"stock|^foreign", text) else None


@lru_cache(maxsize=1024)
def unit_of(code: str, label: str = "") -> str | None:
    """The unit that a code or a label names: persons, full-time equivalents or per cent of the profession.

    >>> unit_of("PS"), unit_of("PT_WR_PRF_HLTH"), unit_of("X", "Percentage of health professionals")
    ('persons', 'percent_of_profession', 'percent_of_profession')
    """
    text = f"{code} {label}".lower()
    if code.startswith("PT") or re.search(r"per ?cent|%", text):
        return "percent_of_profession"
    if re.search(r"full[- ]time|\bfte\b", text):
        return "full_time_equivalents"
    if code in ("PS", "PER", "PERS", "PERSONS", "NB", "NBR", "HC") or re.search(r"person|head ?count|number", text):
        return "persons"
    return None
