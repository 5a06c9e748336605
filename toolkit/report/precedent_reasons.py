"""Why an agreement counts as a precedent, in words."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.precedents import Precedent, Sketch, sketch_of
from toolkit.register.read import Register
from toolkit.report.evidence import cadres_in_words
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import join, number, per_cent

__all__ = ["reasons_for", "reasons_table"]

_SHOWN = 5
_SAME = {
    "sending": to_say("same sending country ({countries})"),
    "receiving": to_say("same receiving country ({countries})"),
}
_ALIKE = {
    ("sending", "income_group"): to_say("sending country of the same income group"),
    ("sending", "who_region"): to_say("sending country of the same WHO region"),
    ("sending", "income_group", "who_region"): to_say("sending country of the same income group and WHO region"),
    ("receiving", "income_group"): to_say("receiving country of the same income group"),
    ("receiving", "who_region"): to_say("receiving country of the same WHO region"),
    ("receiving", "income_group", "who_region"): to_say("receiving country of the same income group and WHO region"),
}


def _side(register: Register, ours: Sequence[str], theirs: Sequence[str], side: str, language: str) -> str:
    same = [country_name(code, language) for code in ours if code in theirs]
    if same:
        return say(_SAME[side], countries=join(same))
    table = register.countries.set_index("country")
    groups = []
    for column in ("income_group", "who_region"):
        known = [
            {str(table.loc[code, column]) for code in codes if code in table.index} - {""} for codes in (ours, theirs)
        ]
        if known[0] & known[1]:
            groups.append(column)
    return say(_ALIKE[(side, *groups)]) if groups else ""


def reasons_for(item: Precedent, sketch: Sketch, register: Register, language: str = "") -> str:
    """What an agreement shares with a sketch: parties, cadres, clauses, numbers.

    ``language`` is that of the countries' names, by default the one that is spoken.
    """
    theirs = sketch_of(item.agreement)
    cadres = sorted(sketch.cadres & theirs.cadres)
    clauses = [say(register.codebook.clauses[clause].name) for clause in item.shared_clauses]
    left = len(clauses) - _SHOWN
    more = [say_count("{count} more", "{count} more", left, count=number(left))] if left > 0 else []
    listed = join([*clauses[:_SHOWN], *more])
    size = item.parts["size"]
    parts = [
        _side(register, sketch.sending, theirs.sending, "sending", language),
        _side(register, sketch.receiving, theirs.receiving, "receiving", language),
        say("about {cadres} too", cadres=cadres_in_words("+".join(cadres))) if cadres else "",
        say("names {clauses}", clauses=listed) if clauses else "",
        say("numbers alike to {share}", share=per_cent(size)) if size is not None else "",
    ]
    nothing = say("nothing in common but being an agreement on health workers")
    return "; ".join(part for part in parts if part) or nothing


def reasons_table(found: Sequence[Precedent], sketch: Sketch, register: Register, language: str = "") -> Table:
    """Precedents with their likeness and the reasons for it."""
    rows = tuple(
        (
            item.agreement.id,
            item.agreement.title,
            say("only announced") if item.agreement.announced else spaced(item.agreement.status),
            str(item.agreement.year or say("not known")),
            per_cent(item.likeness),
            reasons_for(item, sketch, register, language),
            spaced(item.agreement.confidence),
            item.agreement.sources[0],
        )
        for item in found
    )
    columns = (
        say("key"),
        say("title"),
        say("status"),
        say("year"),
        say("likeness"),
        say("because"),
        say("confidence"),
        say("main source"),
    )
    return Table(say("The likest agreements, and why"), columns, rows, "", columns[4:5])
