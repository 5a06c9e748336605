"""Offers in a workspace, and a side's own numbers that never enter it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from pydantic import ValidationError

from tests.support.cases import plain, red_line
from tests.workspace.support import HOSTILE, small
from toolkit.case.load import case_from_mapping
from toolkit.errors import AccordError, InputError
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.workspace.content import MOST_OFFERS, MOST_TEXT, Content
from toolkit.workspace.edits import new_content, set_clauses
from toolkit.workspace.file import read_workspace, written_workspace
from toolkit.workspace.merge import merged
from toolkit.workspace.offers import change_offer, in_order, make_offer, remove_offer
from toolkit.workspace.private import SideFile, own_case, read_side, share_number, written_side

TERMS = {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}, "payments": []}
DAY = date(2026, 11, 28)
SECRET = 12_345.6789


def offered(content: Content, **other) -> Content:
    values = {"terms": TERMS, "side": "KEN", "on": DAY, **other}
    return make_offer(content, **values)[0]


def side(**other) -> SideFile:
    return SideFile("KEN", {"countries.KEN.nurse.service_value": SECRET}, **other)


def test_an_offer_keeps_terms_and_clauses_of_its_moment():
    content, _ = set_clauses(small(), {"joint_committee": {"state": "present"}}, "")
    content, said = make_offer(content, TERMS, "KEN", DAY, "First", "before lunch")
    assert said == "offer by KEN of 2026-11-28: First"
    later, _ = set_clauses(content, {}, "")
    (offer,) = later.offers
    assert (offer.terms, offer.clauses, offer.note) == (
        TERMS,
        {"joint_committee": {"state": "present"}},
        "before lunch",
    )


def test_names_are_given_and_numbered_and_the_order_is_that_of_the_days():
    content = offered(offered(offered(small(), name="A"), name="A"), on=date(2026, 1, 1))
    assert [offer.name for offer in content.offers] == ["A", "A (2)", "Offer 3"]
    assert [offer.name for offer in in_order(content)] == ["Offer 3", "A", "A (2)"]


def test_offers_are_changed_and_removed():
    content = offered(offered(small(), name="A"), name="B")
    first, second = content.offers
    content, _ = change_offer(content, second.key, name="A", side="GBR", on=date(2027, 1, 2), note="x")
    assert content.offers[1].model_dump(include={"name", "side", "date", "note"}) == {
        "name": "A (2)",
        "side": "GBR",
        "date": "2027-01-02",
        "note": "x",
    }
    assert change_offer(content, "gone", name="x") == (content, "")
    content, said = remove_offer(content, first.key)
    assert (len(content.offers), said) == (1, "offer removed: A")


def test_too_many_offers_and_long_notes_are_refused():
    content = small()
    for _ in range(MOST_OFFERS):
        content = offered(content)
    with pytest.raises(InputError):
        offered(content)
    with pytest.raises(InputError):
        offered(small(), note="x" * (MOST_TEXT + 1))


@pytest.mark.parametrize("change", [{"date": "28.11.2026"}, {"date": "20261128"}, {"side": "ken"}, {"name": ""}])
def test_a_file_with_a_broken_offer_is_refused(change):
    values = offered(small()).model_dump(mode="json")
    values["offers"][0] |= change
    with pytest.raises(ValidationError):
        Content.model_validate(values)
    with pytest.raises(InputError):
        read_workspace(json.dumps({"kind": "accord workspace", "name": "x", "content": values}).encode(), "x")


@pytest.mark.parametrize("text", HOSTILE)
def test_offers_with_any_text_survive_a_file(text):
    content = offered(small(), name=text, note=text)
    assert read_workspace(written_workspace(text, content).encode(), "x") == (text, content)
    assert "\n" not in content.offers[0].name


def test_offers_of_two_people_are_merged_and_both_changing_one_is_told():
    base = offered(small(), name="A")
    mine, theirs = offered(base, name="Mine"), offered(base, name="Theirs")
    content, clashes = merged(base, mine, theirs)
    assert ([offer.name for offer in content.offers], clashes) == (["A", "Mine", "Theirs"], ())
    key = base.offers[0].key
    content, clashes = merged(base, change_offer(base, key, note="x")[0], change_offer(base, key, note="y")[0])
    assert (content.offers[0].note, clashes) == ("x", ("offers → A → note",))


def test_an_older_workspace_has_no_offers():
    base = small()
    values = {name: value for name, value in base.model_dump(mode="json").items() if name != "offers"}
    assert Content.model_validate(values) == base


def test_a_sides_file_survives_writing_and_reading():
    own = side(red_lines=(red_line("min_gain", 7, country="KEN"),), note="é")
    assert read_side(written_side(own).encode(), "x") == own
    assert str(SECRET) not in repr(own)


@pytest.mark.parametrize(
    "values",
    [
        [],
        {"kind": "accord workspace"},
        {"kind": "accord side", "format": 2, "side": "KEN"},
        {"kind": "accord side", "format": 1},
        {"kind": "accord side", "format": 1, "side": "ken"},
        {"kind": "accord side", "format": 1, "side": "KEN", "numbers": {"a": "1"}},
        {"kind": "accord side", "format": 1, "side": "KEN", "numbers": {"a": True}},
        {"kind": "accord side", "format": 1, "side": "KEN", "red_lines": [1]},
        {"kind": "accord side", "format": 1, "side": "KEN", "other": 1},
    ],
)
def test_what_is_no_sides_file_is_refused(values):
    with pytest.raises(InputError):
        read_side(json.dumps(values).encode(), "x")


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b'{"kind": NaN}', b"[" * 100_000])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(InputError):
        read_side(text, "x")


def test_the_own_case_has_the_own_numbers_and_red_lines_and_the_common_one_stays():
    values = plain()
    own = own_case(values, side(red_lines=({"kind": "min_gain", "value": 7, "country": "KEN"},)))
    assert own.countries["KEN"].cadres["nurse"].service_value == SECRET
    assert (own.red_lines[-1].kind, own.red_lines[-1].party) == ("min_gain", "KEN")
    assert values == plain()
    common = case_from_mapping(values)
    before = evaluate(common, terms_from_mapping(TERMS, common)).gains
    after = evaluate(own, terms_from_mapping(TERMS, own)).gains
    assert after["GBR"] == before["GBR"]


@pytest.mark.parametrize(
    "own",
    [
        SideFile("DEU"),
        SideFile("KEN", {"countries.KEN.nurse.no_such": 1.0}),
        SideFile("KEN", {"name": 1.0}),
        SideFile("KEN", {"": 1.0}),
        SideFile("KEN", {"countries.KEN.nurse.service_value": -1.0}),
        SideFile("KEN", {}, ({"kind": "no_such"},)),
    ],
)
def test_own_numbers_that_do_not_fit_the_case_are_refused(own):
    with pytest.raises(AccordError):
        own_case(plain(), own)


def test_only_the_number_that_is_shared_enters_the_workspace():
    own = SideFile("KEN", {"countries.KEN.nurse.service_value": 11.5, "countries.KEN.discount_rate": 0.0773})
    content, said = share_number(
        new_content(plain(), ""), case_from_mapping(plain()), own, "countries.KEN.nurse.service_value"
    )
    assert content.case["countries"]["KEN"]["nurse"]["service_value"]["value"] == 11.5
    assert said.endswith("10 → 11.5 (stated by KEN)")
    assert "0.0773" not in content.to_json()
