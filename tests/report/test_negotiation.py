"""The record of a negotiation: every number is that of ``evaluate``, ``assess`` and ``changes``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.support.cases import rich
from toolkit.case.load import case_from_mapping
from toolkit.countries import country_name
from toolkit.deal.changes import changes
from toolkit.deal.drafts import assess
from toolkit.deal.frontiers import frontier
from toolkit.deal.settle import solve
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import no_terms
from toolkit.model.terms_file import terms_from_mapping, terms_to_mapping
from toolkit.register.read import load_register
from toolkit.report.clause_moves import clause_issues, clause_issues_table, clause_issues_to_list
from toolkit.report.figures.offers import gains_over_time, offers_in_plane
from toolkit.report.negotiation import (
    Made,
    Own,
    issues_moved,
    issues_table,
    moves_table,
    offers_table,
    own_table,
    record_to_dict,
    steps_of,
    told,
)
from toolkit.wording import money

HOSTILE = '<b>=1+1</b> "x" | ![a](http://b.c)'


@cache
def case():
    return case_from_mapping(rich())


def terms(recruits):
    values = {"terms": {"KEN-GBR": {"nurse": {"recruits": recruits}}}, "payments": []}
    return terms_from_mapping(values, case())


@cache
def made():
    offers = [("KEN", terms(4)), ("GBR", terms([12, 8])), ("KEN", terms([6, 5])), ("GBR", terms([12, 8]))]
    return tuple(
        Made(
            f"k{n}", f"Offer {n} {HOSTILE}", side, f"2026-0{n + 1}-01", HOSTILE, evaluate(case(), t), assess(case(), t)
        )
        for n, (side, t) in enumerate(offers)
    )


@cache
def codebook():
    return load_register(user_data=False).codebook


@cache
def steps():
    return steps_of(case(), made())


def test_concessions_are_differences_of_simulated_gains():
    first, other, second, same = steps()
    assert (first.before, other.before, first.given_up, first.granted) == (None, None, None, {})
    assert first.words == "first offer"
    old, new = evaluate(case(), terms(4)).gains, evaluate(case(), terms([6, 5])).gains
    assert second.before is first.offer
    assert second.given_up == pytest.approx(old["KEN"] - new["KEN"])
    assert second.granted == {"GBR": pytest.approx(new["GBR"] - old["GBR"])}
    assert second.changes == changes(case(), terms(4), terms([6, 5]))
    assert (same.given_up, same.words, same.changes) == (0, "same terms", ())


@pytest.mark.parametrize(
    ("own", "others", "words"),
    [
        (-5, 5, "gives up gain and others get more"),
        (-5, 0, "gives up gain that nobody gets"),
        (5, 5, "better for itself and for others"),
        (5, -5, "asks for more"),
        (5, 0, "asks for more"),
        (0, 5, "same gain for itself, other gains for others"),
    ],
)
def test_moves_are_named_by_what_they_do_to_gains(own, others, words):
    class Gains:
        def __init__(self, ken, gbr):
            self.gains = {"KEN": ken, "GBR": gbr}

    before = Made("a", "a", "KEN", "2026-01-01", "", Gains(100.0, 100.0))
    after = Made("b", "b", "KEN", "2026-01-02", "", Gains(100.0 + own, 100.0 + others))
    assert type(steps()[0])(after, before, ()).words == words


def test_tables_hold_the_numbers_of_evaluate_and_assess():
    table = offers_table(steps())
    for row, offer in zip(table.rows, made(), strict=True):
        gains = evaluate(case(), offer.outcome.terms).gains
        assert row[4:6] == tuple(money(gain, "USD") for gain in gains.values())
        assert row[2] == country_name(offer.side)
        assert row[-1] == HOSTILE
    assert money(steps()[2].given_up, "USD") in moves_table(steps(), codebook()).rows[2]
    assert [step.offer.assessment.factor for step in steps()] == [
        assess(case(), offer.outcome.terms).factor for offer in made()
    ]


def test_an_offer_on_the_frontier_and_one_without_an_agreement_are_told_so():
    best = solve(case()).terms
    on = Made("a", "a", "KEN", "2026-01-01", "", evaluate(case(), best), assess(case(), best))
    without = Made("b", "b", "GBR", "2026-01-02", "", evaluate(case(), no_terms(case())))
    table = offers_table(steps_of(case(), [on, without]))
    assert [row[6] for row in table.rows] == ["on the frontier", "not known: the case allows no agreement"]


def test_issues_add_up_moves_and_tell_how_far_the_newest_offers_are_apart():
    found = {(issue.cadre, issue.term): issue for issue in issues_moved(case(), steps())}
    recruits = found["nurse", "recruits"]
    sizes = [change.size for change in steps()[2].changes if (change.cadre, change.term) == ("nurse", "recruits")]
    assert (dict(recruits.times), dict(recruits.moved)) == ({"KEN": 1}, {"KEN": pytest.approx(max(sizes))})
    left = [
        change.size
        for change in changes(case(), terms([6, 5]), terms([12, 8]))
        if (change.cadre, change.term) == ("nurse", "recruits")
    ]
    assert recruits.apart == pytest.approx(max(left))
    assert len(issues_table(case(), steps()).rows) == len(found)
    assert all(issue.apart is None for issue in issues_moved(case(), steps()[:1]))


def test_the_record_in_words_and_by_name():
    words = told(steps())
    assert "Kenya: 2 offers" in words
    assert "the newest offers differ for" in words
    values = record_to_dict(case(), steps(), codebook())
    assert values["offers"][2]["gives_up"] == steps()[2].given_up
    assert values["offers"][1]["gains"] == dict(made()[1].outcome.gains)
    assert values["offers"][3]["distance"]["more"] == dict(made()[3].assessment.more)


def test_the_own_table_holds_gains_by_own_numbers():
    own = case_from_mapping(
        {**rich(), "countries": {**rich()["countries"], "KEN": {**rich()["countries"]["KEN"], "discount_rate": 0.09}}}
    )
    found = [Own(offer, evaluate(own, offer.outcome.terms)) for offer in made()]
    table = own_table("KEN", found)
    assert [row[4] for row in table.rows] == [money(one.outcome.gains["KEN"], "USD") for one in found]
    assert [row[3] for row in table.rows] == [money(offer.outcome.gains["KEN"], "USD") for offer in made()]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_are_drawn_with_and_without_a_frontier(theme):
    for figure in (
        offers_in_plane(steps(), frontier(case())),
        offers_in_plane(steps()),
        offers_in_plane(steps()[:1]),
        *(gains_over_time(steps(), code) for code in case().countries),
    ):
        assert figure.to_svg(theme).startswith("<svg")
        assert "<b>" not in figure.to_svg(theme)
        assert len(figure.table.rows) in (1, 4)


def test_a_round_trip_of_terms_changes_nothing_in_the_record():
    again = terms_from_mapping(terms_to_mapping(made()[2].outcome.terms), case())
    assert evaluate(case(), again).gains == made()[2].outcome.gains


SAYS = (
    {"term_renewal": {"state": "open"}},
    {},
    {"term_renewal": {"state": "present", "answers": {"term_years": 5}}, "dispute_settlement": {"state": "absent"}},
    {"dispute_settlement": {"state": "absent", "note": "a remark is no move"}},
)


@cache
def worded():
    return steps_of(case(), [replace(offer, clauses=said) for offer, said in zip(made(), SAYS, strict=True)])


def test_clauses_that_moved_are_told_with_what_each_side_says_now() -> None:
    first, _, third, fourth = worded()
    assert first.clauses_moved(codebook()) == ()
    assert third.clauses_moved(codebook()) == ("term_renewal", "dispute_settlement")
    assert fourth.clauses_moved(codebook()) == ("dispute_settlement",)
    found = {issue.clause: issue for issue in clause_issues(worded(), codebook())}
    assert found["term_renewal"].times == {"KEN": 1}
    assert found["term_renewal"].apart is True
    assert found["dispute_settlement"].times == {"KEN": 1, "GBR": 1}
    assert found["dispute_settlement"].apart is False
    table = clause_issues_table(worded(), codebook())
    rows = {row[0]: row[1:] for row in table.rows}
    name = codebook().clauses["term_renewal"].name
    assert rows[name][0] == "1 move"
    assert rows[name][1].startswith("present\n")
    assert rows[name][1].endswith("5 years")
    assert rows[name][2:] == ("not moved", "nothing said", "yes")
    told_of = moves_table(worded(), codebook()).rows[2]
    assert told_of[-1].startswith(name)
    assert clause_issues_to_list(worded(), codebook())[0]["says"]["GBR"]["state"] is None


def test_another_text_with_the_same_terms_is_no_standing_still() -> None:
    one = replace(made()[0], clauses={"term_renewal": {"state": "open"}})
    steps_now = steps_of(case(), [made()[0], one, one])
    assert [step.words for step in steps_now] == ["first offer", "same terms, another text", "same terms"]


def test_the_newest_offers_differ_by_what_each_country_gains_under_them() -> None:
    newest = {step.offer.side: step.offer.outcome.gains for step in steps()}
    for code in case().countries:
        gap = abs(newest["KEN"][code] - newest["GBR"][code])
        assert gap > 1
        assert f"{country_name(code)} by {money(gap, 'USD')}" in told(steps())


def test_no_clause_moved_is_said() -> None:
    table = clause_issues_table(steps(), codebook())
    assert not table.rows
    assert table.note == "No clause moved, and the newest offers say the same of every clause."
