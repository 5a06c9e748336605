"""The workbook: its numbers are the model's, its totals are live, its text stays text, its bytes are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.documents.office import converted, needs_office
from tests.documents.sheets import cells_of, opened, place, rows_of
from tests.report.option_support import three
from tests.support.cases import bare, changed, plain, red_line, rich, with_lines
from tests.support.random_cases import random_case, random_terms
from tests.support.slow import mostly_slow
from tests.workspace.support import HOSTILE
from toolkit import evaluate, solve
from toolkit.case.load import case_from_mapping
from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name
from toolkit.case.schema import PAYERS, Case
from toolkit.countries import country_name
from toolkit.deal.solution import Solution
from toolkit.documents.blocks import clean
from toolkit.documents.workbook import workbook
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.model.terms import Terms, no_terms
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.options import Compared, Yardstick
from toolkit.report.provenance import numbers

_CASES: dict[str, Any] = {
    "every instrument": rich,
    "three countries": three,
    "no fund": lambda: changed(rich(), {"fund.budget": 0}),
    "shipped": lambda: bare("philippines-germany"),
}


@cache
def solution(name: str) -> Solution:
    return solve(case_from_mapping(_CASES[name]()))


@cache
def book(name: str) -> bytes:
    found = solution(name)
    return workbook(found.outcome, solution=found)


@cache
def nothing() -> Outcome:
    case = case_from_mapping(rich())
    return evaluate(case, no_terms(case))


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-6)


every_case = pytest.mark.parametrize("name", list(_CASES))


@every_case
def test_terms_are_those_of_the_outcome(name: str) -> None:
    outcome = solution(name).outcome
    case = outcome.case
    rows = rows_of(opened(book(name)), "Terms", "Corridor", "Cadre", "What", "Unit")
    heads = [key for key in rows[0] if key.endswith("(input)")]
    assert len(heads) == len(case.phases)
    found = {(row["Corridor"], row["Cadre"], row["What"]): [row[head] for head in heads] for row in rows}
    for corridor, terms in outcome.terms.corridors.items():
        where = corridor_name(corridor)
        assert found[where, "all", "health-system support"] == near(list(terms.system_support))
        for cadre, said in terms.cadres.items():
            assert found[where, cadre_name(cadre), "recruits"] == near(list(said.recruits))
            for tier, offered in enumerate(case.corridors[corridor].cadres[cadre].retention):
                words = f"kept by {offered.name or f'retention tier {tier + 1}'}"
                assert found[where, cadre_name(cadre), words] == near([phase[tier] for phase in said.retained])


@every_case
def test_payments_are_those_of_the_model(name: str) -> None:
    outcome = solution(name).outcome
    case, paid = outcome.case, outcome.consequences.payments
    rows = rows_of(opened(book(name)), "Payments", "Who, or what for", "Corridor")
    years = [str(case.start_year + year) for year in range(case.years)]
    by_payer = paid.by_payer()
    table = indicators.payments(outcome)
    for k, corridor in enumerate(case.corridors):
        for y, payer in enumerate(PAYERS):
            who = payer_name(corridor, payer)
            who = who[:1].upper() + who[1:]
            row = next(
                row for row in rows if (row["Who, or what for"], row["Corridor"]) == (who, corridor_name(corridor))
            )
            assert [row[year] for year in years] == near([by_payer[k, y, phase] for phase in case.phase_of_year])
            here = table[(table["corridor"] == corridor) & (table["payer"] == payer)]
            assert row["Present value"] == near(float(here["present_value"].sum()))
    for entry in indicators.by_country(outcome).to_dict("records"):
        of = country_name(entry["country"])
        row = next(row for row in rows if (row["Who, or what for"], row["Corridor"]) == (of, "all"))
        assert row["All years"] == near(entry["payments"])
    spent = sum(row["All years"] for row in rows if row["Who, or what for"] in ITEM_NAMES.values())
    assert spent == near(sum(float(by_payer[:, :, phase].sum()) for phase in case.phase_of_year))


@every_case
def test_gains_are_those_of_the_model(name: str) -> None:
    found = solution(name)
    rows = {row["Country"]: row for row in rows_of(opened(book(name)), "Gains", "Country", "Service gained")}
    for code, gain in found.gains.items():
        row, parts = rows[country_name(code)], found.outcome.components[code]
        assert row["Gain"] == near(gain)
        said = [row[head] for head in ("Service gained", "Remittances counted", "System support", "What it pays")]
        assert said == near(list(parts.values()))
        assert row["Most it could have (model)"] == near(found.ideals[code])
        share = found.shares_of_ideal[code]
        assert row["Share of that"] == (near(share) if share is not None else "nothing to gain")
    assert rows["all countries"]["Gain"] == near(sum(found.gains.values()))


@every_case
def test_paths_and_assumptions_are_complete(name: str) -> None:
    outcome = solution(name).outcome
    case, read = outcome.case, opened(book(name))
    rows = rows_of(read, "Trajectories", "Country or corridor", "Cadre", "What", "Path")
    table = indicators.by_year(outcome)
    for (country, cadre, indicator), path in table.groupby(["country", "cadre", "indicator"]):
        words = {"workforce": "people trained and at home", "filled_posts": "filled posts", "posts": "funded posts"}
        if indicator == "gained_service":
            paths = [("gained service", "difference", "value")]
        elif indicator in words:
            paths = [
                (words[indicator], "with the agreement", "value"),
                (words[indicator], "without it", "without_agreement"),
            ]
        else:
            continue
        for what, way, column in paths:
            key = (country_name(country), cadre_name(cadre), what, way)
            row = next(row for row in rows if tuple(row.values())[1:5] == key)
            assert [row[str(year)] for year in path["year"]] == near(path[column].tolist())
    assumed = rows_of(read, "Assumptions", "Where", "Number", "Value")
    assert [row["Value"] for row in assumed] == near([number.value for number in numbers(case)])
    assert [row["Standing"] for row in assumed] == [number.standing for number in numbers(case)]
    if case.sources:
        assert [row["Key"] for row in rows_of(read, "Sources", "Key", "Title")] == list(case.sources)


@every_case
def test_every_check_agrees(name: str) -> None:
    read = opened(book(name))
    checks = rows_of(read, "Check", "What", "Where", "In this workbook")
    assert len(checks) > 10
    assert {row["Check"] for row in checks} == {"OK"}
    assert {row["Check"] for row in rows_of(read, "Check of terms", "Corridor", "Cadre", "What")} == {"OK"}
    about = {row["About"]: row["This workbook"] for row in rows_of(read, "About", "About", "This workbook")}
    assert about["Check"].startswith("OK")
    assert about["Terms"] == solution(name).why


def test_what_is_computed_is_a_formula() -> None:
    """Totals, payments and gains are formulas; quantities, shares and prices are numbers."""
    live = opened(book("every instrument"), formulas=True)
    costs = rows_of(live, "Costs and shares", "Corridor", "Cadre", "Item")
    for row in costs:
        for head, value in row.items():
            formula = str(value).startswith("=")
            if head in ("Cost a year", "Sum of shares", "Do they add up?", "Quantity a year") or head.startswith(
                "Paid"
            ):
                assert formula, head
    assert sum(str(row["Share of the fund (input)"]).startswith("=") for row in costs) < len(costs) / 2
    for row in rows_of(live, "Payments", "Who, or what for", "Corridor")[2:]:
        assert row["All years"] is None or str(row["All years"]).startswith("=")
    for row in rows_of(live, "Gains", "Country", "Service gained"):
        assert all(str(row[head]).startswith("=") for head in ("Service gained", "What it pays", "Gain"))
    names = live.defined_names
    assert {"discount_KEN", "discount_GBR", "paid_fund", "cost_phase", "gain_KEN"} <= set(names)


def test_inputs_are_open_and_everything_else_is_closed() -> None:
    read = opened(book("every instrument"), formulas=True)
    for title, cell in cells_of(read):
        assert read[title].protection.sheet
        if not cell.protection.locked:
            assert isinstance(cell.value, int | float), (title, cell.coordinate)
            assert cell.fill.fgColor.rgb == "FFFFF6CC"
    for title, heading in (("Terms", "2030-2031 (input)"), ("Costs and shares", "Share of the fund (input)")):
        assert not place(read, title, heading, 7).protection.locked, title
    legend = [str(cell.value) for _, cell in cells_of(read) if "(input)" in str(cell.value)]
    assert any("yellow" in text for text in legend)


def test_headings_stay_in_view_and_tables_are_tables() -> None:
    read = opened(book("every instrument"), formulas=True)
    frozen = {sheet.title for sheet in read if sheet.freeze_panes}
    assert {"Terms", "Costs and shares", "Payments", "Gains", "Trajectories", "Assumptions", "Check"} <= frozen
    assert all(len(sheet.title) <= 31 for sheet in read)
    tables = [name for sheet in read for name in sheet.tables]
    assert {"Terms", "Costs", "Trajectories", "Check"} <= set(tables)
    assert len({name.casefold() for name in tables}) == len(tables)
    for sheet in read:
        for table in sheet.tables.values():
            heads = [column.name for column in table.tableColumns]
            assert heads == [cell.value for cell in sheet[table.ref][0]]
            assert len({head.casefold() for head in heads}) == len(heads)
    shares = read["Costs and shares"].data_validations.dataValidation
    assert any((rule.type, str(rule.formula1), str(rule.formula2)) == ("decimal", "0", "1") for rule in shares)


@pytest.mark.parametrize("seed", range(6))
def test_any_case_and_any_terms_tie_to_the_model(seed: int) -> None:
    values = random_case(seed)
    case = case_from_mapping(values)
    outcome = evaluate(case, terms_from_mapping(random_terms(values, seed), case))
    read = opened(workbook(outcome))
    assert {row["Check"] for row in rows_of(read, "Check", "What", "Where", "In this workbook")} == {"OK"}


def test_no_agreement_has_no_costs_and_no_gains() -> None:
    content = workbook(nothing())
    read = opened(content)
    assert {row["Check"] for row in rows_of(read, "Check", "What", "Where", "In this workbook")} == {"OK"}
    gains = rows_of(read, "Gains", "Country", "Service gained")
    assert [row["Gain"] for row in gains] == near([0.0] * len(gains))
    assert {row["Share of the joint gain"] for row in gains[:-1]} == {"none"}
    assert {row["Do they add up?"] for row in rows_of(read, "Costs and shares", "Corridor", "Cadre")} == {"no cost"}


def test_a_draft_tells_what_it_crosses_and_its_ideals() -> None:
    found = solution("every instrument")
    draft = terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 40}}}}, found.case)
    outcome = evaluate(found.case, draft)
    read = opened(workbook(outcome, solution=found, name="the draft"))
    over = rows_of(read, "Limits", "Limit", "Held by", "Crossed by")
    assert [row["Crossed by"] for row in over] == near(list(outcome.crossed.values()))
    compared = Compared("", outcome, Yardstick.of(found))
    rows = {row["Country"]: row for row in rows_of(read, "Gains", "Country", "Service gained")}
    for code, share in compared.shares.items():
        assert rows[country_name(code)]["Share of that"] == near(share)
    assert not any(cell.value == "What binds" for _, cell in cells_of(read))
    about = {row["About"]: row["This workbook"] for row in rows_of(read, "About", "About", "This workbook")}
    assert about["Terms"] == "the draft"


def test_what_binds_is_told_of_a_solution() -> None:
    found = solution("every instrument")
    rows = rows_of(
        opened(book("every instrument")), "Limits", "Limit", "Held by", "Relaxing it is worth, USD in present value"
    )
    assert [row["Limit"] for row in rows] == [entry.limit for entry in found.binding]
    for row, entry in zip(rows, found.binding, strict=True):
        size = entry.price / 100 if entry.unit.startswith("share of ") else entry.price
        assert row["Relaxing it is worth, USD in present value"] == near(size)


def test_penalties_of_soft_red_lines_are_taken_off_the_shares() -> None:
    line = red_line("max_recruits", 3, party="KEN", hard=False, penalty=10)
    case = case_from_mapping(with_lines(plain(), line))
    found = solve(case, "best_for:GBR")
    draft = evaluate(case, terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 10}}}}, case))
    assert draft.penalty > found.unavoidable_penalty
    rows = {row["Country"]: row for row in rows_of(opened(workbook(draft, solution=found)), "Gains", "Country")}
    for code, share in Compared("", draft, Yardstick.of(found)).shares.items():
        told = rows[country_name(code)]["Share of that"]
        assert told == (near(share) if share is not None else "nothing to gain")


def test_a_case_without_corridors() -> None:
    case = case_from_mapping({**plain(), "corridors": {}})
    read = opened(workbook(evaluate(case, no_terms(case))))
    assert {row["Check"] for row in rows_of(read, "Check", "What", "Where", "In this workbook")} == {"OK"}


def test_the_same_inputs_give_the_same_bytes() -> None:
    found = solution("every instrument")
    assert workbook(found.outcome, solution=found) == book("every instrument")
    dated = workbook(found.outcome, solution=found, stated=date(2026, 11, 28))
    assert dated == workbook(found.outcome, solution=found, stated=date(2026, 11, 28))
    assert dated != book("every instrument")
    assert opened(dated).properties.created.date() == date(2026, 11, 28)
    about = {row["About"]: row["This workbook"] for row in rows_of(opened(dated), "About", "About", "This workbook")}
    assert about["Date"] == "2026-11-28"


def hostile(text: str) -> Outcome:
    """A case with a text in every field that takes words."""
    values = rich()
    values |= {"name": text, "description": text}
    nurse = values["corridors"]["KEN-GBR"]["nurse"]
    nurse["retention"] = [{**tier, "name": text} for tier in nurse["retention"]]
    values["sources"] = {"a": {"title": text, "publisher": text, "address": text, "note": text}}
    nurse["pass_rate"] = {"value": nurse["pass_rate"], "source": "a", "note": text}
    values["red_lines"] = [red_line("no_harm", party="KEN", country="KEN", note=text)]
    case = case_from_mapping(values)
    return evaluate(case, terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}}, case))


@pytest.mark.parametrize(
    "text",
    mostly_slow(["=cmd|' /C calc'!A0", "-2+3", "http://example.org/", "x" * 40_000, "𝔸" * 20_000, "12", *HOSTILE], 8),
)
def test_text_stays_text(text: str) -> None:
    outcome = hostile(text)
    content = workbook(outcome, name=text)
    live = opened(content, formulas=True)
    for title, cell in cells_of(live):
        if cell.data_type == "f":
            assert str(cell.value).startswith("=")
            assert "cmd" not in str(cell.value)
            assert "SUM(1)" not in str(cell.value)
        if isinstance(cell.value, str):
            assert not any(ord(letter) < 32 and letter != "\n" for letter in cell.value), (title, cell.coordinate)
        if cell.hyperlink is not None:
            assert cell.hyperlink.target is None
    about = {row["About"]: row["This workbook"] for row in rows_of(live, "About", "About", "This workbook")}
    assert about["Terms"].strip()[:4] == clean(text).strip()[:4]
    sheet = live["Sources"]
    assert all(cell.data_type == "s" for cell in sheet[5] if cell.value is not None)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Path]]:
    """Every workbook with its copy that LibreOffice has calculated anew, and one with changed inputs."""
    folder = tmp_path_factory.mktemp("office")
    contents = {
        **{name: book(name) for name in _CASES},
        "nothing": workbook(nothing()),
        "changed": _with_changes(folder),
    }
    paths = []
    for number, content in enumerate(contents.values()):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(content)
    made = converted(folder, "xlsx", *paths)
    return {name: (contents[name], path) for name, path in zip(contents, made, strict=True)}


@needs_office
@pytest.mark.parametrize("name", [*_CASES, "nothing"])
def test_libreoffice_calculates_what_is_stored(name: str, again: dict[str, tuple[bytes, Path]]) -> None:
    content, path = again[name]
    stored, anew, live = opened(content), opened(path), opened(content, formulas=True)
    count = 0
    for title, cell in cells_of(live):
        if cell.data_type == "f":
            count += 1
            before, now = stored[title][cell.coordinate].value, anew[title][cell.coordinate].value
            assert now == (before if isinstance(before, str) else near(before)), (title, cell.coordinate, cell.value)
    assert count > 200


_SHARES = {"sending": 0.25, "receiving": 0.5, "worker": 0.0, "fund": 0.25}


def _shares(terms: Terms) -> Terms:
    key = ("KEN-GBR", "nurse", "training")
    return replace(terms, shares={**terms.shares, **{(*key, payer, 0): part for payer, part in _SHARES.items()}})


def _with_changes(folder: Path) -> bytes:
    """Other shares of one cost, another discount rate, saved by a program that keeps no results."""
    edited = opened(book("every instrument"), formulas=True)
    for row in rows_of(edited, "Costs and shares", "Corridor", "Cadre", "Item"):
        if (row["Cadre"], row["Item"], row["Phase"]) == ("nurses", "training places", 1):
            for payer, words in (
                ("sending", "sending country"),
                ("receiving", "receiving country"),
                ("worker", "workers"),
                ("fund", "fund"),
            ):
                place(edited, "Costs and shares", f"Share of the {words} (input)", row["#"]).value = _SHARES[payer]
    for row in rows_of(edited, "Countries", "Country", "Discount rate a year (input)"):
        if row["Country"] == "Kenya":
            place(edited, "Countries", "Discount rate a year (input)", row["#"]).value = 0.08
    path = folder / "edited.xlsx"
    edited.save(path)
    return path.read_bytes()


@needs_office
def test_changed_inputs_give_what_the_model_gives(again: dict[str, tuple[bytes, Path]]) -> None:
    """The workbook follows changed shares and a changed rate as the model does, and says what no longer ties."""
    found = solution("every instrument")
    case: Case = case_from_mapping(changed(rich(), {"countries.KEN.discount_rate": 0.08}))
    expected = evaluate(case, _shares(found.terms))
    read = opened(again["changed"][1])
    rows = {row["Country"]: row for row in rows_of(read, "Gains", "Country", "Service gained")}
    for code, gain in expected.gains.items():
        assert rows[country_name(code)]["Gain"] == near(gain)
        assert rows[country_name(code)]["What it pays"] == near(expected.components[code]["payments"])
    checks = rows_of(read, "Check", "What", "Where", "In this workbook")
    said = {(row["What"], row["Where"]): row["Check"] for row in checks}
    assert said["gain", "Kenya"] == "LOOK"
    assert said["lines of the terms that differ", "the sheet Check of terms"] == "OK"
    assert said["cost a year, 2030-2031", "Kenya to United Kingdom"] == "OK"
    about = {row["About"]: row["This workbook"] for row in rows_of(read, "About", "About", "This workbook")}
    assert about["Check"].startswith("LOOK")


@needs_office
def test_changed_quantities_are_told(tmp_path: Path) -> None:
    """A quantity moves costs and payments, and everything that rests on the years of the model says LOOK."""
    edited = opened(book("every instrument"), formulas=True)
    row = next(row for row in rows_of(edited, "Terms", "Corridor", "Cadre", "What") if row["What"] == "recruits")
    cell = place(edited, "Terms", "2030-2031 (input)", row["#"])
    cell.value += 2
    for share in rows_of(edited, "Costs and shares", "Corridor", "Cadre", "Item")[:1]:
        place(edited, "Costs and shares", "Share of the workers (input)", share["#"]).value = 0.5
    path = tmp_path / "edited.xlsx"
    edited.save(path)
    (made,) = converted(tmp_path, "xlsx", path)
    read = openpyxl.load_workbook(made, data_only=True)
    said = {
        (row["What"], row["Where"]): (row["Check"], row["Difference"])
        for row in rows_of(read, "Check", "What", "Where", "In this workbook")
    }
    assert said["lines of the terms that differ", "the sheet Check of terms"] == ("LOOK", 1)
    assert said["costs whose shares do not add up to 100 %", "the sheet Costs and shares"][0] == "LOOK"
    assert said["service gained", "Kenya"] == ("LOOK", 0)
    assert said["cost a year, 2030-2031", "Kenya to United Kingdom"] == ("LOOK", near(2 * 6_000))
    assert said["cost a year, 2032-2034", "Kenya to United Kingdom"][0] == "OK"
