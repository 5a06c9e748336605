"""What the tests of papers share: drafts and their documents, and Word files read with changes accepted or rejected."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn

from tests.compliance.drafts import good_clauses, register
from tests.support.cases import changed, shipped
from toolkit import load_case, solve
from toolkit.case.load import case_values
from toolkit.compliance.facts import Facts, facts_of_draft
from toolkit.documents.blocks import Document
from toolkit.documents.dossier import Dossier, dossier
from toolkit.documents.memorandum import memorandum

__all__ = ["clauses", "facts", "found", "hostile_case", "memo", "opened", "register", "settled"]

HOSTILE = (
    '<w:p>&lt;b&gt;<script>alert(1)</script> =cmd|\' #read("/etc/passwd") {sending} \x00\x07\u202e\u2067\uffff\u200f'
)


def clauses(count: int = 30) -> dict[str, dict[str, Any]]:
    """The first clauses of the codebook, agreed with answers, and one that is open."""
    found = dict(list(good_clauses().items())[:count])
    found["dispute_settlement"] = {"state": "open"}
    return found


@cache
def facts(name: str = "kenya-uk", rule: str = "kalai_smorodinsky") -> Facts:
    return facts_of_draft(solve(shipped(name), rule).outcome, clauses(), register())


@cache
def memo(name: str = "kenya-uk", rule: str = "kalai_smorodinsky") -> Document:
    return memorandum(facts(name, rule))


@cache
def found(name: str = "kenya-uk") -> Dossier:
    return dossier(facts(name))


def hostile_case(name: str = HOSTILE) -> Any:
    """Kenya and the United Kingdom with unfriendly text in every field that takes text."""
    values = deepcopy(case_values("kenya-uk"))
    values["name"], values["description"] = name, name
    for source in values["sources"].values():
        source["title"] = source["publisher"] = source["address"] = name
    for line in values["red_lines"]:
        line["note"] = name
    for tier in values["corridors"]["KEN-GBR"]["nurse"]["retention"]:
        tier["name"] = name
    return load_case(changed(values, {}))


def opened(content: bytes) -> Any:
    """A Word file opened again."""
    return docx.Document(io.BytesIO(content))


def settled(content: bytes, *, accepted: bool) -> list[tuple[str, Any]]:
    """Style and text of every paragraph and the rows of every table, with all changes accepted or rejected."""
    drop = qn("w:del") if accepted else qn("w:ins")
    found: list[tuple[str, Any]] = []
    for part in opened(content).element.body:
        if part.tag == qn("w:p"):
            found += _paragraph(part, drop)
        elif part.tag == qn("w:tbl"):
            rows = [_row(row, drop) for row in part.iter(qn("w:tr")) if _kept(row.find(qn("w:trPr")), drop)]
            found += [("table", rows)] if rows else []
    return found


def _kept(properties: Any, drop: str) -> bool:
    return properties is None or properties.find(drop) is None


def _paragraph(part: Any, drop: str) -> Iterator[tuple[str, str]]:
    style = part.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    text = _text(part, drop)
    if _kept(part.find(f"{qn('w:pPr')}/{qn('w:rPr')}"), drop):
        if style is not None:
            yield style.get(qn("w:val")), text
    else:
        assert not text, f"the paragraph goes, but not its text {text!r}"


def _row(row: Any, drop: str) -> list[str]:
    return [_text(cell, drop) for cell in row.iter(qn("w:tc"))]


def _text(part: Any, drop: str) -> str:
    texts = {qn("w:t"), qn("w:delText")}
    found = []
    for piece in part.iter(*texts, qn("w:br")):
        if not any(above.tag == drop for above in piece.iterancestors()):
            found.append(piece.text or "" if piece.tag in texts else "\n")
    return "".join(found)
