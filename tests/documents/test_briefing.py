"""The briefing: two to four pages, its numbers those of the model, whatever can or cannot be agreed."""

from __future__ import annotations

import io
from collections import Counter
from functools import cache

import pypdf
import pytest

from tests.documents.papers import facts, found, memo, register
from tests.documents.test_pdf_and_html import text_of
from tests.documents.web import page_of
from tests.report.option_support import three
from tests.support.cases import SHIPPED, plain, red_line, rich, shipped, with_lines
from tests.support.slow import mostly_slow
from toolkit import evaluate, load_case, solve
from toolkit.compliance.facts import facts_of_draft
from toolkit.countries import country_in_a_sentence
from toolkit.deal.influence import influence
from toolkit.documents.blocks import Heading, Paragraph, Picture, TableBlock
from toolkit.documents.briefing import briefing
from toolkit.documents.dossier import Dossier, dossier
from toolkit.documents.html import to_html
from toolkit.documents.pdf import to_pdf
from toolkit.documents.word import to_word
from toolkit.model import indicators
from toolkit.model.terms import no_terms
from toolkit.report.provenance import numbers
from toolkit.report.table import Table
from toolkit.wording import money, number, per_cent


@cache
def printed(name: str) -> bytes:
    return to_pdf(briefing(found(name)))


def table(document, title: str) -> Table:
    return next(block.table for block in document.of(TableBlock) if block.table.title == title)


@pytest.mark.parametrize("name", mostly_slow(SHIPPED, 1))
def test_it_has_two_to_four_pages_without_an_empty_one(name: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(printed(name))).pages
    assert 2 <= len(pages) <= 4
    assert all(len(page.extract_text()) > 400 for page in pages)


@pytest.mark.parametrize("name", SHIPPED)
def test_its_numbers_are_those_of_the_model(name: str) -> None:
    text, own = text_of(printed(name)), found(name)
    case, outcome = own.case, own.draft.outcome
    for row in indicators.by_country(outcome).to_dict("records"):
        code = str(row["country"])
        assert f"{country_in_a_sentence(code)} gains {money(outcome.gains[code], case.currency)}" in text
        assert f"{country_in_a_sentence(code)} {money(row['payments'], case.currency)}" in text
    paid = indicators.payments(outcome)
    fund = sum(
        amount * case.phases[phase]
        for amount, phase, payer in zip(paid["amount"], paid["phase"], paid["payer"], strict=True)
        if payer == "fund"
    )
    assert f"the fund {money(fund, case.currency)}" in text
    counted = Counter(finding.answer for finding in own.findings)
    assert sum(counted.values()) == 62
    for answer, count in counted.items():
        assert f"{count} {answer}" in text
    known = numbers(case)
    resting = sum(entry.standing != "sourced" for entry in known)
    assert f"{per_cent(resting / len(known))} of the {number(len(known))} numbers" in text
    for finding in [finding for finding in own.findings if finding.answer == "breached"][:5]:
        assert finding.number in text


@pytest.mark.parametrize("name", SHIPPED)
def test_options_are_held_against_the_same_yardstick(name: str) -> None:
    own = found(name)
    shown = table(briefing(own), "Options compared")
    assert list(shown.columns[1:]) == [option.name for option in own.options]
    rows = {row[0]: row[1:] for row in shown.rows}
    for code in own.case.countries:
        who = country_in_a_sentence(code).removeprefix("the ")
        gains = [money(option.outcome.gains[code], own.case.currency) for option in own.options]
        assert list(rows[f"{who}: gain"]) == gains
    assert set(rows["could be signed"]) == {"yes"}


def test_every_section_stands_in_every_format() -> None:
    document = briefing(found())
    headings = [block.text for block in document.of(Heading)]
    assert headings == [
        "Situation",
        "Options compared",
        "Who gains and who pays",
        "What binds",
        "What is assumed",
        "Findings against the WHO Code and its neighbours",
    ]
    page = page_of(to_html(document))
    assert [element.text for element in page.of("h2")] == headings
    text = text_of(printed("kenya-uk"))
    assert all(heading in text for heading in headings)
    assert len(list(document.of(Picture))) == 3
    assert len(page.of("figure")) == 3


def test_the_map_shows_the_people_of_the_terms() -> None:
    own = found()
    drawn = next(block.figure for block in briefing(own).of(Picture))
    terms = own.draft.outcome.terms.corridors["KEN-GBR"].cadres["nurse"]
    moved = sum(value * years for value, years in zip(terms.recruits, own.case.phases, strict=True))
    assert drawn.table.rows[0][2] == number(moved)
    assert "Kenya" in drawn.description


def test_given_influences_stand_in_place_of_the_first_check() -> None:
    case = shipped("kenya-uk")
    paths = ["countries.KEN.nurse.service_value", "countries.GBR.nurse.service_value"]
    known = influence(case, paths=paths)
    own = dossier(facts(), influences=known)
    shown = table(briefing(own), "Numbers that matter most")
    assert shown.columns == ("number", "standing", "largest change of a gain")
    assert [row[0] for row in shown.rows] == [entry.label for entry in known]


def test_the_same_inputs_give_the_same_bytes_and_progress_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    again = dossier(facts(), progress=lambda *step: told.append(step))
    assert to_pdf(briefing(again)) == printed("kenya-uk")
    assert to_html(briefing(again)) == to_html(briefing(found()))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert {of for _, of, _ in told} == {len(told) - 1}
    assert all(words for _, _, words in told)


def of_case(values, terms=None) -> Dossier:
    case = load_case(values)
    return dossier(facts_of_draft(evaluate(case, terms or no_terms(case)), {}, register()))


def written(own: Dossier) -> str:
    """All formats can be written; the text of the PDF."""
    document = briefing(own)
    to_word(document)
    page_of(to_html(document))
    content = to_pdf(document)
    assert 2 <= len(pypdf.PdfReader(io.BytesIO(content)).pages) <= 4
    return text_of(content)


def test_a_case_without_an_agreement_says_what_cannot_hold_together() -> None:
    values = with_lines(
        plain(),
        red_line("min_contribution_per_recruit", 5000, party="KEN"),
        red_line("min_recruits", 5, party="GBR"),
    )
    own = of_case(values)
    assert own.solution is None
    assert own.conflict is not None
    text = written(own)
    assert "Cannot hold together" in text
    assert "Can it be signed: not as the case stands" in text


def test_a_draft_that_crosses_limits_is_no_proposal() -> None:
    case = shipped("kenya-uk")
    nothing = dossier(facts_of_draft(evaluate(case, no_terms(case)), {}, register()))
    text = written(nothing)
    assert "Can it be signed: not as it stands" in text
    assert "What the draft crosses" in text
    assert "Who moves: none." in text


@pytest.mark.parametrize("values", [three, rich], ids=["three countries", "every instrument"])
def test_other_cases(values) -> None:
    case = load_case(values())
    own = dossier(facts_of_draft(solve(case).outcome, {}, register()))
    text = written(own)
    for code in case.countries:
        assert country_in_a_sentence(code) in text


def test_rivals_can_be_named_and_what_cannot_be_compared_is_told() -> None:
    case = shipped("kenya-uk")
    own = dossier(facts(), name="Offer of May", rivals={"Nothing": no_terms(case), "=cmd": no_terms(case)})
    assert [option.name for option in own.options] == ["Offer of May", "Nothing", "=cmd"]
    shown = table(briefing(own), "Options compared")
    assert shown.columns == ("what", "Offer of May", "Nothing", "=cmd")
    assert shown.rows[-1][2].startswith("no: ")
    assert "Offer of May" in briefing(own).subtitle


def test_text_of_the_case_is_cut_at_a_sentence() -> None:
    document = briefing(of_case({**plain(), "description": "A sentence. " * 200}))
    paragraphs = [block.text for block in document.of(Paragraph)]
    opening = next(text for text in paragraphs if text.startswith("A sentence."))
    assert len(opening) <= 600
    assert opening.endswith(".")


def test_the_memorandum_and_the_briefing_tell_the_same_terms() -> None:
    quota = next(text for text in (str(block) for block in memo().blocks) if "Ceiling on recruitment" in text)
    said = next(block.text for block in briefing(found()).of(Paragraph) if block.text.startswith("Who moves: "))
    assert said.removeprefix("Who moves: ").rstrip(".") in quota
