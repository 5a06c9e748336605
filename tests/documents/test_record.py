"""The record of a negotiation: opened again in every format, its numbers those of the model."""

from __future__ import annotations

import io
from functools import cache

import docx
import pytest
from pypdf import PdfReader

from tests.documents.papers import found, register
from tests.documents.sheets import opened
from tests.support.cases import shipped
from toolkit.deal.drafts import assess
from toolkit.deal.frontiers import frontier
from toolkit.deal.settle import solve
from toolkit.documents.blocks import Picture, TableBlock
from toolkit.documents.briefing import briefing
from toolkit.documents.html import to_html
from toolkit.documents.pdf import to_pdf
from toolkit.documents.record import Record, record
from toolkit.documents.word import to_word
from toolkit.documents.workbook import workbook
from toolkit.report.negotiation import Made, steps_of, told
from toolkit.wording import money

NOTE = "<script>alert(1)</script> =1+1"
OFFERS = (("KEN", "egalitarian"), ("GBR", "utilitarian"), ("KEN", "kalai_smorodinsky"))


@cache
def offers() -> Record:
    case = shipped("kenya-uk")
    made = []
    for place, (side, rule) in enumerate(OFFERS):
        outcome = solve(case, rule).outcome
        said = {"dispute_settlement": {"state": "present"}} if place else {}
        name, day = f"Paper {place}", f"2026-0{place + 1}-05"
        made.append(Made(f"k{place}", name, side, day, NOTE, outcome, assess(case, outcome.terms), said))
    return Record(steps_of(case, made), register().codebook, frontier(case))


def gains() -> list[str]:
    return [money(gain, "USD") for step in offers().steps for gain in step.offer.outcome.gains.values()]


def test_it_tells_offers_concessions_terms_and_clauses() -> None:
    document = record(offers())
    assert document.subtitle == "Record of the negotiation: 3 offers"
    tables = [block.table for block in document.of(TableBlock)]
    assert [table.title for table in tables] == [table.title for table in offers().tables]
    assert len(list(document.of(Picture))) == 1 + len(offers().case.countries)
    assert all(amount in {cell for row in tables[0].rows for cell in row} for amount in gains())


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_every_format_opens_with_the_models_numbers(ending: str) -> None:
    if ending == "docx":
        opened_again = docx.Document(io.BytesIO(to_word(record(offers()))))
        text = " ".join(cell.text for table in opened_again.tables for row in table.rows for cell in row.cells)
        assert NOTE in text
    elif ending == "html":
        text = to_html(record(offers())).decode()
        assert "<script>" not in text
    else:
        pages = PdfReader(io.BytesIO(to_pdf(record(offers())))).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
    plain = text.replace("\n", " ").replace("\u00a0", " ")
    assert all(amount in plain for amount in gains()), gains()


def test_no_row_is_lost_on_paper() -> None:
    pages = PdfReader(io.BytesIO(to_pdf(record(offers())))).pages
    text = "".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").replace("-", "").split())
    for table in offers().tables:
        for row in table.rows:
            for cell in row:
                assert all(word.replace("-", "") in text for word in cell.split()), (table.title, cell)


def test_the_same_offers_give_the_same_bytes() -> None:
    assert to_word(record(offers())) == to_word(record(offers()))


def test_the_workbook_has_a_sheet_of_them_where_there_are_any() -> None:
    with_offers = opened(workbook(solve(shipped("kenya-uk")).outcome, offers=offers()))
    cells = {cell.value for row in with_offers["Offers"].iter_rows() for cell in row}
    numbers = {round(cell, 2) for cell in cells if isinstance(cell, float)}
    for step in offers().steps:
        assert {round(gain, 2) for gain in step.offer.outcome.gains.values()} <= numbers
        assert step.given_up is None or round(step.given_up, 2) in numbers
    assert NOTE in cells
    assert "Offers" not in opened(workbook(solve(shipped("kenya-uk")).outcome)).sheetnames


def test_the_briefing_tells_them_in_short() -> None:
    text = to_html(briefing(found(), offers=offers())).decode()
    assert "The offers so far" in text
    assert told(offers().steps).split(";")[0] in text
    assert "The offers so far" not in to_html(briefing(found())).decode()
