"""Tables of the register and of a case in another language: words are said, codes and files stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.support import register as shipped_register
from toolkit.atlas.selection import Selection
from toolkit.atlas.vulnerability import ENOUGH
from toolkit.case.load import load_case
from toolkit.case.red_lines import KINDS
from toolkit.languages.speech import speaking
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import no_terms
from toolkit.report.country_briefing import country_briefing
from toolkit.report.evidence import sources_table
from toolkit.report.measure_tables import RANKED, measure_table
from toolkit.report.monitored import compare
from toolkit.report.monitoring import SHEET, monitoring_sheet
from toolkit.report.provenance import written
from toolkit.report.red_line_table import kind_words, point_words, unit_words
from toolkit.report.register import agreements_table
from toolkit.report.screen import for_screen, without_commands
from toolkit.wording import per_cent

FRENCH = {
    "Gaps": "Lacunes",
    "key": "clé",
    "source": "origine",
    "sources": "origines",
    "country": "pays",
    "dependence on foreign staff": "dépendance",
    "at least {amount}": "au moins {amount}",
    "workforce at home": "effectif",
    "on the path": "conforme",
    "The country gains at least so much": "Le pays gagne au moins autant",
    "{amount} a year": "{amount} par an",
    "% of graduates": "% des diplômés",
}


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    entries = [f'msgid "{message}"\nmsgstr "{said}"\n' for message, said in FRENCH.items()]
    path = tmp_path / "languages" / "fr.po"
    path.parent.mkdir()
    path.write_text("\n".join([head, *entries]), encoding="utf-8")
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))
    with speaking("fr"):
        yield


@pytest.mark.usefixtures("french")
def test_a_briefing_is_said_and_its_file_has_the_same_names() -> None:
    made = country_briefing(shipped_register(), "KEN")
    assert made.title.startswith("Kenya")
    assert "Lacunes" in [heading for heading, _ in made.sections]
    assert "LACUNES." in made.text
    assert "Gaps" in made.to_dict()["sections"]


@pytest.mark.usefixtures("french")
def test_a_table_of_a_measure_is_said() -> None:
    table = measure_table(shipped_register(), Selection("stock"), "dependence")
    assert table.columns[:2] == ("pays", "dépendance")
    assert table.title.startswith("Dépendance")
    names = [row[0] for row in table.rows]
    assert "Royaume-Uni" in names
    assert table.rows[0][1].startswith("au moins ")
    assert "," in table.rows[0][1]


@pytest.mark.usefixtures("french")
def test_a_page_finds_the_columns_of_keys_and_sources_in_every_language() -> None:
    shown = for_screen(sources_table(shipped_register(), ["jun_2018"]))
    assert shown.columns[-1] == "clé"
    register = shipped_register()
    agreements = agreements_table(list(register.agreements.values())[:3], register)
    assert for_screen(agreements).columns[-1] == "clé"
    table = measure_table(register, Selection("stock"), "dependence")
    key = table.rows[0][-1].split(", ")[0]
    assert "Named so" in for_screen(table, {key: "Named so"}).rows[0][-1]


def test_sentences_that_name_commands_are_found_in_every_language() -> None:
    french = "Écarts. À voir : accord data import FICHIER. Élevé."
    assert without_commands(french) == "Écarts. Élevé."


@pytest.mark.usefixtures("french")
def test_a_monitoring_sheet_is_read_by_codes_and_by_words_of_both_languages() -> None:
    case = load_case("kenya-uk")
    outcome = evaluate(case, no_terms(case))
    sheet = monitoring_sheet(outcome)
    assert tuple(sheet.columns) == SHEET
    row = next(row for row in sheet.to_dict("records") if row["indicator"] == "workforce")
    assert row["what"].startswith("effectif, ")
    reported = {str(name): value for name, value in row.items()} | {"reported": row["target"]}
    for name in ("workforce", "workforce at home", "effectif"):
        (found,) = compare(outcome, [{**reported, "indicator": name}])
        assert (found.indicator, found.standing) == ("workforce", "on the path")


@pytest.mark.usefixtures("french")
def test_red_lines_are_said_with_their_units() -> None:
    assert kind_words("min_gain") == "Le pays gagne au moins autant"
    assert unit_words("max_payment", "EUR") == "EUR par an"
    assert unit_words("max_recruits_share_of_graduates", "EUR") == "% des diplômés"


@pytest.mark.usefixtures("french")
def test_numbers_of_a_case_follow_the_language() -> None:
    assert written(0.125) == "0,125"
    assert written(1234567.5).replace("\u202f", " ") == "1 234 567,5"


def test_numbers_of_a_case_have_the_digits_that_they_have() -> None:
    assert [written(value) for value in (0.0, 12.0, 1234567.25, 0.035, 1e-7, 2e11)] == [
        "0",
        "12",
        "1,234,567.25",
        "0.035",
        "1e-07",
        "2e+11",
    ]


def test_every_share_has_words_for_a_percentage_point() -> None:
    for kind, declared in KINDS.items():
        if declared.unit.startswith("share"):
            assert point_words(declared.unit) == f"percentage point{declared.unit.removeprefix('share')}"
            assert unit_words(kind, "USD") == f"%{declared.unit.removeprefix('share')}"


def test_what_a_missing_vulnerability_means_names_the_share_that_holds() -> None:
    assert per_cent(ENOUGH) in RANKED["vulnerability"].missing
