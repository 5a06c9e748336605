"""The one-page briefing: it fits the page, its numbers are those of the atlas, and nothing unknown becomes a zero."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.report.support import register
from tests.support.slow import mostly_slow
from toolkit.atlas.measures import country_measures
from toolkit.atlas.selection import Selection
from toolkit.errors import InputError
from toolkit.report.country_briefing import LINES, WIDTH, Briefing, country_briefing
from toolkit.report.country_position import country_position
from toolkit.wording import number, per_cent

STOCK = Selection("stock")
SEVERAL = ("GBR", "DEU", "USA", "KEN", "PHL", "IND", "TUV")


@cache
def page(country: str, measure: str = "stock") -> Briefing:
    return country_briefing(register(), country, Selection(measure))


def sections(country: str) -> dict[str, str]:
    return dict(page(country).sections)


@pytest.mark.parametrize("country", mostly_slow(SEVERAL, 3))
def test_it_fits_a_page(country: str) -> None:
    lines = page(country).lines
    assert len(lines) <= LINES == 70
    assert max(map(len, lines)) <= WIDTH == 100


@pytest.mark.parametrize("country", ["KEN", "GBR", "PHL"])
def test_its_numbers_are_those_of_the_atlas(country: str) -> None:
    row = country_measures(register(), STOCK).set_index("country").loc[country]
    told = sections(country)
    assert f"At least {number(row['people_out'])}" in told["Position"]
    assert f"{row['destinations']} of {row['destinations_reporting']} destinations" in told["Position"]
    assert f"At least {per_cent(row['loss_rate'], 1)}" in told["Losses"]
    assert number(row["destination_concentration"], 2) in told["Concentration"]
    if country == "GBR":
        assert f"At least {per_cent(row['dependence'], 1)}" in told["Dependence"]
        assert number(row["net"]) in told["Position"]
    else:
        assert "not known" in told["Dependence"]
        assert "Net position: not known" in told["Position"]


@pytest.mark.parametrize("country", ["KEN", "GBR", "PHL", "TUV"])
def test_every_mark_leads_to_a_source_that_is_spelled_out(country: str) -> None:
    found = page(country)
    text, _, listed = found.text.partition("\nSOURCES\n")
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", text)}
    lines = listed.splitlines()
    assert marks == set(range(1, len(found.sources) + 1))
    assert len(lines) == len(found.sources)
    for place, (line, key) in enumerate(zip(lines, found.sources, strict=True), start=1):
        assert line.startswith(f"[{place}] ")
        assert line.endswith(key)
        assert key in register().sources


def test_numbers_of_partners_stand_with_year_and_source() -> None:
    told = sections("KEN")["Partners"]
    assert re.search(r"United States 186 \(2016 \[\d+\]\) and United Kingdom 77 \(2018 \[\d+\]\)", told)
    india = re.search(r"India 78,283 \((2018 to 2024) \[\d+\]\[\d+\]\)", sections("GBR")["Partners"])
    assert india, "a sum of figures of two years says both"


def test_what_is_not_known_is_said_and_is_no_zero() -> None:
    told = sections("TUV")
    assert "not known" in told["Position"]
    assert "That is not none" in told["Position"]
    assert "They go to: not known" in told["Partners"]
    assert "not known" in told["Losses"]
    assert "Which corridors lack an agreement is not known" in told["Gaps"]
    assert not re.search(r"\b0 (people|doctors|nurses|persons)", page("TUV").text)


def test_announced_agreements_stand_apart() -> None:
    told = sections("GBR")["Agreements"]
    existing, _, announced = told.partition("Only announced, not counted:")
    assert "GHA-GBR-nd" in announced
    assert "GHA-GBR-nd" not in existing
    held = country_position(register(), "GBR", STOCK).agreements
    assert f"{len(held['in_force'])} in force" in existing
    assert all(register().agreements[key].announced for key in held["announced"])


def test_safeguards_tell_the_version_of_the_list() -> None:
    assert "On the WHO safeguards list of 2023" in sections("TUV")["Safeguards"]
    told = sections("KEN")["Safeguards"]
    assert "Not on the WHO safeguards list of 2023" in told
    assert "members of the list of 2006 are not held" in told


def test_movement_in_a_year_has_no_share_of_a_workforce() -> None:
    told = dict(page("GBR", "annual_inflow").sections)
    assert "it needs stocks" in told["Dependence"]
    assert "came in" in told["Position"]
    assert len(page("GBR", "annual_inflow").lines) <= LINES


def test_a_country_that_is_not_held_is_refused() -> None:
    with pytest.raises(InputError, match="is not in the register"):
        country_briefing(register(), "XKX")
