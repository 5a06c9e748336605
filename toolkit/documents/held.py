"""The draft inside a Word file: terms, clauses and the case they belong to, as a part that no reader sees.

Word and LibreOffice keep the part when the file is saved. What people change in the text does not change it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolkit.case.schema import Case
from toolkit.compliance.clauses import clauses_from_mapping
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_from_mapping, terms_to_mapping
from toolkit.register.records import Codebook
from toolkit.wording import number

__all__ = ["MOST_BYTES", "case_mark", "draft_for", "embed", "held_draft", "read_draft"]

MOST_BYTES = 40_000_000
"""The largest Word file, and the largest part in it, that is read."""

_SPACE = "urn:accord:draft:1"
_KIND, _FORMAT = "accord draft", 1
_ITEM = "{B3B2A3D5-5F0C-4E59-9B6A-ACC02DD2AF71}"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    f'<ds:datastoreItem ds:itemID="{_ITEM}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def case_mark(case: Case) -> str:
    """A mark that is the same for the same case and differs where any of its numbers differs (SHA-256)."""
    text = json.dumps(case.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def held_draft(outcome: Outcome, clauses: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A draft as plain values: kind, format, the case's name and mark, terms and payments, clauses."""
    case = outcome.case
    about = {"name": case.name, "mark": case_mark(case)}
    said = {name: dict(values) for name, values in clauses.items()}
    return {"kind": _KIND, "format": _FORMAT, "case": about, **terms_to_mapping(outcome.terms), "clauses": said}


def embed(word: Any, values: Mapping[str, Any]) -> None:
    """Put a draft's plain values into a Word file of python-docx."""
    root = ElementTree.Element(f"{{{_SPACE}}}draft")
    root.text = json.dumps(values, sort_keys=True, allow_nan=False)
    ElementTree.register_namespace("", _SPACE)
    content = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    package = word.part.package
    item = Part(PackURI("/customXml/item2.xml"), "application/xml", content, package)
    about = Part(PackURI("/customXml/itemProps2.xml"), _PROPERTIES_TYPE, _PROPERTIES.encode(), package)
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def read_draft(content: bytes, origin: str = "") -> dict[str, Any]:
    """The plain values of the draft in a Word file. Raises ``InputError`` where it is none or holds none.

    ``origin`` is the name of the file for messages, if it has one.
    """
    origin = origin or say("the Word file")
    if len(content) > MOST_BYTES:
        allowed = say("at most {size} MB", size=number(MOST_BYTES / 1e6))
        raise _refused(origin, say("has {size} MB", size=number(len(content) / 1e6)), allowed)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [name for name in packed.namelist() if name.startswith("customXml/") and name.endswith(".xml")]
            if "word/document.xml" not in packed.namelist():
                raise _no_word_file(origin)
            texts = [text for name in names if (text := _text(packed, name)) is not None]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as failure:
        raise _no_word_file(origin) from failure
    if not texts:
        raise _refused(
            origin,
            say("holds no draft"),
            say("a memorandum that Accord wrote; a program that saved it since may have taken the draft out"),
        )
    if len(set(texts)) > 1:
        raise _refused(origin, say("holds several drafts"), say("one draft"))
    return _checked(texts[0], origin)


def _refused(origin: str, problem: str, expected: str) -> InputError:
    return InputError(origin, [Problem(say("the file"), problem, expected)])


def _no_word_file(origin: str) -> InputError:
    return _refused(origin, say("is not a Word file"), say("a file ending in .docx that Accord wrote"))


def _unreadable(origin: str) -> InputError:
    return _refused(origin, say("holds a draft that cannot be read"), say("a draft as Accord wrote it"))


def _text(packed: zipfile.ZipFile, name: str) -> str | None:
    """The text of our part, ``None`` for any other."""
    if packed.getinfo(name).file_size > MOST_BYTES:
        return None
    content = packed.read(name)
    if _SPACE.encode() not in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return None
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None
    return root.text or "" if root.tag == f"{{{_SPACE}}}draft" else None


def _checked(text: str, origin: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as failure:
        raise _unreadable(origin) from failure
    if not isinstance(values, dict) or values.get("kind") != _KIND:
        raise _unreadable(origin)
    if values.get("format") != _FORMAT:
        wrong = say("holds a draft of format {format}", format=repr(values.get("format")))
        raise _refused(origin, wrong, say("format {format}", format=_FORMAT))
    return values


def draft_for(
    values: Mapping[str, Any], case: Case, codebook: Codebook, origin: str = ""
) -> tuple[Terms, dict[str, dict[str, Any]], str]:
    """Terms and clauses of a draft that was read, for a case, and a remark where it was made for another case.

    Raises ``TermsError`` and ``InputError`` where they do not fit the case or the codebook.
    """
    origin = origin or say("the Word file")
    terms = terms_from_mapping({part: values.get(part, {}) for part in ("terms", "payments")}, case, origin)
    clauses = clauses_from_mapping(values.get("clauses", {}), codebook, origin)
    about = values.get("case")
    same = isinstance(about, Mapping) and about.get("mark") == case_mark(case)
    other = say("The draft was made with other numbers of this case, or for another case.")
    return terms, clauses, "" if same else other
