"""The workbook for a finance ministry: terms, payments, paths and gains, with live formulas that tie to the model."""

from __future__ import annotations

from datetime import date

from toolkit.deal.solution import Solution
from toolkit.documents.excel import tabs
from toolkit.documents.excel.about import write_about
from toolkit.documents.excel.book import Book
from toolkit.documents.excel.check import write_check, write_terms_check
from toolkit.documents.excel.costs import write_costs
from toolkit.documents.excel.countries import write_countries
from toolkit.documents.excel.gain_parts import write_parts
from toolkit.documents.excel.gains import write_gains
from toolkit.documents.excel.offers import write_offers
from toolkit.documents.excel.payments import write_payments
from toolkit.documents.excel.reference import write_assumptions, write_limits, write_sources
from toolkit.documents.excel.terms import write_terms
from toolkit.documents.excel.trajectories import write_trajectories
from toolkit.documents.record import Record
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome

__all__ = ["workbook"]

_SHEETS = {
    tabs.ABOUT: to_say("What this workbook is."),
    tabs.TERMS: to_say("What is agreed a year on each corridor, by cadre and phase. Inputs."),
    tabs.COSTS: to_say("What each item costs, who bears what part of it, and what that comes to. Inputs."),
    tabs.PAYMENTS: to_say(
        "Who pays what in each year, present values, what is left of budgets, what money is spent on."
    ),
    tabs.GAINS: to_say("What each country gains against no agreement, part by part."),
    tabs.PARTS: to_say("How each part of a gain follows from the years and from numbers of the case. Inputs."),
    tabs.TRAJECTORIES: to_say("Each year with and without the agreement, by country and cadre. The model's numbers."),
    tabs.COUNTRIES: to_say("Discount rates, worth of money, budgets. Inputs."),
    tabs.LIMITS: to_say("Limits that are crossed, and, for balanced terms, what relaxing a limit is worth."),
    tabs.OFFERS: to_say("What each side put on the table, what it moved, what is still apart."),
    tabs.ASSUMPTIONS: to_say("Every number of the case with its range, unit, source or reason."),
    tabs.SOURCES: to_say("The publications that numbers are taken from."),
    tabs.CHECK: to_say("Each total against the model's own value."),
    tabs.CHECK_OF_TERMS: to_say("The terms that the model's years rest on."),
}


def workbook(
    outcome: Outcome,
    *,
    solution: Solution | None = None,
    name: str = "",
    stated: date | None = None,
    offers: Record | None = None,
) -> bytes:
    """An Excel workbook of terms and what they lead to; the same inputs give the same bytes.

    ``solution`` is one of the same case, to hold gains against the most that each country could have; where its terms
    are those of the outcome, what binds is told too. ``name`` says which terms these are, ``stated`` is the date that
    the workbook bears. ``offers`` is the record of the negotiation, which then has a sheet.
    """
    book = Book(outcome.case.name, stated)
    wanted = {sheet: about for sheet, about in _SHEETS.items() if offers is not None or sheet != tabs.OFFERS}
    sheets = {sheet: book.sheet(tabs.tab(sheet), say(about)) for sheet, about in wanted.items()}
    own = solution if solution is not None and solution.terms == outcome.terms else None
    countries = write_countries(sheets[tabs.COUNTRIES], outcome)
    terms = write_terms(sheets[tabs.TERMS], outcome)
    costs = write_costs(sheets[tabs.COSTS], outcome, terms)
    paths = write_trajectories(sheets[tabs.TRAJECTORIES], outcome, countries)
    payments = write_payments(sheets[tabs.PAYMENTS], outcome, costs, countries, paths)
    parts = write_parts(sheets[tabs.PARTS], outcome, countries, payments, paths)
    gains = write_gains(sheets[tabs.GAINS], outcome, parts, payments, solution)
    write_limits(sheets[tabs.LIMITS], outcome, own)
    if offers is not None:
        write_offers(sheets[tabs.OFFERS], offers)
    write_assumptions(sheets[tabs.ASSUMPTIONS], outcome.case)
    write_sources(sheets[tabs.SOURCES], outcome.case)
    changed_terms = write_terms_check(sheets[tabs.CHECK_OF_TERMS], outcome, terms)
    whole = write_check(sheets[tabs.CHECK], outcome, costs, payments, gains, changed_terms)
    why = name or (own.why if own else say("given terms"))
    about = sheets.pop(tabs.ABOUT)
    write_about(about, outcome, why, whole, list(sheets.values()))
    return book.finished()
