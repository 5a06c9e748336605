"""Putting together what two people changed at once: what only one of them touched is taken, the rest is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from toolkit.case.quantity import is_quantity
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.reading import place
from toolkit.workspace.content import MOST_OFFERS, MOST_OPTIONS, Content
from toolkit.workspace.edits import free_name

__all__ = ["merged"]

Path = tuple[str | int, ...]
_ABSENT: Any = object()
_SAID = (("clauses",), ("thresholds",))
_KEYED = ("options", "offers")


def merged(base: Content, mine: Content, theirs: Content) -> tuple[Content, tuple[str, ...]]:
    """Both changes together, and the places that both changed differently, where mine stands.

    Names in mappings, options and offers by their keys and entries of lists of one length are compared one by one;
    numbers with their origin count as a whole. Where one removed what the other changed, the change stands, and is
    told. Raises ``InputError`` where the two do not fit into one workspace.
    """
    clashes: list[Path] = []
    values = _merge(_plain(base), _plain(mine), _plain(theirs), (), clashes)
    contents = (base, theirs, mine)
    names = {option.key: option.name for content in contents for option in content.options}
    names |= {offer.key: offer.name for content in contents for offer in content.offers}
    values["options"] = _each_name_once(values["options"])
    values["offers"] = list(values["offers"].values())
    try:
        content = Content.model_validate(values)
    except ValidationError as failure:
        wrong = say(
            "would be more than {options}, or the offers more than {offers}", options=MOST_OPTIONS, offers=MOST_OFFERS
        )
        problem = Problem(say("the options"), wrong, "", say("keep both, and remove some"))
        raise InputError(say("the merged workspace"), [problem]) from failure
    return content, tuple(dict.fromkeys(place(_named(path, names)) for path in clashes))


def _named(path: Path, names: Mapping[str, str]) -> Path:
    """A path as it is told: options and offers by their names."""
    words = tuple(part if isinstance(part, int) else part.replace("_", " ") for part in path)
    return (words[0], names.get(str(path[1]), str(path[1])), *words[2:]) if path[0] in _KEYED else words


def _each_name_once(options: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The options, the later of two with one name numbered."""
    found: list[dict[str, Any]] = []
    for option in options.values():
        found.append({**option, "name": free_name(option["name"], {other["name"] for other in found})})
    return found


def _plain(content: Content) -> dict[str, Any]:
    values = content.model_dump(mode="json")
    return {**values, **{part: {entry["key"]: entry for entry in values[part]} for part in _KEYED}}


def _merge(base: Any, mine: Any, theirs: Any, path: Path, clashes: list[Path]) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if base is _ABSENT and path[:1] in _SAID and isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        base = {}  # two that both began to speak of a clause said different things of it
    found = (base, mine, theirs)
    if all(isinstance(value, Mapping) and not is_quantity(value) for value in found):
        names = [*mine, *(name for name in theirs if name not in mine)]
        parts = {
            name: _merge(
                base.get(name, _ABSENT), mine.get(name, _ABSENT), theirs.get(name, _ABSENT), (*path, name), clashes
            )
            for name in names
        }
        return {name: value for name, value in parts.items() if value is not _ABSENT}
    if all(isinstance(value, list) for value in found) and len(base) == len(mine) == len(theirs):
        return [
            _merge(old, own, other, (*path, index), clashes)
            for index, (old, own, other) in enumerate(zip(base, mine, theirs, strict=True))
        ]
    clashes.append(path)
    return theirs if mine is _ABSENT else mine
