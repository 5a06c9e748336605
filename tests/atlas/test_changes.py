"""Changes between two years: every word by hand, what must not be compared, ranks, concentration, agreements."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.corridors import corridor_table, dense_table, random_table, shuffled
from tests.support.properties import examples, seeds
from toolkit.atlas.changes import (
    AGREEMENT_COLUMNS,
    CHANGE_COLUMNS,
    CHANGES,
    CONCENTRATION_COLUMNS,
    agreement_changes,
    concentration_changes,
    corridor_changes,
)
from toolkit.errors import InputError


def words(earlier: pd.DataFrame, later: pd.DataFrame, **settings: Any) -> dict[str, str]:
    found = corridor_changes(earlier, later, **settings)
    return {f"{row.origin}-{row.destination}": str(row.change) for row in found.itertuples()}


def both(*tables: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True)


EARLIER = both(
    corridor_table({"IND-GBR": 50, "NGA-GBR": 40, "PAK-GBR": 30, "KEN-GBR": 0, "GHA-GBR": 20, "EGY-GBR": 7}, 2018),
    corridor_table({"IND-USA": 5}, 2016),
)
LATER = both(
    corridor_table({"IND-GBR": 60, "NGA-GBR": 30, "PAK-GBR": 30, "KEN-GBR": 5, "GHA-GBR": 0, "NPL-GBR": 9}, 2024),
    corridor_table({"IND-USA": 5}, 2016),
    corridor_table({"IND-AUS": 8}, 2024),
)


def test_each_word_by_hand() -> None:
    found = words(EARLIER, LATER)
    assert found == {
        "IND-GBR": "grew",
        "NGA-GBR": "shrank",
        "PAK-GBR": "unchanged",
        "KEN-GBR": "appeared",
        "GHA-GBR": "vanished",
        "EGY-GBR": "vanished",
        "NPL-GBR": "appeared",
        "IND-USA": "no_new_figure",
        "IND-AUS": "unknown_before",
    }
    assert words(EARLIER, LATER[LATER["destination"] != "USA"])["IND-USA"] == "unknown_after"
    assert set(found.values()) | {"unknown_after", "not_comparable"} == set(CHANGES)


def test_numbers_by_hand() -> None:
    table = corridor_changes(EARLIER, LATER).set_index(["origin", "destination"])
    india, kenya, egypt = (table.loc[(code, "GBR")] for code in ("IND", "KEN", "EGY"))
    assert (india["difference"], india["relative"], india["rank_before"], india["rank_after"]) == (10, 0.2, 1, 1)
    assert (kenya["difference"], pd.isna(kenya["relative"]), kenya["certain"]) == (5, True, True)
    assert (pd.isna(egypt["difference"]), egypt["certain"], egypt["rank_before"]) == (True, False, 5)
    assert table.loc[("NGA", "GBR"), ["rank_before", "rank_after"]].tolist() == [2, 2]
    assert table.loc[("PAK", "GBR"), ["rank_before", "rank_after"]].tolist() == [3, 2]
    assert tuple(corridor_changes(EARLIER, LATER).columns) == CHANGE_COLUMNS
    assert not table.loc[("NPL", "GBR"), "certain"]


def test_old_figures_of_a_destination_do_not_make_a_corridor_vanish() -> None:
    earlier = both(corridor_table({"IND-GBR": 5}, 2018), corridor_table({"NGA-GBR": 5}, 2016))
    assert words(earlier, corridor_table({"NGA-GBR": 5}, 2016))["IND-GBR"] == "unknown_after"
    later = both(corridor_table({"IND-GBR": 5}, 2018), corridor_table({"NGA-GBR": 5}, 2020))
    assert words(corridor_table({"NGA-GBR": 5}, 2020), later)["IND-GBR"] == "unknown_before"


def test_other_bases_and_cadres_are_refused_by_destination_or_told() -> None:
    earlier = corridor_table({"IND-DEU": 5, "NGA-DEU": 4, "IND-GBR": 3}, 2018, basis="nationality")
    later = both(
        corridor_table({"IND-DEU": 9, "KEN-DEU": 4}, 2024),
        corridor_table({"IND-GBR": 3}, 2024, basis="nationality", cadre="nurse+physician"),
    )
    with pytest.raises(InputError) as refused:
        corridor_changes(earlier, later)
    text = str(refused.value)
    assert "the destination DEU: counts nationality, nurse in the earlier table and trained_in, nurse" in text
    assert (
        "the destination GBR: counts nationality, nurse in the earlier table and nationality, nurse+physician" in text
    )
    assert "(ask for one basis and one cadre in the selection)" in text
    assert set(words(earlier, later, strict=False).values()) == {"not_comparable"}
    assert corridor_changes(earlier, later, strict=False)["difference"].isna().all()


def test_other_units_and_measures_are_refused_where_tables_state_them() -> None:
    persons = EARLIER.assign(unit="persons", measure="stock")
    with pytest.raises(InputError, match="the units: are persons and full_time_equivalents"):
        corridor_changes(persons, LATER.assign(unit="full_time_equivalents", measure="stock"))
    with pytest.raises(InputError, match="the measures: are stock and joiners"):
        corridor_changes(persons, LATER.assign(unit="persons", measure="joiners"))
    assert len(corridor_changes(persons, LATER.assign(unit="persons", measure="stock")))


def test_tables_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(InputError, match="has an older figure in the later table"):
        corridor_changes(LATER, EARLIER)


def test_tables_without_years_are_compared_all_the_same() -> None:
    bare = [table[["origin", "destination", "people"]] for table in (EARLIER, LATER)]
    found = words(*bare)
    assert (found["IND-GBR"], found["EGY-GBR"], found["NPL-GBR"]) == ("grew", "vanished", "appeared")
    assert found["IND-AUS"] == "unknown_before"


def test_empty_tables() -> None:
    assert set(words(EARLIER, LATER.iloc[:0]).values()) == {"unknown_after"}
    assert set(words(EARLIER.iloc[:0], LATER).values()) == {"unknown_before"}
    assert corridor_changes(EARLIER.iloc[:0], LATER.iloc[:0]).empty
    assert concentration_changes(EARLIER.iloc[:0], LATER.iloc[:0]).columns.tolist() == list(CONCENTRATION_COLUMNS)


@given(seeds)
@examples(25)
def test_turning_the_years_round_turns_the_words_round(seed: int) -> None:
    earlier, later = random_table(seed).assign(year=2018), random_table(seed + 1).assign(year=2024)
    there = words(earlier, later)
    back = words(later.assign(year=2018), earlier.assign(year=2024))
    turned = {
        "grew": "shrank",
        "shrank": "grew",
        "appeared": "vanished",
        "vanished": "appeared",
        "unknown_before": "unknown_after",
        "unknown_after": "unknown_before",
        "unchanged": "unchanged",
    }
    assert {pair: turned[word] for pair, word in there.items()} == back


@given(seeds)
@examples(15)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    earlier, later = random_table(seed).assign(year=2018), random_table(seed + 1).assign(year=2024)
    again = shuffled(earlier, seed), shuffled(later, seed)
    assert corridor_changes(earlier, later).equals(corridor_changes(*again))
    assert concentration_changes(earlier, later).equals(concentration_changes(*again))


def test_nothing_changes_between_a_table_and_itself() -> None:
    assert set(words(EARLIER, EARLIER).values()) == {"no_new_figure"}
    assert concentration_changes(EARLIER, EARLIER).empty


def test_concentration_by_hand() -> None:
    earlier = corridor_table({"IND-GBR": 50, "NGA-GBR": 50, "EGY-GBR": 900}, 2018)
    later = corridor_table({"IND-GBR": 90, "NGA-GBR": 30, "NPL-GBR": 700}, 2024)
    (row,) = concentration_changes(earlier, later).to_dict("records")
    # EGY and NPL are known in one year only: comparing with them would compare what is known, not what is
    assert row == {
        "side": "inflow",
        "country": "GBR",
        "partners": 2,
        "newer": 2,
        "people_before": 100.0,
        "people_after": 120.0,
        "before": pytest.approx(0.5),
        "after": pytest.approx(0.75**2 + 0.25**2),
        "difference": pytest.approx(0.125),
    }


def test_concentration_of_an_origin_leaves_out_what_must_not_be_added() -> None:
    def table(year: int, basis: str) -> pd.DataFrame:
        return both(
            corridor_table({"IND-GBR": year, "IND-AUS": 5}, year), corridor_table({"IND-DEU": 1}, year, basis=basis)
        )

    alike = concentration_changes(table(2018, "trained_in"), table(2024, "trained_in"))
    mixed = concentration_changes(table(2018, "nationality"), table(2024, "nationality"))
    assert alike["country"].tolist() == ["IND"]
    assert mixed.empty


def state(**standings: str) -> pd.DataFrame:
    return pd.DataFrame({"agreement": list(standings), "standing": list(standings.values())})


def test_agreements_by_hand() -> None:
    before = state(a="not_yet", b="in_force", c="in_force", d="perhaps", e="announced", f="in_force", g="ended")
    after = state(
        a="in_force", b="ended", c="perhaps", d="in_force", e="perhaps", f="in_force", g="perhaps", h="in_force"
    )
    found = agreement_changes(before, after)
    assert tuple(found.columns) == AGREEMENT_COLUMNS
    assert dict(zip(found["agreement"], found["change"], strict=True)) == {
        "a": "came_into_force",
        "b": "ended",
        "c": "became_unknown",
        "d": "became_known",
        "e": "concluded",
        "g": "other",
        "h": "came_into_force",
    }
    assert agreement_changes(before, before).empty


def test_a_dense_network_is_compared_while_one_waits() -> None:
    earlier, later = dense_table().assign(year=2018), dense_table(seed=1).assign(year=2024)
    assert len(corridor_changes(earlier, later)) == 200 * 199
    assert len(concentration_changes(earlier, later)) == 400
