"""Reading the register: the shipped facts, and the user's own data laid over them where they are wanted.

A shipped fact that the user's data replace stays in the tables with standing ``overridden``; a shipped agreement record
that one of the user's records replaces stays in ``Register.overridden``. So nobody sees a changed number unawares.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
from pydantic import ValidationError

from toolkit.data_folder import data_folder
from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say, to_say
from toolkit.reading import Document, read_text
from toolkit.register.records import Agreement, Codebook, Record, Source
from toolkit.register.tables import TABLES, empty, read_table
from toolkit.register.user_data import Import, imports, own_records, own_sources
from toolkit.validation import found_problems

__all__ = [
    "SHIPPED",
    "Parts",
    "Register",
    "agreement_from",
    "load_register",
    "read_codebook",
    "read_own_records",
    "read_own_sources",
    "read_parts",
    "read_record",
    "register_of",
    "shipped_folder",
]

SHIPPED = to_say("shipped")
"""The layer of the facts that come with the toolkit; every other layer is the name of an import, or ``own records``."""

OWN = to_say("own records")
_LAYERED = ("corridors", "indicators")
_SAME_FIGURE = {
    "corridors": ["origin", "destination", "cadre", "measure", "basis", "unit", "year"],
    "indicators": ["country", "indicator", "cadre", "year", "unit"],
}
_PERIOD = "period_start"
_Kind = TypeVar("_Kind", bound=Record)


@dataclass(frozen=True, eq=False)
class Register:
    """Agreements, codebook, sources and tables as they were read.

    ``corridors`` and ``indicators`` have a column ``layer`` (``shipped`` or the name of an import) and a column
    ``standing``: ``used``, ``alternate`` (a second value that a source gives) or ``overridden`` (by the user's data).
    """

    agreements: Mapping[str, Agreement]
    codebook: Codebook
    sources: Mapping[str, Source]
    corridors: pd.DataFrame = field(repr=False)
    countries: pd.DataFrame = field(repr=False)
    indicators: pd.DataFrame = field(repr=False)
    parameters: pd.DataFrame = field(repr=False)
    safeguards: pd.DataFrame = field(repr=False)
    safeguards_versions: pd.DataFrame = field(repr=False)
    layers: Mapping[str, str] = field(default_factory=dict, repr=False)
    overridden: Mapping[str, Agreement] = field(default_factory=dict, repr=False)

    def layer_of(self, agreement: str) -> str:
        """The layer that a record comes from."""
        return self.layers.get(agreement, SHIPPED)


def shipped_folder() -> Path:
    """The folder of the facts that come with the toolkit."""
    return Path(str(files("agreements")))


def _validated(kind: type[_Kind], document: Document) -> _Kind:
    if not isinstance(document.values, Mapping):
        problem = Problem(say("the file"), say("is not a record"), say("a mapping of fields"))
        raise RegisterError(document.origin, [problem])
    try:
        return kind.model_validate(document.values)
    except ValidationError as failure:
        found = found_problems(kind, failure, document.values)
        problems = [Problem(document.place(path), p.problem, p.expectation, p.remedy) for path, p in found]
        raise RegisterError(document.origin, problems) from failure


def read_codebook(folder: Path) -> Codebook:
    """The codebook of a register's folder."""
    return _validated(Codebook, read_text(folder / "codebook.yaml", RegisterError))


def read_record(path: Path) -> Agreement:
    """An agreement record from its file. Raises ``RegisterError`` with every problem of the file."""
    return _validated(Agreement, read_text(path, RegisterError))


def agreement_from(values: Any, origin: str) -> Agreement:
    """An agreement record from plain values."""
    return _validated(Agreement, Document(origin, values))


def gathered(steps: Iterable[tuple[str, Any]]) -> tuple[dict[str, Any], list[Problem]]:
    """The results of calls by name, and the problems of those that raised, each with the name of its file."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, call in steps:
        try:
            found[name] = call()
        except RegisterError as failure:
            problems += [
                Problem(f"{failure.origin}: {p.place}", p.problem, p.expectation, p.remedy) for p in failure.problems
            ]
    return found, problems


def _tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    found, problems = gathered((name, lambda name=name: read_table(name, folder / f"{name}.csv")) for name in TABLES)
    tables = {}
    for name in TABLES:
        table, wrong = found.get(name, (empty(name), []))
        tables[name] = table
        problems += [Problem(f"{name}.csv: {p.place}", p.problem, p.expectation, p.remedy) for p in wrong]
    return tables, problems


def _sources(table: pd.DataFrame) -> dict[str, Source]:
    years = [None if pd.isna(year) else int(year) for year in table["year"]]
    rows = table.drop(columns="year").to_dict("records")
    found = [Source.model_validate({**row, "year": year}) for row, year in zip(rows, years, strict=True)]
    return {source.key: source for source in found}


@dataclass(frozen=True, eq=False)
class Parts:
    """What a register's folder holds as far as it could be read, and what could not."""

    records: Mapping[str, Agreement]
    codebook: Codebook
    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]


def read_parts(folder: Path) -> Parts:
    """The files of a register's folder; a file that cannot be read is told among the problems and left out."""
    paths = sorted((folder / "records").glob("*.yaml"))
    records, problems = gathered((path.stem, lambda path=path: read_record(path)) for path in paths)
    tables, wrong = _tables(folder)
    codebook, unreadable = gathered([("codebook", lambda: read_codebook(folder))])
    nothing = Codebook(families={}, clauses={}, broad_terms={}, yardsticks={}, vocabulary={})
    return Parts(records, codebook.get("codebook", nothing), tables, (*problems, *wrong, *unreadable))


def register_of(parts: Parts) -> Register:
    """A register of what was read from a folder. Raises ``RegisterError`` where something could not be read."""
    if parts.problems:
        raise RegisterError(say("the register"), parts.problems)
    tables = parts.tables
    return Register(
        agreements=parts.records,
        codebook=parts.codebook,
        sources=_sources(tables["sources"]),
        corridors=tables["corridors"].assign(layer=SHIPPED),
        countries=tables["countries"],
        indicators=tables["indicators"].assign(layer=SHIPPED, standing="used"),
        parameters=tables["parameters"],
        safeguards=tables["safeguards"],
        safeguards_versions=tables["safeguards_versions"],
    )


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> Register:
    return register_of(read_parts(folder))


def load_register(*, user_data: bool = True) -> Register:
    """The register: shipped facts, and over them the user's own data unless ``user_data`` is false.

    Raises ``RegisterError`` with every problem of every file that cannot be read.
    """
    register = _shipped(shipped_folder())
    return _with_user_data(register) if user_data and data_folder().is_dir() else register


def read_own_records() -> tuple[dict[str, Agreement], list[Problem]]:
    """The user's own agreement records by the name of their file, and what could not be read."""
    return gathered((path.stem, lambda path=path: read_record(path)) for path in own_records())


def read_own_sources() -> tuple[dict[str, Source], list[Problem]]:
    """The sources that the user has added for own records, by key, and what could not be read."""
    path = own_sources()
    if not path.is_file():
        return {}, []
    found, problems = gathered([(path.name, lambda: read_table("sources", path))])
    table, wrong = found.get(path.name, (empty("sources"), []))
    problems += [Problem(f"{path.name}: {p.place}", p.problem, p.expectation, p.remedy) for p in wrong]
    return _sources(table), problems


def _with_user_data(register: Register) -> Register:
    brought = imports()
    own, problems = read_own_records()
    sources, more = read_own_sources()
    problems = problems + more
    if problems:
        raise RegisterError(str(data_folder()), problems)
    if not brought and not own:
        return register
    agreements, layers = dict(register.agreements), {}
    replaced: dict[str, Agreement] = {}
    from_imports = [(item.name, record) for item in brought for record in _imported_records(item)]
    for layer, record in [*from_imports, *((OWN, record) for record in own.values())]:
        if record.id in register.agreements:
            replaced[record.id] = register.agreements[record.id]
        agreements[record.id] = record
        layers[record.id] = layer
    return Register(
        agreements=dict(sorted(agreements.items())),
        codebook=register.codebook,
        sources={**register.sources, **sources, **{item.name: _source_of(item) for item in brought}},
        corridors=_layered("corridors", register.corridors, brought),
        countries=register.countries,
        indicators=_layered("indicators", register.indicators, brought),
        parameters=register.parameters,
        safeguards=register.safeguards,
        safeguards_versions=register.safeguards_versions,
        layers=layers,
        overridden=replaced,
    )


def _imported_records(item: Import) -> Iterator[Agreement]:
    if item.records is None:
        return
    with item.records.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield agreement_from(json.loads(line), say("{name}, record {position}", name=item.name, position=number))


def _source_of(item: Import) -> Source:
    retrieved = str(item.report.get("retrieved") or "")
    return Source(
        key=item.name,
        title=str(item.report.get("source") or item.report.get("file") or item.name),
        publisher="imported by the user",
        year=int(retrieved[:4]) if retrieved[:4].isdigit() else None,
        note=f"file {item.report.get('file', '')}",
    )


def _layered(name: str, shipped: pd.DataFrame, brought: list[Import]) -> pd.DataFrame:
    """A table with the imports' rows after the shipped ones; a figure given twice counts as the later layer has it.

    A figure that says its year only is the same as any of that year; figures of different periods stand side by side.
    """
    parts = [shipped]
    for item in brought:
        path = item.table(name)
        if path is None:
            continue
        table, problems = read_table(name, path, more=("flag", "standing", "retrieved", "row"))
        if problems:
            raise RegisterError(f"{item.name}/{path.name}", problems)
        table = table.assign(layer=item.name, source=item.name)
        if "standing" not in table:
            table["standing"] = "used"
        table["standing"] = table["standing"].replace("", "used")
        parts = [*(_overridden(name, part, table) for part in parts), table]
    return shipped if len(parts) == 1 else pd.concat(parts, ignore_index=True)


def _overridden(name: str, earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """An earlier layer with the figures that a later one has too marked as overridden."""
    key = _SAME_FIGURE[name]
    fresh = later[later["standing"] == "used"]
    whole = pd.MultiIndex.from_frame(earlier[key])
    same = whole.isin(pd.MultiIndex.from_frame(fresh[key]))
    if _PERIOD in earlier:
        undated = (earlier[_PERIOD] == "").to_numpy()
        periods = pd.MultiIndex.from_frame(earlier[[*key, _PERIOD]])
        years = pd.MultiIndex.from_frame(fresh[fresh[_PERIOD] == ""][key])
        same &= undated | periods.isin(pd.MultiIndex.from_frame(fresh[[*key, _PERIOD]])) | whole.isin(years)
    replaced = same & (earlier["standing"] == "used").to_numpy()
    return earlier.assign(standing=earlier["standing"].mask(replaced, "overridden")) if replaced.any() else earlier
