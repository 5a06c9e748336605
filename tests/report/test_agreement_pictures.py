"""The timeline and the clause grid: what is known of each agreement, and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.report.support import register
from toolkit.errors import InputError
from toolkit.register.records import Agreement, Party, Provision
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.figures.timeline import agreement_timeline


def _record(key: str, **fields: Any) -> Agreement:
    origin, destination = key.split("-")[:2]
    parties = (Party(country=origin, role="sending"), Party(country=destination, role="receiving"))
    base: dict[str, Any] = {
        "id": key,
        "title": key,
        "parties": parties,
        "directions": (f"{origin}-{destination}",),
        "level": "bilateral",
        "instrument": "agreement",
        "status": "active",
        "cadres": ("nurse",),
        "sources": ("a",),
        "confidence": "verified",
    }
    return Agreement(**{**base, **fields})


def _layers(figure: Figure, kind: str) -> list[list[dict[str, Any]]]:
    return [layer["data"]["values"] for layer in figure.drawing["layer"] if layer["mark"].get("type") == kind]


RECORDS = [
    _record("KEN-GBR-2021", signed="2021-07-29", status_as_of=2024),
    _record("IND-GBR-2010", signed="2010", ends="2015", status="expired"),
    _record("GHA-GBR-nd", status="announced"),
    _record("PHL-DEU-2013", in_force="2013-03", status="unknown"),
]


def test_bars_reach_as_far_as_is_known() -> None:
    figure = agreement_timeline(RECORDS, until=2026)
    pales, bars = _layers(figure, "bar")
    assert {row["label"] for row in bars} == {"Kenya → United Kingdom, 2021", "India → United Kingdom, 2010"}
    kenya = next(row for row in bars if row["label"].startswith("Kenya"))
    assert (kenya["x"], kenya["x2"]) == (pytest.approx(2021.54, abs=0.01), 2024.5)
    assert {row["label"].split(" ")[0] for row in pales} == {"Kenya", "Philippines"}
    [ends] = _layers(figure, "tick")
    assert [row["label"] for row in ends] == ["India → United Kingdom, 2010"]


def test_announced_ones_are_hollow_and_undated_ones_apart() -> None:
    figure = agreement_timeline(RECORDS, until=2026)
    marks = _layers(figure, "point")[-1]
    ghana = next(row for row in marks if row["label"].startswith("Ghana"))
    assert ghana["x"] < 2010
    assert figure.drawing["layer"][0]["encoding"]["y"]["sort"][-2:] == ["Year not known", "Ghana → United Kingdom"]
    assert "Without a known year, set apart: 1." in figure.note
    assert "is not counted as an agreement" in figure.note
    assert "1 only announced" in figure.description
    row = next(row for row in figure.table.rows if row[0] == "GHA-GBR-nd")
    assert row[3:] == ("not known", "not known", "not known", "announced")


def test_the_newest_are_drawn_and_the_others_counted() -> None:
    figure = agreement_timeline(register().agreements.values(), until=2026, most=30)
    assert len(figure.table.rows) == 30
    assert f"{len(register().agreements) - 30} more are not drawn" in figure.note


@pytest.mark.parametrize("group", ["country", "instrument", "status", "none"])
def test_every_agreement_has_one_line_in_every_grouping(group: Any) -> None:
    figure = agreement_timeline(register().agreements.values(), until=2026, group=group, most=500)
    lines = figure.drawing["layer"][0]["encoding"]["y"]["sort"]
    assert len(lines) == len(set(lines))
    labels = [row[1] for row in figure.table.rows]
    assert len(labels) == len(set(labels)) == len(register().agreements)
    assert set(labels) <= set(lines)


def test_groupings_that_there_are_not_are_refused() -> None:
    with pytest.raises(InputError, match="instrument"):
        agreement_timeline(RECORDS, until=2026, group="colour")  # type: ignore[arg-type]


def test_the_grid_tells_surely_from_perhaps() -> None:
    codebook = register().codebook
    broad, term = next((key, term) for key, term in codebook.broad_terms.items() if len(term.may_be) > 1)
    sure, perhaps = term.may_be[:2]
    said = Provision(clause=sure, words="x", assumed=False), Provision(broad=broad, words="y", assumed=False)
    figure = clause_grid([_record("KEN-GBR-2021", provisions=said), _record("IND-GBR-2010")], codebook)
    [cells] = _layers(figure, "rect")
    levels = {cell["clause"]: cell["level"] for cell in cells}
    assert levels[codebook.clauses[sure].name] == "named"
    assert levels[codebook.clauses[perhaps].name] == "perhaps"
    assert "Records that name no clause, left out: 1." in figure.note
    assert "1 named" in figure.description
    assert "may still stand in the text" in figure.note


def test_the_grid_can_show_every_clause_in_its_family() -> None:
    codebook = register().codebook
    records = [record for record in register().agreements.values() if record.clauses][:5]
    figure = clause_grid(records, codebook, every_clause=True, highlighted=records[1].id)
    assert len(figure.table.rows) == len(codebook.clauses)
    lines = figure.drawing["layer"][0]["encoding"]["y"]["sort"]
    assert [family.name for family in codebook.families.values()] == [
        line for line in lines if line in {family.name for family in codebook.families.values()}
    ]
    assert len(lines) == len(set(lines)) == len(codebook.clauses) + len(codebook.families)
