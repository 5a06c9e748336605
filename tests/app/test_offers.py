"""The page Offers: the record is the library's, and a side's own numbers stay in the browser tab."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.app.support import kept, kept_mapping, on_page, started
from tests.support.cases import changed, red_line, with_lines
from tests.support.cases import plain as small
from tests.workspace.support import HOSTILE
from toolkit.app.parts import plain
from toolkit.app.session import store
from toolkit.deal.drafts import assess
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.register.read import load_register
from toolkit.report.clause_moves import clause_issues_table
from toolkit.report.negotiation import Made, Own, issues_table, moves_table, offers_table, own_table, steps_of, told
from toolkit.workspace.clauses import say_state
from toolkit.workspace.edits import add_option, new_content, set_draft
from toolkit.workspace.file import written_workspace
from toolkit.workspace.offers import in_order, make_offer
from toolkit.workspace.private import SideFile, own_case, written_side

pytestmark = pytest.mark.filterwarnings("ignore")
SECRET = "13.37421"
PATH = "countries.KEN.nurse.service_value"


def terms(recruits):
    return {"terms": {"KEN-GBR": {"nurse": {"recruits": recruits}}}, "payments": []}


def with_offers(values=None, name="Offer"):
    content, _ = set_draft(new_content(values or small(), "test"), terms(3), "typed")
    for day, (side, recruits) in enumerate((("KEN", 2), ("GBR", 9), ("KEN", 4)), start=1):
        content, _ = make_offer(content, terms(recruits), side, date(2026, 5, day), f"{name} {day}", name)
    return content


def content_of(held):
    return store().open(held.key).content


def made_of(content):
    case = content.case_now()
    made = []
    for offer in in_order(content):
        drafted = terms_from_mapping(offer.terms, case)
        outcome = evaluate(case, drafted)
        named = (offer.key, offer.name, offer.side, offer.date, offer.note)
        made.append(Made(*named, outcome, assess(case, drafted), offer.clauses))
    return made


def cells_of(page):
    return [table.value.to_numpy().tolist() for table in page.table]


def shown(table):
    return [[plain(cell) for cell in row] for row in table.rows]


def text_of(page):
    return [element.value for element in page.markdown]


def field(page, kind, name):
    found = [one for one in getattr(page, kind) if one.key and one.key.rsplit("_", 1)[0] == f"edit_{name}"]
    assert len(found) == 1, name
    return found[0]


def test_without_a_draft_the_page_says_where_offers_come_from():
    page = on_page("offers", kept_mapping(small()))
    assert not page.exception
    assert "from the draft or from an option" in page.info[0].value


def test_the_draft_and_an_option_become_offers():
    content, _ = set_draft(new_content(small(), "test"), terms(3), "typed")
    content, _ = add_option(content, terms(7), "Package")
    held = kept(content)
    page = on_page("offers", held)
    page.date_input(key="offer_date_0").set_value(date(2026, 3, 4))
    page.text_input(key="offer_name_0").set_value("Opening")
    page.button[[one.label for one in page.button].index("Put it on the table")].click().run()
    (offer,) = content_of(held).offers
    assert (offer.name, offer.side, offer.date, offer.terms) == (
        "Opening",
        next(iter(content.case_now().countries)),
        "2026-03-04",
        terms(3),
    )
    page.selectbox(key="offer_terms_1").set_value(f"option_{content.options[0].key}")
    page.selectbox(key="offer_side_1").set_value("KEN")
    page.button[[one.label for one in page.button].index("Put it on the table")].click().run()
    assert not page.exception
    assert (content_of(held).offers[1].terms, content_of(held).offers[1].side) == (terms(7), "KEN")
    page.button(key="bar_undo").click().run()
    assert len(content_of(held).offers) == 1


def test_the_record_on_the_page_is_the_librarys():
    content = with_offers()
    page = on_page("offers", kept(content))
    assert not page.exception
    steps = steps_of(content.case_now(), made_of(content))
    assert plain(told(steps)) in text_of(page)
    cells = cells_of(page)
    codebook = load_register().codebook
    tables = [offers_table(steps), moves_table(steps, codebook), issues_table(content.case_now(), steps)]
    for table in (*tables, clause_issues_table(steps, codebook)):
        assert shown(table) in cells


def test_clauses_of_offers_are_compared():
    content = with_offers()
    content, _ = say_state(content, "dispute_settlement", "present", "Disputes")
    content, _ = make_offer(content, terms(4), "KEN", date(2026, 6, 1), "With a text")
    steps = steps_of(content.case_now(), made_of(content))
    codebook = load_register().codebook
    assert steps[-1].clauses_moved(codebook) == ("dispute_settlement",)
    cells = cells_of(on_page("offers", kept(content)))
    assert shown(clause_issues_table(steps, codebook)) in cells
    assert shown(moves_table(steps, codebook)) in cells


def test_an_offer_is_mended_taken_up_and_removed():
    content = with_offers()
    held = kept(content)
    page = on_page("offers", held)
    page.session_state["offers_mend"] = True
    page.run()
    key = content.offers[1].key
    field(page, "text_input", f"offer_name_{key}").set_value("Renamed").run()
    field(page, "date_input", f"offer_date_{key}").set_value(date(2026, 6, 1)).run()
    field(page, "selectbox", f"offer_side_{key}").set_value("KEN").run()
    assert content_of(held).offer(key).model_dump(include={"name", "date", "side"}) == {
        "name": "Renamed",
        "date": "2026-06-01",
        "side": "KEN",
    }
    page.button(key="bar_undo").click().run()
    assert field(page, "selectbox", f"offer_side_{key}").value == "GBR"
    page.button(key=f"take_{key}").click().run()
    assert content_of(held).draft == terms(9)
    page.button(key=f"remove_{key}").click().run()
    assert content_of(held).offer(key) is None
    assert not page.exception


def everything_stored(tmp_path):
    """Every byte in the data folder."""
    return b"".join(path.read_bytes() for path in sorted((tmp_path / "data").rglob("*")) if path.is_file())


def test_own_numbers_are_nowhere_but_in_the_tab(tmp_path):
    content = with_offers()
    held = kept(content)
    page = on_page("offers", held)
    page.selectbox(key="private_country").set_value("KEN")
    page.button(key="private_begin").click().run()
    drawn = page.session_state["private_drawn"]
    page.selectbox(key=f"private_number_{drawn}").set_value(PATH)
    page.text_input(key=f"private_value_{drawn}").set_value(SECRET)
    page.button[[one.label for one in page.button].index("Keep it to ourselves")].click().run()
    assert not page.exception
    side = SideFile("KEN", {PATH: float(SECRET)})
    assert page.session_state["private_side"] == side
    case = own_case(content.case, side)
    found = [Own(offer, evaluate(case, offer.outcome.terms)) for offer in made_of(content)]
    assert shown(own_table("KEN", found)) in cells_of(page)
    assert any(SECRET in text.replace("\\", "") for text in text_of(page))

    page.session_state["offers_mend"] = True
    page.run()
    field(page, "text_area", f"offer_note_{content.offers[0].key}").set_value("a step that is saved").run()
    stored = everything_stored(tmp_path)
    assert b"a step that is saved" in stored
    assert SECRET.encode() not in stored
    now = store().open(held.key)
    assert SECRET not in now.content.to_json() + written_workspace("x", now.content)
    assert all(SECRET not in step.sentence for step in store().history(now))
    assert SECRET not in json.dumps(dict(page.query_params))
    other = started(held.key).switch_page("toolkit/app/pages/offers.py").run()
    assert "private_side" not in other.session_state
    assert all(SECRET not in text for text in text_of(other))

    page.button(key="private_forget").click().run()
    assert "private_side" not in page.session_state
    assert all(SECRET not in text for text in text_of(page))


def test_a_sides_file_is_loaded_and_only_what_is_shared_enters_the_case(tmp_path):
    held = kept(with_offers())
    page = on_page("offers", held)
    side = SideFile("KEN", {PATH: 17.25, "countries.KEN.discount_rate": 0.0773123}, note="ours")
    page.file_uploader[0].upload("ken.accord-side.json", written_side(side).encode(), "application/json").run()
    assert page.session_state["private_side"] == side
    page.button(key=f"private_share_{PATH}").click().run()
    assert not page.exception
    now = content_of(held)
    assert now.case_now().countries["KEN"].cadres["nurse"].service_value == 17.25
    assert b"0.0773123" not in everything_stored(tmp_path)
    page.button(key=f"private_remove_{PATH}").click().run()
    assert dict(page.session_state["private_side"].numbers) == {"countries.KEN.discount_rate": 0.0773123}


def test_what_is_no_sides_file_and_no_number_is_refused_beside_its_field():
    held = kept(with_offers())
    page = on_page("offers", held)
    page.file_uploader[0].upload("x.json", b"{", "application/json").run()
    assert page.error
    page = on_page("offers", held)
    page.button(key="private_begin").click().run()
    drawn = page.session_state["private_drawn"]
    for typed in ("much", "-1"):
        page.text_input(key=f"private_value_{drawn}").set_value(typed)
        page.button[[one.label for one in page.button].index("Keep it to ourselves")].click().run()
        assert page.error, typed
        assert page.text_input(key=f"private_value_{drawn}").value == typed
        assert not page.session_state["private_side"].numbers


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_notes_are_shown_as_they_are_written(text):
    page = on_page("offers", kept(with_offers(name=text)))
    assert not page.exception
    cells = [str(cell) for table in cells_of(page) for row in table for cell in row]
    assert all("<script>" not in cell and "](http" not in cell for cell in (*text_of(page), *cells))


def test_infeasible_unreadable_and_changed_cases_and_three_countries():
    infeasible = with_lines(small(), red_line("min_recruits", 10_000, cadre="nurse"))
    page = on_page("offers", kept(with_offers(infeasible)))
    assert not page.exception
    assert any("allows no agreement" in cell for table in cells_of(page) for row in table for cell in map(str, row))
    page = on_page("offers", kept(with_offers().model_copy(update={"case": {**small(), "start_year": "soon"}})))
    assert not page.exception
    assert page.error
    other = changed(small(), {"corridors.KEN-GBR": {"midwife": {"max_recruits": 5}}})
    for code in ("KEN", "GBR"):
        other = changed(other, {f"countries.{code}.midwife": other["countries"][code]["nurse"]})
    page = on_page("offers", kept(with_offers().model_copy(update={"case": other})))
    assert not page.exception
    assert len(page.warning) == 3
    three = changed(
        small(),
        {
            "countries.GHA": {"nurse": {"workforce": 500, "funded_posts": 400, "service_value": 10}},
            "corridors.GHA-GBR": {"nurse": {"max_recruits": 5}},
        },
    )
    content, _ = make_offer(with_offers(three), terms(5), "GHA", date(2026, 7, 1), "Third")
    page = on_page("offers", kept(content))
    assert not page.exception
    assert any(plain("Ghana: 1 offer") in text for text in text_of(page))
    content, _ = make_offer(with_offers(), terms(5), "GHA", date(2026, 7, 1), "Third")
    page = on_page("offers", kept(content))
    assert not page.exception
    assert "no country of this case" in page.warning[0].value


def test_without_a_negotiation_the_page_says_how_to_open_one():
    page = started().switch_page("toolkit/app/pages/offers.py").run()
    assert "No negotiation is open" in page.info[0].value
