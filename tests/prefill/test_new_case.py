"""Any two countries give a case that is whole, says where each number comes from, and is solvable at once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.support.slow import mostly_slow
from toolkit.case.load import case_from_mapping
from toolkit.case.schema import CADRES, ITEMS
from toolkit.deal.settle import solve
from toolkit.errors import InputError
from toolkit.languages.speech import speaking
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.rules import GROUPS, load_rules
from toolkit.register.read import Register, load_register

PAIRS = 42
"""A multiple of 7 cadres, so that each is drawn as often."""

SMALL_AND_ODD = [
    ("TUV", "NZL", "midwife"),
    ("PRK", "CHN", "nurse"),
    ("SYR", "DEU", "physician"),
    ("GIB", "ESP", "dentist"),
    ("VEN", "PRT", "caregiver"),
    ("GRD", "USA", "physician"),
    ("NRU", "AUS", "pharmacist"),
    ("USA", "MWI", "allied"),
]
"""Few people, few figures, no income group, schools that train foreigners, and a rich country that sends."""


@cache
def register() -> Register:
    return load_register(user_data=False)


@cache
def countries_by_group() -> dict[str, list[str]]:
    facts = register().indicators
    peopled = set(facts.loc[facts["indicator"] == "population", "country"])
    rows = register().countries
    return {group: sorted(set(rows.loc[rows["income_group"] == group, "country"]) & peopled) for group in GROUPS}


def drawn() -> list[tuple[str, str, str]]:
    """Pairs from a fixed seed: every combination of income groups in turn, every cadre in turn."""
    source = random.Random(20260)
    found = []
    for number in range(PAIRS):
        groups = GROUPS[number % 4], GROUPS[number // 4 % 4]
        one = source.choice(countries_by_group()[groups[0]])
        other = source.choice([code for code in countries_by_group()[groups[1]] if code != one])
        found.append((one, other, CADRES[number % len(CADRES)]))
    return found


@cache
def made(sending: str, receiving: str, *cadres: str) -> NewCase:
    return new_case(sending, receiving, cadres, register=register())


EVERY_PAIR = pytest.mark.parametrize(("sending", "receiving", "cadre"), mostly_slow([*SMALL_AND_ODD, *drawn()], 20))


def quantities(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number in the values of a case that tells of the world, with its path."""
    if isinstance(part, dict) and "value" in part:
        yield path, part
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from quantities(inner, f"{path}.{key}")
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from quantities(inner, f"{path}.{index}")
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield path, part


@EVERY_PAIR
def test_a_pair_is_solved_and_a_case_without_gain_says_why(sending: str, receiving: str, cadre: str) -> None:
    new = made(sending, receiving, cadre)
    solution = solve(new.case)
    assert all(gain > -1e-6 * max(1.0, *solution.ideals.values()) for gain in solution.outcome.gains.values())
    if solution.ideals[receiving] == 0:
        assert any("unfilled posts" in remark for remark in new.remarks), new.remarks
    if max(solution.ideals.values()) == 0:
        assert any("nothing to gain" in remark or "few or none may go" in remark for remark in new.remarks)


@EVERY_PAIR
def test_each_number_says_where_it_comes_from_and_has_a_range(sending: str, receiving: str, cadre: str) -> None:
    new = made(sending, receiving, cadre)
    sections = {name: new.values[name] for name in ("countries", "corridors", "fund")}
    found = dict(quantities(sections))
    assert len(found) > 70
    for path, number in found.items():
        assert isinstance(number, dict), f"{path} is a bare number"
        assert number["low"] <= number["value"] <= number["high"], path
        assert number["low"] < number["high"], f"{path} has no real range"
        if number.get("assumed"):
            assert "source" not in number, path
            assert re.match(r"Rule [a-z_]+: .{10,}", number["note"]), f"{path} names no rule: {number['note']}"
        else:
            assert number["source"] in new.values["sources"], path
            assert number["year"] >= 2000, path
    known = {*load_rules().rules, *load_rules().formulas}
    assert {entry.origin for entry in new.estimated} <= known, "each name can be looked up in rules.yaml"
    assert {f".{entry.path}" for entry in (*new.found, *new.estimated)} == set(found)


@EVERY_PAIR
def test_keys_in_notes_are_sources_and_sources_are_used(sending: str, receiving: str, cadre: str) -> None:
    new = made(sending, receiving, cadre)
    told = [(origin.source or "", origin.note) for origin in new.case.provenance.values()]
    known, used = set(register().sources), set()
    for source, note in told:
        words = set(re.findall(r"[a-z0-9_-]{6,}", note)) & known
        assert words <= set(new.case.sources), note
        used |= {source, *words}
    assert set(new.case.sources) <= used


@EVERY_PAIR
def test_sizes_are_no_absurdities(sending: str, receiving: str, cadre: str) -> None:
    case = made(sending, receiving, cadre).case
    home, abroad = case.countries[sending].cadres[cadre], case.countries[receiving].cadres[cadre]
    move = case.corridors[f"{sending}-{receiving}"].cadres[cadre]
    assert max(move.max_recruits) <= 0.3 * home.graduates * 1.01
    assert list(move.max_recruits) == sorted(move.max_recruits)
    for at, record in ((case.countries[sending], home), (case.countries[receiving], abroad)):
        assert 0.01 < record.graduates / record.workforce < 0.35
        assert 0.6 < record.funded_posts / record.workforce < 1.3
        assert record.workforce < 0.1 * at.population
    assert move.retention[0].cost <= move.retention[1].cost
    assert move.posts is not None
    assert 0.3 < home.service_value / move.posts.cost < 3


def test_workers_pay_nothing_and_recruiting_is_for_the_employers_side() -> None:
    case = made("KEN", "GBR", "nurse").case
    for item in ITEMS:
        assert case.bounds(item, "worker") == (0, 0)
    for item in ("recruitment", "language", "bridging"):
        assert case.bounds(item, "sending") == case.bounds(item, "fund") == (0, 0)
    assert [(line.kind, line.country, line.party) for line in case.red_lines] == [("no_harm", "KEN", "KEN")]


@pytest.mark.parametrize("cadre", CADRES)
@pytest.mark.parametrize("country", ["KEN", "PHL", "DEU", "TUV"])
def test_a_country_is_the_same_on_either_side(country: str, cadre: str) -> None:
    sends = made(country, "GBR", cadre).values["countries"][country]
    receives = made("IND", country, cadre).values["countries"][country]
    assert {key: part for key, part in sends.items() if key != "budget"} == {
        key: part for key, part in receives.items() if key != "budget"
    }


def test_several_cadres_at_once() -> None:
    both, one = made("GHA", "GBR", "midwife", "nurse"), made("GHA", "GBR", "nurse")
    assert list(both.case.corridors["GHA-GBR"].cadres) == ["nurse", "midwife"]
    assert both.values["corridors"]["GHA-GBR"]["nurse"] == one.values["corridors"]["GHA-GBR"]["nurse"]
    alone = made("GHA", "GBR", "midwife")
    for country in ("GHA", "GBR"):
        budgets = [(new.case.countries[country].budget or (0.0,))[-1] for new in (both, one, alone)]
        assert budgets[0] == pytest.approx(budgets[1] + budgets[2], rel=0.01)
    solve(both.case)


def test_the_same_case_every_time() -> None:
    again = new_case("NPL", "GBR", "nurse", register=register())
    assert again.values == made("NPL", "GBR", "nurse").values
    assert again.case == made("NPL", "GBR", "nurse").case


def test_small_letters_and_other_lengths() -> None:
    short = new_case(" ken", "gbr", register=register(), years=5, start_year=2030)
    assert (short.case.phases, short.case.start_year) == ((1, 1, 3), 2030)
    assert solve(short.case).ideals["GBR"] > 0
    one = new_case("KEN", "GBR", register=register(), years=1)
    assert one.case.phases == (1,)
    assert len(one.case.corridors["KEN-GBR"].cadres["nurse"].max_recruits) == 1
    assert case_from_mapping(one.values) == one.case


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (("KEN", "KEN", ["nurse"]), "stands on both sides"),
        (("KEN", "XKX", ["nurse"]), "'XKX' has no ISO 3166-1 code"),
        (("KEN", "Kenia", ["nurse"]), "the receiving country: 'Kenia' is not the code or name"),
        (("Korea", "GBR", ["nurse"]), "did you mean KOR (South Korea) or PRK (North Korea)"),
        (("TWN", "JPN", ["nurse"]), "no population of Taiwan"),
        (("KEN", "GBR", ["nurses"]), "did you mean nurse"),
        (("KEN", "GBR", []), "is missing"),
    ],
)
def test_what_cannot_be_made_is_told_in_words(request_: tuple[str, str, list[str]], words: str) -> None:
    with pytest.raises(InputError) as failure:
        new_case(*request_, register=register())
    assert words in str(failure.value)


def test_a_length_that_cannot_be() -> None:
    with pytest.raises(InputError, match="1 to 40 years"):
        new_case("KEN", "GBR", register=register(), years=0)


def test_what_was_found_and_what_was_estimated() -> None:
    new = made("KEN", "GBR", "nurse")
    found = {entry.path: entry for entry in new.found}
    total = found["countries.GBR.nurse.workforce"]
    assert (total.value, total.origin, total.year) == (692_800, "oecd_workforce_totals", 2021)
    assert total.label == "United Kingdom, nurses: workforce"
    estimated = {entry.path: entry for entry in new.estimated}
    recruits = estimated["corridors.KEN-GBR.nurse.max_recruits.0"]
    assert recruits.label == "Kenya to United Kingdom, nurses: max recruits in 2026-2028"
    assert (recruits.origin, recruits.unit) == ("max_recruits", "people a year")
    assert estimated["countries.KEN.nurse.workforce"].sources == ("who_nurses_midwives", "wb_population")
    assert new.to_dict()["estimated"][0]["estimated"] is True


def test_remarks_on_little_evidence() -> None:
    told = " ".join(made("GIB", "ESP", "dentist").remarks)
    assert "How many dentists Gibraltar has is not known" in told
    assert "no GDP per head of Gibraltar" in told
    assert "income group of Venezuela is not known" in " ".join(made("VEN", "PRT", "caregiver").remarks)
    assert "Fewer than one of the midwives" in " ".join(made("TUV", "NZL", "midwife").remarks)


def unnamed(part: Any) -> Any:
    """A part of a case without what is said in a language: names, such as those of tiers, and the description."""
    if isinstance(part, dict):
        return {key: unnamed(inner) for key, inner in part.items() if key not in ("name", "description")}
    return [unnamed(inner) for inner in part] if isinstance(part, list) else part


def test_notes_and_numbers_are_the_same_in_whatever_language() -> None:
    english = new_case("KEN", "GBR", ["nurse", "physician"], register=register())
    with speaking("fr"):
        french = new_case("KEN", "GBR", ["nurse", "physician"], register=register())
    assert "Royaume-Uni" in french.values["name"]
    assert unnamed(dict(french.values)) == unnamed(dict(english.values))
