"""Tiny cases whose results are reckoned by hand; the reckoning stands in the comments."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.cases import changed, plain
from tests.support.terms import nurses, payment
from toolkit import Case, Outcome, evaluate, load_case
from toolkit.model.terms_file import terms_from_mapping

KEN, GBR, MOVE = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"


def case_of(changes: dict[str, Any] | None = None) -> Case:
    return load_case(changed(plain(), changes or {}))


def path(outcome: Outcome, name: str, country: str) -> list[float]:
    found = getattr(outcome.consequences.agreed, name)[outcome.consequences.axes.countries.index(country), 0]
    return [float(value) for value in found]


def stock(outcome: Outcome, name: str) -> list[float]:
    return [float(value) for value in getattr(outcome.consequences.agreed, name)[0, 0]]


def test_recruits_only() -> None:
    case = case_of()
    outcome = evaluate(case, nurses(case, recruits=10))
    # ten a year, in practice at once: 0, 10, 20
    assert stock(outcome, "abroad") == [0, 10, 20]
    assert stock(outcome, "licensed") == [0, 10, 20]
    # Kenya has 200 nurses more than posts: 990 and 980 people still fill all 800 posts
    assert path(outcome, "workforce", "KEN") == [1000, 990, 980]
    assert path(outcome, "service", "KEN") == [800, 800, 800]
    assert path(outcome, "service", "GBR") == [2000, 2010, 2020]
    # (10 + 20) filled posts x 50
    assert outcome.gains == {"GBR": 1500, "KEN": 0}


def test_recruits_who_would_have_left_and_come_anyway() -> None:
    # Kenya loses 10 x (1 - 0.4) = 6 a year, and has no one to spare: 794 and 788 of 800 posts
    # the United Kingdom gains (1 - 0.2) x 10 = 8, then 16
    case = case_of({f"{KEN}.workforce": 800, f"{MOVE}.would_have_left": 0.4, f"{MOVE}.would_have_come": 0.2})
    outcome = evaluate(case, nurses(case, recruits=10))
    assert path(outcome, "service", "KEN") == [800, 794, 788]
    assert path(outcome, "service", "GBR") == pytest.approx([2000, 2008, 2016])
    assert outcome.gains == pytest.approx({"GBR": (8 + 16) * 50, "KEN": -(6 + 12) * 10})


def test_bridging_and_licensing_delay() -> None:
    # 10 recruits, 4 of them bridged: 0.5 x 10 + (1 - 0.5) x 4 = 7 come to practise, a year after the others arrive
    case = case_of(
        {
            f"{MOVE}.licensed_share": 0.5,
            f"{MOVE}.licensed_share_bridged": 1,
            f"{MOVE}.licensing_years": 1,
            "follow_up_years": 1,
        }
    )
    outcome = evaluate(case, nurses(case, recruits=10, bridged=4))
    assert stock(outcome, "abroad") == [0, 10, 20, 20]
    assert stock(outcome, "licensed") == [0, 0, 7, 14]
    assert outcome.gains["GBR"] == pytest.approx((7 + 14) * 50)


def test_delays_beyond_the_horizon_lead_to_nothing() -> None:
    case = case_of(
        {f"{MOVE}.licensing_years": 3, f"{MOVE}.training": {"spare_places": 5, "years": 4}, f"{KEN}.workforce": 700}
    )
    outcome = evaluate(case, nurses(case, recruits=10, places=5))
    assert stock(outcome, "licensed") == [0, 0, 0]
    assert outcome.gains["GBR"] == 0
    # nobody graduates within two years: 690 and 680 of the 700 that there were
    assert path(outcome, "service", "KEN") == [700, 690, 680]


def test_training() -> None:
    # 8 places a year, half of them completed, after one year: 4 graduates from year 1 on, so 700, 700, 704 and 708
    case = case_of(
        {
            f"{MOVE}.training": {"spare_places": 8, "years": 1, "completion": 0.5, "cost_per_place": 3},
            f"{KEN}.workforce": 700,
            "follow_up_years": 1,
        }
    )
    outcome = evaluate(
        case, nurses(case, payment("training", "sending", 0.25), payment("training", "receiving", 0.75), places=8)
    )
    assert path(outcome, "service", "KEN") == [700, 700, 704, 708]
    # 8 places x 3 in each of two years: 48; Kenya pays a quarter
    assert outcome.gains == pytest.approx({"KEN": (0 + 4 + 8) * 10 - 12, "GBR": -36})


def test_capacity_is_paid_for_while_it_runs() -> None:
    case = case_of({f"{MOVE}.training": {"max_new_places": 8, "capacity_cost": 5}})
    outcome = evaluate(case, nurses(case, payment("training_capacity", "receiving"), capacity=6))
    # 6 places x 5 a year, two years
    assert outcome.gains == {"KEN": 0, "GBR": -60}


def test_retention_against_emigration_and_exit() -> None:
    # 700 nurses lose 10 % to exit and 10 % to emigration: 560, 448 with no agreement.
    # Five are kept from emigrating and three from leaving the profession, a year:
    # 0.8 x 700 + 8 = 568, 0.8 x 568 + 8 = 462.4
    # half of the five would have come to the United Kingdom: it has 2000 - 2.5 and 2000 - 5
    changes = {
        f"{KEN}.workforce": 700,
        f"{KEN}.exit_rate": 0.1,
        f"{KEN}.emigration_rate": 0.1,
        f"{MOVE}.share_of_emigrants": 0.5,
        f"{MOVE}.retention": [{"workers": 5, "cost": 7}, {"workers": 3, "cost": 9, "acts_on": "exit"}],
    }
    case = case_of(changes)
    outcome = evaluate(case, nurses(case, payment("retention", "sending"), retained=[[5, 3]]))
    assert path(outcome, "workforce", "KEN") == pytest.approx([700, 568, 462.4])
    assert path(outcome, "workforce", "GBR") == pytest.approx([2000, 1997.5, 1995])
    # Kenya: (8 + 14.4) x 10, less (5 x 7 + 3 x 9) x 2
    assert outcome.gains == pytest.approx({"KEN": 224 - 124, "GBR": -(2.5 + 5) * 50})
    # of 70 emigrants in year 0 and 56.8 in year 1, five are kept; of as many who leave the profession, three
    assert outcome.margins["retention", "KEN", "nurse", "emigration", 1] == pytest.approx(56.8 - 5)
    assert outcome.margins["retention", "KEN", "nurse", "exit", 0] == pytest.approx(70 - 3)


def test_posts_are_filled_by_those_without_one() -> None:
    # 200 nurses have no post: 30 more posts are filled in the years after they are paid for, and no longer
    case = case_of({f"{MOVE}.posts": {"max": 30, "cost": 4}, "follow_up_years": 2})
    outcome = evaluate(case, nurses(case, payment("posts", "fund"), posts=30))
    assert path(outcome, "posts", "KEN") == [800, 830, 830, 800, 800]
    assert outcome.gains == {"KEN": 600, "GBR": 0}
    assert outcome.crossed == {("budget", "fund", 0): 120}


def test_returns_and_those_who_come_back_by_themselves() -> None:
    # M: 10, then 0.8 x 10 + 10 - 2 = 16; one in ten comes back, one in ten moves on
    # Kenya: 700 - 10 = 690 and no one abroad yet to return; then 690 + 1 (a tenth of 10) + 2 (supported) - 10 = 683
    case = case_of(
        {
            f"{KEN}.workforce": 700,
            f"{MOVE}.return_rate": 0.1,
            f"{MOVE}.onward_rate": 0.1,
            f"{MOVE}.returns": {"max_share": 0.5, "cost": 6},
            "phases": [1, 1],
        }
    )
    outcome = evaluate(case, nurses(case, payment("return", "receiving"), recruits=10, returned=[0, 2]))
    assert stock(outcome, "abroad") == [0, 10, 16]
    assert path(outcome, "workforce", "KEN") == [700, 690, 683]
    assert outcome.gains == pytest.approx({"KEN": -(10 + 17) * 10, "GBR": (10 + 16) * 50 - 12})
    # half of the ten in practice may return with support
    assert outcome.margins["returns", "KEN-GBR", "nurse", 1] == pytest.approx(0.5 * 10 - 2)


def test_remote_service_counts_for_the_sending_country_during_the_agreement() -> None:
    case = case_of({f"{MOVE}.remote_service": {"max_share": 0.2, "cost": 3}, "phases": [1, 1], "follow_up_years": 1})
    outcome = evaluate(case, nurses(case, payment("remote_service", "worker"), recruits=10, remote_service=[0, 2]))
    # two full-time equivalents in the year after the second: 2 x 10; workers pay 2 x 3
    assert outcome.gains == {"KEN": 20, "GBR": (10 + 20 + 20) * 50}
    assert outcome.workers_gains == {"KEN-GBR": -6}
    assert outcome.margins["remote_service_share", "KEN-GBR", "nurse", 1] == pytest.approx(0.2 * 10 - 2)


def test_discounting_remittances_support_and_public_money() -> None:
    # Kenya discounts at 0.25: 0.8 after one year, 0.64 after two
    changes = {
        "countries.KEN.discount_rate": 0.25,
        "countries.KEN.remittance_weight": 0.5,
        "countries.KEN.support_value": 0.7,
        "countries.KEN.cost_of_public_funds": 2,
        "countries.GBR.cost_of_public_funds": 1.5,
        f"{MOVE}.remittance": 100,
        f"{MOVE}.would_have_left": 0.2,
        f"{MOVE}.wage_gain": 30,
        f"{MOVE}.recruitment_cost": 8,
        "payment_shares": {},
    }
    case = case_of(changes)
    terms = nurses(
        case,
        payment("recruitment", "sending", 0.5),
        payment("recruitment", "worker", 0.5),
        payment("system_support", "receiving", 0.75),
        payment("system_support", "sending", 0.25),
        recruits=10,
        support=400,
    )
    parts = evaluate(case, terms).components
    # remittances: half of 100 x (1 - 0.2) x (10 x 0.8 + 20 x 0.64)
    assert parts["KEN"]["remittances"] == pytest.approx(0.5 * 100 * 0.8 * (8 + 12.8))
    # support: what others pay, 300 a year, at 0.7, in years 0 and 1 (1 and 0.8)
    assert parts["KEN"]["system_support"] == pytest.approx(0.7 * 300 * 1.8)
    # Kenya pays half of 10 x 8, and a quarter of 400: 140 a year, each unit costing 2
    assert parts["KEN"]["payments"] == pytest.approx(-2 * 140 * 1.8)
    # the United Kingdom does not discount: 300 a year at 1.5
    assert parts["GBR"] == pytest.approx({"service": 1500, "remittances": 0, "system_support": 0, "payments": -900})
    # workers, discounted as Kenya does: 30 x (10 x 0.8 + 20 x 0.64) less 40 x 1.8
    assert evaluate(case, terms).workers_gains["KEN-GBR"] == pytest.approx(30 * 20.8 - 72)


def test_growth_of_graduates_posts_and_people() -> None:
    # graduates 100, then 100 x 1.1; posts 800 x 1.5 = 1200, then 1800; inflow of 5
    changes = {
        f"{KEN}.graduates": 100,
        f"{KEN}.graduates_growth": 0.1,
        f"{KEN}.funded_posts_growth": 0.5,
        f"{KEN}.other_inflow": 5,
        f"{KEN}.exit_rate": 0.1,
    }
    case = case_of(changes)
    outcome = evaluate(case, nurses(case))
    # 0.9 x 1000 + 105 = 1005; 0.9 x 1005 + 115 = 1019.5
    assert path(outcome, "workforce", "KEN") == pytest.approx([1000, 1005, 1019.5])
    assert path(outcome, "posts", "KEN") == pytest.approx([800, 1200, 1800])
    assert path(outcome, "service", "KEN") == pytest.approx([800, 1005, 1019.5])


def test_language_costs_fall_on_candidates_not_on_recruits() -> None:
    case = case_of({f"{MOVE}.language_cost": 3, f"{MOVE}.pass_rate": 0.25})
    outcome = evaluate(case, nurses(case, payment("language", "receiving"), candidates=40, recruits=10))
    assert outcome.components["GBR"]["payments"] == -2 * 40 * 3
    assert outcome.margins["candidates_pass", "KEN-GBR", "nurse", 0] == 0


def test_a_country_that_sends_and_receives() -> None:
    # Kenya sends 10 a year to the United Kingdom and receives 4 from Ghana: 694, 688 of 700
    values = changed(
        plain(),
        {
            f"{KEN}.workforce": 700,
            "countries.GHA": {"nurse": {"workforce": 500, "funded_posts": 400, "service_value": 1}},
            "corridors.GHA-KEN": {"nurse": {"max_recruits": 4, "would_have_come": 0.5}},
        },
    )
    case = load_case(values)
    said = {"KEN-GBR": {"nurse": {"recruits": 10}}, "GHA-KEN": {"nurse": {"recruits": 4}}}
    outcome = evaluate(case, terms_from_mapping({"terms": said}, case))
    # half of the four would have come anyway: 690 + 2, 680 + 4
    assert path(outcome, "service", "KEN") == [700, 692, 684]
    assert outcome.gains == {"GBR": 1500, "KEN": -(8 + 16) * 10, "GHA": 0}
