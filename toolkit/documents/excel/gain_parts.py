"""The sheet of gains in detail: each part of a gain as a formula over the years and numbers that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.schema import ends
from toolkit.countries import country_name
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, Input, formula, product, total, weighted
from toolkit.documents.excel.countries import Countries
from toolkit.documents.excel.payments import Payments
from toolkit.documents.excel.tabs import TRAJECTORIES, tab
from toolkit.documents.excel.trajectories import Trajectories
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome

__all__ = ["Parts", "write_parts"]


@dataclass(frozen=True)
class Parts:
    """The cells behind each country's gain by the model's words, service-years gained, and the gain of workers."""

    service: Mapping[str, list[Cell]]
    years: Mapping[str, list[Cell]]
    remittances: Mapping[str, list[Cell]]
    system_support: Mapping[str, list[Cell]]
    payments: Mapping[str, list[Cell]]
    workers: Mapping[str, Cell]


class _Writer:
    def __init__(self, sheet: Sheet, outcome: Outcome, countries: Countries, payments: Payments, paths: Trajectories):
        self.sheet, self.case = sheet, outcome.case
        self.countries, self.payments, self.paths = countries, payments, paths
        self.currency = outcome.case.currency

    def written(self) -> Parts:
        self.sheet.title(
            say("Gains in detail"),
            say(
                "In {currency}. Service and remittances count from the year after the start to the end of the "
                "follow-up, payments and support in the years of the agreement. Discounted: each year times its factor "
                "on the sheet {trajectories_sheet}.",
                currency=self.currency,
                trajectories_sheet=tab(TRAJECTORIES),
            ),
        )
        self.sheet.space()
        service, years = self._service()
        remittances = self._remittances()
        support = self._support()
        payments = self._payments()
        return Parts(service, years, remittances, support, payments, self._workers())

    def _service(self) -> tuple[dict[str, list[Cell]], dict[str, list[Cell]]]:
        sheet = self.sheet
        sheet.title(say("Service gained"), size=12)
        sheet.table(
            Column(say("Country or corridor"), width=30),
            Column(say("Cadre"), width=22),
            Column(say("Value of one filled post for a year (input)"), "price", 17),
            Column(say("Service-years gained"), "people", 17),
            Column(say("The same, discounted"), "people", 17),
            Column(say("Worth"), "money", 18),
        )
        worth: dict[str, list[Cell]] = {code: [] for code in self.case.countries}
        years: dict[str, list[Cell]] = {code: [] for code in self.case.countries}
        for (code, cadre), path in self.paths.gained.items():
            value = Cell(sheet.name, sheet.row, 2, self.case.countries[code].cadres[cadre].service_value)
            present = weighted(path[1:], self.paths.factors[code][1:])
            discounted = Cell(sheet.name, sheet.row, 4, present.value)
            cells = sheet.add(
                country_name(code),
                cadre_name(cadre),
                Input(value.value),
                total(path[1:]),
                present,
                product(value, discounted),
            )
            sheet.allow(cells[2], cells[2], most=None, about=say("Net of its pay."))
            worth[code].append(cells[5])
            years[code].append(cells[3])
        sheet.end("Service")
        return worth, years

    def _remittances(self) -> dict[str, list[Cell]]:
        sheet = self.sheet
        sheet.title(say("Remittances that the sending country counts"), size=12)
        sheet.table(
            Column(say("Corridor")),
            Column(say("Cadre")),
            Column(say("Sent home per recruit and year (input)"), "price"),
            Column(say("Part who would have left anyway (model)"), "share"),
            Column(say("Years abroad, discounted"), "people"),
            Column(say("Part that counts"), "share", 16),
            Column(say("Worth"), "money", 18),
        )
        worth: dict[str, list[Cell]] = {code: [] for code in self.case.countries}
        for (name, cadre), path in self.paths.abroad.items():
            code, record = ends(name)[0], self.case.corridors[name].cadres[cadre]
            weight, here = self.countries.remittance_weight[code], sheet.row
            present = weighted(path[1:], self.paths.factors[code][1:])
            sent, left, abroad, counted = (
                Cell(sheet.name, here, number, value)
                for number, value in enumerate(
                    (record.remittance, record.would_have_left, present.value, weight.value), start=2
                )
            )
            value = sent.value * (1 - left.value) * abroad.value * counted.value
            cells = sheet.add(
                corridor_name(name),
                cadre_name(cadre),
                Input(sent.value),
                # the model's workforce rests on it too, so that changing it here would tell half of the effect
                Shown(left.value, model=True),
                present,
                formula(weight, value=weight.value),
                formula(sent, "*(1-", left, ")*", abroad, "*", counted, value=value),
            )
            sheet.allow(cells[2], cells[2], most=None, about=say("Money that one recruit abroad sends home in a year."))
            worth[code].append(cells[6])
        sheet.end("Remittances")
        return worth

    def _support(self) -> dict[str, list[Cell]]:
        sheet = self.sheet
        sheet.title(say("Health-system support received from others"), size=12)
        sheet.table(
            Column(say("Country")),
            Column(say("Received, present value"), "money"),
            Column(say("Worth of one unit"), "price"),
            Column(say("Worth"), "money"),
        )
        worth: dict[str, list[Cell]] = {code: [] for code in self.case.countries}
        for code, received in self.payments.support.items():
            unit = self.countries.support_value[code]
            cells = sheet.add(
                country_name(code),
                formula(received.present, value=received.present.value),
                formula(unit, value=unit.value),
                product(received.present, unit),
            )
            worth[code].append(cells[3])
        sheet.end("Support")
        return worth

    def _payments(self) -> dict[str, list[Cell]]:
        sheet = self.sheet
        sheet.title(say("What each country pays"), size=12)
        sheet.table(
            Column(say("Country")),
            Column(say("Paid, present value"), "money"),
            Column(say("Cost of one unit of public money"), "price"),
            Column(say("Counts as"), "money"),
        )
        worth = {}
        for code, paid in self.payments.by_country.items():
            unit = self.countries.public_funds[code]
            value = -paid.present.value * unit.value
            cells = sheet.add(
                country_name(code),
                formula(paid.present, value=paid.present.value),
                formula(unit, value=unit.value),
                formula("-", paid.present, "*", unit, value=value),
            )
            worth[code] = [cells[3]]
        sheet.end("Paid")
        return worth

    def _workers(self) -> dict[str, Cell]:
        sheet = self.sheet
        sheet.title(say("The workers' own gain"), size=12)
        sheet.remark(
            say("Reported beside the gains of the countries, not sought; those who would have left are included.")
        )
        sheet.table(
            Column(say("Corridor")),
            Column(say("Cadre")),
            Column(say("Gain in pay per licensed recruit and year (input)"), "price"),
            Column(say("Years in licensed practice, discounted"), "people"),
            Column(say("Worth"), "money"),
        )
        gains: dict[str, list[Cell]] = {name: [] for name in self.case.corridors}
        for (name, cadre), path in self.paths.licensed.items():
            pay = Cell(sheet.name, sheet.row, 2, self.case.corridors[name].cadres[cadre].wage_gain)
            present = weighted(path[1:], self.paths.factors[ends(name)[0]][1:])
            practice = Cell(sheet.name, sheet.row, 3, present.value)
            cells = sheet.add(corridor_name(name), cadre_name(cadre), Input(pay.value), present, product(pay, practice))
            sheet.allow(cells[2], cells[2], most=None, about=say("Pay abroad less pay at home."))
            gains[name].append(cells[4])
        found = {}
        for name, worth in gains.items():
            paid = self.payments.by_payer[name, "worker"].present
            earned = total(worth)
            first = sheet.add(corridor_name(name), say("pay gained"), None, None, earned)[4]
            second = sheet.add(
                corridor_name(name), say("paid by workers"), None, None, formula("-", paid, value=-paid.value)
            )[4]
            found[name] = sheet.add(
                corridor_name(name), say("gain of the workers"), None, None, Shown(total([first, second]), bold=True)
            )[4]
        sheet.end("Workers")
        return found


def write_parts(sheet: Sheet, outcome: Outcome, countries: Countries, payments: Payments, paths: Trajectories) -> Parts:
    """Write the sheet."""
    return _Writer(sheet, outcome, countries, payments, paths).written()
