"""Which corridors, countries, cadres and phases a red line is about (specification, section 7)."""

from __future__ import annotations

from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Cadre, Case, RedLine, ends

__all__ = ["cadres_in", "cadres_on", "corridors", "countries", "is_empty", "payer_groups", "phases"]


def corridors(case: Case, line: RedLine) -> list[str]:
    """The corridors that a red line counts: those it names, at the end of which its country stands."""
    role = KINDS[line.kind].country_is
    found = []
    for name in case.corridors:
        sending, receiving = ends(name)
        parties = {"sending": (sending,), "receiving": (receiving,)}.get(role, (sending, receiving))
        if line.corridor in (None, name) and (line.country is None or line.country in parties):
            found.append(name)
    return found


def cadres_on(case: Case, line: RedLine, corridor: str) -> list[Cadre]:
    """The cadres of a corridor that a red line counts."""
    return [cadre for cadre in case.corridors[corridor].cadres if line.cadre in (None, cadre)]


def countries(case: Case, line: RedLine) -> list[str]:
    """The countries that a red line is about: the one it names, or all that play the part its kind speaks of."""
    role = KINDS[line.kind].country_is
    if role == "receiving":
        return sorted({ends(name)[1] for name in corridors(case, line)})
    if role == "sending":
        return sorted({ends(name)[0] for name in corridors(case, line)})
    return [code for code in case.countries if line.country in (None, code)]


def cadres_in(case: Case, line: RedLine, country: str) -> list[Cadre]:
    """The cadres of a country that a red line counts."""
    return [cadre for cadre in case.countries[country].cadres if line.cadre in (None, cadre)]


def phases(case: Case, line: RedLine) -> list[int]:
    """The phases that a red line is about."""
    return [phase for phase in range(len(case.phases)) if line.phase in (None, phase)]


def payer_groups(case: Case, line: RedLine) -> dict[str, list[tuple[str, str]]]:
    """Whose payments a ``max_payment`` adds up: for each who, the pairs of corridor and payer that count.

    A country's payments are added over the corridors on which it is the payer named, or over both of its parts where
    only the country is named. Payments by the worker or the fund are added over the corridors.
    """
    chosen = corridors(case, line)
    if line.payer in ("worker", "fund"):
        return {line.payer: [(name, line.payer) for name in chosen]}
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in chosen:
        for payer, country in zip(("sending", "receiving"), ends(name), strict=True):
            if line.payer in (None, payer) and line.country in (None, country):
                groups.setdefault(country, []).append((name, payer))
    return groups


def is_empty(case: Case, line: RedLine) -> bool:
    """Whether a red line, as narrowed, is about nothing at all in the case."""
    kind = KINDS[line.kind]
    if kind.country_is == "itself":
        chosen = countries(case, line)
        return not any(cadres_in(case, line, code) for code in chosen) if "cadre" in kind.selectors else not chosen
    named = corridors(case, line)
    if line.kind == "max_payment" and not payer_groups(case, line):
        return True
    return not any(cadres_on(case, line, name) for name in named)
