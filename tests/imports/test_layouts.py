"""Each official layout on a small file of our own making."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tests.imports.support import asked, oecd_file, oecd_row, run, table_of, text_file, workbook
from toolkit.errors import RegisterError
from toolkit.imports.labour_terms import CLAUSES, NO_CLAUSE
from toolkit.imports.run import import_file, preview
from toolkit.register.records import Agreement

PAIRS = [
    ("STRUCTURE", "", "DATAFLOW", ""),
    ("STRUCTURE_ID", "", "OECD.ELS.HD:DSD_HEALTH_WFMI@DF_HEALTH_WFMI(1.0)", ""),
    ("ACTION", "", "I", ""),
    ("REF_AREA", "Reference area", "AUS", "Australia"),
    ("FREQ", "Frequency of observation", "A", "Annual"),
    ("MEASURE", "Measure", "FTS", "Foreign-trained, stock"),
    ("UNIT_MEASURE", "Unit of measure", "PS", "Persons"),
    ("HEALTH_PROF", "Health profession", "MINU", "Nurses"),
    ("ORIGIN", "Country of origin", "IND", "India"),
    ("TIME_PERIOD", "Time period", "2022", ""),
    ("OBS_VALUE", "Observation value", "1234", ""),
    ("OBS_STATUS", "Observation status", "P", "Provisional value"),
    ("UNIT_MULT", "Unit multiplier", "0", "Units"),
    ("DECIMALS", "Decimals", "0", "Zero"),
]


def explorer_rows(form, changes):
    """Header and rows of a Data Explorer file: with codes, with codes and labels, or with both in one cell."""
    lines = [{name: (code, label) for name, _, code, label in PAIRS} | change for change in changes]
    if form == "codes":
        return [[name for name, *_ in PAIRS], *([code for code, _ in line.values()] for line in lines)]
    if form == "joined":
        header = [f"{name}: {label}" if label else name for name, label, *_ in PAIRS]
        return [header, *([f"{code}: {label}" if label else code for code, label in line.values()] for line in lines)]
    header = [cell for name, label, *_ in PAIRS for cell in ((name, label) if label else (name,))]
    with_label = {name for name, label, *_ in PAIRS if label}
    return [
        header,
        *(
            [cell for name, pair in line.items() for cell in (pair if name in with_label else pair[:1])]
            for line in lines
        ),
    ]


CHANGES = [
    {},
    {"ORIGIN": ("W", "World"), "OBS_VALUE": ("2000", "")},
    {"UNIT_MEASURE": ("PT_WR_PRF_HLTH", "Percentage of health professionals"), "OBS_VALUE": ("4.5", "")},
    {
        "MEASURE": ("FTI", "Foreign-trained, annual inflow"),
        "HEALTH_PROF": ("PHYS", "Physicians"),
        "OBS_VALUE": ("50", ""),
    },
    {"MEASURE": ("NBFT", "Native-born foreign-trained, stock"), "OBS_VALUE": ("5", "")},
    {"ORIGIN": ("PHL", "Philippines"), "OBS_VALUE": ("1.5", ""), "UNIT_MULT": ("3", "Thousands")},
]


@pytest.mark.parametrize("form", ["labels", "joined"])
@pytest.mark.parametrize("backwards", [False, True])
def test_data_explorer_with_labels(tmp_path, form, backwards):
    rows = explorer_rows(form, CHANGES)
    if backwards and form == "joined":
        rows = [row[::-1] for row in rows]
    report, kept = run(
        text_file(tmp_path / "OECD.ELS.HD,DSD_HEALTH_WFMI@DF_HEALTH_WFMI,1.0+all.csv", rows), tmp_path / "a"
    )
    assert report.layout == "oecd_data_explorer"
    found = [(row["origin"], row["cadre"], row["measure"], row["unit"], row["value"], row["flag"]) for row in kept]
    assert found == [
        ("IND", "nurse", "stock", "persons", "1234", "P"),
        ("IND", "nurse", "stock", "percent_of_profession", "4.5", "P"),
        ("IND", "physician", "annual_inflow", "persons", "50", "P"),
        ("PHL", "nurse", "stock", "persons", "1500", "P"),
    ]
    assert report.dropped == {"total": 1, "other_measure": 1}
    assert asked(report) == {"Native-born foreign-trained, stock": ("other_measure", 1, ())}
    persons = next(entry for entry in report.coverage if entry.unit == "persons" and entry.measure == "stock")
    assert (persons.kept, persons.stated) == (2734, 2000)
    assert any("UNIT_MULT" in note for note in report.notes)


def test_data_explorer_with_codes_only_asks_what_codes_mean(tmp_path):
    path = text_file(tmp_path / "f.csv", explorer_rows("codes", CHANGES[:4]))
    report, kept = run(path, tmp_path / "a")
    assert kept == []
    assert asked(report) == {"FTS": ("other_measure", 3, ()), "FTI": ("other_measure", 1, ())}
    report, kept = run(path, tmp_path / "b", answers={"FTS": "stock", "FTI": "annual_inflow"})
    assert [row["measure"] for row in kept] == ["stock", "stock", "annual_inflow"]
    assert not report.questions


def test_data_explorer_without_origins_says_so(tmp_path):
    rows = [[*row[:8], *row[9:]] for row in explorer_rows("codes", CHANGES[:1])]
    with pytest.raises(RegisterError, match="none is the country of origin"):
        run(text_file(tmp_path / "f.csv", rows), tmp_path / "a")


def test_oecd_totals_become_indicators_and_nurses_are_told_by_words(tmp_path):
    rows = [
        oecd_row("AUS", "TOT", 75258, variable="Total number of doctors", flag="B"),
        oecd_row("AUS", "IND", 9, variable="Foreign-trained nurses - Annual inflow"),
        oecd_row("AUS", "IND", 8, variable="Foreign-trained dentists"),
        oecd_row("AUS", "IND", 3, variable="Foreign-trained but native-born doctors - Stock"),
    ]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [(row["cadre"], row["measure"]) for row in kept] == [("nurse", "annual_inflow"), ("dentist", "stock")]
    (total,) = table_of(tmp_path / "a", "indicators")
    assert (total["country"], total["indicator"], total["cadre"], total["value"], total["flag"]) == (
        "AUS",
        "workforce",
        "physician",
        "75258",
        "B",
    )
    assert report.written == {"corridors": 2, "indicators": 1}
    assert report.dropped == {"other_measure": 1}


WEBSITE = [
    "IndicatorCode",
    "Indicator",
    "ValueType",
    "ParentLocationCode",
    "Location type",
    "SpatialDimValueCode",
    "Location",
]
WEBSITE += ["Period", "IsLatestYear", "Dim1ValueCode", "FactValueNumeric", "Value", "FactComments"]


def test_who_website(tmp_path):
    rows = [
        [
            "HWF_0001",
            "Medical doctors (per 10,000)",
            "",
            "",
            "Country",
            "KEN",
            "Kenya",
            2018,
            "TRUE",
            "",
            1.57,
            "1.57",
            "<b>NHWA</b>",
        ],
        [
            "HWF_0001",
            "Medical doctors (per 10,000)",
            "",
            "",
            "Region",
            "AFR",
            "Africa",
            2018,
            "true",
            "",
            2.6,
            "2.6",
            "",
        ],
        [
            "HWF_0002",
            "Medical doctors (number)",
            "",
            "",
            "Country",
            "KEN",
            "Kenya",
            2018,
            "true",
            "",
            8042,
            "8 042",
            "=1+1",
        ],
        [
            "HWF_0003",
            "Generalist practitioners (number)",
            "",
            "",
            "Country",
            "KEN",
            "Kenya",
            2018,
            "true",
            "",
            1,
            "1",
            "",
        ],
    ]
    report, kept = run(text_file(tmp_path / "f.csv", [WEBSITE, *rows], end="\r\n"), tmp_path / "a")
    assert [(row["indicator"], row["value"], row["unit"], row["note"]) for row in kept] == [
        ("density", "1.57", "per 10 000 people", "NHWA"),
        ("workforce", "8042", "persons", "1+1"),
    ]
    assert report.dropped == {"group": 1, "other_measure": 1}
    assert list(asked(report)) == ["HWF_0003 Generalist practitioners (number)"]


def test_who_odata_as_json(tmp_path):
    record = {
        "IndicatorCode": "HWF_0006",
        "SpatialDimType": "COUNTRY",
        "SpatialDim": "KEN",
        "TimeDim": 2018,
        "Dim1": None,
    }
    record |= {"NumericValue": 11.66, "Value": "11.7", "Comments": None, "Date": "2022-02-08T00:00:00+01:00"}
    more = [{"SpatialDimType": "REGION", "SpatialDim": "AFR"}, {"SpatialDimType": "GLOBAL", "SpatialDim": "GLOBAL"}]
    path = tmp_path / "answer.json"
    path.write_text(
        json.dumps({"@odata.context": "x", "value": [record, *(record | one for one in more)]}), encoding="utf-8"
    )
    report, kept = run(path, tmp_path / "a")
    assert report.layout == "who_odata"
    assert [(row["country"], row["cadre"], row["value"]) for row in kept] == [("KEN", "nurse_and_midwife", "11.66")]
    assert report.dropped == {"total": 1, "group": 1}


def test_who_athena_is_converted_visibly(tmp_path):
    header = ["GHO", "PUBLISHSTATE", "YEAR", "REGION", "COUNTRY", "Display Value", "Numeric", "Low", "High", "Comments"]
    row = ["HRH_26", "PUBLISHED", "2009", "EMR", "AFG", "0.2", "0.22200", "", "", "Includes Doctors</br> Source: x"]
    report, kept = run(text_file(tmp_path / "f.csv", [header, row]), tmp_path / "a")
    assert (kept[0]["value"], kept[0]["unit"]) == ("2.22", "per 10 000 people")
    assert kept[0]["note"] == "published per 1,000 people, times ten; Includes Doctors Source: x"
    assert any("times ten" in note for note in report.notes)


def test_world_bank_metadata_tells_groups(tmp_path):
    metadata = text_file(
        tmp_path / "Metadata.csv",
        [
            ["Country Code", "Region", "IncomeGroup", "TableName", ""],
            ["KEN", "Sub-Saharan Africa", "", "Kenya", ""],
            ["ZZA", "", "", "A new group", ""],
            ["WLD", "", "", "World", ""],
        ],
        encoding="utf-8-sig",
    )
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "2020", ""]
    title = ["Doctors", "SH.MED.PHYS.ZS"]
    rows = [
        ["Kenya", "KEN", *title, "0.2", ""],
        ["A new group", "ZZA", *title, "1", ""],
        ["World", "WLD", *title, "1.7", ""],
    ]
    path = text_file(tmp_path / "API.csv", [["Data Source", "x", ""], header, *rows])
    report, kept = run(path, tmp_path / "a", metadata=metadata)
    assert [(row["value"], row["unit"]) for row in kept] == [("2", "per 10 000 people")]
    assert report.dropped == {"total": 1, "group": 1}
    report, _ = run(path, tmp_path / "b")
    assert asked(report) == {"A new group": ("unknown_name", 1, ())}


def test_world_bank_long_needs_an_indicator(tmp_path):
    rows = [["Country Name", "Country Code", "Year", "Value"], ["Kenya", "KEN", 2020, 100]]
    with pytest.raises(RegisterError, match="file itself does not name it"):
        run(text_file(tmp_path / "data.csv", rows), tmp_path / "a")
    _, kept = run(tmp_path / "data.csv", tmp_path / "b", indicator="bx.trf.pwkr.dt.gd.zs")
    assert (kept[0]["indicator"], kept[0]["value"], kept[0]["unit"]) == (
        "remittances_share_of_gdp",
        "1",
        "share of GDP",
    )
    _, kept = run(text_file(tmp_path / "sp.pop.totl.csv", rows), tmp_path / "c")
    assert kept[0]["indicator"] == "population"


def test_nhs_adds_up_organisations_and_keeps_units_apart(tmp_path):
    header = [
        "Month",
        "Organisation code",
        "Organisation name",
        "Staff group",
        "Nationality",
        "FTE",
        "Headcount",
        "Shoe size",
    ]
    rows = [
        ["2018-JUN", "RXM", "A", "HCHS doctors", "Trinidadian", 1.5, 2, 9],
        ["2018-JUN", "RX9", "B", "HCHS doctors", "Tobagonian", 1.25, 2, 9],
        ["2018-JUN", "RX9", "B", "Managers", "Kenyan", 1, 1, 9],
        ["2017-SEP", "RX9", "B", "HCHS doctors", "Unknown", 3, None, 9],
    ]
    path = workbook(tmp_path / "f.xlsx", {"Notes": [["About"]], "Data": [header, *rows]})
    report, kept = run(path, tmp_path / "a")
    assert [(row["origin"], row["unit"], row["value"], row["period_start"]) for row in kept] == [
        ("TTO", "full_time_equivalents", "2.75", "2018-06-01"),
        ("TTO", "persons", "4", "2018-06-01"),
    ]
    assert (report.counted, report.rows_read, report.rows_kept) == ("cells", 8, 4)
    assert report.dropped == {"blank": 1, "remainder": 1, "other_measure": 2}
    assert "the column 'Shoe size' was not read" in report.notes
    report, kept = run(path, tmp_path / "b", organisation="RXM", answers={"Managers": "all"})
    assert [row["value"] for row in kept] == ["1.5", "2"]
    assert report.dropped["skipped"] == 6


def test_nhs_table_of_eu_and_uk_holds_no_corridor(tmp_path):
    rows = [
        ["HCHS staff with an EU nationality1 or UK nationality2, as at 30 September 2016, headcount"],
        [None, None, None, "EU1", None, "UK2", None],
        [None, None, None, "All staff", "HCHS doctors", "All staff", "HCHS doctors"],
        ["England", None, None, 30, 10, 300, 100],
        ["Health Education North", None, None, 30, 10, 300, 100],
        [None, "A trust", "RXM", 30, "-", 300, 100],
        ["Source: NHS Digital"],
    ]
    report, kept = run(workbook(tmp_path / "f.xlsx", {"final": rows}), tmp_path / "a")
    assert kept == []
    assert report.layout == "nhs_eu_and_uk"
    assert report.dropped == {"total": 8, "group": 2, "own_country": 2}
    assert any("England, EU, HCHS doctors: 10 persons at 30 September 2016" in note for note in report.notes)


def stata(path, rows):
    pd.DataFrame(rows).to_stata(path, write_index=False, version=118)
    return path


def agreement(number, a, b, code_a, code_b, **more):
    base = {"treatyID": number, "countryA": a, "countryB": b, "codeA": code_a, "codeB": code_b, "year": 2003}
    base |= {
        "agreement_title": "Agreement on labour",
        "past_bla_amend": 0,
        "joint_commit": 0,
        "remittances": 0,
        "passport": 0,
    }
    return base | {"quota_num": "", "datesigned": ""} | more


def test_labour_agreements(tmp_path):
    rows = [
        agreement(177, "United Kingdom", "Philippines", 200, 840, joint_commit=1, passport=1, remittances=1),
        agreement(671, "Norway", "Philippines", 385, 840, agreement_title="Agreement on Filipino nurses", year=2001),
        agreement(672, "Norway", "Philippines", 385, 840, past_bla_amend=1, year=9999),
        agreement(
            85, "Canada", "Philippines", 20, 840, agreement_title="Memorandum of Understanding, Ministry of Health"
        ),
        agreement(9, "Yugoslavia", "France", 345, 220),
        agreement(10, "Kenya", "Ghana", 501, 501),
    ]
    path = stata(tmp_path / "coding.dta", rows)
    report, kept = run(path, tmp_path / "a")
    assert report.counted == "agreements"
    assert [record["id"] for record in kept] == ["BLA-0177", "BLA-0671", "BLA-0672", "BLA-0085"]
    for record in kept:
        Agreement.model_validate(record)
        assert record["directions"] == []
        assert {party["role"] for party in record["parties"]} == {"both"}
    assert kept[0]["provisions"] == [{"clause": "joint_committee"}, {"clause": "remittance_channel"}]
    assert [record["cadres"] for record in kept] == [["all_migrants"], ["nurse"], ["all_migrants"], ["all_migrants"]]
    assert [record["scope"] for record in kept] == ["general", "health", "general", "general"]
    assert kept[2]["instrument"] == "protocol"
    assert "signed" not in kept[2]
    assert kept[3]["instrument"] == "memorandum_of_understanding"
    assert asked(report) == {
        "Yugoslavia": ("former_state", 1, ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN")),
        "501 Ghana": ("disagrees", 1, ("KEN", "GHA")),
    }
    assert any(note.startswith("term passport (1 agreements)") for note in report.notes)
    formation = stata(
        tmp_path / "formation.dta",
        [
            {name: row[name] for name in ("treatyID", "countryA", "countryB", "codeA", "codeB", "year")}
            | {"datesigned": " 7/30/2003"}
            for row in rows
        ],
    )
    _, kept = run(formation, tmp_path / "b", companion=path, answers={"Ghana": "GHA", "Yugoslavia": "skip"})
    assert kept[0]["signed"] == "2003-07-30"
    assert kept[0]["provisions"]
    assert len(kept) == 5


def test_terms_are_mapped_once_or_not_at_all():
    assert not set(CLAUSES) & set(NO_CLAUSE)


def test_the_layout_can_be_chosen_and_an_unknown_file_is_refused(tmp_path):
    path = text_file(tmp_path / "f.csv", [["Country", "Number"], ["Kenya", 1]])
    with pytest.raises(RegisterError, match=r"`accord data layouts` lists .*--column"):
        run(path, tmp_path / "a")
    with pytest.raises(RegisterError, match="did you mean who_odata"):
        run(path, tmp_path / "b", layout="who_odat")
    with pytest.raises(RegisterError) as caught:
        run(path, tmp_path / "c", layout="oecd_stat_migration")
    assert "column COU: is missing" in str(caught.value)
    assert len(caught.value.problems) == 6
    with pytest.raises(RegisterError, match="did you mean"):
        run(path, tmp_path / "d", indicators="x")


def test_a_preview_keeps_nothing_and_tells_what_would_be_asked(tmp_path):
    path = oecd_file(tmp_path / "f.csv", [oecd_row("DEU", "SUN", 5, name="USSR"), oecd_row("DEU", "IND", 5)])
    seen = preview(path)
    assert seen.layout == "oecd_stat_migration"
    assert seen.rows[""][0][1][0] == "COU"
    assert [question.name for question in seen.questions] == ["USSR"]
    assert [one.name for one in tmp_path.iterdir()] == ["f.csv"]
    bad = preview(text_file(tmp_path / "g.csv", [["Country", "Number"], ["Kenya", 1]]))
    assert bad.layout == ""
    assert bad.problems


def test_an_import_goes_into_a_new_folder_only(tmp_path):
    path = oecd_file(tmp_path / "f.csv", [oecd_row("DEU", "IND", 5)])
    import_file(path, tmp_path / "a", source="x")
    with pytest.raises(RegisterError, match="already holds something"):
        import_file(path, tmp_path / "a", source="x")
    (tmp_path / "empty").mkdir()
    import_file(path, tmp_path / "empty", source="x")
    with pytest.raises(RegisterError, match="confidence"):
        import_file(path, tmp_path / "b", source="x", confidence="high")


def test_the_same_file_gives_the_same_folder(tmp_path):
    rows = [oecd_row("DEU", "IND", 5), oecd_row("DEU", "KOR", 6, name="Korea"), oecd_row("DEU", "NS", 6)]
    path = oecd_file(tmp_path / "f.csv", rows)
    for name in ("a", "b"):
        run(path, tmp_path / name)
    for name in ("corridors.csv", "import.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
