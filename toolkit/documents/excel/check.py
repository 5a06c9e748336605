"""The check sheets: every total of this workbook against the model's own value, and the terms against its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.case.names import cadre_name, corridor_name, payer_name
from toolkit.case.schema import PAYERS
from toolkit.countries import country_name
from toolkit.documents.excel.book import LOOK, OK, Column, Sheet, Shown
from toolkit.documents.excel.cells import Area, Cell, Formula, criterion, formula, quoted, total
from toolkit.documents.excel.costs import Costs
from toolkit.documents.excel.gains import Gains
from toolkit.documents.excel.payments import Payments
from toolkit.documents.excel.tabs import CHECK_OF_TERMS, COSTS, TERMS, tab
from toolkit.documents.excel.terms import lines_of, phases_of
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.model.value import COMPONENTS

__all__ = ["write_check", "write_terms_check"]

_NEAR = 1e-6
"""A total that is off by no more than this part of it agrees, since terms are written to nine digits."""

_PARTS = dict(
    zip(
        COMPONENTS,
        (to_say("service gained"), to_say("remittances counted"), to_say("system support"), to_say("what it pays")),
        strict=True,
    )
)
_ON_PATHS = ("service", "remittances")


@dataclass(frozen=True)
class _Line:
    """A total of the workbook and the model's value. ``on_paths``: it rests on years that only the model computes."""

    what: str
    where: str
    here: Cell | Formula
    model: float
    kind: str = "money"
    on_paths: bool = False


def write_terms_check(
    sheet: Sheet, outcome: Outcome, terms: Mapping[tuple[str, str | None, str, int | None], list[Cell]]
) -> Cell:
    """Write the sheet that holds the terms against the model's; the cell that counts the lines that differ."""
    sheet.title(
        say("Check of terms"),
        say(
            "The terms that the model's years rest on, and whether the sheet {terms_sheet} still says the same.",
            terms_sheet=tab(TERMS),
        ),
    )
    sheet.space()
    sheet.table(
        Column(say("Corridor"), width=30),
        Column(say("Cadre"), width=20),
        Column(say("What"), width=40),
        *(Column(say("{years} (model)", years=years), "people", 14) for years in phases_of(outcome.case)),
        Column(say("Largest difference"), "number", 14),
        Column(say("Check"), width=10),
        freeze=3,
    )
    checks: list[Cell] = []
    for line in lines_of(outcome):
        kind = "money" if line.cadre is None else "people"
        row = sheet.row
        held = [Cell(sheet.name, row, 3 + number, amount) for number, amount in enumerate(line.amounts)]
        now, before = Area.of(terms[line.key]), Area.of(held)
        assert now is not None
        assert before is not None
        gap = formula("ROUND(SUMPRODUCT(ABS(", now, "-", before, ")),6)", value=0.0)
        gap_cell = Cell(sheet.name, row, 3 + len(held), 0.0)
        cells = sheet.add(
            corridor_name(line.corridor),
            cadre_name(line.cadre) if line.cadre else say("all"),
            line.words,
            *(Shown(amount, kind, model=True) for amount in line.amounts),
            gap,
            formula("IF(", gap_cell, f"=0,{_ok_or_look()})", value=say(OK)),
        )
        checks.append(cells[-1])
    if checks:
        sheet.watch(checks[0], checks[-1])
    sheet.end("CheckOfTerms")
    column = Area.of(checks) if checks else None
    count = formula("COUNTIF(", column, f",{criterion(say(LOOK))})", value=0) if column else formula("0", value=0)
    sheet.table(Column(say("Lines that differ")), Column(say("Number"), "whole"))
    return sheet.add(say("on this sheet"), count)[1]


def _ok_or_look() -> str:
    """What a check says by its outcome, inside a formula."""
    return f"{quoted(say(OK))},{quoted(say(LOOK))}"


def write_check(
    sheet: Sheet, outcome: Outcome, costs: Costs, payments: Payments, gains: Gains, changed_terms: Cell
) -> Cell:
    """Write the sheet; the cell that says whether everything agrees."""
    sheet.title(
        say("Check"),
        say(
            "Each total of this workbook against the value that the model computed. {ok}: they agree. {look}: "
            "something was changed here, and the model has not seen it. Service and remittances rest on years that "
            "only the model computes: they say {look} as soon as the terms differ, though the total itself did not "
            "move.",
            ok=say(OK),
            look=say(LOOK),
        ),
    )
    sheet.space()
    summary = sheet.row
    sheet.space(3)
    lines = [*_of_costs(outcome, costs), *_of_payments(outcome, payments), *_of_gains(outcome, gains)]
    sheet.table(
        Column(say("What"), width=44),
        Column(say("Where"), width=34),
        Column(say("In this workbook"), "money", 20),
        Column(say("In the model"), "money", 20),
        Column(say("Difference"), "number", 16),
        Column(say("Check"), width=10),
        freeze=2,
    )
    where = say("the sheet {sheet}", sheet=tab(CHECK_OF_TERMS))
    checks = [_counted(sheet, say("lines of the terms that differ"), where, changed_terms)]
    if costs.rows:
        column = Area.of([row.check for row in costs.rows])
        assert column is not None
        wrong = sum(row.check.value == say(LOOK) for row in costs.rows)
        count = formula("COUNTIF(", column, f",{criterion(say(LOOK))})", value=wrong)
        where = say("the sheet {sheet}", sheet=tab(COSTS))
        checks.append(_counted(sheet, say("costs whose shares do not add up to 100 %"), where, count))
    checks += [_line(sheet, line, changed_terms) for line in lines]
    sheet.watch(checks[0], checks[-1])
    sheet.end("Check")
    area = Area.of(checks)
    assert area is not None
    over = [cell.value for cell in checks].count(say(LOOK))
    agrees = say("{check}: every total agrees with the model", check=say(OK))
    differs = say("{check}: not every total agrees with the model", check=say(LOOK))
    test = f",{criterion(say(LOOK))})=0,{quoted(agrees)},{quoted(differs)})"
    whole = formula("IF(COUNTIF(", area, test, value=differs if over else agrees)
    with sheet.at(summary):
        sheet.table(Column(say("Everything together"), width=44), Column(say("Check"), width=44))
        cell = sheet.add(say("all checks below"), whole)[1]
    sheet.watch(cell, cell)
    return cell


def _counted(sheet: Sheet, what: str, where: str, count: Cell | Formula) -> Cell:
    """A line that counts what is wrong: nothing should be."""
    now = count if isinstance(count, Formula) else formula(count, value=count.value)
    here = Cell(sheet.name, sheet.row, 2, now.value)
    return sheet.add(
        what,
        where,
        Shown(now, "whole"),
        Shown(0.0, "whole", model=True),
        Shown(formula(here, value=now.value), "whole"),
        formula("IF(", here, f"=0,{_ok_or_look()})", value=say(LOOK) if now.value else say(OK)),
    )[-1]


def _line(sheet: Sheet, line: _Line, changed_terms: Cell) -> Cell:
    here, model, gap = (Cell(sheet.name, sheet.row, number, 0.0) for number in (2, 3, 4))
    now = line.here if isinstance(line.here, Formula) else formula(line.here, value=line.here.value)
    digits = 2 if line.kind == "money" else 6
    off = round(now.value - line.model, digits) + 0.0
    agrees = abs(off) <= _NEAR * max(1.0, abs(line.model))
    kept = formula("ABS(", gap, f")<={_NEAR:f}*MAX(1,ABS(", model, "))", value=agrees)
    parts: tuple[str | Cell | Area, ...] = kept.parts
    if line.on_paths:
        parts = ("AND(", changed_terms, "=0,", *kept.parts, ")")
    return sheet.add(
        line.what,
        line.where,
        Shown(now, line.kind),
        Shown(line.model, line.kind, model=True),
        formula("ROUND(", here, "-", model, f",{digits})", value=off),
        formula("IF(", *parts, f",{_ok_or_look()})", value=say(OK) if agrees else say(LOOK)),
    )[-1]


def _of_costs(outcome: Outcome, costs: Costs) -> Iterator[_Line]:
    """What is agreed costs a year, by corridor and phase."""
    found = outcome.consequences
    for k, name in enumerate(found.axes.corridors):
        for phase, years in enumerate(phases_of(outcome.case)):
            held = [row.cost for row in costs.rows if row.line.corridor == name and row.phase == phase + 1]
            model = float(found.payments.cost[k, :, :, phase].sum() + found.terms.system_support[k, phase])
            yield _Line(say("cost a year, {years}", years=years), corridor_name(name), total(held), model)


def _of_payments(outcome: Outcome, payments: Payments) -> Iterator[_Line]:
    """What each pays: a year in each phase, over the years, and in present value."""
    case, found = outcome.case, outcome.consequences
    by_payer = found.payments.by_payer()
    first_years = [list(case.phase_of_year).index(phase) for phase in range(len(case.phases))]
    table = indicators.payments(outcome)
    for k, name in enumerate(found.axes.corridors):
        for y, payer in enumerate(PAYERS):
            who, row = payer_name(name, payer), payments.by_payer[name, payer]
            for phase, years in enumerate(phases_of(case)):
                cell = row.years[first_years[phase]]
                what = say("paid a year by {payer}, {years}", payer=who, years=years)
                yield _Line(what, corridor_name(name), cell, float(by_payer[k, y, phase]))
            here = table[(table["corridor"] == name) & (table["payer"] == payer)]
            present = float(here["present_value"].sum())
            yield _Line(say("paid by {payer}, present value", payer=who), corridor_name(name), row.present, present)
    for entry in indicators.by_country(outcome).to_dict("records"):
        code = entry["country"]
        whole = payments.by_country[code].whole
        yield _Line(say("paid over the agreement"), country_name(code), whole, entry["payments"])


def _of_gains(outcome: Outcome, gains: Gains) -> Iterator[_Line]:
    for code, parts in outcome.components.items():
        for part, value in parts.items():
            cell = gains.parts[code, part]
            yield _Line(say(_PARTS[part]), country_name(code), cell, value, on_paths=part in _ON_PATHS)
        yield _Line(say("gain"), country_name(code), gains.gains[code], outcome.gains[code], on_paths=True)
    yield _Line(say("joint gain"), say("all countries"), gains.joint, sum(outcome.gains.values()), on_paths=True)
    for entry in indicators.by_country(outcome).to_dict("records"):
        code, years = entry["country"], entry["gained_service_years"]
        yield _Line(say("service-years gained"), country_name(code), gains.years[code], years, "people", on_paths=True)
    for name, gain in outcome.workers_gains.items():
        yield _Line(say("workers' own gain"), corridor_name(name), gains.workers[name], gain, on_paths=True)
