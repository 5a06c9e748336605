"""The network of agreements: whom each covers, how it stood in a year, and graphs of it.

An agreement covers the corridors that it names. One that names none (it is mutual or regional) covers every ordered
pair of its parties; a third party that only carries or funds it is none of them. Announced agreements are never edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import networkx as nx
import pandas as pd

from toolkit.atlas.standing import standing_in
from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.find import find_agreements
from toolkit.register.read import Register
from toolkit.register.records import Agreement, year_of
from toolkit.validation import did_you_mean
from toolkit.wording import nearest

__all__ = ["agreement_graph", "agreement_multigraph", "covered_pairs", "names_clause", "ordered_pairs", "state_in"]

STATE_COLUMNS = (
    "agreement",
    "standing",
    "why",
    "signed",
    "in_force",
    "ends",
    "ends_basis",
    "status",
    "status_as_of",
    "instrument",
    "level",
    "scope",
    "parties_complete",
    "confidence",
)
PAIR_COLUMNS = ("origin", "destination", "agreement", "standing", "scope", "confidence")
_YEARS = ("signed", "in_force", "ends", "status_as_of")


def ordered_pairs(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """The corridors that an agreement covers, as origin and destination, sorted.

    Where only some parties are named (``parties_complete`` is false) these are the pairs of the named ones.
    """
    if agreement.directions:
        return tuple(sorted({(corridor[:3], corridor[4:]) for corridor in agreement.directions}))
    parties = {party.country for party in agreement.parties if party.role != "third_party"}
    return tuple(permutations(sorted(parties), 2))


def names_clause(register: Register, agreement: Agreement, clause: str) -> str:
    """``named`` where the pages read name a clause, ``perhaps`` where a broad term may stand for it, else empty."""
    if clause in agreement.clauses:
        return "named"
    return "perhaps" if any(clause in register.codebook.may_be(term) for term in agreement.broad) else ""


def state_in(register: Register, year: int | None = None, *, weak: bool = False) -> pd.DataFrame:
    """Every agreement with its standing in a year and why, sorted by key; without a year, as last known.

    Columns: ``agreement``, ``standing`` (a word of ``STANDINGS``), ``why``, the years ``signed``, ``in_force``,
    ``ends`` and ``status_as_of`` (missing where not known), and the record's ``ends_basis``, ``status``,
    ``instrument``, ``level``, ``scope``, ``parties_complete`` and ``confidence``. Weak records only with ``weak``.
    """
    rows = []
    for record in find_agreements(register, weak=weak):
        found = standing_in(record, year)
        told = (year_of(record.signed), year_of(record.in_force), year_of(record.ends), record.ends_basis or "")
        form = (record.instrument, record.level, record.scope, record.parties_complete, record.confidence)
        rows.append((record.id, found.word, found.why, *told, record.status, record.status_as_of, *form))
    table = pd.DataFrame(rows, columns=list(STATE_COLUMNS))
    return table.astype(dict.fromkeys(_YEARS, "Int64"))


def covered_pairs(register: Register, year: int | None = None, *, weak: bool = False) -> pd.DataFrame:
    """One row for each agreement and ordered pair that it covers, with its standing; announced ones are among them.

    Columns: ``origin``, ``destination``, ``agreement``, ``standing``, ``scope``, ``confidence``; sorted by the first
    three.
    """
    rows = [
        (*pair, record.id, standing_in(record, year).word, record.scope, record.confidence)
        for record in find_agreements(register, weak=weak)
        for pair in ordered_pairs(record)
    ]
    return pd.DataFrame(rows, columns=list(PAIR_COLUMNS)).sort_values(list(PAIR_COLUMNS[:3]), ignore_index=True)


def _check_clause(register: Register, clause: str | None) -> None:
    known = register.codebook.clauses
    if clause is None or clause in known:
        return
    wrong, expected = say("is '{word}'", word=clause), say("a clause of the codebook")
    problem = Problem(say("the clause"), wrong, expected, did_you_mean(nearest(clause, known)))
    raise InputError(say("the request"), [problem])


def agreement_multigraph(
    register: Register,
    year: int | None = None,
    clause: str | None = None,
    instrument: str | None = None,
    *,
    weak: bool = False,
) -> nx.MultiDiGraph[str]:
    """Agreements that stood in a year, or perhaps did, as edges from origin to destination, keyed by agreement.

    Without a year every agreement that was ever concluded is an edge, with its standing as last known. Edges have
    ``standing``, ``status``, ``instrument``, ``level``, ``scope``, ``signed``, ``ends`` (years or ``None``),
    ``cadres``, ``clauses``, ``broad`` (sorted tuples), ``confidence``, and with ``clause`` whether it is ``named`` or
    ``perhaps`` stands under a broad term. Nodes are every country with such an edge, sorted.

    Raises ``InputError`` for a word that the codebook does not have.
    """
    _check_clause(register, clause)
    found: list[tuple[str, str, str, dict[str, object]]] = []
    for record in find_agreements(register, instrument=instrument, weak=weak):
        standing = standing_in(record, year).word
        names = names_clause(register, record, clause) if clause is not None else ""
        if record.announced or (clause is not None and not names):
            continue
        if year is not None and standing not in ("in_force", "perhaps"):
            continue
        about = {
            "standing": standing,
            **{name: getattr(record, name) for name in ("status", "instrument", "level", "scope", "confidence")},
            "signed": year_of(record.signed),
            "ends": year_of(record.ends),
            "cadres": tuple(sorted(record.cadres)),
            "clauses": tuple(sorted(record.clauses)),
            "broad": tuple(sorted(record.broad)),
            **({"clause": names} if clause is not None else {}),
        }
        found += [(*pair, record.id, about) for pair in ordered_pairs(record)]
    found.sort(key=lambda edge: edge[:3])
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_named({end for edge in found for end in edge[:2]}))
    for origin, destination, key, about in found:
        graph.add_edge(origin, destination, key=key, **about)
    return graph


def _named(codes: Iterable[str]) -> list[tuple[str, dict[str, str]]]:
    return [(code, {"name": country_name(code)}) for code in sorted(codes)]


def agreement_graph(multigraph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """The simple graph of an agreement multigraph: one edge for each ordered pair with an agreement.

    Edges have ``agreements`` (their keys, sorted), ``surely`` and ``perhaps`` (how many stand in force, how many do
    perhaps) and ``distance`` 1: agreements between two countries bring them no nearer than one does.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(multigraph.nodes(data=True))
    for origin, destination in sorted({(a, b) for a, b in multigraph.edges()}):
        parallel = sorted(multigraph[origin][destination].items())
        words = [about["standing"] for _, about in parallel]
        graph.add_edge(
            origin,
            destination,
            agreements=tuple(key for key, _ in parallel),
            surely=words.count("in_force"),
            perhaps=words.count("perhaps"),
            distance=1,
        )
    return graph
