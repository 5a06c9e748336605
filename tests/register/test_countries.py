"""A country's profile, the safeguards list by version, country names in other languages, and the coverage report."""

from __future__ import annotations

import pycountry
import pytest

from tests.support.register import small_register
from toolkit.countries import country_name, is_country, user_language
from toolkit.errors import InputError
from toolkit.register.countries import country_profile, fact, identity, on_safeguards_list
from toolkit.register.coverage import coverage
from toolkit.register.read import Register, load_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("register"))


def test_the_newest_fact_is_taken_with_its_source(register: Register) -> None:
    found = fact(register, "KEN", "population")
    assert found is not None
    assert (found.value, found.unit, found.year, found.source, found.confidence) == (
        57_000_000,
        "persons",
        2025,
        "page",
        "verified",
    )
    assert fact(register, "KEN", "density", "physician") is None
    assert fact(register, "UGA", "population") is None
    assert fact(register, "KEN", "population", unit="thousands") is None


def test_a_profile_holds_what_the_register_holds(register: Register) -> None:
    found = country_profile(register, "KEN")
    assert (found.identity.income_group, found.identity.who_region) == ("lower_middle", "AFR")
    assert [(item.name, item.year) for item in found.facts] == [("density", 2018), ("population", 2025)]
    assert [record.id for record in found.agreements] == ["KEN-DEU-nd", "KEN-GBR-2021", "REGION-2000"]
    assert sorted(float(value) for value in found.sends["value"]) == [70.5, 100.0]
    assert [float(value) for value in found.receives["value"]] == [0.0]
    values = found.to_dict()
    assert values["safeguards_list"] == {"2006": None, "2023": False}
    assert values["agreements"] == ["KEN-DEU-nd", "KEN-GBR-2021", "REGION-2000"]


def test_a_version_whose_members_are_not_held_is_unknown_and_not_no(register: Register) -> None:
    assert on_safeguards_list(register, "UGA") == {2006: None, 2023: True}
    assert on_safeguards_list(register, "DEU") == {2006: None, 2023: False}


@pytest.mark.parametrize(
    ("given", "meant"), [("kenya", "KEN (Kenya)"), ("Uganda", "UGA (Uganda)"), ("KNE", "KEN (Kenya)")]
)
def test_a_country_that_is_not_there_names_the_nearest(register: Register, given: str, meant: str) -> None:
    with pytest.raises(InputError) as failure:
        identity(register, given)
    assert f"did you mean {meant}?" in str(failure.value)


def test_the_shipped_lists_have_the_published_numbers_of_names() -> None:
    """57 in 2006, 47 in 2020 and 55 in 2023, as WHO published them; Kenya was on neither of the last two."""
    shipped = load_register(user_data=False)
    names = dict(zip(shipped.safeguards_versions["version"], shipped.safeguards_versions["names"], strict=True))
    assert names == {2006: 57, 2020: 47, 2023: 55}
    for version in (2020, 2023):
        listed = [code for code in shipped.countries["country"] if on_safeguards_list(shipped, str(code))[version]]
        assert len(listed) == names[version]
    assert on_safeguards_list(shipped, "KEN") == {2006: None, 2020: False, 2023: False}
    assert on_safeguards_list(shipped, "NGA")[2023]


def test_names_in_the_users_language() -> None:
    assert country_name("GBR") == "United Kingdom"
    assert country_name("GBR", "en-GB") == "United Kingdom"
    assert country_name("DEU", "fr") == "Allemagne"
    assert country_name("DEU", "es_MX") == "Alemania"
    assert country_name("EGY", "ar") == "مصر"
    assert country_name("KEN", "no-such-language") == "Kenya"
    assert country_name("ZZZ", "fr") == "ZZZ"
    named = [code.alpha_3 for code in pycountry.countries if country_name(code.alpha_3, "fr") == code.alpha_3]
    assert named == [], "French has a name for every country"


def test_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_LANGUAGE", "fr")
    assert user_language() == "fr"
    monkeypatch.setenv("ACCORD_LANGUAGE", "C")
    assert user_language() == "en"


def test_country_codes() -> None:
    assert is_country("KEN")
    assert not is_country("KE")
    assert not is_country("XKX")
    assert not is_country("")


def test_coverage_by_hand(register: Register) -> None:
    found = coverage(register, 2026)
    assert found.agreements == {"active": 3, "announced": 1, "expired": 0, "unknown": 1}
    assert (found.existing, found.announced) == (3, 1)
    assert found.countries == 4
    assert (found.corridors, found.series) == (3, 4)
    assert found.clauses == {
        "committee": (2, 0),
        "term": (1, 0),
        "seats": (2, 2),
        "faculty": (1, 2),
        "per_head": (1, 0),
    }
    assert found.confidence["agreements"] == {"verified": 4, "weak": 1}
    assert found.confidence["corridor figures"] == {"verified": 4, "weak": 1}
    assert found.ages["agreements"]["up to 2 years"] == 5
    assert found.ages["corridor figures"] == {
        "up to 2 years": 0,
        "3 to 5 years": 0,
        "6 to 10 years": 5,
        "over 10 years": 0,
        "not dated": 0,
    }
    assert found.layers == {"shipped": 5 + 5 + 3}


def test_coverage_adds_up_on_the_shipped_register() -> None:
    shipped = load_register(user_data=False)
    found = coverage(shipped, 2026)
    assert sum(found.agreements.values()) == len(shipped.agreements) == 176
    for kind, counts in found.confidence.items():
        assert sum(counts.values()) == sum(found.ages[kind].values()), kind
    assert found.existing + found.announced < 176
    assert len(found.clauses) == 81
