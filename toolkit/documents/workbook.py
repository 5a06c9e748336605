"""The workbook for a finance ministry: terms, payments, paths and gains, with live formulas that tie to the model."""

from __future__ import annotations

from datetime import date

from toolkit.deal.solution import Solution
from toolkit.documents.excel.about import write_about
from toolkit.documents.excel.book import Book
from toolkit.documents.excel.check import write_check, write_terms_check
from toolkit.documents.excel.costs import write_costs
from toolkit.documents.excel.countries import write_countries
from toolkit.documents.excel.gain_parts import write_parts
from toolkit.documents.excel.gains import write_gains
from toolkit.documents.excel.payments import write_payments
from toolkit.documents.excel.reference import write_assumptions, write_limits, write_sources
from toolkit.documents.excel.terms import write_terms
from toolkit.documents.excel.trajectories import write_trajectories
from toolkit.model.evaluate import Outcome

__all__ = ["workbook"]

_SHEETS = {
    "About": "What this workbook is.",
    "Terms": "What is agreed a year on each corridor, by cadre and phase. Inputs.",
    "Costs and shares": "What each item costs, who bears what part of it, and what that comes to. Inputs.",
    "Payments": "Who pays what in each year, present values, what is left of budgets, what money is spent on.",
    "Gains": "What each country gains against no agreement, part by part.",
    "Gains in detail": "How each part of a gain follows from the years and from numbers of the case. Inputs.",
    "Trajectories": "Each year with and without the agreement, by country and cadre. The model's numbers.",
    "Countries": "Discount rates, worth of money, budgets. Inputs.",
    "Limits": "Limits that are crossed, and, for balanced terms, what relaxing a limit is worth.",
    "Assumptions": "Every number of the case with its range, unit, source or reason.",
    "Sources": "The publications that numbers are taken from.",
    "Check": "Each total against the model's own value.",
    "Check of terms": "The terms that the model's years rest on.",
}


def workbook(
    outcome: Outcome, *, solution: Solution | None = None, name: str = "", stated: date | None = None
) -> bytes:
    """An Excel workbook of terms and what they lead to; the same inputs give the same bytes.

    ``solution`` is one of the same case, to hold gains against the most that each country could have; where its terms
    are those of the outcome, what binds is told too. ``name`` says which terms these are, ``stated`` is the date that
    the workbook bears.
    """
    book = Book(outcome.case.name, stated)
    sheets = {title: book.sheet(title, about) for title, about in _SHEETS.items()}
    own = solution if solution is not None and solution.terms == outcome.terms else None
    countries = write_countries(sheets["Countries"], outcome)
    terms = write_terms(sheets["Terms"], outcome)
    costs = write_costs(sheets["Costs and shares"], outcome, terms)
    paths = write_trajectories(sheets["Trajectories"], outcome, countries)
    payments = write_payments(sheets["Payments"], outcome, costs, countries, paths)
    parts = write_parts(sheets["Gains in detail"], outcome, countries, payments, paths)
    gains = write_gains(sheets["Gains"], outcome, parts, payments, solution)
    write_limits(sheets["Limits"], outcome, own)
    write_assumptions(sheets["Assumptions"], outcome.case)
    write_sources(sheets["Sources"], outcome.case)
    changed_terms = write_terms_check(sheets["Check of terms"], outcome, terms)
    whole = write_check(sheets["Check"], outcome, costs, payments, gains, changed_terms)
    why = name or (own.why if own else "given terms")
    write_about(sheets["About"], outcome, why, whole, [sheet for title, sheet in sheets.items() if title != "About"])
    return book.finished()
