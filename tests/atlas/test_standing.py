"""The standing of an agreement in a year: every branch, and what holds for any dates."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.small_world import agreement
from tests.support.properties import examples
from toolkit.atlas.standing import STANDINGS, standing_in
from toolkit.register.records import Agreement


def dated(**told: Any) -> Agreement:
    return agreement("A", "KEN GBR", **told)


def words(record: Agreement, *years: int) -> list[str]:
    return [standing_in(record, year).word for year in years]


LAST_KNOWN = [
    ({"status": "active", "status_as_of": 2020}, "in_force", "a page of 2020"),
    ({"status": "active"}, "in_force", "a page without a date"),
    ({"status": "active", "status_as_of": 2020, "ends": "2018"}, "in_force", "a page of 2020"),
    ({"status": "expired", "status_as_of": 2020, "ends": "2018"}, "ended", "expired 2018"),
    ({"status": "terminated", "status_as_of": 2020}, "ended", "terminated, says a page of 2020"),
    ({"status": "terminated"}, "ended", "a page without a date"),
    ({"status": "suspended", "status_as_of": 2020}, "perhaps", "paused"),
    ({"status": "unknown", "status_as_of": 2020, "ends": "2019"}, "ended", "its end was 2019"),
    ({"status": "unknown", "status_as_of": 2020, "ends": "2020"}, "perhaps", "no page"),
    ({"status": "unknown", "ends": "2019"}, "perhaps", "no page"),
    ({"status": "unknown", "signed": "2019"}, "perhaps", "no page"),
    ({"status": "announced", "status_as_of": 2020, "signed": "2019"}, "announced", "not known to be concluded"),
]


@pytest.mark.parametrize(("told", "word", "why"), LAST_KNOWN)
def test_as_last_known(told: dict[str, Any], word: str, why: str) -> None:
    found = standing_in(dated(**told))
    assert found.word == word
    assert why in found.why


IN_A_YEAR = [
    # before it began, whatever the status
    ({"status": "active", "status_as_of": 2024, "signed": "2020"}, 2019, "not_yet", "begins 2020"),
    ({"status": "unknown", "signed": "2019", "in_force": "2021"}, 2019, "not_yet", "signed, in force from 2021"),
    ({"status": "unknown", "signed": "2019", "in_force": "2021"}, 2018, "not_yet", "begins 2021"),
    # after its end
    ({"status": "unknown", "signed": "2015", "ends": "2018"}, 2019, "ended", "its end was 2018"),
    ({"status": "active", "status_as_of": 2021, "signed": "2015", "ends": "2018"}, 2021, "in_force", "after its end"),
    ({"status": "active", "status_as_of": 2021, "signed": "2015", "ends": "2018"}, 2022, "perhaps", "yet a page"),
    ({"status": "active", "status_as_of": 2017, "signed": "2015", "ends": "2018"}, 2019, "ended", "its end was 2018"),
    ({"status": "unknown", "ends": "2018"}, 2019, "ended", "its end was 2018"),
    # a page says that it has ended, without saying when
    ({"status": "expired", "status_as_of": 2020, "signed": "2015"}, 2020, "ended", "expired, says a page of 2020"),
    ({"status": "terminated", "status_as_of": 2020, "signed": "2015"}, 2023, "ended", "terminated, says a page"),
    ({"status": "expired", "status_as_of": 2020, "signed": "2015"}, 2019, "perhaps", "when is not known"),
    ({"status": "terminated", "signed": "2015"}, 2030, "perhaps", "when is not known"),
    # a party ended it before its term had run out
    (
        {
            "status": "terminated",
            "status_as_of": 2020,
            "signed": "2015",
            "ends": "2025",
            "ends_basis": "from_term",
        },
        2022,
        "ended",
        "terminated, says a page of 2020",
    ),
    (
        {
            "status": "terminated",
            "status_as_of": 2020,
            "signed": "2015",
            "ends": "2025",
            "ends_basis": "from_term",
        },
        2018,
        "perhaps",
        "when is not known",
    ),
    # a party has given notice for a stated day
    (
        {"status": "terminated", "status_as_of": 2020, "signed": "2015", "ends": "2025", "ends_basis": "stated"},
        2022,
        "in_force",
        "runs from 2015 to 2025",
    ),
    # a term that ran out later than the page of its text
    (
        {"status": "expired", "status_as_of": 2013, "signed": "2013", "ends": "2015", "ends_basis": "from_term"},
        2014,
        "in_force",
        "runs from 2013 to 2015",
    ),
    # paused
    ({"status": "suspended", "status_as_of": 2020, "signed": "2015", "ends": "2025"}, 2020, "perhaps", "page of 2020"),
    ({"status": "suspended", "status_as_of": 2020, "signed": "2015", "ends": "2025"}, 2019, "in_force", "runs from"),
    ({"status": "suspended", "signed": "2015", "ends": "2025"}, 2018, "perhaps", "paused, says a page without a date"),
    # its beginning is not known
    ({"status": "active", "status_as_of": 2020}, 2020, "in_force", "a page of 2020"),
    ({"status": "active", "status_as_of": 2020}, 2019, "perhaps", "neither its signature"),
    ({"status": "active", "status_as_of": 2020}, 2021, "perhaps", "neither its signature"),
    ({"status": "unknown"}, 2020, "perhaps", "neither its signature"),
    # it runs
    ({"status": "unknown", "signed": "2015-07"}, 2015, "in_force", "signed 2015"),
    ({"status": "unknown", "signed": "2015", "in_force": "2016-01-01"}, 2016, "in_force", "in force from 2016"),
    ({"status": "unknown", "signed": "2015", "ends": "2018"}, 2018, "in_force", "runs from 2015 to 2018"),
    ({"status": "active", "status_as_of": 2020, "signed": "2015"}, 2018, "in_force", "treated as running"),
    ({"status": "active", "status_as_of": 2020, "signed": "2015"}, 2021, "perhaps", "nothing newer was read"),
    ({"status": "active", "signed": "2015"}, 2016, "perhaps", "without a date"),
    ({"status": "unknown", "signed": "2015"}, 2016, "perhaps", "until when it ran"),
    # only announced, in any year
    ({"status": "announced", "signed": "2015", "ends": "2018"}, 2016, "announced", "not known to be concluded"),
]


@pytest.mark.parametrize(("told", "year", "word", "why"), IN_A_YEAR)
def test_in_a_year(told: dict[str, Any], year: int, word: str, why: str) -> None:
    found = standing_in(dated(**told), year)
    assert found.word == word
    assert why in found.why


years = st.one_of(st.none(), st.integers(2000, 2020))
records = st.builds(
    lambda status, seen, signed, began, ends, basis: dated(
        status=status,
        status_as_of=seen,
        signed=signed and str(signed),
        in_force=began and str(began),
        ends=ends and str(ends),
        ends_basis=basis if ends else None,
    ),
    st.sampled_from(["active", "unknown", "expired", "announced", "terminated", "suspended"]),
    years,
    years,
    years,
    years,
    st.sampled_from(["stated", "from_term"]),
)


@examples(150)
@given(records)
def test_what_holds_for_any_dates(record: Agreement) -> None:
    known = [year for year in (record.signed, record.in_force, record.ends) if year]
    for year in range(1998, 2024):
        found = standing_in(record, year)
        assert found.word in STANDINGS
        assert found.why
        assert (found.word == "announced") == record.announced
        if not known and record.status_as_of is None:
            assert found.word in ("perhaps", "announced")
        if found.word == "in_force":
            # a date or a dated page vouches for the year
            assert [int(told) for told in known if int(told) <= year] or record.status_as_of == year
            last = max(*(int(told) for told in known), record.status_as_of or 0, 0)
            assert year <= last
        if found.word == "ended":
            assert record.ends is not None or record.status in ("expired", "terminated")


@examples(100)
@given(records)
def test_it_never_begins_again_after_its_end(record: Agreement) -> None:
    told = words(record, *range(1998, 2024))
    if "ended" in told and record.status in ("unknown", "expired", "terminated"):
        assert set(told[told.index("ended") :]) == {"ended"}
    if "not_yet" in told:
        first = next(place for place, word in enumerate(told) if word != "not_yet")
        assert "not_yet" not in told[first:]
