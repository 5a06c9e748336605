"""The downloaded files themselves, where there are any: counts held against an independent reading of each file."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import openpyxl
import pandas as pd
import pytest

from tests.imports.support import asked, raw, run, table_of
from toolkit.imports.profile import Profile


def lines(path, **more):
    with path.open(encoding=more.get("encoding", "utf-8-sig"), newline="") as stream:
        return list(csv.DictReader(stream))


def test_oecd_2018(tmp_path):
    path = raw("oecd-health-wfmi/ftds_2018_all_destinations.csv")
    report, rows = run(path, tmp_path / "a")
    assert report.rows_read == 1576
    assert report.rows_kept == len(rows) == 1574
    assert len({row["destination"] for row in rows}) == 21
    assert report.own_country == {"CAN": 1, "GBR": 1}
    assert not report.questions
    read = {(one["CO2"], one["COU"]): one["Value"] for one in lines(path) if one["CO2"] != one["COU"]}
    assert {(row["origin"], row["destination"]): row["value"] for row in rows} == read
    assert report.zeros == sum(value == "0" for value in read.values()) == 121


def test_oecd_2016(tmp_path):
    report, rows = run(raw("oecd-health-wfmi/ftds_2016_usa.csv"), tmp_path / "a")
    assert len(rows) == 126
    assert report.dropped == {"total": 1, "remainder": 1}
    (coverage,) = report.coverage
    assert coverage.stated == 215630
    assert coverage.kept == sum(float(row["value"]) for row in rows) == 209833
    assert coverage.share == pytest.approx(0.973, abs=0.001)


def test_oecd_totals(tmp_path):
    report, rows = run(raw("oecd-health-wfmi/totals_doctors_nurses_2010_2022.csv"), tmp_path / "a")
    assert report.written == {"indicators": 622}
    assert Counter(row["cadre"] for row in rows) == {"physician": 336, "nurse": 286}
    assert report.flags == {"B": 7, "D": 12}


def test_oecd_pay(tmp_path):
    report, rows = run(raw("oecd-health-remuneration/HEALTH_REAC_remuneration_2010_2021.csv"), tmp_path / "a")
    assert len(rows) == report.rows_read == 6215
    assert len({row["country"] for row in rows}) == 37
    assert report.flags == {"B": 289, "D": 1777, "E": 1006, "P": 43}
    assert {row["flag"] for row in rows if ";" in row["flag"]} == {"B;D", "B;D;E", "B;E", "D;E", "D;P"}


@pytest.mark.parametrize(
    ("name", "read", "kept"),
    [
        ("HWF_0001_medical_doctors_per10000", 11508, 2844 + 3410),
        ("HWF_0006_nursing_midwives_per10000", 10854, 10854),
        ("HWF_0010_dentists_per10000", 6324, 2623 + 3048),
        ("HWF_0024_chw_count", 274, 274),
    ],
)
def test_who_website(tmp_path, name, read, kept):
    path = raw(f"who-gho-hwf/{name}.csv")
    report, rows = run(path, tmp_path / "a")
    assert (report.rows_read, report.rows_kept) == (read, kept)
    densities = {
        (one["SpatialDimValueCode"], one["Period"]): float(one["FactValueNumeric"])
        for one in lines(path)
        if "per 10,000" in one["Indicator"]
    }
    found = {(row["country"], row["year"]): float(row["value"]) for row in rows if row["indicator"] == "density"}
    assert found == densities


@pytest.mark.parametrize(("name", "kept", "second"), [("HRH_26", 1385, 1), ("HRH_33", 1292, 0)])
def test_who_athena(tmp_path, name, kept, second):
    path = raw(f"who-gho-hwf/legacy_athena_{name}.csv")
    report, rows = run(path, tmp_path / "a")
    assert (report.rows_kept, report.dropped.get("second_value", 0)) == (kept, second)
    first = lines(path)[0]
    assert float(rows[0]["value"]) == pytest.approx(10 * float(first["Numeric"]))


@pytest.mark.parametrize(
    ("name", "kept"), [("NY.GDP.PCAP.CD_DS2_en_csv_v2_76317", 11320), ("SH.UHC.SRVS.CV.XD_DS2_en_csv_v2_15880", 1344)]
)
def test_world_bank_wide(tmp_path, name, kept):
    path = raw(f"worldbank-api/API_{name}.csv")
    metadata = raw("worldbank-api/Metadata_Country_API_8_DS2_en_csv_v2_3052924.csv")
    report, rows = run(path, tmp_path / "a", metadata=metadata)
    assert report.rows_read == 266 * 64
    assert len(rows) == kept
    groups = {one["Country Code"] for one in lines(metadata) if not one["Region"]} | {"INX", "XKX", "CHI"}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = [cells for cells in csv.reader(stream) if cells]
    read = {
        (cells[1], year): float(cell)
        for cells in table[3:]
        if cells[1] not in groups
        for year, cell in zip(table[2][4:-1], cells[4:-1], strict=True)
        if cell
    }
    assert {(row["country"], row["year"]): float(row["value"]) for row in rows} == pytest.approx(read)
    without, _ = run(path, tmp_path / "b")
    assert (without.rows_kept, without.dropped) == (report.rows_kept, report.dropped)


@pytest.mark.parametrize(
    ("name", "read", "kept"),
    [
        ("sp.pop.totl", 17394, 14160),
        ("ny.gdp.pcap.cd", 14743, 11719),
        ("ny.gdp.mktp.cd", 14743, 11719),
        ("bx.trf.pwkr.cd.dt", 9576, 7032),
    ],
)
def test_world_bank_long(tmp_path, name, read, kept):
    report, rows = run(raw(f"worldbank-wdi-long/{name}.csv"), tmp_path / "a")
    assert (report.rows_read, len(rows)) == (read, kept)
    assert not report.questions
    assert len({row["country"] for row in rows}) <= 215


@pytest.mark.parametrize(
    ("name", "read", "kept"),
    [
        ("nurses-and-midwives-per-1000-people", 1542, 1469),
        ("physicians-per-1000-people", 4383, 4244),
        ("universal-health-coverage-index", 1421, 1358),
    ],
)
def test_our_world_in_data(tmp_path, name, read, kept):
    report, rows = run(raw(f"owid-grapher/{name}.csv"), tmp_path / "a")
    assert (report.rows_read, len(rows)) == (read, kept)
    assert "SYR" in {row["country"] for row in rows}
    assert not report.questions


def test_sustainable_goals(tmp_path):
    report, rows = run(raw("un-sdg-3c1/ddf--datapoints--sh_med_heawor.csv"), tmp_path / "a")
    assert (report.rows_read, len(rows)) == (7354, 7330)
    assert report.dropped == {"total": 2, "group": 22}
    kept = {"physician", "nurse_and_midwife", "dentist", "pharmacist"}
    assert {row["cadre"] for row in rows} == kept


def test_nhs(tmp_path):
    path = raw("nhs-england-nationality/hchs_staff_group_nationality_org_2017-09_2018-06.xlsx")
    report, rows = run(path, tmp_path / "a")
    assert report.rows_read == 81603
    assert {row["period_start"] for row in rows} == {"2017-09-01", "2018-06-01"}
    assert {row["unit"] for row in rows} == {"full_time_equivalents"}
    ambiguous = {name: count for name, (kind, count, _) in asked(report).items() if kind == "ambiguous"}
    assert ambiguous == {"Korean": 129, "Congolese": 66, "Dominican": 28, "Guinean": 10, "Samoan": 4}
    assert asked(report)["Dutch Antillean"][0] == "former_state"
    book = openpyxl.load_workbook(path, read_only=True)
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for month, _, _, group, nationality, value in book["Data"].iter_rows(min_row=2, values_only=True):
        sums[month, group, nationality] += value
    book.close()
    found = {(row["origin"], row["cadre"], row["year"]): float(row["value"]) for row in rows}
    for nationality, code in [("Indian", "IND"), ("Nigerian", "NGA"), ("Nigerien", "NER"), ("Irish", "IRL")]:
        for group, cadre in [("HCHS doctors", "physician"), ("Nurses & health visitors", "nurse")]:
            for month in ("2017-SEP", "2018-JUN"):
                wanted = sums.get((month, group, nationality), 0)
                assert found.get((code, cadre, month[:4]), 0) == pytest.approx(wanted)
    assert round(found["AFG", "nurse", "2018"], 1) == 20.4
    assert round(found["AFG", "physician", "2018"], 1) == 29.8


@pytest.mark.parametrize(
    ("name", "read", "england"), [("2016-09.xlsx", 3592, "59,796"), ("2017-04.xls", 3544, "62,005")]
)
def test_nhs_eu_and_uk(tmp_path, name, read, england):
    report, rows = run(raw(f"nhs-england-nationality/eu_uk_nationals_staff_group_org_{name}"), tmp_path / "a")
    assert rows == []
    assert report.rows_read == read
    assert any(england in note for note in report.notes)


@pytest.mark.parametrize(
    ("name", "read", "kept", "world"),
    [
        ("Bilateral_Migration_2013", 217 * 217, 44732, 247245059),
        ("WB_Bilateral_Estimates_Migrant_Stocks_2017", 217 * 217, 44731, 266143792),
        ("WB_Bilateral_Remittance_Estimates_2017", 215 * 215, 44728, 613465.8428551668),
    ],
)
def test_matrices(tmp_path, name, read, kept, world):
    path = raw(f"worldbank-bilateral/{name}.xlsx")
    report, rows = run(path, tmp_path / "a")
    assert (report.rows_read, len(rows)) == (read, kept)
    everything = next(entry for entry in report.coverage if entry.side == "all")
    assert everything.stated == world
    assert everything.kept == pytest.approx(sum(float(row["value"]) for row in rows))
    assert not report.questions
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    table = [list(cells) for cells in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    down = next(cells for cells in table if cells[0] == "Mexico")
    across = table[1].index("United States")
    pair = ("MEX", "USA") if "Migra" in name and "Remittance" not in name else ("USA", "MEX")
    found = {(row["origin"], row["destination"]): float(row["value"]) for row in rows}
    assert found[pair] == pytest.approx(down[across])
    if "Migra" in name and "Remittance" not in name:
        assert found["MEX", "USA"] > 1e7
    else:
        assert found["MEX", "USA"] > 1e4


def test_semicolon_matrix(tmp_path):
    path = raw("worldbank-bilateral/bilateral_remittances_semicolon_latin1.csv")
    report, rows = run(path, tmp_path / "a", unit="million_us_dollars", year=2011)
    assert report.rows_read == 217 * 214
    assert (report.blanks, len(rows)) == (12460, 32448)
    assert asked(report)["Gibralter"] == ("unknown_name", 156, ("GIB", "ISR"))
    assert asked(report)["Netherlands Antilles"][0] == "former_state"
    answered, _ = run(path, tmp_path / "b", unit="million_us_dollars", year=2011, answers={"Gibralter": "GIB"})
    assert answered.rows_kept > report.rows_kept
    assert "CIV" in {row["origin"] for row in rows}


def test_labour_agreements(tmp_path):
    coding = raw("bilateral-labour-agreements/BLAs_Coding_Data.dta")
    formation = raw("bilateral-labour-agreements/BLAs_Formation_Data.dta")
    report, records = run(coding, tmp_path / "a", companion=formation)
    assert (report.rows_read, len(records)) == (570, 558)
    table = pd.read_stata(coding)
    former = (
        table[["countryA", "countryB"]].isin(["Yugoslavia", "Czechoslovakia", "East Germany", "Kosovo"]).any(axis=1)
    )
    kept = table[~former]
    assert len(kept) == len(records)
    clauses = Counter(one["clause"] for record in records for one in record["provisions"])
    assert clauses["joint_committee"] == int(kept["joint_commit"].sum())
    assert clauses["employer_pays"] == int(kept["recruit_cost_mig"].sum())
    assert clauses["qualification_recognition"] == int(kept["credentials"].sum())
    health = {record["id"] for record in records if record["scope"] == "health"}
    assert health == {"BLA-0177", "BLA-0511", "BLA-0671", "BLA-0745", "BLA-0746", "BLA-0762", "BLA-1122"}
    assert next(record for record in records if record["id"] == "BLA-0001")["signed"] == "1947-05-19"


def test_labour_agreements_that_were_formed(tmp_path):
    report, records = run(raw("bilateral-labour-agreements/BLAs_Formation_Data.dta"), tmp_path / "a")
    assert (report.rows_read, len(records)) == (1222, 1185)
    assert report.dropped == {"former_state": 36, "not_assigned": 1}
    assert any("9999" in note for note in report.notes)


def test_abel_flows_by_a_profile(tmp_path):
    """A file without a layout of its own: five-year flows, the period across."""
    periods = {f"countryflow_{year}": f"{year}-07-01/{year + 5}-06-30" for year in (1990, 1995, 2000, 2005)}
    profile = Profile(
        columns={
            "origin": "country_orig_id",
            "destination": "country_dest_id",
            "origin_name": "country_orig",
            "destination_name": "country_dest",
        },
        constants={"cadre": "all_migrants", "measure": "migrant_flow", "basis": "residence", "unit": "persons"},
        across=tuple(periods),
        words=periods,
        origin_scheme="alpha3",
        destination_scheme="alpha3",
        decimal=".",
    )
    report, rows = run(raw("abel-bilateral-flows/bilateral_flow_1990_2010.csv"), tmp_path / "a", profile=profile)
    assert report.rows_read == 4 * 38416 == 4 * 196 * 196
    assert report.dropped["own_country"] == 4 * 195
    assert report.dropped["not_assigned"] == 4 * 391
    assert {(row["period_start"], row["year"]) for row in rows} == {
        ("1990-07-01", "1995"),
        ("1995-07-01", "2000"),
        ("2000-07-01", "2005"),
        ("2005-07-01", "2010"),
    }
    found = {
        (row["origin"], row["destination"], row["year"]): row["value"] for row in table_of(tmp_path / "a", "corridors")
    }
    assert found["CAN", "USA", "1995"] == "1509"
