"""Edits of a workspace: each returns the new content and a sentence for the history. Nothing is changed in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any
from uuid import uuid4

from toolkit.case.names import number_name
from toolkit.case.quantity import Path, dotted, is_quantity
from toolkit.case.schema import Case
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_to_mapping
from toolkit.reading import place
from toolkit.validation import shown
from toolkit.wording import number
from toolkit.workspace.content import MOST_OPTIONS, MOST_TEXT, Content, Option

__all__ = [
    "Edit",
    "add_option",
    "change_option",
    "free_name",
    "new_content",
    "remove_option",
    "restore_number",
    "set_case",
    "set_clauses",
    "set_draft",
    "set_notes",
    "set_number",
    "set_red_lines",
    "set_rule",
    "stated",
    "too_long",
    "trimmed",
]

Edit = tuple[Content, str]
"""New content, and what was done in words."""

_LONGEST_NAME = 120
_LONGEST_ORIGIN = 400
_RULE_SAID = {
    "kalai_smorodinsky": to_say("rule: kalai smorodinsky"),
    "nash": to_say("rule: nash"),
    "egalitarian": to_say("rule: egalitarian"),
    "leximin": to_say("rule: leximin"),
    "utilitarian": to_say("rule: utilitarian"),
}


def new_content(case: Mapping[str, Any], origin: str) -> Content:
    """A workspace on a case document, with an empty draft."""
    return Content(case=dict(deepcopy(case)), origin=_one_line(origin)[:_LONGEST_ORIGIN])


def stated(values: Mapping[str, Any], path: Path) -> Any:
    """What a case document states at a path, ``None`` where it states nothing."""
    found: Any = values
    for part in path:
        if is_quantity(found):
            found = found["value"]
        in_list = isinstance(found, list | tuple) and isinstance(part, int) and 0 <= part < len(found)
        if not in_list and not (isinstance(found, Mapping) and part in found):
            return None
        found = found[part]
    return found


def _with(values: Any, path: Path, new: Any, way: Path = ()) -> Any:
    """A copy of plain values with another value at a path; mappings on the way are made where there are none."""
    if not path:
        return new
    first, rest, now = path[0], path[1:], (*way, path[0])
    if is_quantity(values) and isinstance(first, int):
        return {**values, "value": _with(values["value"], path, new, way)}
    if isinstance(first, int):
        if not isinstance(values, list | tuple) or not 0 <= first < len(values):
            raise InputError(say("the edit"), [Problem(place(now), say("does not stand in the case"))])
        return [_with(part, rest, new, now) if index == first else part for index, part in enumerate(values)]
    if values is not None and not isinstance(values, Mapping):
        wrong = say("cannot stand in {value}", value=shown(values))
        raise InputError(say("the edit"), [Problem(place(now), wrong)])
    known = values or {}
    return {**known, first: _with(known.get(first), rest, new, now)}


def _without(values: Any, path: Path) -> Any:
    """A copy of plain values with nothing at a path; mappings that this leaves empty go too."""
    first, rest = path[0], path[1:]
    if not isinstance(values, Mapping) or first not in values:
        return values
    part = _without(values[first], rest) if rest else None
    kept = {name: value for name, value in values.items() if name != first}
    return kept if part is None or part == {} else {**values, first: part}


def set_number(content: Content, case: Case | None, path: Path, value: float, note: str = "") -> Edit:
    """Another value for a number of the case; what it was is kept, and it counts as assumed by the user from now on.

    A plausible range that does not hold the new value is widened to it. ``case`` gives the number its name in the
    sentence, ``None`` where the document is no case as it stands. Raises ``InputError`` for a path that the document
    has no place for.
    """
    old = stated(content.case, path)
    was = old if is_quantity(old) else {"value": old}
    new: dict[str, Any] = {part: was[part] for part in ("low", "high") if isinstance(was.get(part), int | float)}
    if "low" in new:
        new["low"] = min(new["low"], value)
    if "high" in new:
        new["high"] = max(new["high"], value)
    new = {"value": value, **new, "assumed": True, "note": note or "Changed in this workspace."}
    key = dotted(path)
    changed = content.changed if key in content.changed else {**content.changed, key: {"path": list(path), "was": old}}
    edited = content.model_copy(update={"case": _with(content.case, path, new), "changed": changed})
    name = key if case is None else number_name(case, path)
    return edited, f"{name}: {_short(was['value'])} → {_short(value)}"


def _short(value: Any) -> str:
    """A number as the history tells it, without needless zeros; what is not a number as it was written."""
    if value is None:
        return say("nothing")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shown(value)
    return trimmed(value, 4 if abs(value) >= 0.001 or value == 0 else 9)


def trimmed(value: float, most: int) -> str:
    """A number with up to ``most`` decimals, those left out that are 0 at its end."""
    whole = round(value, most)
    return number(value, next((decimals for decimals in range(most) if round(whole, decimals) == whole), most))


def restore_number(content: Content, case: Case, path: Path) -> Edit:
    """The number as it was before it was edited here, with its source."""
    key = dotted(path)
    kept = content.changed.get(key)
    if kept is None:
        return content, ""
    changed = {name: value for name, value in content.changed.items() if name != key}
    values = _without(content.case, path) if kept["was"] is None else _with(content.case, path, kept["was"])
    edited = content.model_copy(update={"case": values, "changed": changed})
    return edited, say("{number}: as it was", number=number_name(case, path))


def set_case(content: Content, values: Mapping[str, Any], sentence: str) -> Edit:
    """Another case document, such as one with a red line relaxed.

    Of numbers edited before, those are still known as changed that the new document holds at the same place.
    """
    changed = {key: kept for key, kept in content.changed.items() if _stays(content.case, values, tuple(kept["path"]))}
    return content.model_copy(update={"case": dict(deepcopy(values)), "changed": changed}), sentence


def _stays(old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> bool:
    # what stands in a list of records is known by its place only, so that the whole record has to be the same
    whole = path[:2] if path[0] == "red_lines" else path
    return bool(stated(old, whole) == stated(new, whole))


def set_red_lines(content: Content, lines: list[dict[str, Any]], sentence: str) -> Edit:
    """Another list of red lines."""
    return set_case(content, {**content.case, "red_lines": lines}, sentence)


def set_draft(content: Content, draft: Mapping[str, Any] | Terms, sentence: str) -> Edit:
    """Another draft: complete terms, or plain values as typed."""
    values = terms_to_mapping(draft) if isinstance(draft, Terms) else dict(deepcopy(draft))
    return content.model_copy(update={"draft": values}), sentence


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def free_name(name: str, taken: Collection[str]) -> str:
    """A name for an option on one line, numbered where it is taken."""
    wanted = _one_line(name)[:_LONGEST_NAME].strip() or say("Option")
    numbered = (f"{wanted[: _LONGEST_NAME - 5]} ({n})" for n in range(2, len(taken) + 3))
    return next(title for title in (wanted, *numbered) if title not in taken)


def _fitting(text: str, what: str) -> str:
    """A note if it is short enough. Raises ``InputError``, so that it is never cut off silently."""
    if len(text) > MOST_TEXT:
        raise InputError(say("the workspace"), [too_long(what, text)])
    return text


def too_long(what: str, text: str) -> Problem:
    """What is wrong with a note of more than ``MOST_TEXT`` characters."""
    return Problem(
        what,
        say("has {count} characters", count=number(len(text))),
        say("at most {count}", count=number(MOST_TEXT)),
        say("shorten it"),
    )


def add_option(content: Content, terms: Mapping[str, Any] | Terms, name: str, origin: str = "") -> Edit:
    """Set terms aside as an option; a name that is taken gets a number. Raises ``InputError`` for one too many."""
    if len(content.options) >= MOST_OPTIONS:
        wrong, expected = say("are {count} already", count=MOST_OPTIONS), say("remove one that is no longer needed")
        raise InputError(say("the workspace"), [Problem(say("the options"), wrong, expected)])
    values = terms_to_mapping(terms) if isinstance(terms, Terms) else dict(deepcopy(terms))
    free = free_name(name, {option.name for option in content.options})
    origin = _one_line(origin)[:_LONGEST_ORIGIN]
    option = Option(key=uuid4().hex[:12], name=free, origin=origin, terms=values)
    return content.model_copy(update={"options": (*content.options, option)}), say(
        "option added: {option}", option=free
    )


def change_option(content: Content, key: str, *, name: str | None = None, note: str | None = None) -> Edit:
    """Another name or note for an option. Raises ``InputError`` for a note that is too long."""
    found = content.option(key)
    if found is None:
        return content, ""
    others = {option.name for option in content.options if option.key != key}
    new = {
        "name": found.name if name is None else free_name(name, others),
        "note": found.note if note is None else _fitting(note, say("the note")),
    }
    options = tuple(option.model_copy(update=new) if option.key == key else option for option in content.options)
    return content.model_copy(update={"options": options}), say("option changed: {option}", option=new["name"])


def remove_option(content: Content, key: str) -> Edit:
    """The content without an option."""
    found = content.option(key)
    kept = tuple(option for option in content.options if option.key != key)
    sentence = say("option removed: {option}", option=found.name if found else key)
    return content.model_copy(update={"options": kept}), sentence


def set_clauses(content: Content, clauses: Mapping[str, Mapping[str, Any]], sentence: str) -> Edit:
    """Other clauses of the draft."""
    values = {name: dict(deepcopy(said)) for name, said in clauses.items()}
    return content.model_copy(update={"clauses": values}), sentence


def set_notes(content: Content, notes: str) -> Edit:
    """Other notes. Raises ``InputError`` for more than 20,000 characters."""
    return content.model_copy(update={"notes": _fitting(notes, say("the notes"))}), say("notes changed")


def set_rule(content: Content, rule: str, weights: Mapping[str, float] | None = None) -> Edit:
    """Another rule that balances the sides, with its bargaining weights."""
    known = rule in _RULE_SAID
    sentence = say(_RULE_SAID[rule]) if known else say("rule: {rule}", rule=rule.replace("_", " "))
    return content.model_copy(update={"rule": rule, "weights": dict(weights or {})}), sentence
