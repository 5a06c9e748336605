"""Every number of a shipped case tells where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pycountry
import pytest
import yaml

from tests.support.cases import SHIPPED, shipped
from toolkit import shipped_cases
from toolkit.case.schema import ITEMS, as_mapping

SECTIONS = ("countries", "corridors", "fund")
every_case = pytest.mark.parametrize("name", SHIPPED)


def raw(name: str) -> Any:
    """A shipped case as its file has it, read by another reader than the toolkit's."""
    return yaml.safe_load(shipped_cases()[name].read_text(encoding="utf-8"))


def numbers(name: str) -> Iterator[str]:
    """The paths of all numbers in a shipped case's file that tell of the world or of what a party wants."""

    def walk(part: Any, path: str) -> Iterator[str]:
        if isinstance(part, dict) and "value" in part:
            yield path
        elif isinstance(part, dict):
            for key, inner in part.items():
                yield from walk(inner, f"{path}.{key}")
        elif isinstance(part, list):
            for index, inner in enumerate(part):
                yield from walk(inner, f"{path}.{index}")
        elif isinstance(part, int | float) and not isinstance(part, bool):
            yield path

    values = raw(name)
    for section in SECTIONS:
        yield from walk(values.get(section, {}), section)
    for index, line in enumerate(values["red_lines"]):
        for field in ("value", "penalty"):
            if field in line:
                yield f"red_lines.{index}.{field}"


@every_case
def test_each_number_has_a_source_and_a_year_or_is_assumed(name: str) -> None:
    case = shipped(name)
    found = list(numbers(name))
    assert len(found) > 60
    told = case.provenance
    silent = [path for path in found if path not in told]
    assert not silent, f"numbers without any word of their origin: {silent}"
    for path in found:
        origin = told[path]
        sourced = origin.source is not None and origin.year is not None
        assert sourced or origin.assumed, f"{path} has neither a source with a year nor `assumed: true`"


@every_case
def test_what_is_assumed_says_what_it_rests_on(name: str) -> None:
    for path, origin in shipped(name).provenance.items():
        if origin.assumed:
            assert len(origin.note) >= 5, f"{path} is assumed without a note"


@every_case
def test_each_number_lies_in_its_range(name: str) -> None:
    values = as_mapping(shipped(name))
    ranged = 0
    for path, origin in shipped(name).provenance.items():
        place: Any = values
        for part in path.split("."):
            place = place[int(part)] if isinstance(place, list) else place[part]
        assert origin.low is None or origin.low <= place, path
        assert origin.high is None or place <= origin.high, path
        ranged += origin.low is not None and origin.high is not None and origin.low < origin.high
    assert ranged > 50, "most numbers have a range"


@every_case
def test_origins_belong_to_numbers_of_the_case(name: str) -> None:
    """No origin is told of something that is not there."""
    assert set(shipped(name).provenance) <= set(numbers(name))


@every_case
def test_sources_exist_are_used_and_can_be_found(name: str) -> None:
    case = shipped(name)
    named = {origin.source for origin in case.provenance.values() if origin.source}
    assert named <= set(case.sources)
    text = shipped_cases()[name].read_text(encoding="utf-8")
    body = text[: text.index("\nsources:")]
    for key, source in case.sources.items():
        assert key in named or key in body, f"{key} is a source of nothing"
        assert source.title.strip(), key
        assert source.address.startswith(("https://", "http://")), key
        assert " " not in source.address, key
        assert source.year is None or 1990 <= source.year <= 2030, key


@every_case
def test_keys_named_in_notes_are_sources(name: str) -> None:
    """A note that quotes ``somebody_2024`` quotes a source of the case."""
    sources = set(shipped(name).sources)
    for path, origin in shipped(name).provenance.items():
        for key in re.findall(r"\b[a-z]+(?:_[a-z]+)*_(?:19|20)\d\d\b", origin.note):
            assert key in sources, f"{path} quotes {key}, which is no source of the case"


@every_case
def test_codes_are_those_of_iso(name: str) -> None:
    case = shipped(name)
    for code in case.countries:
        assert pycountry.countries.get(alpha_3=code) is not None, code
    for corridor in case.corridors:
        assert set(corridor.split("-")) <= set(case.countries)
    assert pycountry.currencies.get(alpha_3=case.currency) is not None
    for line in case.red_lines:
        assert line.party in case.countries, "somebody holds each red line of a shipped case"


@every_case
def test_workers_pay_nothing(name: str) -> None:
    """The employer-pays principle, the default of every shipped case (specification, section 5)."""
    case = shipped(name)
    for item in ITEMS:
        assert case.bounds(item, "worker") == (0.0, 0.0), item


@every_case
def test_a_file_says_nothing_that_the_toolkit_does_not_read(name: str) -> None:
    """Read by another reader, the file has the same numbers: none is lost or changed on the way."""

    def bare(part: Any) -> Any:
        if isinstance(part, dict):
            return (
                bare(part["value"])
                if "value" in part and "kind" not in part
                else {key: bare(inner) for key, inner in part.items()}
            )
        return [bare(inner) for inner in part] if isinstance(part, list) else part

    values = as_mapping(shipped(name))

    def same(ours: Any, theirs: Any, path: str) -> None:
        if isinstance(theirs, dict):
            for key, inner in theirs.items():
                same(ours[str(key)], inner, f"{path}.{key}")
        elif isinstance(theirs, list):
            assert len(ours) == len(theirs), path
            for index, inner in enumerate(theirs):
                same(ours[index], inner, f"{path}.{index}")
        elif isinstance(theirs, str):
            assert ours.strip() == theirs.strip(), path
        else:
            assert ours == theirs, path

    same(values, bare(raw(name)), "")
