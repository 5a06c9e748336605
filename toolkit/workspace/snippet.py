"""The Python script that computes the numbers of a workspace again, outside the application.

It starts from the shipped case where the workspace does, and lists what was changed; from any other case it carries the
whole document. Terms are written out. The baseline, no agreement, is computed beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pprint import pformat
from typing import Any

from toolkit.case.load import case_values, shipped_cases
from toolkit.case.quantity import Path, is_quantity
from toolkit.workspace.content import Content

__all__ = ["snippet"]

_WIDTH = 110
_ABSENT: Any = object()


def snippet(name: str, content: Content) -> str:
    """A script that prints the gains of the balanced terms, the draft and the options, and the baseline by year."""
    weights = f", weights={content.weights!r}" if content.rule == "nash" and content.weights else ""
    terms = {"the draft": content.draft} if content.draft else {}
    terms |= {option.name: option.terms for option in content.options}
    return "\n".join(
        [
            f"# {_one_line(name)}: the numbers of the application, computed again.",
            "from toolkit import case_values, evaluate, load_case, load_terms, no_terms, solve",
            "",
            *_case(content),
            "case = load_case(values)",
            "",
            f"solution = solve(case, {content.rule!r}{weights})",
            f'print("balanced terms, {content.rule}:", solution.gains)',
            "",
            f"TERMS = {pformat(terms, width=_WIDTH, sort_dicts=False)}",
            "for name, drafted in TERMS.items():",
            '    print(name + ":", evaluate(case, load_terms(drafted, case)).gains)',
            "",
            "baseline = evaluate(case, no_terms(case))",
            'years = solution.frames()["years"]',
            'filled = years[years["indicator"] == "filled_posts"]',
            'print(filled.pivot_table(index="year", columns=["country", "cadre"], values="without_agreement"))',
            "assert all(abs(gain) < 1e-6 for gain in baseline.gains.values())",
            "",
        ]
    )


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _case(content: Content) -> Iterator[str]:
    if content.origin not in shipped_cases():
        yield f"values = {pformat(content.case, width=_WIDTH, sort_dicts=False)}"
        return
    yield f"values = case_values({content.origin!r})"
    for path, value in _changes(case_values(content.origin), content.case, ()):
        place = "".join(f"[{part!r}]" for part in path)
        yield f"del values{place}" if value is _ABSENT else f"values{place} = {pformat(value, width=_WIDTH)}"


def _changes(old: Any, new: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """What to set, or take away, to make the new values of the old ones."""
    if old == new:
        return
    mappings = isinstance(old, Mapping) and isinstance(new, Mapping) and not is_quantity(old) and not is_quantity(new)
    if mappings:
        for name in [*old, *(name for name in new if name not in old)]:
            if name not in new:
                yield (*path, name), _ABSENT
            else:
                yield from _changes(old.get(name, _ABSENT), new[name], (*path, name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _changes(before, after, (*path, index))
    else:
        yield path, new
