"""Numbers are read by one way of writing per file, and what does not fit it is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.imports.numbers import DECIMAL_POINT, NotANumber, NumberFormat, format_of, suppressed

WAYS = [
    NumberFormat(decimal, thousands)
    for decimal in ".,"
    for thousands in ("", ",", ".", " ", "'")
    if decimal != thousands
]


def written(value: float, decimals: int, way: NumberFormat) -> str:
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans({",": way.thousands, ".": way.decimal}))


@given(st.floats(-1e12, 1e12), st.integers(0, 6), st.sampled_from(WAYS))
def test_what_is_written_is_read(value, decimals, way):
    assert way.read(written(value, decimals, way)) == float(f"{value:.{decimals}f}")


@given(st.lists(st.floats(1000, 1e9), min_size=1, max_size=20), st.sampled_from(WAYS))
def test_the_way_found_reads_as_it_was_written(values, way):
    """Either the way is found out and every number is right, or it is refused as unclear."""
    texts = [written(value, 2, way) for value in values]
    try:
        found = format_of(texts)
    except NotANumber:
        return
    assert [found.read(text) for text in texts] == [float(f"{value:.2f}") for value in values]


@given(st.text(max_size=12), st.sampled_from(WAYS))
def test_any_text_is_a_finite_number_or_refused(text, way):
    try:
        value = way.read(text)
    except NotANumber:
        return
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "way", "value"),
    [
        ("4.312", NumberFormat(",", "."), 4312),
        ("4.312", DECIMAL_POINT, 4.312),
        ("4\u00a0312", NumberFormat(",", " "), 4312),
        ("4\u202f312,5", NumberFormat(",", " "), 4312.5),
        ("4,5", NumberFormat(",", "."), 4.5),
        ("1’234.5", NumberFormat(".", "'"), 1234.5),
        ("−3", DECIMAL_POINT, -3),
        ("1e3", DECIMAL_POINT, 1000),
        (".5", DECIMAL_POINT, 0.5),
    ],
)
def test_ways_of_writing(text, way, value):
    assert way.read(text) == value


@pytest.mark.parametrize(
    "text", ["4,312", "4 312", "12%", "nan", "inf", "1e999", "0x10", "١٢", "1_000", "", "12a", "--1", "1.2.3"]
)
def test_what_does_not_fit_is_refused(text):
    with pytest.raises(NotANumber):
        DECIMAL_POINT.read(text)


@pytest.mark.parametrize("text", ["12.34", "1.2345", "1.23.456", ".123"])
def test_thousands_stand_in_groups_of_three(text):
    with pytest.raises(NotANumber):
        NumberFormat(",", ".").read(text)


def test_the_way_is_found_out_or_asked():
    assert format_of(["4.312", "5.978,5"]) == NumberFormat(",", ".")
    assert format_of(["4 312", "17", "<5", ""]).thousands == " "
    assert format_of(["12", "7"]) == DECIMAL_POINT
    assert format_of([]) == DECIMAL_POINT
    with pytest.raises(NotANumber, match=r"may be 4\.312 .* or 4312"):
        format_of(["4.312"])
    with pytest.raises(NotANumber, match="no way"):
        format_of(["4.312,5", "4,312.5"])


def test_the_same_mark_twice_is_no_way():
    with pytest.raises(ValueError, match="decimal mark"):
        NumberFormat(",", ",")


@pytest.mark.parametrize("text", ["<5", "< 10", "*", ":", "~", "..", "-", "–", "…", "fewer than 5", " * "])
def test_suppressed_marks(text):
    assert suppressed(text)


@pytest.mark.parametrize("text", ["0", "", "5", "<", "-5", "none"])
def test_what_is_not_suppressed(text):
    assert not suppressed(text)
