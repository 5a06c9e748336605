"""Applying a way out of a conflict to the case document of a workspace."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from toolkit.case.quantity import dotted, is_quantity
from toolkit.case.schema import Case
from toolkit.deal.explain import Move, Relaxation
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, set_number, set_red_lines, stated

__all__ = ["relax"]


def relax(content: Content, case: Case, way: Relaxation) -> Edit:
    """The workspace with the numbers of a relaxation moved where they stand, and the move in words.

    ``case`` is the case that the relaxation was found for. What a budget was is kept, so that it can be restored; a red
    line keeps its words and says what it was. Raises ``InputError`` for a way that moves no number, because a demand
    has to be given up in part.
    """
    if way.case is None or any(move.path is None or move.after is None for move in way.moves):
        wrong, remedy = say("names no number that could be set"), say("decide with the other side")
        raise InputError(say("the case"), [Problem(say("this way out"), wrong, "", remedy)])
    for move in way.moves:
        content = _moved(content, case, move)
    return content, say("relaxed so that an agreement is possible: {change}", change=way.sentence)


def _moved(content: Content, case: Case, move: Move) -> Content:
    assert move.path is not None
    assert move.after is not None
    where = move.path[:-1]
    if where[0] == "red_lines":
        return _line_moved(content, int(where[1]), move.before, move.after)
    budget = where
    if len(case.phases) == 1 and not isinstance(_bare(stated(content.case, budget)), list | tuple):
        return set_number(content, case, budget, move.after)[0]
    before = content.changed.get(dotted(budget), {"path": list(budget), "was": stated(content.case, budget)})
    edited = set_number(_by_phase(content, budget, len(case.phases)), case, move.path, move.after)[0]
    changed = {name: value for name, value in edited.changed.items() if name != dotted(move.path)}
    return edited.model_copy(update={"changed": {**changed, dotted(budget): before}})


def _bare(value: Any) -> Any:
    return value["value"] if is_quantity(value) else value


def _line_moved(content: Content, index: int, before: float | None, after: float) -> Content:
    """Another threshold of a red line; a range that does not hold it is widened to it."""
    lines = deepcopy(list(content.case["red_lines"]))
    was = lines[index]["value"]
    if is_quantity(was):
        kept = {part: was[part] for part in ("low", "high") if was.get(part) is not None}
        kept |= {part: choose(kept[part], after) for part, choose in (("low", min), ("high", max)) if part in kept}
        said = f"Moved in this workspace from {before:g} so that an agreement is possible."
        after_with_origin = {"value": after, **kept, "assumed": True, "note": said}
        lines[index] = {**lines[index], "value": after_with_origin}
    else:
        lines[index] = {**lines[index], "value": after}
    return set_red_lines(content, lines, "")[0]


def _by_phase(content: Content, path: tuple[str | int, ...], phases: int) -> Content:
    """The budget at a path as a list with one number for each phase; what is absent counts as nothing."""
    said = stated(content.case, path)
    bare = _bare(said)
    if isinstance(bare, list | tuple):
        if len(bare) == phases:
            return content
        one = bare[0]
    else:
        one = said if said is not None else 0.0
    values = deepcopy(content.case)
    place: Any = values
    for part in path[:-1]:
        place = place.setdefault(part, {})
        if is_quantity(place):
            raise InputError(say("the case"), [Problem(dotted(path), say("stands in a number"))])
    place[path[-1]] = [deepcopy(one) for _ in range(phases)]
    return content.model_copy(update={"case": values})
