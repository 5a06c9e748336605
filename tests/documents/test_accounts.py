"""Accounts for each party: the same code and order for all, numbers those of the model, every format."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.documents.papers import found, register
from tests.documents.test_pdf_and_html import text_of
from tests.documents.web import page_of
from tests.report.option_support import three
from tests.support.cases import SHIPPED, plain, red_line, shipped, with_lines
from tests.support.slow import mostly_slow
from toolkit import InputError, evaluate, load_case, load_terms, solve
from toolkit.compliance.facts import facts_of_draft
from toolkit.countries import country_name
from toolkit.documents.accounts import account, accounts
from toolkit.documents.blocks import Document, Heading, Paragraph, TableBlock
from toolkit.documents.briefing import briefing
from toolkit.documents.dossier import ASKED_MORE, dossier
from toolkit.documents.html import to_html
from toolkit.documents.pdf import to_pdf
from toolkit.documents.word import to_word
from toolkit.model.terms import no_terms
from toolkit.model.terms_file import terms_to_mapping
from toolkit.wording import money


def shape(document: Document, *names: str) -> list[object]:
    """What an account consists of, without its numbers and with the parties' names left out."""

    def nameless(text: str) -> str:
        for name in names:
            text = text.replace(f"the {name}", "somebody").replace(name, "somebody")
        return text.replace("you asked", "somebody asked")

    told: list[object] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            told.append((block.level, nameless(block.text)))
        elif isinstance(block, TableBlock):
            told.append(nameless(block.table.title))
        else:
            told.append(getattr(block, "kind", ""))
    return told


@pytest.mark.parametrize("name", mostly_slow(SHIPPED, 1))
def test_every_party_is_told_the_same_in_the_same_order(name: str) -> None:
    documents = accounts(found(name))
    assert list(documents) == list(found(name).case.countries)
    names = [country_name(code) for code in documents]
    shapes = [shape(document, *names) for document in documents.values()]
    assert shapes[0] == shapes[1]
    headings = [block.text for block in next(iter(documents.values())).of(Heading) if block.level == 1]
    assert headings == ["What you get", "What you give", "Your red lines", "What would change your mind"]


@pytest.mark.parametrize("name", SHIPPED)
def test_numbers_are_those_of_the_model(name: str) -> None:
    own = found(name)
    currency = own.case.currency
    for code, document in accounts(own).items():
        text = text_of(to_pdf(document))
        assert f"You gain {money(own.draft.outcome.gains[code], currency)} against no agreement" in text
        offer = own.counter_offers[code]
        assert offer.reached
        assert offer.target == pytest.approx((1 + ASKED_MORE) * own.draft.outcome.gains[code])
        assert f"The least change of terms that would give you {money(offer.target, currency)}" in text
        other = next(rival for rival in own.counter_offers if rival != code)
        mine = own.counter_offers[other].outcome.gains[code]
        assert f"leaves you {money(mine, currency)} instead of {money(own.draft.outcome.gains[code], currency)}" in text
        assert len(pypdf.PdfReader(io.BytesIO(to_pdf(document))).pages) <= 3


def test_what_one_party_asks_for_is_told_to_the_other_alike() -> None:
    own = found()
    documents = accounts(own)
    told = {}
    for code, document in documents.items():
        texts = [block.text for block in document.of(Paragraph) if block.text.startswith("The least change")]
        assert len(texts) == 2
        told[code] = texts
    assert "would give you" in told["KEN"][0]
    assert "would give the United Kingdom" in told["KEN"][1]
    assert "would give you" in told["GBR"][0]
    assert "would give Kenya" in told["GBR"][1]


def test_every_format_can_be_written_and_read() -> None:
    for document in accounts(found()).values():
        page = page_of(to_html(document))
        assert [element.text for element in page.of("h1")] == [document.title]
        assert to_word(document) == to_word(document)


def test_a_draft_that_leaves_gains_on_the_table_says_so() -> None:
    case = shipped("kenya-uk")
    terms = solve(case, "best_for:GBR").terms
    own = dossier(facts_of_draft(evaluate(case, terms), {}, register()))
    assert own.improvement is not None
    text = " ".join(block.text for block in account(own, "KEN").of(Paragraph))
    assert "more while nobody has less" in text or "You cannot have more" in text


def test_a_party_that_loses_is_told_so() -> None:
    case = shipped("kenya-uk")
    items = ("training", "training_capacity", "recruitment", "language", "bridging", "posts", "return")
    paid = [{"item": item, "payer": "sending", "share": 1} for item in items]
    terms = load_terms({**terms_to_mapping(solve(case).terms), "payments": paid}, case)
    own = dossier(facts_of_draft(evaluate(case, terms), {}, register()))
    texts = [block.text for block in account(own, "KEN").of(Paragraph)]
    lost = -own.draft.outcome.gains["KEN"]
    assert lost > 0
    assert texts[0].startswith(f"You lose {money(lost, case.currency)} against no agreement")
    assert "Kenya loses" in briefing(own).blocks[0].text
    assert own.assessment is not None
    assert own.assessment.sentence in texts or own.improvement is not None


def test_without_an_agreement_the_conflict_is_told() -> None:
    values = with_lines(
        plain(),
        red_line("min_contribution_per_recruit", 5000, party="KEN"),
        red_line("min_recruits", 5, party="GBR"),
    )
    case = load_case(values)
    own = dossier(facts_of_draft(evaluate(case, no_terms(case)), {}, register()))
    for document in accounts(own).values():
        assert "Cannot hold together" in [block.table.title for block in document.of(TableBlock)]
        to_pdf(document)


def test_three_countries_have_three_accounts() -> None:
    case = load_case(three())
    own = dossier(facts_of_draft(solve(case).outcome, {}, register()))
    documents = accounts(own)
    assert sorted(documents) == ["GBR", "KEN", "PHL"]
    for document in documents.values():
        to_pdf(document)


def test_a_country_that_is_no_party_is_refused() -> None:
    with pytest.raises(InputError, match="KEN or GBR"):
        account(found(), "FRA")
