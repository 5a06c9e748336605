"""The atlas on the command line: what is printed and written is what the atlas computes; wrong questions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from toolkit.__main__ import cli
from toolkit.atlas.backfill import backfill
from toolkit.atlas.chains import chains, cycles
from toolkit.atlas.coverage import corridor_coverage, expiring, listed_outside_agreements, without_movement
from toolkit.atlas.measures import country_measures
from toolkit.atlas.refill import refill_shares
from toolkit.atlas.selection import Selection, edges
from toolkit.atlas.vulnerability import vulnerability
from toolkit.errors import InputError
from toolkit.register.read import load_register

STOCK = Selection("stock")
DOCTORS = Selection("stock", cadre="physician", basis="trained_in")
ASK_DOCTORS = ("--cadre", "physician", "--basis", "trained_in")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ACCORD_LANGUAGE", "en")


def accord(*words: str) -> Result:
    return CliRunner().invoke(cli, ["corridors", *words])


def told(*words: str) -> str:
    run = accord(*words)
    assert run.exit_code == 0, (run.output, run.exception)
    return run.stdout


def values(*words: str) -> Any:
    return json.loads(told(*words, "--json"))


def written(path: Path, *words: str) -> bytes:
    run = accord(*words, "--output", str(path))
    assert run.exit_code == 0, (run.output, run.exception)
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(f".{path.name}")] == []
    return path.read_bytes()


# --- map -------------------------------------------------------------------------------------------------------------


def test_the_map_holds_the_corridors_of_the_atlas_with_year_source_and_status() -> None:
    register = load_register()
    table = corridor_coverage(register, STOCK)
    shown = values("map")["corridors"]
    assert [(row["origin"], row["destination"]) for row in shown] == list(
        zip(table["origin"], table["destination"], strict=True)
    )
    assert [row["people"] for row in shown] == table["people"].tolist()
    assert all(row["year"] and row["newest"] >= row["year"] and row["source"] for row in shown)
    status = {(row["origin"], row["destination"]): row["status"] for row in shown}
    for row in table.to_dict("records"):
        wanted = {"surely": "covered", "perhaps": "perhaps"}.get(
            row["covered"], "announced" if row["announced"] else "none"
        )
        assert status[row["origin"], row["destination"]] == wanted
    assert status["GHA", "GBR"] == "announced"


def test_the_table_lists_the_largest_and_says_what_is_left_out() -> None:
    total = len(edges(load_register(), STOCK))
    text = told("map", "--most", "3")
    assert f"Corridors: {total}" in text
    assert "India" in text
    assert "78,283" in text
    assert f"{total - 3} smaller corridors" in " ".join(text.split())
    assert "nmc_register_31_march_2024: NMC register" in text
    rows = list(csv.DictReader(io.StringIO(told("map", "--csv"))))
    assert len(rows) == total
    assert {row["unit"] for row in rows} == {"persons"}


@pytest.mark.parametrize("name", ["KEN", "ken", "Kenya", "KE"])
def test_countries_are_found_in_any_spelling(name: str) -> None:
    shown = values("map", "--country", name)["corridors"]
    assert shown
    assert all("KEN" in (row["origin"], row["destination"]) for row in shown)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("map", "--country", "Korea"), "KOR (South Korea) or PRK (North Korea)"),
        (("country", "Germny"), "did you mean DEU"),
        (("chains", "--from", "Africa", "--to", "GBR", "--recruit", "5"), "is a group of countries"),
        (("map", "--cadre", "nurs"), "did you mean nurse"),
        (("map", "--cadre", "nurse", "--cadre", "health_worker"), "overlap"),
        (("gaps", "--measure", "stok"), "did you mean stock"),
        (("gaps", "--safeguards-version", "2006"), "is not held"),
        (("chains", "--through", "TUV"), "is in no corridor of this table"),
        (("chains", *ASK_DOCTORS, "--recruit", "5", "--from", "KEN", "--to", "GBR", "--refill", "KEN"), "KEN=0.1"),
        (("compare", "2020", "2016"), "does not come before"),
        (("map", "--output", "map.docx"), "does not tell what to write"),
        (("map", "--year", "2010", "--oldest", "2012"), "comes after"),
    ],
)
def test_wrong_questions_are_answered_plainly(words: tuple[str, ...], answer: str) -> None:
    run = accord(*words)
    assert isinstance(run.exception, InputError), run.output
    assert answer in str(run.exception)


@pytest.mark.parametrize(
    "words",
    [
        ("compare",),
        ("compare", "2016"),
        ("compare", "2016", "2020", "--case", "kenya-uk"),
        ("chains", "--recruit", "5"),
        ("chains", "--refill", "KEN=0.1"),
        ("compare", "2016", "2020", "--year", "2018"),
    ],
)
def test_half_a_question_is_a_question_back(words: tuple[str, ...]) -> None:
    run = accord(*words)
    assert run.exit_code == 2
    assert run.output


def test_an_empty_selection_says_what_there_is_instead(tmp_path: Path) -> None:
    nothing = ("--basis", "residence")
    text = told("map", *nothing)
    assert "Missing figures are not zeros" in text
    assert "--basis trained_in --cadre physician" in text
    assert values("map", *nothing)["corridors"] == []
    assert "at all" in told("map", "--country", "TUV")
    assert "Missing figures are not zeros" in told("chains", *nothing)
    path = tmp_path / "nothing.svg"
    assert isinstance(accord("map", *nothing, "--output", str(path)).exception, InputError)
    assert not path.exists()
    assert "Corridors of 100 or more, no agreement known: 0" in told("gaps", *nothing)


def test_weak_records_are_hidden_unless_asked_for() -> None:
    hidden, shown = (
        {row["confidence"] for row in values("map", "--measure", "annual_inflow", *more)["corridors"]}
        for more in ((), ("--weak",))
    )
    assert "weak" not in hidden
    assert "weak" in shown


# --- files -----------------------------------------------------------------------------------------------------------


def test_every_kind_of_file_opens_again(tmp_path: Path) -> None:
    table = edges(load_register(), DOCTORS)
    moving = table[table["people"] > 0]

    feature = json.loads(written(tmp_path / "map.geojson", "map", *ASK_DOCTORS))["features"]
    assert len(feature) == len(table)
    assert sum(part["properties"]["people"] for part in feature) == pytest.approx(table["people"].sum())
    assert {part["properties"]["status"] for part in feature} <= {"covered", "perhaps", "announced", "none"}

    written(tmp_path / "map.csv", "map", *ASK_DOCTORS)
    read = pd.read_csv(tmp_path / "map.csv", encoding="utf-8-sig", keep_default_na=False)
    assert read["people"].sum() == pytest.approx(table["people"].sum())

    for ending, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        content = written(tmp_path / f"map.{ending}", "map", *ASK_DOCTORS)
        graph = reader(io.BytesIO(content))
        assert graph.number_of_edges() == len(moving)
        assert sum(people for _, _, people in graph.edges(data="people")) == pytest.approx(moving["people"].sum())
        assert graph["KEN"]["GBR"]["status"] == "covered"
        assert graph["KEN"]["GBR"]["agreements"] == "KEN-GBR-2021"

    assert written(tmp_path / "map.png", "map", *ASK_DOCTORS, "--most", "5").startswith(b"\x89PNG\r\n\x1a\n")
    drawn = written(tmp_path / "map.svg", "map", *ASK_DOCTORS, "--most", "5").decode()
    assert drawn.startswith("<svg")
    for part in ("Doctors from where to where", "no agreement known", "People go from the wide", "Sources: "):
        assert part in drawn
    assert "http" not in drawn.replace("http://www.w3.org", "")


def test_a_picture_by_cadre_and_a_matrix(tmp_path: Path) -> None:
    by_cadre = written(tmp_path / "cadre.svg", "map", "--colour", "cadre", "--most", "8").decode()
    assert "nurses" in by_cadre
    matrix = written(tmp_path / "matrix.svg", "map", "--picture", "matrix").decode()
    assert "78,283" in matrix


def test_a_file_is_not_replaced_unless_told_to(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("mine", encoding="utf-8")
    run = accord("map", "--output", str(path))
    assert isinstance(run.exception, InputError)
    assert "add --force" in str(run.exception)
    assert path.read_text(encoding="utf-8") == "mine"
    written(path, "map", "--force")
    assert path.read_text(encoding="utf-8-sig").startswith("origin,")
    lost = accord("map", "--output", str(tmp_path / "nowhere" / "map.csv"))
    assert "cannot be written" in str(lost.exception)


# --- gaps ------------------------------------------------------------------------------------------------------------


def test_gaps_are_those_of_the_atlas() -> None:
    register = load_register()
    found = values("gaps", "--at-least", "1000", "--year", "2024", "--within", "3")
    chosen = Selection("stock", year=2024)
    table = corridor_coverage(register, chosen)
    open_ = table[(table["covered"] == "none") & (table["people"] >= 1000)]
    pairs = {(row["origin"], row["destination"]) for row in found["without_agreement"]}
    assert pairs == set(zip(open_["origin"], open_["destination"], strict=True))
    assert [row["agreement"] for row in found["without_movement"]] == without_movement(register, year=2024)[
        "agreement"
    ].tolist()
    assert len(found["listed_outside_agreements"]) == len(listed_outside_agreements(register, chosen))
    assert [row["agreement"] for row in found["ending"]] == expiring(register, 2024, within=3)["agreement"].tolist()
    assert found["safeguards_version"] == 2023


def test_an_announced_agreement_closes_no_gap() -> None:
    (row,) = [row for row in values("gaps", "--country", "GHA")["without_agreement"] if row["destination"] == "GBR"]
    assert row["announced"] == "GHA-GBR-nd"
    assert not row["agreements"]
    assert "only announced" in " ".join(told("gaps", "--country", "Ghana").split())


# --- chains ----------------------------------------------------------------------------------------------------------


def test_chains_and_rings_are_those_of_the_atlas() -> None:
    table = edges(load_register(), DOCTORS)
    found = values("chains", *ASK_DOCTORS, "--through", "GBR", "--most", "5")
    expected = chains(table, through="GBR", length=(2, 3), least=1.0, most=5)
    assert [tuple(chain["countries"]) for chain in found["chains"]["found"]] == [c.countries for c in expected.found]
    assert [chain["bottleneck"] for chain in found["chains"]["found"]] == [c.bottleneck for c in expected.found]
    rings = cycles(table, through="GBR", length=(2, 3), least=1.0, most=5)
    assert [tuple(ring["countries"]) for ring in found["rings"]["found"]] == [c.countries for c in rings.found]
    assert all(chain["sources"] and all(chain["years"]) for chain in found["chains"]["found"])
    assert "India → United Kingdom → Australia" in told("chains", *ASK_DOCTORS, "--through", "uk", "--most", "5")


def test_backfill_says_where_the_shortage_ends_and_what_each_share_rests_on() -> None:
    register = load_register()
    table = edges(register, DOCTORS)
    found = values("chains", *ASK_DOCTORS, "--recruit", "1000", "--from", "UK", "--to", "United States")
    expected = backfill(table, "GBR", "USA", 1000, refills=refill_shares(register, "physician"))
    shortage = {row["country"]: row["shortage"] for row in found["backfill"]["countries"]}
    assert shortage == pytest.approx(expected.shortage)
    assert sum(shortage.values()) == pytest.approx(1000)
    owed = {row["country"]: row for row in found["compensation"]["countries"]}
    assert owed["IND"]["amount"] == pytest.approx(owed["IND"]["shortage"] * owed["IND"]["cost"])
    assert "USA" not in owed
    text = " ".join(told("chains", *ASK_DOCTORS, "--recruit", "1000", "--from", "UK", "--to", "USA").split())
    assert "international_migration_doctors_nurses_2021" in text
    assert "assumed" in text


def test_given_shares_and_costs_are_told_as_assumed() -> None:
    words = ("chains", *ASK_DOCTORS, "--recruit", "100", "--from", "GBR", "--to", "USA")
    found = values(*words, "--refill", "uk=0.5", "--cost", "India=10000")
    (row,) = [row for row in found["backfill"]["countries"] if row["country"] == "GBR"]
    assert row["refilled"] == 0.5
    assert row["assumed"] is True
    (owed,) = [row for row in found["compensation"]["countries"] if row["country"] == "IND"]
    assert owed["cost"] == 10_000
    wrong = accord(*words, "--refill", "GBR=1.5")
    assert "a share from 0 to 1" in str(wrong.exception)


# --- country ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["KEN", "GBR"])
def test_every_measure_of_a_country_is_that_of_the_atlas(country: str) -> None:
    register = load_register()
    row = country_measures(register, STOCK).set_index("country").loc[country]
    found = values("country", country)
    assert len(found["measures"]) == 12
    for measure in found["measures"]:
        assert measure["formula"]
        assert measure["unit"]
        if measure["name"] in row.index:
            known = pd.notna(row[measure["name"]])
            assert measure["value"] == (pytest.approx(float(row[measure["name"]])) if known else None)
        if measure["value"] is not None:
            assert measure["years"]
            assert set(measure["sources"]) <= set(register.sources)
            assert measure["seen"]
    index = vulnerability(register, STOCK).set_index("country").loc[country, "index"]
    assert found["vulnerability"]["index"] == pytest.approx(index)


def test_a_country_prints_formula_source_and_what_is_not_known() -> None:
    text = " ".join(told("country", "Kenya").split())
    for part in ("not known", "Herfindahl", "2 of 20 destinations", "oecd_stat_health_wfmi_2018: OECD.Stat"):
        assert part in text, part
    blocks = told("country", "KEN", "--csv")
    assert blocks.startswith("measure,value,formula,formula from,what the data see,years,sources")


def test_pictures_and_files_of_a_country(tmp_path: Path) -> None:
    network = written(tmp_path / "ken.svg", "country", "KEN").decode()
    assert "Kenya: where health workers come from and go to" in network
    assert "not known" in network
    timeline = written(tmp_path / "time.svg", "country", "KEN", "--picture", "timeline").decode()
    assert "Kenya: agreements over time" in timeline
    clauses = written(tmp_path / "clauses.svg", "country", "KEN", "--picture", "clauses").decode()
    assert "Kenya: which clauses agreements name" in clauses
    graph = nx.read_graphml(io.BytesIO(written(tmp_path / "ken.graphml", "country", "KEN")))
    assert set(graph.edges()) == {("KEN", "GBR"), ("KEN", "USA")}


def test_the_briefing_is_printed_and_written(tmp_path: Path) -> None:
    page = told("country", "KEN", "--briefing")
    assert page.startswith("Kenya: position in the migration of health workers\n")
    assert written(tmp_path / "ken.txt", "country", "kenya").decode() == page
    assert values("country", "KEN", "--briefing")["text"] == page.rstrip("\n")
    run = accord("country", "KEN", "--briefing", "--output", str(tmp_path / "ken.svg"))
    assert ".txt or .md" in str(run.exception)


# --- compare ---------------------------------------------------------------------------------------------------------


def test_two_years_with_the_sources_of_both() -> None:
    found = values("compare", "2017", "2024", *ASK_DOCTORS)
    changed = [row for row in found["corridors"] if row["change"] in ("grew", "shrank")]
    assert changed
    for row in changed:
        assert row["difference"] == pytest.approx(row["people_after"] - row["people_before"])
        assert row["source_before"]
        assert row["source_after"]
        assert row["year_before"] <= 2017 < row["year_after"]
    assert {row["change"] for row in found["agreements"]} <= {
        "came_into_force",
        "ended",
        "became_unknown",
        "became_known",
        "concluded",
        "other",
    }
    assert "Corridors that changed from 2017 to 2024" in told("compare", "2017", "2024", *ASK_DOCTORS)


def test_a_case_on_the_map_before_and_after() -> None:
    words = ("compare", "--case", "kenya-uk", "--basis", "nationality", "--unit", "full_time_equivalents")
    found = values(*words)
    (done,) = found["impacts"]
    assert done["known"] is True
    assert done["after"]["people"] == pytest.approx(done["before"]["people"] + done["added"])
    assert done["after"]["share_of_inflow"] == pytest.approx(done["after"]["people"] / done["after"]["inflow"])
    assert done["ties"]["covering"] == {"in_force": ["KEN-GBR-2021"]}
    assert [move["years"] for move in found["moves"]] == ["2026-2028", "2029-2031", "2032-2035"]
    text = " ".join(told(*words).split())
    for part in ("assumed: terms of the case", "before and after", "its share of those who come to", "jun_2018: NHS"):
        assert part in text, part


def test_a_corridor_without_a_figure_is_told_as_such_before() -> None:
    found = values("compare", "--case", "kenya-uk")
    (done,) = found["impacts"]
    assert done["known"] is False
    assert done["before"]["share_of_outflow"] is None
    assert "no figure; after: the plan alone" in told("compare", "--case", "kenya-uk", "--csv")
