"""Numbers of a case as somebody types them: read, held against the case, and turned into an edit or refused."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.case.load import case_from_mapping
from toolkit.case.names import number_name
from toolkit.case.quantity import Path, dotted, is_quantity
from toolkit.case.schema import Case
from toolkit.errors import InputError, Problem
from toolkit.languages.numerals import decimal_sign, with_english_signs
from toolkit.languages.speech import say, to_say
from toolkit.validation import field_at, value_at
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, restore_number, set_number, stated

__all__ = ["place_in_document", "restored", "typed_edit", "typed_number"]

_GAP = "[,\\s'’]"
_GROUPED = re.compile(rf"[+-]?[1-9]\d{{0,2}}({_GAP}\d{{3}})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
_SIZES = (
    (to_say("thousand|thousands"), 3),
    (to_say("million|millions"), 6),
    (to_say("billion|billions"), 9),
    (to_say("trillion|trillions"), 12),
)
"""What may stand behind a number, each word of a language after another, and by which power of ten it multiplies."""

_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
"""Thousands where points divide them; where the decimal sign is a comma, nobody can tell which is meant."""
_LONGEST = 60


def typed_number(text: str, where: str, at_most: float | None = None) -> float:
    """The number that a text means: ``1,500``, ``1 500``, ``1.5 million``, and ``3.5 %`` for what is at most 1.

    A number is typed as the language that is spoken writes it, with its own words for a million and the like; where a
    comma is its decimal sign, ``1,5`` is one and a half. In English a comma that does not stand between thousands is
    refused, since it may be a decimal point. ``where`` names the number in messages, ``at_most`` is the limit of its
    field. Raises ``InputError``.
    """
    tidy = with_english_signs(text.strip()).replace("−", "-")
    sizes = _sizes()
    word = next((name for name in sizes if tidy.lower().endswith(name)), "")
    share = tidy.endswith("%")
    body = tidy[: len(tidy) - len(word)].rstrip("% ") if word or share else tidy
    if share and (at_most is None or at_most > 1):
        raise _refused(where, text, say("a plain number, not per cent"), "")
    if _GROUPED.fullmatch(body):
        body = re.sub(_GAP, "", body)
    thousands = _POINTS.fullmatch(body) and body in text and decimal_sign() != "."
    if thousands or not _PLAIN.fullmatch(body):
        remedy = say("write the decimal point as a point") if "," in body or thousands else ""
        raise _refused(where, text, say("a number in digits, such as 1,500 or 0.035 or 1.5 million"), remedy)
    return float(Decimal(body).scaleb(sizes.get(word, 0) - (2 if share else 0)))


def _sizes() -> dict[str, int]:
    """Every word for a size, the longest first; a billion is not as many in every language."""
    words = {word: power for message, power in _SIZES for word in say(message).split("|")}
    return dict(sorted(words.items(), key=lambda entry: -len(entry[0])))


def _refused(where: str, text: str, expectation: str, remedy: str) -> InputError:
    given = say("is '{word}'", word=text.strip()[:_LONGEST]) if text.strip() else say("is empty")
    return InputError(say("the number typed"), [Problem(where, given, expectation, remedy)])


def place_in_document(content: Content, path: Path) -> Path:
    """Where a number of the case stands in its document: the only number of a list is the list's first."""
    return (*path, 0) if isinstance(stated(content.case, path), list | tuple) else path


def typed_edit(content: Content, case: Case, path: Path, text: str, note: str = "") -> Edit:
    """Another value for a number as it was typed, with the reason for it.

    The value that the number had before it was first changed brings back its source; the value that it has changes
    nothing. Raises ``InputError`` for what is no number, and ``CaseError`` with the field's own words for a value that
    the case does not allow.
    """
    field = field_at(Case, path)
    value = typed_number(text, number_name(case, path), field.at_most if field else None)
    now = value_at(case.model_dump(), path)
    place = place_in_document(content, path)
    kept = content.changed.get(dotted(place))
    if value == now and not (kept and note):
        return content, ""
    before = None if kept is None else kept["was"]["value"] if is_quantity(kept["was"]) else kept["was"]
    if value == before:
        edit = restore_number(content, case, place)
    else:
        whole = isinstance(now, int) and value.is_integer()
        edit = set_number(content, case, place, int(value) if whole else value, note)
    case_from_mapping(edit[0].case)
    return edit


def restored(content: Content, case: Case, path: Path) -> Edit:
    """A number as it was before it was changed here, with its source."""
    return restore_number(content, case, place_in_document(content, path))
