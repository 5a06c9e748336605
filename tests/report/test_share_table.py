"""Who pays what part, in per cent: exact where nobody edits, kept as typed where parts do not add up."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.support.cases import rich, shipped
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from toolkit.case.load import case_from_mapping
from toolkit.errors import TermsError
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.share_table import (
    as_per_cent,
    bounds_words,
    from_per_cent,
    payers_shown,
    share_lines,
    share_problems,
    share_words,
    shares_written,
)


def line_of(case, draft, item, **options):
    return next(line for line in share_lines(case, draft, "KEN-GBR", **options) if line.item == item)


@given(seeds)
@examples(25)
def test_draft_to_lines_to_draft_keeps_every_share(seed):
    values = random_case(seed)
    case, draft = case_from_mapping(values), random_terms(values, seed)
    for apart in (False, True):
        edits = [(line, {}) for name in case.corridors for line in share_lines(case, draft, name, apart=apart)]
        assert terms_from_mapping(shares_written(case, draft, edits), case) == terms_from_mapping(draft, case)


@given(seeds)
@examples(15)
def test_lines_say_what_is_in_force(seed):
    values = random_case(seed)
    case, draft = case_from_mapping(values), random_terms(values, seed)
    shares = terms_from_mapping(draft, case).shares
    for name in case.corridors:
        for line in share_lines(case, draft, name):
            for cadre, phase in line.places:
                for payer, share in line.shares.items():
                    assert share == shares.get((name, cadre, line.item, payer, phase), 0.0)


@pytest.mark.parametrize("share", [0, 0.07, 0.1, 1 / 3, 0.57, 0.999999, 1])
def test_per_cent_and_back(share):
    assert from_per_cent(as_per_cent(share)) == pytest.approx(share, abs=1e-12)
    assert as_per_cent(from_per_cent(33.3)) == 33.3


def test_an_edited_line_is_written_for_every_phase_and_cadre_it_stands_for():
    case = case_from_mapping(rich())
    line = line_of(case, {}, "training")
    assert line.scope == "all years"
    new = shares_written(case, {}, [(line, {"sending": 60.0, "receiving": 40.0, "fund": None})])
    assert share_problems(case, new) == ()
    shares = terms_from_mapping(new, case).shares
    for cadre in ("nurse", "midwife"):
        for phase in (0, 1):
            found = [shares.get(("KEN-GBR", cadre, "training", payer, phase)) for payer in ("sending", "receiving")]
            assert found == [0.6, 0.4]


def test_parts_that_do_not_add_up_are_kept_and_told():
    case = case_from_mapping(rich())
    line = line_of(case, {}, "recruitment")
    new = shares_written(case, {}, [(line, {"receiving": 80.0})])
    assert line_of(case, new, "recruitment").shares["receiving"] == 0.8
    assert share_problems(case, new) == (
        "Recruitment (all years): the parts add up to 80 %; they must add up to 100 %.",
    )
    with pytest.raises(TermsError):
        terms_from_mapping(new, case)


def test_an_emptied_line_goes_back_to_equal_parts():
    case = case_from_mapping(rich())
    line = line_of(case, {}, "posts")
    new = shares_written(case, {}, [(line, {"sending": 100.0, "receiving": 0.0, "fund": 0.0})])
    assert line_of(case, new, "posts").stated
    back = shares_written(case, new, [(line_of(case, new, "posts"), dict.fromkeys(line.shares))])
    assert not line_of(case, back, "posts").stated
    assert line_of(case, back, "posts").shares == line.shares


def test_lines_part_where_phases_differ():
    case = case_from_mapping(rich())
    entries = [
        {"item": "posts", "payer": payer, "phase": 0, "cadre": "nurse", "share": share}
        for payer, share in (("sending", 1), ("receiving", 0))
    ]
    scopes = [line.scope for line in share_lines(case, {"payments": entries}, "KEN-GBR") if line.item == "posts"]
    assert scopes == ["2030-2031", "2032-2034"]
    apart = [line for line in share_lines(case, {}, "KEN-GBR", apart=True) if line.item == "training"]
    assert len(apart) == 4


def test_words():
    case = shipped("kenya-uk")
    assert payers_shown(case, {}, "KEN-GBR") == ("sending", "receiving", "fund")
    said = bounds_words(share_lines(case, {}, "KEN-GBR"))
    assert "recruitment, language and preparation and bridging programmes: nothing by Kenya, workers or fund" in said
    words = share_words(line_of(case, {}, "recruitment"), {"receiving": 80.0})
    assert words == "who pays for recruitment (all years): United Kingdom 100 % → 80 %"
