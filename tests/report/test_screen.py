"""Tables as pages show them: the words of the library, but sources as people cite them."""

from __future__ import annotations

from toolkit.register.read import load_register
from toolkit.report.register import agreements_table
from toolkit.report.screen import for_screen
from toolkit.report.table import Table

SOURCES = {"oecd_2018": "OECD (2018)", "oecd_2018_b": "OECD (2018)", "gmc": "GMC (2023)"}


def test_sources_are_cited_once_and_words_around_them_stay():
    rows = (
        ("Kenya", "oecd_2018 ; gmc"),
        ("Ghana", "oecd_2018, oecd_2018_b"),
        ("Malawi", "gmc and 2 more in the record"),
        ("Togo", "assumed: terms of the case"),
        ("Mali", ""),
    )
    found = for_screen(Table("t", ("country", "source"), rows, "The list: oecd_2018. gmc is no key here."), SOURCES)
    assert [row[1] for row in found.rows] == [
        "OECD (2018); GMC (2023)",
        "OECD (2018)",
        "GMC (2023) and 2 more in the record",
        "assumed: terms of the case",
        "",
    ]
    assert found.note == "The list: OECD (2018). gmc is no key here."


def test_a_row_about_sources_is_cited_and_other_cells_are_left_alone():
    rows = (("cadres", "gmc"), ("source", "oecd_2018"))
    found = for_screen(Table("t", ("field", "content"), rows), SOURCES)
    assert found.rows == (("cadres", "gmc"), ("source", "OECD (2018)"))


def test_a_column_of_keys_comes_last():
    found = for_screen(Table("t", ("key", "title", "year"), (("KEN-1", "One", "2021"),), "", ("year",)))
    assert (found.columns, found.rows, found.numeric) == (
        ("title", "year", "key"),
        (("One", "2021", "KEN-1"),),
        ("year",),
    )


def test_few_parties_are_named_and_the_others_counted():
    held = load_register(user_data=False)
    many = held.agreements["ASEAN-MRA-nursing-2006"]
    two = held.agreements["KEN-GBR-2021"]
    short, whole = (agreements_table([many, two], held, most_parties=most) for most in (3, None))
    assert short.rows[0][2] == "Indonesia – Philippines – Brunei Darussalam and 7 more"
    assert len(whole.rows[0][2].split(" – ")) == 10
    assert short.rows[1] == whole.rows[1]
