"""Reference shares, and reading terms from files: partial drafts, defaults, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cases import changed, plain, rich
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from tests.support.terms import flat
from toolkit import Problem, Terms, TermsError, evaluate, load_case, load_terms, no_terms, solve
from toolkit.case.schema import ITEMS, PAYERS
from toolkit.model.terms import payers_of, reference_shares
from toolkit.model.terms_file import terms_from_mapping

PART = {"corridor": "KEN-GBR", "cadre": "nurse", "item": "training", "payer": "receiving"}


@given(seeds)
@examples(60)
def test_reference_shares_add_up_within_bounds(seed: int) -> None:
    case = load_case(random_case(seed))
    for corridor in case.corridors:
        for item in ITEMS:
            for phase in range(len(case.phases)):
                shares = reference_shares(case, corridor, item, phase)
                assert sum(shares.values()) == pytest.approx(1, abs=1e-9)
                able = payers_of(case, corridor, item, phase)
                for payer, part in shares.items():
                    assert part <= case.bounds(item, payer)[1] + 1e-9
                    if payer in able:
                        assert part >= case.bounds(item, payer)[0] - 1e-9


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        # worker barred, fund without money: the two countries in equal parts
        ({"worker": [0, 0]}, {"sending": 0.5, "receiving": 0.5}),
        ({}, {"sending": 1 / 3, "receiving": 1 / 3, "worker": 1 / 3}),
        ({"worker": [0, 0], "sending": [0, 0.2]}, {"sending": 0.2, "receiving": 0.8}),
        ({"worker": [0.6, 1]}, {"sending": 0.2, "receiving": 0.2, "worker": 0.6}),
        ({"worker": [0, 0.1], "sending": [0.5, 1]}, {"sending": 0.5, "receiving": 0.4, "worker": 0.1}),
        ({"worker": [0, 0], "sending": [0, 0], "receiving": [0, 0]}, {"fund": 1.0}),
    ],
)
def test_reference_shares_by_hand(bounds: dict[str, Any], expected: dict[str, float]) -> None:
    case = load_case(changed(plain(), {"payment_shares.training": bounds}))
    assert reference_shares(case, "KEN-GBR", "training", 0) == pytest.approx(expected)


def test_a_country_with_an_empty_purse_in_a_phase_is_not_asked() -> None:
    case = load_case(changed(rich(), {"countries.KEN.budget": [0, 10], "payment_shares.retention": {"worker": [0, 0]}}))
    assert reference_shares(case, "KEN-GBR", "retention", 0) == pytest.approx({"receiving": 0.5, "fund": 0.5})
    assert reference_shares(case, "KEN-GBR", "retention", 1) == pytest.approx(
        {"sending": 1 / 3, "receiving": 1 / 3, "fund": 1 / 3}
    )


# reading


@given(seeds)
@examples(20)
def test_terms_to_data_and_back(seed: int) -> None:
    values = random_case(seed)
    case = load_case(values)
    terms = terms_from_mapping(random_terms(values, seed), case)
    again = terms_from_mapping(
        {
            "terms": terms.to_dict(),
            "payments": [
                {
                    "corridor": corridor,
                    "cadre": cadre or "",
                    "item": item,
                    "payer": payer,
                    "phase": phase,
                    "share": share,
                }
                for (corridor, cadre, item, payer, phase), share in terms.shares.items()
            ],
        },
        case,
    )
    assert again.to_dict() == terms.to_dict()
    assert again.shares == terms.shares


def test_an_empty_draft_does_nothing() -> None:
    case = load_case(rich())
    assert flat(terms_from_mapping({}, case)) == flat(no_terms(case))


def test_what_a_draft_leaves_out() -> None:
    case = load_case(rich())
    terms = terms_from_mapping({"terms": {"KEN-GBR": {"nurse": {"recruits": 8, "posts": [1, 2]}}}}, case)
    nurse = terms.corridors["KEN-GBR"].cadres["nurse"]
    assert nurse.recruits == (8, 8), "one number holds for every phase"
    assert nurse.candidates == (16, 16), "as many candidates as the recruits need at a pass rate of a half"
    assert nurse.posts == (1, 2)
    assert nurse.places == (0, 0)
    assert nurse.retained == ((0, 0, 0), (0, 0, 0))
    assert terms.corridors["KEN-GBR"].system_support == (0, 0)
    assert terms.corridors["KEN-GBR"].cadres["midwife"].recruits == (0, 0)
    shares = {payer: terms.shares.get(("KEN-GBR", "nurse", "retention", payer, 0), 0) for payer in PAYERS}
    assert shares == pytest.approx({"sending": 1 / 3, "receiving": 1 / 3, "worker": 0, "fund": 1 / 3})


def test_a_payment_without_a_place_holds_everywhere() -> None:
    case = load_case(rich())
    terms = terms_from_mapping({"payments": [{"item": "training", "payer": "receiving", "share": 1}]}, case)
    for cadre in ("nurse", "midwife"):
        for phase in (0, 1):
            given = {payer: terms.shares.get(("KEN-GBR", cadre, "training", payer, phase), 0) for payer in PAYERS}
            assert given == {"sending": 0, "receiving": 1, "worker": 0, "fund": 0}


def test_a_later_payment_overrules_an_earlier_one_for_its_place() -> None:
    case = load_case(rich())
    terms = terms_from_mapping(
        {
            "payments": [
                {"item": "posts", "payer": "receiving", "share": 1},
                {"item": "posts", "payer": "receiving", "phase": 1, "share": 0.25},
                {"item": "posts", "payer": "sending", "phase": 1, "share": 0.75},
            ]
        },
        case,
    )
    assert terms.shares["KEN-GBR", "nurse", "posts", "receiving", 0] == 1
    assert terms.shares["KEN-GBR", "nurse", "posts", "receiving", 1] == 0.25
    assert terms.shares["KEN-GBR", "nurse", "posts", "sending", 1] == 0.75


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_the_result_of_solve_can_be_read(tmp_path: Path, ending: str) -> None:
    case = load_case(rich())
    solution = solve(case)
    path = tmp_path / f"terms.{ending}"
    path.write_text(json.dumps(solution.to_dict()), encoding="utf-8")
    assert evaluate(case, load_terms(path, case)).gains == pytest.approx(solution.gains, rel=1e-9)


def test_a_draft_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(
        "terms: {KEN-GBR: {nurse: {recruits: {value: 8, note: agreed in May}}}}\npayments: []\n", encoding="utf-8"
    )
    assert load_terms(path, load_case(rich())).corridors["KEN-GBR"].cadres["nurse"].recruits == (8, 8)


NURSE = "terms → KEN-GBR → nurse"
BROKEN: list[tuple[str, Any, str]] = [
    ("a number", {"value": 3}, "the file: holds no terms; a mapping with `terms` and `payments`"),
    (
        "misspelt",
        {"term": {"KEN-GBR": {"nurse": {"recruits": 3}}}},
        "the file: holds no terms; a mapping with `terms` and `payments`",
    ),
    (
        "misspelt part",
        {"terms": {"KEN-GBR": {"nurse": {"recruits": {"value": 3, "hihg": 5}}}}},
        "terms → KEN-GBR → nurse → recruits → hihg: unknown part 'hihg' of a number",
    ),
    ("key that is no word", {"terms": {3: {}}}, "terms → 3: is a key that is not a word"),
    ("terms are a list", {"terms": []}, "terms: is not a mapping"),
    (
        "unknown corridor",
        {"terms": {"KEN-GRB": {}}},
        "terms → KEN-GRB: unknown name 'KEN-GRB'; one of KEN-GBR (did you mean KEN-GBR?)",
    ),
    ("corridor is a number", {"terms": {"KEN-GBR": 3}}, "terms → KEN-GBR: is not a mapping"),
    ("unknown cadre", {"terms": {"KEN-GBR": {"nurses": {}}}}, "terms → KEN-GBR → nurses: unknown name 'nurses'"),
    ("cadre is a list", {"terms": {"KEN-GBR": {"nurse": []}}}, f"{NURSE}: is not a mapping"),
    (
        "unknown activity",
        {"terms": {"KEN-GBR": {"nurse": {"recruit": 3}}}},
        f"{NURSE} → recruit: unknown name 'recruit'",
    ),
    ("nearest activity", {"terms": {"KEN-GBR": {"nurse": {"recruit": 3}}}}, "(did you mean recruits"),
    ("negative", {"terms": {"KEN-GBR": {"nurse": {"recruits": -1}}}}, f"{NURSE} → recruits: is -1; a number from 0 up"),
    (
        "text",
        {"terms": {"KEN-GBR": {"nurse": {"recruits": "many"}}}},
        f"{NURSE} → recruits: is 'many'; a number from 0 up",
    ),
    ("truth", {"terms": {"KEN-GBR": {"nurse": {"recruits": True}}}}, f"{NURSE} → recruits: is True"),
    ("not a number", {"terms": {"KEN-GBR": {"nurse": {"recruits": float("nan")}}}}, f"{NURSE} → recruits: is nan"),
    ("without limit", {"terms": {"KEN-GBR": {"nurse": {"recruits": float("inf")}}}}, f"{NURSE} → recruits: is inf"),
    ("empty", {"terms": {"KEN-GBR": {"nurse": {"recruits": None}}}}, f"{NURSE} → recruits: is None"),
    (
        "phases",
        {"terms": {"KEN-GBR": {"nurse": {"recruits": [1, 2, 3]}}}},
        f"{NURSE} → recruits: has 3 values; one for each of the 2 phases, or one number",
    ),
    ("text in a list", {"terms": {"KEN-GBR": {"nurse": {"posts": [1, "x"]}}}}, f"{NURSE} → posts → 2nd: is 'x'"),
    (
        "tiers flat",
        {"terms": {"KEN-GBR": {"nurse": {"retained": [1, 2]}}}},
        f"{NURSE} → retained → 1st: is not a list per tier; 3 numbers",
    ),
    (
        "tiers missing",
        {"terms": {"KEN-GBR": {"nurse": {"retained": [[1, 2, 3]]}}}},
        f"{NURSE} → retained: is not a list per phase; 2 lists, each with 3 numbers",
    ),
    (
        "tier negative",
        {"terms": {"KEN-GBR": {"nurse": {"retained": [[1, 2, -3], [0, 0, 0]]}}}},
        f"{NURSE} → retained → 1st → 3rd: is -3",
    ),
    ("support", {"terms": {"KEN-GBR": {"system_support": "much"}}}, "terms → KEN-GBR → system_support: is 'much'"),
    ("payments are a mapping", {"payments": {}}, "payments: is not a list"),
    ("payment is a word", {"payments": ["all"]}, "payments → 1st: is not a mapping"),
    (
        "unknown part",
        {"payments": [{**PART, "percent": 1, "share": 1}]},
        "payments → 1st → percent: unknown name 'percent'",
    ),
    (
        "unknown item",
        {"payments": [{**PART, "item": "trainings", "share": 1}]},
        "payments → 1st → item: unknown name 'trainings'",
    ),
    (
        "unknown payer",
        {"payments": [{**PART, "payer": "UK", "share": 1}]},
        "payments → 1st → payer: unknown name 'UK'; one of sending, receiving, worker or fund",
    ),
    (
        "per cent",
        {"payments": [{**PART, "share": 65}]},
        "payments → 1st → share: is 65; a share from 0 to 1 (write 0.65 if 65 per cent was meant)",
    ),
    ("share missing", {"payments": [PART]}, "payments → 1st → share: is None"),
    ("share negative", {"payments": [{**PART, "share": -0.1}]}, "payments → 1st → share: is -0.1"),
    ("share nan", {"payments": [{**PART, "share": float("nan")}]}, "payments → 1st → share: is nan"),
    (
        "corridor of a payment",
        {"payments": [{**PART, "corridor": "GBR-KEN", "share": 1}]},
        "payments → 1st → corridor: unknown name 'GBR-KEN'",
    ),
    (
        "phase of a payment",
        {"payments": [{**PART, "phase": 2, "share": 1}]},
        "payments → 1st → phase: is 2; a number from 0 to 1",
    ),
    (
        "cadre of a payment",
        {"payments": [{**PART, "cadre": "physician", "share": 1}]},
        "payments → 1st: fits no corridor, cadre and phase of the case",
    ),
    (
        "parts of a cost",
        {"payments": [{**PART, "share": 0.5}]},
        "KEN-GBR, nurse, training, phase 0: the shares add up to 0.5; shares of one cost add up to 1",
    ),
]


@pytest.mark.parametrize(("what", "values", "message"), BROKEN, ids=[what for what, _, _ in BROKEN])
def test_broken_terms(what: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises(TermsError) as caught:
        terms_from_mapping(values, load_case(rich()))
    assert message in str(caught.value), what
    assert str(caught.value).startswith("These terms cannot be used: the terms has ")


def test_all_problems_of_terms_at_once() -> None:
    values = {
        "terms": {"KEN-GBR": {"nurse": {"recruits": -1, "posts": "x"}, "dentist": {}}},
        "payments": [{**PART, "share": 2}],
    }
    with pytest.raises(TermsError) as caught:
        terms_from_mapping(values, load_case(rich()))
    assert len(caught.value.problems) == 4
    assert all(
        {"place", "problem", "expectation", "remedy"} == set(problem.to_dict()) for problem in caught.value.problems
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("list.yaml", "- 1\n", "holds no terms"),
        ("empty.yaml", "", "holds no terms"),
        ("broken.json", "{", "is not JSON"),
        ("twice.json", '{"terms": {}, "terms": {}}', "'terms' stands twice"),
        ("tag.yaml", "terms: !!python/object/apply:os.system [x]\n", "has the tag"),
    ],
)
def test_broken_files_of_terms(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TermsError, match=message):
        load_terms(tmp_path / name, load_case(rich()))


def test_a_missing_file_of_terms(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match="cannot be read"):
        load_terms(tmp_path / "none.yaml", load_case(rich()))


plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats()
    | st.sampled_from(["KEN-GBR", "nurse", "training", "", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "terms",
                    "payments",
                    "KEN-GBR",
                    "nurse",
                    "recruits",
                    "retained",
                    "item",
                    "payer",
                    "share",
                    "value",
                    "phase",
                    "cadre",
                    "corridor",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["terms", "payments", "other", "value"]), plain_values))
@examples(150)
def test_any_values_are_terms_or_terms_in_error(values: dict[str, Any]) -> None:
    case = load_case(rich())
    problems: tuple[Problem, ...] = ()
    terms: Terms | None = None
    try:
        terms = terms_from_mapping(values, case)
    except TermsError as error:
        problems = error.problems
    assert (terms is None) == bool(problems)
    if terms is not None:
        assert set(evaluate(case, terms).gains) == {"GBR", "KEN"}
