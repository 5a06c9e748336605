"""The status of a corridor for pictures, and the names that the toolkit offers at its top."""

from __future__ import annotations

import pandas as pd
import pytest

import toolkit
from tests.report.support import register
from toolkit.atlas.coverage import corridor_coverage
from toolkit.atlas.selection import Selection, figures
from toolkit.report.corridor_pictures import picture_of_corridors
from toolkit.report.corridor_status import corridors_by_cadre, corridors_with_status
from toolkit.report.evidence import evidence_of, source_keys, years_in_words
from toolkit.report.figures.style import STATUSES

STOCK = Selection("stock")


def test_status_follows_coverage_and_announced_never_covers() -> None:
    table = corridors_with_status(register(), STOCK)
    assert set(table["status"]) <= set(STATUSES)
    assert table["people"].tolist() == corridor_coverage(register(), STOCK)["people"].tolist()
    covered = table[table["status"] == "covered"]
    assert (covered["people_surely"] > 0).all()
    announced = table[table["status"] == "announced"]
    assert len(announced)
    assert (announced["agreements"] + announced["agreements_perhaps"] == "").all()


def test_by_cadre_the_parts_add_up_and_an_agreement_on_nurses_covers_no_doctor() -> None:
    rows = corridors_by_cadre(register(), STOCK)
    whole = corridors_with_status(register(), STOCK)
    sums = rows.groupby(["origin", "destination"])["people"].sum()
    assert sums.tolist() == whole.set_index(["origin", "destination"])["people"].sort_index().tolist()
    assert len(rows) == len(figures(register(), STOCK))
    for row in rows[rows["status"] == "covered"].to_dict("records"):
        keys = whole[(whole["origin"] == row["origin"]) & (whole["destination"] == row["destination"])]["agreements"]
        cadres = {cadre for key in keys.iloc[0].split(" ; ") for cadre in register().agreements[key].cadres}
        assert row["cadre"] in cadres or cadres & {"all", "health_worker", "nurse_and_midwife", "all_migrants"}


def test_newest_is_the_year_of_the_newest_part() -> None:
    table = corridors_with_status(register(), STOCK).set_index(["origin", "destination"])
    parts = figures(register(), STOCK)
    india = parts[(parts["origin"] == "IND") & (parts["destination"] == "GBR")]["year"]
    assert (table.loc[("IND", "GBR"), "year"], table.loc[("IND", "GBR"), "newest"]) == (india.min(), india.max())


def test_the_picture_says_what_the_status_leaves_out() -> None:
    drawn = picture_of_corridors(register(), STOCK, most=10)
    assert "Counted: doctors and nurses" in drawn.note
    assert "its year is that of the oldest" in drawn.note
    assert all("_" not in source for source in drawn.sources), "sources are spelled out, also those of sums"


def test_evidence_of_sums() -> None:
    rows = pd.DataFrame({"year": [2018, 2020], "source": ["b ; a", "a"]})
    found = evidence_of(rows)
    assert (found.years, found.sources, found.span) == ((2018, 2020), ("a", "b"), "2018 to 2020")
    assert source_keys(["", "c ; a", "a"]) == ["a", "c"]
    assert years_in_words([]) == ""


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_name_at_the_top_is_there_and_says_what_it_is(name: str) -> None:
    found = getattr(toolkit, name)
    assert isinstance(found, dict | tuple) or found.__doc__


def test_the_atlas_is_at_the_top() -> None:
    table = toolkit.corridors(register(), toolkit.Selection("stock", cadre="physician"))
    assert list(table.columns[:3]) == ["origin", "destination", "people"]
    assert toolkit.chains(table, most=1).found
    assert toolkit.corridor_graph(table).number_of_edges() > 0
