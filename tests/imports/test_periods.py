"""The time of a row: years, months, quarters, dates, and what may be two of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.imports.periods import NoPeriod, Period, read_period


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("2018", Period(2018)),
        (2018.0, Period(2018)),
        ("2018.0", Period(2018)),
        ("2017-SEP", Period(2017, "2017-09-01", "2017-09-30")),
        ("2018-JUN", Period(2018, "2018-06-01", "2018-06-30")),
        ("Sep-2017", Period(2017, "2017-09-01", "2017-09-30")),
        ("September 2017", Period(2017, "2017-09-01", "2017-09-30")),
        ("2013-14", Period(2014, words="year 2013-14")),
        ("2013/2014", Period(2014, words="year 2013/2014")),
        ("1999-00", Period(2000, words="year 1999-00")),
        ("Q3 2023", Period(2023, "2023-07-01", "2023-09-30")),
        ("2023-Q1", Period(2023, "2023-01-01", "2023-03-31")),
        ("2015-12", Period(2015, "2015-12-01", "2015-12-31")),
        ("30 June 2018", Period(2018, "2018-06-30", "2018-06-30")),
        ("2024-02-29", Period(2024, "2024-02-29", "2024-02-29")),
        (date(2020, 3, 31), Period(2020, "2020-03-31", "2020-03-31")),
        (datetime(2020, 3, 31, 12), Period(2020, "2020-03-31", "2020-03-31")),
        ("2019-05-01/2021-12-31", Period(2021, "2019-05-01", "2021-12-31")),
    ],
)
def test_times(value, period):
    assert read_period(value) == period


def test_a_month_or_a_financial_year_is_asked():
    with pytest.raises(NoPeriod, match="may be"):
        read_period("2011-12")
    assert read_period("2011-12", "month") == Period(2011, "2011-12-01", "2011-12-31")
    assert read_period("2011-12", "financial_year") == Period(2012, words="year 2011-12")


@pytest.mark.parametrize(
    "value",
    [
        "9999",
        9999,
        "2013-19",
        "soon",
        "",
        None,
        True,
        "2018-13-01",
        "2023-02-30",
        "Q5 2020",
        "12",
        "2021-01-01/2020-01-01",
        "Sepp 2017",
        1e300,
    ],
)
def test_what_is_no_time(value):
    with pytest.raises(NoPeriod):
        read_period(value)


@given(st.text(max_size=14))
def test_any_text_is_a_time_or_refused(text):
    try:
        year = read_period(text).year
    except NoPeriod:
        return
    assert 1850 <= year <= 2200
