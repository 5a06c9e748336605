"""Names and codes become countries, or are asked about; nothing is matched by likeness."""

from __future__ import annotations

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import RegisterError
from toolkit.register.demonyms import ADJECTIVES
from toolkit.register.place_lists import FORMER, GROUPS, NOT_ASSIGNED, REMAINDERS, SHARED, TOTALS
from toolkit.register.places import Places, check_answers, plain
from toolkit.register.spellings import SPELLINGS

PLACES = Places()


def code(name: str, scheme: str = "name") -> str:
    return PLACES.find(name, scheme).code  # type: ignore[arg-type]  # tests pass schemes as plain text


@pytest.mark.parametrize(("country", "adjectives"), ADJECTIVES.items())
def test_every_adjective_is_its_own_country(country, adjectives):
    assert pycountry.countries.get(alpha_3=country)
    for adjective in adjectives.split(", "):
        assert code(adjective) == country, adjective
        assert code(adjective.upper()) == country


def test_nearly_every_country_has_an_adjective():
    """Those without one are uninhabited, very small, or share theirs with another country."""
    without = {country.alpha_3 for country in pycountry.countries} - set(ADJECTIVES)
    shared = {one for candidates in SHARED.values() for one in candidates}
    assert without - shared == {"ATA", "ATF", "BLM", "BVT", "CCK", "HMD", "IOT", "SGS", "SJM", "UMI", "VAT"}


def test_no_name_is_given_to_two_things():
    names: dict[str, str] = {}
    for country, texts in [
        *((c, a.split(", ")) for c, a in ADJECTIVES.items()),
        *((c, s.split("|")) for c, s in SPELLINGS.items()),
    ]:
        for text in texts:
            assert names.setdefault(plain(text), country) == country, text
    former = [*FORMER, *(one for more, _ in FORMER.values() for one in more.split("|"))]
    unassigned = [*NOT_ASSIGNED, *(one for more in NOT_ASSIGNED.values() for one in more.split("|"))]
    seen = set(names)
    for others in (TOTALS, REMAINDERS, GROUPS, SHARED, former, unassigned):
        here = {plain(one) for one in others}
        assert not here & seen
        seen |= here


def test_iso_names_resolve_to_themselves():
    for country in pycountry.countries:
        for name in {
            country.name,
            getattr(country, "common_name", country.name),
            getattr(country, "official_name", country.name),
        }:
            found = PLACES.find(name)
            assert found.code == country.alpha_3 or found.kind == "shared", name


LOOK_ALIKE = """
Nigerian/Nigerien Niger/Nigeria Dominica/Dominican_Republic Guinea/Guinea-Bissau Equatorial_Guinea/Papua_New_Guinea
Austrian/Australian Slovakia/Slovenia Iran/Iraq Mauritania/Mauritius Samoa/American_Samoa Irish/Northern_Irish
Sudanese/South_Sudanese Congo,_Dem._Rep./Congo,_Rep. Korea,_Rep./Korea,_Dem._People's_Rep.
India/British_Indian_Ocean_Territory Georgia/South_Georgia_and_the_South_Sandwich_Islands Jordan/Jersey
"""


@pytest.mark.parametrize("pair", LOOK_ALIKE.split())
def test_names_that_look_alike_are_told_apart(pair):
    one, other = pair.replace("_", " ").split("/")
    assert code(one)
    assert code(other)
    assert code(one) != code(other)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Egypt, Arab Rep.", "EGY"),
        ("Iran, Islamic Rep.", "IRN"),
        ("Yemen, Rep.", "YEM"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Turkiye", "TUR"),
        ("Swaziland", "SWZ"),
        ("Eswatini", "SWZ"),
        ("Macedonia, FYR", "MKD"),
        ("Burma", "MMR"),
        ("Cape Verde", "CPV"),
        ("Cabo Verde", "CPV"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Hong Kong SAR, China", "HKG"),
        ("China, Hong Kong SAR", "HKG"),
        ("Macao SAR, China", "MAC"),
        ("Macau", "MAC"),
        ("St. Vincent and the Grenadines", "VCT"),
        ("Saint Kitts and Nevis", "KNA"),
        ("St Lucia*", "LCA"),
        ("Bahamas, The", "BHS"),
        ("the gambia", "GMB"),
        ("Curaçao", "CUW"),
        ("Micronesia, Fed. Sts.", "FSM"),
        ("West Bank and Gaza", "PSE"),
        ("Republic of Korea", "KOR"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("Viet Nam", "VNM"),
        ("Lao PDR", "LAO"),
        ("Slovak Republic", "SVK"),
        ("Hong Kong (British/Chinese)", "HKG"),
        ("Swazi", "SWZ"),
        ("West Germany", "DEU"),
    ],
)
def test_spellings_of_publishers(name, country):
    assert code(name) == country


@pytest.mark.parametrize(
    "name", ["Congo", "Korea", "Congolese", "Dominican", "Guinean", "Korean", "Samoan", "Virgin Islands"]
)
def test_shared_names_have_candidates_and_no_code(name):
    found = PLACES.find(name)
    assert found.kind == "shared"
    assert found.code == ""
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    "name", ["USSR", "Yugoslavia", "Czechoslovakia", "Dutch Antillean", "Netherlands Antilles", "East Germany"]
)
def test_former_states_map_to_nothing(name):
    assert PLACES.find(name).kind == "former"
    assert PLACES.find(name).candidates


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TOT", "total"),
        ("World", "total"),
        ("WORLD", "total"),
        ("W", "total"),
        ("_T", "total"),
        ("Other North", "remainder"),
        ("Unidentified*", "remainder"),
        ("Unknown_RoW", "remainder"),
        ("Others (not elsewhere classified)", "remainder"),
        ("EU", "group"),
        ("non-EU", "group"),
        ("South Asia (IDA & IBRD)", "group"),
        ("Africa (WHO)", "group"),
        ("Sub-Saharan Africa (excluding high income)", "group"),
        ("Channel Islands", "not_assigned"),
        ("Kosovo", "not_assigned"),
        ("Atlantis", "unknown"),
        ("", "unknown"),
    ],
)
def test_what_is_no_country(name, kind):
    scheme = "alpha3" if name in ("TOT", "W", "_T") else "name"
    assert PLACES.find(name, scheme).kind == kind


@pytest.mark.parametrize(
    ("text", "scheme", "country", "kind"),
    [
        ("KEN", "alpha3", "KEN", "country"),
        ("ken", "alpha3", "KEN", "country"),
        ("ROM", "alpha3", "ROU", "country"),
        ("NA", "alpha2", "NAM", "country"),
        ("UK", "alpha2", "GBR", "country"),
        ("4", "m49", "AFG", "country"),
        ("004", "m49", "AFG", "country"),
        ("404.0", "m49", "KEN", "country"),
        ("1", "m49", "", "total"),
        ("202", "m49", "", "group"),
        ("501", "correlates_of_war", "KEN", "country"),
        ("255", "correlates_of_war", "DEU", "country"),
        ("260", "gleditsch_ward", "DEU", "country"),
        ("955", "correlates_of_war", "TON", "country"),
        ("972", "gleditsch_ward", "TON", "country"),
        ("XKX", "alpha3", "", "not_assigned"),
        ("CHI", "alpha3", "", "not_assigned"),
        ("OWID_KOS", "alpha3", "", "not_assigned"),
        ("OWID_WRL", "alpha3", "", "total"),
        ("NS", "alpha3", "", "remainder"),
        ("_Z", "alpha3", "", "remainder"),
        ("AFE", "alpha3", "", "group"),
        ("YUG", "alpha3", "", "former"),
        ("QQQ", "alpha3", "", "unknown"),
        ("Kenya", "m49", "", "unknown"),
    ],
)
def test_codes(text, scheme, country, kind):
    found = PLACES.find(text, scheme)
    assert (found.code, found.kind) == (country, kind)


def test_answers_win_and_are_remembered():
    places = Places(answers={"Korean": "KOR", "congolese": "skip", "Nigerian": "NER"})
    assert places.find("KOREAN").code == "KOR"
    assert places.find("Korean").answered
    assert places.find("Congolese").kind == "skipped"
    assert places.find("Nigerian").code == "NER"
    assert places.used == {"korean", "congolese", "nigerian"}


def test_wrong_answers_are_all_told():
    with pytest.raises(RegisterError) as caught:
        check_answers(
            {"Korean": "South Korea", "Congolese": "COD", "Samoan": "XXX", "Support": "nurse"}, frozenset({"nurse"})
        )
    assert [problem.place for problem in caught.value.problems] == [
        "the answer for 'Korean'",
        "the answer for 'Samoan'",
    ]


def test_home_and_other_languages():
    home = Places(home="GBR")
    assert {home.find(name).kind for name in ("English", "Welsh", "Scottish", "Northern Irish", "British")} == {"home"}
    german = Places(language="de")
    assert german.find("Ägypten").code == "EGY"
    assert german.find("Kenia").code == "KEN"
    assert german.find("Kenya").code == "KEN"
    assert PLACES.find("Ägypten").kind == "unknown"


@given(st.text(max_size=30))
def test_any_text_is_something(text):
    found = Places().find(text)
    assert bool(found.code) == found.is_country
