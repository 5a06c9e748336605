"""The twelve quality problems that an importer must handle, each on a small file of our own making."""

from __future__ import annotations

import pytest

from tests.imports.support import (
    DOCTORS,
    OECD_HEADER,
    asked,
    oecd_file,
    oecd_row,
    run,
    table_of,
    text_file,
    workbook,
)
from toolkit.errors import RegisterError
from toolkit.imports.profile import Profile

NHS_HEADER = ["Month", "Organisation code", "Organisation name", "Staff group", "Nationality", "FTE"]


def nhs_file(path, rows):
    data = [NHS_HEADER, *(["2018-JUN", f"R{n:02}", "A trust", *row] for n, row in enumerate(rows))]
    return workbook(path, {"Notes": [["HCHS staff by staff group, nationality and organisation"]], "Data": data})


def matrix_profile(**more):
    parts = {
        "columns": {"origin": "Country", "value": "Number"},
        "constants": {
            "destination": "NOR",
            "cadre": "nurse",
            "measure": "stock",
            "basis": "nationality",
            "unit": "persons",
            "year": "2023",
        },
        "destination_scheme": "alpha3",
    }
    return Profile.model_validate(parts | more)


def test_problem_01_codes(tmp_path):
    """Alpha-3, M49 and Correlates-of-War numbers, names and adjectives all lead to the same codes."""
    oecd = oecd_file(
        tmp_path / "oecd.csv", [oecd_row("DEU", "KEN", 5), oecd_row("DEU", "XKX", 2), oecd_row("DEU", "_Z", 1)]
    )
    report, rows = run(oecd, tmp_path / "a")
    assert [row["origin"] for row in rows] == ["KEN"]
    assert report.dropped == {"remainder": 1, "not_assigned": 1}

    header = ["geo_area", "nature", "type_of_occupation", "units", "year", "sh_med_heawor"]
    goals = text_file(
        tmp_path / "goals.csv",
        [
            header,
            [404, "c", "phys", "per_10000_pop", 2018, 1.5],
            [1, "c", "phys", "per_10000_pop", 2018, 15],
            [202, "c", "phys", "per_10000_pop", 2018, 2],
        ],
    )
    report, rows = run(goals, tmp_path / "b")
    assert [(row["country"], row["cadre"], row["value"]) for row in rows] == [("KEN", "physician", "1.5")]
    assert report.dropped == {"total": 1, "group": 1}

    grapher = [["Entity", "Code", "Year", "UHC index"], ["Kenya", "KEN", 2021, 50], ["World", "OWID_WRL", 2021, 60]]
    grapher += [["Kosovo", "OWID_KOS", 2021, 70], ["Africa (WHO)", "", 2021, 45]]
    owid = text_file(tmp_path / "owid.csv", grapher)
    report, rows = run(owid, tmp_path / "c")
    assert [row["country"] for row in rows] == ["KEN"]
    assert report.dropped == {"total": 1, "group": 1, "not_assigned": 1}

    wars = text_file(tmp_path / "wars.csv", [["Country", "Number"], [501, 3], [345, 4], [9999, 5]])
    report, rows = run(wars, tmp_path / "d", profile=matrix_profile(origin_scheme="correlates_of_war"))
    assert [row["origin"] for row in rows] == ["KEN", "SRB"]
    assert asked(report) == {"9999": ("unknown_name", 1, ())}

    nhs = nhs_file(tmp_path / "nhs.xlsx", [["Midwives", "Kenyan", 2.5], ["Midwives", "Kenyan", 1]])
    report, rows = run(nhs, tmp_path / "e")
    assert [(row["origin"], row["destination"], row["value"]) for row in rows] == [("KEN", "GBR", "3.5")]


def test_problem_02_names(tmp_path):
    """Look-alike and changing names lead to the right country; former states and bare Congo and Korea are asked."""
    names = [
        "Congo, Dem. Rep.",
        "Congo, Rep.",
        "Korea, Rep.",
        "Dominica",
        "Dominican Republic",
        "Guinea-Bissau",
        "Niger",
    ]
    names += ["Nigeria", "St. Lucia", "Türkiye", "Swaziland", "Macedonia", "Burma", "Cape Verde", "Côte d'Ivoire"]
    names += ["Ivory Coast", "Hong Kong", "Macao", "Iran, Islamic Rep.", "Egypt, Arab Rep."]
    codes = ["COD", "COG", "KOR", "DMA", "DOM", "GNB", "NER", "NGA", "LCA", "TUR"]
    codes += ["SWZ", "MKD", "MMR", "CPV", "CIV", "HKG", "MAC", "IRN", "EGY"]
    asks = ["Congo", "Korea", "Yugoslavia", "USSR", "Czechoslovakia", "Dutch Antilles"]
    path = text_file(tmp_path / "names.csv", [["Country", "Number"], *([name, 1] for name in [*names, *asks])])
    report, rows = run(path, tmp_path / "a", profile=matrix_profile())
    assert [row["origin"] for row in rows] == codes
    assert set(asked(report)) == set(asks)
    assert report.dropped == {"repeated": 1, "ambiguous": 2, "former_state": 4}
    assert asked(report)["Congo"] == ("ambiguous", 1, ("COD", "COG"))

    answers = {"Congo": "COG", "Korea": "KOR", "USSR": "RUS", "Yugoslavia": "skip", "Atlantis": "skip"}
    report, rows = run(path, tmp_path / "b", profile=matrix_profile(), answers=answers)
    assert set(asked(report)) == {"Czechoslovakia", "Dutch Antilles"}
    assert report.answered == {"Congo": "COG", "Korea": "KOR", "USSR": "RUS", "Yugoslavia": "skip"}
    assert report.unused_answers == ("Atlantis",)
    assert report.dropped["skipped"] == 1


def test_problem_02_code_and_name_that_differ_are_asked(tmp_path):
    rows = [oecd_row("DEU", "DZA", 5, name="Algeria"), oecd_row("DEU", "ARE", 4, name="Algeria")]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [row["origin"] for row in kept] == ["DZA"]
    assert asked(report) == {"ARE Algeria": ("disagrees", 1, ("ARE", "DZA"))}
    report, kept = run(oecd_file(tmp_path / "f.csv", rows[1:]), tmp_path / "b", answers={"Algeria": "DZA"})
    assert [row["origin"] for row in kept] == ["DZA"]


def test_problem_03_adjectives(tmp_path):
    """Adjectives of several countries are asked; those of the parts of the kingdom are the home country."""
    shared = ["Congolese", "Dominican", "Guinean", "Korean", "Samoan"]
    home = ["English", "Welsh", "Scottish", "Northern Irish", "British"]
    path = nhs_file(tmp_path / "f.xlsx", [["HCHS doctors", name, 2] for name in [*shared, *home, "Irish", "Nigerian"]])
    report, rows = run(path, tmp_path / "a")
    assert sorted(row["origin"] for row in rows) == ["IRL", "NGA"]
    assert report.dropped == {"own_country": 5, "ambiguous": 5}
    assert {name for name, (kind, _, _) in asked(report).items() if kind == "ambiguous"} == set(shared)
    (coverage,) = report.coverage
    assert (coverage.kept, coverage.own_country, coverage.unresolved) == (4, 10, 10)
    report, rows = run(path, tmp_path / "b", answers={"Korean": "KOR", "Congolese": "COD"})
    assert sorted(row["origin"] for row in rows) == ["COD", "IRL", "KOR", "NGA"]


def test_problem_04_totals(tmp_path):
    """Totals and remainders make no corridor, and say how much of the stated total was kept."""
    rows = [
        oecd_row("USA", "IND", 60),
        oecd_row("USA", "PHL", 20),
        oecd_row("USA", "NS", 15),
        oecd_row("USA", "TOT", 100),
    ]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert len(kept) == 2
    assert report.dropped == {"total": 1, "remainder": 1}
    assert report.totals == {"stock physician persons by destination": 100}
    (coverage,) = report.coverage
    assert (coverage.kept, coverage.remainder, coverage.stated, coverage.share) == (80, 15, 100, 0.8)
    groups = ["World", "Other North", "Other South", "Unidentified*", "Others not elsewhere classified", "EU", "non-EU"]
    path = text_file(
        tmp_path / "g.csv", [["Country", "Number"], *([name, 1] for name in [*groups, "Unknown", "Unknown_RoW"])]
    )
    report, kept = run(path, tmp_path / "b", profile=matrix_profile())
    assert kept == []
    assert not report.questions
    assert report.dropped == {"total": 1, "group": 2, "remainder": 6}


def test_problem_05_own_country(tmp_path):
    rows = [oecd_row("CAN", "CAN", 0), oecd_row("CAN", "IND", 3), oecd_row("GBR", "GBR", 7)]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [row["origin"] for row in kept] == ["IND"]
    assert report.own_country == {"CAN": 1, "GBR": 1}
    assert report.dropped == {"own_country": 2}


def test_problem_06_zero_blank_and_suppressed(tmp_path):
    """Zero is a number, blank is nothing, and marks of disclosure control are counted apart."""
    values = ["0", "", "<5", "*", ":", "~", "..", "-", "7"]
    origins = ["IND", "PHL", "KEN", "NGA", "GHA", "ZMB", "ZWE", "MWI", "NPL"]
    rows = [oecd_row("GBR", origin, value) for origin, value in zip(origins, values, strict=True)]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert {row["origin"]: row["value"] for row in kept} == {"IND": "0", "NPL": "7"}
    assert (report.zeros, report.blanks, report.suppressed) == (1, 1, 6)


def test_problem_07_flags(tmp_path):
    rows = [oecd_row("AUS", "IND", 5, flag="E; D"), oecd_row("AUS", "PHL", 6, flag="B"), oecd_row("AUS", "KEN", 7)]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [row["flag"] for row in kept] == ["D;E", "B", ""]
    assert report.flags == {"B": 1, "D": 1, "E": 1}

    header = ["REF_AREA", "MEASURE", "UNIT_MEASURE", "ORIGIN", "HEALTH_PROF", "TIME_PERIOD", "OBS_VALUE"]
    explorer = text_file(
        tmp_path / "e.csv",
        [
            [*header, "OBS_STATUS", "OBS_STATUS_2", "OBS_STATUS_3"],
            ["AUS", "STOCK", "PS", "IND", "PHYS", "2020", "5", "A", "", ""],
            ["AUS", "STOCK", "PS", "PHL", "PHYS", "2020", "6", "E", "B", ""],
            ["AUS", "STOCK", "PS", "KEN", "PHYS", "2020", "6", "P", "D", "B"],
        ],
    )
    report, kept = run(explorer, tmp_path / "b")
    assert [row["flag"] for row in kept] == ["", "B;E", "B;D;P"]


def test_problem_08_numbers(tmp_path):
    """The marks in numbers are found out once per file or given; what is unclear or does not fit is refused."""
    german = text_file(
        tmp_path / "de.csv",
        [["Country", "Number"], ["Romania", "4.312"], ["Syria", "5.978,5"], ["India", "17"]],
        mark=";",
    )
    report, rows = run(german, tmp_path / "a", profile=matrix_profile())
    assert [row["value"] for row in rows] == ["4312", "5978.5", "17"]
    assert any("decimal comma" in note for note in report.notes)

    norwegian = text_file(
        tmp_path / "no.csv", [["Country", "Number"], ["Sweden", "4\u00a0312"], ["Denmark", "1\u00a0001"]]
    )
    _, rows = run(norwegian, tmp_path / "b", profile=matrix_profile())
    assert [row["value"] for row in rows] == ["4312", "1001"]

    excel = workbook(
        tmp_path / "x.xlsx",
        {"T": [["Country", "Number"], ["Sweden", "4,312"], ["Denmark", 12.5], ["Iran", "1,234,567"]]},
    )
    _, rows = run(excel, tmp_path / "c", profile=matrix_profile())
    assert [row["value"] for row in rows] == ["4312", "12.5", "1234567"]

    unclear = text_file(tmp_path / "u.csv", [["Country", "Number"], ["Sweden", "4.312"]])
    with pytest.raises(RegisterError, match=r"may be 4.312 .* or 4312"):
        run(unclear, tmp_path / "d", profile=matrix_profile())
    _, rows = run(unclear, tmp_path / "e", profile=matrix_profile(decimal=",", thousands="."))
    assert [row["value"] for row in rows] == ["4312"]

    mixed = oecd_file(
        tmp_path / "m.csv", [oecd_row("DEU", "IND", "4,5"), oecd_row("DEU", "ROU", "4 312"), oecd_row("DEU", "SYR", 3)]
    )
    with pytest.raises(RegisterError) as caught:
        run(mixed, tmp_path / "f")
    assert [problem.place for problem in caught.value.problems] == ["row 2, value", "row 3, value"]
    assert not (tmp_path / "f").exists()


def test_problem_09_encoding_and_layout(tmp_path):
    """Byte-order mark, Windows-1252, CRLF, lines above the header, an empty last column, one header name too many."""
    row = oecd_row("CAN", "CIV", 4, name="Côte d'Ivoire")
    for number, more in enumerate(
        [{"encoding": "utf-8-sig", "end": "\r\n"}, {"encoding": "cp1252"}, {"encoding": "utf-16"}]
    ):
        report, kept = run(oecd_file(tmp_path / f"{number}.csv", [row], **more), tmp_path / str(number))
        assert [one["origin"] for one in kept] == ["CIV"]
    assert any("Windows-1252" in note for note in run(tmp_path / "1.csv", tmp_path / "again")[0].notes)

    bank = tmp_path / "API_SP.csv"
    bank.write_text(
        '\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2025-01-28",\r\n\r\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2020","2021",\r\n'
        '"Kenya","KEN","Population, total","SP.POP.TOTL","51985780","",\r\n'
        '"World","WLD","Population, total","SP.POP.TOTL","7820205606","7888305693",\r\n',
        encoding="utf-8",
    )
    report, rows = run(bank, tmp_path / "bank")
    assert [(row["country"], row["year"], row["value"], row["unit"]) for row in rows] == [
        ("KEN", "2020", "51985780", "persons")
    ]
    assert (report.counted, report.rows_read, report.dropped) == ("cells", 4, {"total": 2, "blank": 1})

    owid = tmp_path / "owid.csv"
    owid.write_text('Entity,Code,Year,Year,"Physicians (per 1,000 people)"\nKenya,KEN,2016,0.2\n', encoding="utf-8")
    report, rows = run(owid, tmp_path / "owid")
    assert [(row["value"], row["unit"]) for row in rows] == [("2", "per 10 000 people")]
    assert any("Year twice" in note for note in report.notes)

    wide = text_file(tmp_path / "w.csv", [OECD_HEADER, [*oecd_row("CAN", "IND", 4), "slipped"]])
    with pytest.raises(RegisterError, match="more fields than the header"):
        run(wide, tmp_path / "wide")


def test_problem_10_time(tmp_path):
    """Calendar and financial years, months, quarters; year 9999 is unknown; one text that may be two times is asked."""
    times = ["2018", "2017-SEP", "2013-14", "Q3 2023", "9999"]
    constants = {name: word for name, word in matrix_profile().constants.items() if name != "year"}
    profile = matrix_profile(columns={"origin": "Country", "value": "Number", "year": "When"}, constants=constants)
    path = text_file(
        tmp_path / "t.csv", [["Country", "Number", "When"], *(["India", n, when] for n, when in enumerate(times))]
    )
    report, rows = run(path, tmp_path / "a", profile=profile)
    assert [(row["year"], row["period_start"], row["period_end"]) for row in rows] == [
        ("2018", "", ""),
        ("2017", "2017-09-01", "2017-09-30"),
        ("2014", "", ""),
        ("2023", "2023-07-01", "2023-09-30"),
    ]
    assert rows[2]["note"] == "year 2013-14"
    assert report.dropped == {"no_time": 1}
    assert report.years == {2014: 1, 2017: 1, 2018: 1, 2023: 1}

    unclear = text_file(tmp_path / "u.csv", [["Country", "Number", "When"], ["India", 5, "2011-12"]])
    with pytest.raises(RegisterError, match="may be a month or a financial year"):
        run(unclear, tmp_path / "b", profile=profile)
    _, rows = run(unclear, tmp_path / "c", profile=profile.model_copy(update={"time": "financial_year"}))
    assert rows[0]["year"] == "2012"


def test_problem_11_duplicates(tmp_path):
    """The same number twice counts once; a second, different one is set apart; units are rows of their own."""
    rows = [oecd_row("DEU", "SYR", 6120), oecd_row("DEU", "SYR", 6120), oecd_row("DEU", "SYR", 5758)]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [(row["value"], row["standing"]) for row in kept] == [("6120", "used"), ("5758", "alternate")]
    assert report.dropped == {"repeated": 1}
    assert (report.conflicts_found, report.conflicts[0].value, report.conflicts[0].row) == (1, 5758, 4)
    assert report.coverage[0].kept == 6120

    pay = ["VAR", "Variable", "UNIT", "Measure", "COU", "Country", "YEA", "Year", "Value", "Flag Codes", "Flags"]
    start = ["R", "Remuneration of hospital nurses"]
    path = text_file(
        tmp_path / "pay.csv",
        [
            pay,
            [*start, "A", "Salaried, annual income, NCU", "AUS", "", 2019, 2019, 111000, "D", ""],
            [*start, "B", "Salaried, income, US$ exchange rate", "AUS", "", 2019, 2019, 77000, "", ""],
        ],
    )
    report, kept = run(path, tmp_path / "b")
    assert [row["unit"] for row in kept] == [
        "salaried, annual income, NCU; hospital nurses",
        "salaried, income, US$ exchange rate; hospital nurses",
    ]

    who = ["IndicatorCode", "SpatialDimType", "SpatialDim", "TimeDim", "Dim1", "NumericValue", "Comments"]
    path = text_file(
        tmp_path / "who.csv",
        [
            who,
            *(
                [
                    ["HWF_0001", "COUNTRY", "KEN", year, "", value, ""]
                    for year, value in ((2018, 1.6), (2014, 2), (2018, 1.7))
                ]
            ),
        ],
    )
    report, kept = run(path, tmp_path / "c")
    assert [(row["year"], row["value"]) for row in kept] == [("2018", "1.6"), ("2014", "2")]
    assert report.dropped == {"second_value": 1}


COUNTRIES = "Kenya,Ghana,Nigeria,India,Philippines,Nepal,Egypt,Norway,Sweden,Denmark,France,Spain,Italy,Germany,Poland"
COUNTRIES = [*COUNTRIES.split(","), "Romania", "Mexico", "Canada", "Chile", "Peru", "Japan", "China"]


@pytest.mark.parametrize(
    ("title", "corner", "corridor"),
    [
        (
            "Bilateral Estimates of Migrant Stocks in 2013",
            "Destination country (across) - Source country (down)",
            ("KEN", "GHA"),
        ),
        ("Remittance Estimates for 2017 (millions of US$)", "receiving (across) / sending (down)", ("GHA", "KEN")),
        (
            "Bilateral Estimates of Migrant Stocks in 2013",
            "Source country (across) - Destination country (down)",
            ("GHA", "KEN"),
        ),
    ],
)
def test_problem_12_direction(tmp_path, title, corner, corridor):
    """A matrix says itself which side stands across; money goes against the direction in which people moved."""
    header = [corner, *COUNTRIES, "World"]
    first = ["Kenya", "", 5, *([0] * (len(COUNTRIES) - 2)), 5]
    total = ["World", 0, 5, *([0] * (len(COUNTRIES) - 2)), 5]
    path = workbook(tmp_path / "m.xlsx", {"M": [[title], header, first, total, [], ["Notes:"]]})
    report, rows = run(path, tmp_path / "a")
    used = [row for row in rows if row["value"] != "0"]
    assert [(row["origin"], row["destination"], row["value"]) for row in used] == [(*corridor, "5")]
    assert report.dropped == {"total": len(COUNTRIES) + 2, "blank": 1}
    assert report.zeros == len(COUNTRIES) - 2
    shares = {(entry.side, entry.country): entry.share for entry in report.coverage if entry.stated}
    assert set(shares.values()) == {1.0}
    assert ("all", "") in shares


def test_problem_12_nothing_is_guessed_about_direction(tmp_path):
    rows = [["", *COUNTRIES], ["Kenya", *([1] * len(COUNTRIES))]]
    path = workbook(tmp_path / "m.xlsx", {"M": rows})
    with pytest.raises(RegisterError) as caught:
        run(path, tmp_path / "a")
    assert [problem.place for problem in caught.value.problems] == ["the measure", "the axes", "the unit", "the year"]
    options = {"measure": "migrant_stock", "axes": "origin_across", "unit": "persons", "year": 2017}
    report, kept = run(path, tmp_path / "b", **options)
    assert {row["destination"] for row in kept} == {"KEN"}
    assert report.own_country == {"KEN": 1}
    assert DOCTORS not in report.units
    assert table_of(tmp_path / "b", "corridors")[0]["basis"] == "born_in_or_nationality"
