"""Opening a file with care: what it is by its content, its fingerprint, its encoding, and limits against traps."""

from __future__ import annotations

import codecs
import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say
from toolkit.wording import join, number

__all__ = ["MOST_IN_MEMORY", "FileKind", "SourceFile", "open_source"]

FileKind = Literal["text", "workbook", "old_workbook", "json", "xml", "stata"]
"""What a file is by its first bytes, whatever it is called."""

MOST_IN_MEMORY = 60_000_000
"""Bytes of a file that its library must hold whole: old workbooks, JSON, SDMX, Stata. Others are read row by row."""

_MOST_UNPACKED = 2_000_000_000
_MOST_SHARED_TEXT = 150_000_000
_MOST_RATIO = 400
_CHUNK = 1 << 16
_NOT_WINDOWS = tuple(bytes([number]) for number in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
_ENDINGS: dict[FileKind, tuple[str, ...]] = {
    "text": (".csv", ".tsv", ".txt", ".tab"),
    "workbook": (".xlsx", ".xlsm"),
    "old_workbook": (".xls",),
    "json": (".json",),
    "xml": (".xml",),
    "stata": (".dta",),
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read: its kind, SHA-256 fingerprint, encoding (empty but for text) and what to tell of it."""

    path: Path
    kind: FileKind
    sha256: str
    encoding: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def _refused(path: Path, what: str, expectation: str = "", remedy: str = "") -> RegisterError:
    return RegisterError(path.name, [Problem(say("the file"), what, expectation, remedy)])


def _kind(head: bytes, name: str) -> FileKind | None:
    if head.startswith(b"PK\x03\x04"):
        return "workbook"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "old_workbook"
    if head.startswith(b"<stata_dta>") or (name.endswith(".dta") and head[:1] in (b"\x71", b"\x72", b"\x73")):
        return "stata"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text"
    if b"\0" in head or head.startswith((b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc")):
        return None
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if text.startswith((b"{", b"[")):
        return "json"
    return "xml" if text.startswith(b"<") else "text"


def open_source(path: Path) -> SourceFile:
    """Look at a file without reading its content as data: one pass for fingerprint and encoding.

    Raises ``RegisterError`` for a file that is missing, empty, of no known kind, a broken or unusually packed workbook,
    or too large for a kind that cannot be read row by row.
    """
    digest, head, size, declares = hashlib.sha256(), b"", 0, False
    decoder, utf8, undefined = codecs.getincrementaldecoder("utf-8")(), True, False
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                head = head or chunk[:4096]
                size += len(chunk)
                digest.update(chunk)
                undefined = undefined or any(byte in chunk for byte in _NOT_WINDOWS)
                declares = declares or b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk
                if utf8:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError:
                        utf8 = False
    except OSError as failure:
        raise _refused(path, say("cannot be read: {reason}", reason=failure.strerror or failure)) from failure
    if not head.strip():
        raise _refused(path, say("is empty"))
    kind = _kind(head, path.name.lower())
    if kind is None:
        expected = join(("CSV", "Excel", "JSON", "SDMX", "Stata"), "or")
        raise _refused(path, say("is no table"), expected, say("unpack or export it as one of these"))
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        remedy = say("download the file itself, not the page that shows it")
        raise _refused(path, say("is a web page"), say("a table"), remedy)
    if kind == "xml" and declares:
        raise _refused(path, say("declares entities of its own"), say("an SDMX message, which needs none"))
    notes = []
    if not path.name.lower().endswith(_ENDINGS[kind]):
        notes.append(
            say(
                "the name ends in '{ending}' but the content is {kind}; it was read by its content",
                ending=path.suffix,
                kind=_words(kind),
            )
        )
    if kind == "workbook":
        _check_workbook(path)
    elif kind != "text" and size > MOST_IN_MEMORY:
        raise _refused(
            path,
            say("has {size} MB", size=number(size / 1e6)),
            say("{kind} has at most {size} MB", kind=_words(kind), size=number(MOST_IN_MEMORY / 1e6)),
            say("download it in parts, or as CSV, which is read row by row"),
        )
    encoding = ""
    if kind == "text":
        encoding = _encoding(head, utf8)
        if encoding == "cp1252" and undefined:
            wrong = say("is neither UTF-8 nor Windows-1252 text")
            raise _refused(path, wrong, say("a text file"), say("save it as UTF-8"))
        if encoding == "cp1252":
            notes.append(say("the text is not UTF-8 and was read as Windows-1252"))
    return SourceFile(path, kind, digest.hexdigest(), encoding, tuple(notes))


def _encoding(head: bytes, utf8: bool) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if utf8 else "cp1252"


def _words(kind: FileKind) -> str:
    return {
        "text": say("plain text"),
        "workbook": say("an Excel workbook"),
        "old_workbook": say("an Excel workbook of the old kind"),
        "json": "JSON",
        "xml": "XML",
        "stata": say("a Stata file"),
    }[kind]


def _check_workbook(path: Path) -> None:
    """Refuse archives that are broken, no workbooks, or would unpack to more than is sensible."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as failure:
        wrong = say("is a broken workbook: {reason}", reason=failure)
        raise _refused(path, wrong, "", say("download it again")) from failure
    if not any(member.filename == "[Content_Types].xml" for member in members):
        remedy = say("unpack it and import what is in it")
        raise _refused(path, say("is an archive, not a workbook"), say("an Excel workbook"), remedy)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    shared = sum(member.file_size for member in members if member.filename.lower().endswith("sharedstrings.xml"))
    if unpacked > _MOST_UNPACKED or shared > _MOST_SHARED_TEXT or (unpacked > 50e6 and unpacked / packed > _MOST_RATIO):
        raise _refused(
            path,
            say(
                "unpacks from {packed} MB to {unpacked} MB",
                packed=number(packed / 1e6, 1),
                unpacked=number(unpacked / 1e6),
            ),
            say("a workbook of usual size"),
            say("open it in a spreadsheet program and save the table as CSV"),
        )
