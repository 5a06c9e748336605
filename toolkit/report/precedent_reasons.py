"""Why an agreement counts as a precedent, in words."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.countries import country_name
from toolkit.register.precedents import Precedent, Sketch, sketch_of
from toolkit.register.read import Register
from toolkit.report.evidence import cadres_in_words
from toolkit.report.table import Table
from toolkit.wording import join, number, per_cent

__all__ = ["reasons_for", "reasons_table"]

_SHOWN = 5


def _side(register: Register, ours: Sequence[str], theirs: Sequence[str], what: str, language: str) -> str:
    same = [country_name(code, language) for code in ours if code in theirs]
    if same:
        return f"same {what} country ({join(same)})"
    table = register.countries.set_index("country")
    groups = []
    for column, words in (("income_group", "income group"), ("who_region", "WHO region")):
        known = [
            {str(table.loc[code, column]) for code in codes if code in table.index} - {""} for codes in (ours, theirs)
        ]
        if known[0] & known[1]:
            groups.append(words)
    return f"{what} country of the same {join(groups)}" if groups else ""


def reasons_for(item: Precedent, sketch: Sketch, register: Register, language: str = "en") -> str:
    """What an agreement shares with a sketch: parties, cadres, clauses, numbers."""
    theirs = sketch_of(item.agreement)
    cadres = sorted(sketch.cadres & theirs.cadres)
    clauses = [register.codebook.clauses[clause].name for clause in item.shared_clauses]
    left = len(clauses) - _SHOWN
    listed = join([*clauses[:_SHOWN], *([f"{number(left)} more"] if left > 0 else [])])
    size = item.parts["size"]
    parts = [
        _side(register, sketch.sending, theirs.sending, "sending", language),
        _side(register, sketch.receiving, theirs.receiving, "receiving", language),
        f"about {cadres_in_words('+'.join(cadres))} too" if cadres else "",
        f"names {listed}" if clauses else "",
        f"numbers alike to {per_cent(size)}" if size is not None else "",
    ]
    return "; ".join(part for part in parts if part) or "nothing in common but being an agreement on health workers"


def reasons_table(found: Sequence[Precedent], sketch: Sketch, register: Register, language: str = "en") -> Table:
    """Precedents with their likeness and the reasons for it."""
    rows = tuple(
        (
            item.agreement.id,
            item.agreement.title,
            "only announced" if item.agreement.announced else item.agreement.status,
            str(item.agreement.year or "not known"),
            per_cent(item.likeness),
            reasons_for(item, sketch, register, language),
            item.agreement.confidence,
            item.agreement.sources[0],
        )
        for item in found
    )
    columns = ("key", "title", "status", "year", "likeness", "because", "confidence", "main source")
    return Table("The likest agreements, and why", columns, rows, "", ("likeness",))
