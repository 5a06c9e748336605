"""Names of numbers, kinds of red line and units are words that can be said, and follow the language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.case import names
from toolkit.case.fields import all_fields
from toolkit.case.load import load_case
from toolkit.case.red_lines import KINDS
from toolkit.errors import CaseError, InputError, RegisterError, TermsError
from toolkit.languages import catalogues
from toolkit.languages.speech import speaking
from toolkit.validation import short_number, shown
from toolkit.wording import join

_WORDS = {"text", "emigration or exit"}
FRENCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "nurses"
msgstr "infirmiers"

msgid "{sending} to {receiving}"
msgstr "{sending} vers {receiving}"

msgid "exit rate"
msgstr "taux de sortie"

msgid "{amount} a year"
msgstr "{amount} par an"

msgid "at least {least}"
msgstr "au moins {least}"

msgid "part of the workforce that retires, dies or leaves the profession"
msgstr "part des effectifs qui quittent la profession"

msgid "This case cannot be used: {origin} has {count} problem."
msgid_plural "This case cannot be used: {origin} has {count} problems."
msgstr[0] "Ce cas est inutilisable : {origin} a {count} problème."
msgstr[1] "Ce cas est inutilisable : {origin} a {count} problèmes."
"""


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalogues, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "fr.po").write_text(FRENCH, encoding="utf-8")
    with speaking("fr"):
        yield


def test_every_number_has_a_name_that_can_be_said() -> None:
    """A field that is added to the case comes with its words."""
    facts = [field for field in all_fields() if field.path.split(".")[0] in ("countries", "corridors", "fund")]
    numbers = [field.path for field in facts if field.unit not in _WORDS]
    labels = {path.split(">.")[-1].replace("[]", "").removeprefix("fund.") for path in numbers}
    assert labels == set(names._LABELS)


def test_every_kind_of_red_line_has_a_name() -> None:
    assert set(names._KINDS) == set(KINDS)
    assert all(names.kind_name(kind) == kind.replace("_", " ") for kind in KINDS)


def test_every_unit_of_money_can_take_an_amount() -> None:
    """But for money per money, which is a ratio."""
    units = {unit for kind in KINDS.values() for unit in (kind.unit, kind.violation_unit)}
    units |= {field.unit for field in all_fields()} - {"money per money"}
    assert {unit for unit in units if unit.startswith("money")} == set(names._OF_MONEY)
    assert all(names.in_unit("USD", unit) == unit.replace("money", "USD") for unit in names._OF_MONEY)
    assert names.in_unit("12", "recruits a year") == "12 recruits a year"
    assert names.in_unit("12", "") == "12"


def test_names_follow_the_language(french: None) -> None:
    case = load_case("kenya-uk")
    assert names.corridor_name("KEN-GBR") == "Kenya vers Royaume-Uni"
    assert names.number_name(case, ("countries", "KEN", "nurse", "exit_rate")) == "Kenya, infirmiers: taux de sortie"
    assert names.in_unit("USD 3", "money a year") == "USD 3 par an"
    assert names.ITEM_NAMES["retention"] == "retention"  # what the catalogue lacks stays English
    field = next(field for field in all_fields() if field.path.endswith(".exit_rate"))
    assert (field.description, field.unit) == ("part des effectifs qui quittent la profession", "per year")


def test_heads_of_problems_follow_the_language(french: None) -> None:
    with pytest.raises(CaseError) as caught:
        load_case({"name": "x"})
    count = len(caught.value.problems)
    assert str(caught.value).startswith(f"Ce cas est inutilisable : the case a {count} problèmes.\n")


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (InputError, "This input"),
        (CaseError, "This case"),
        (TermsError, "These terms"),
        (RegisterError, "This part of the register"),
    ],
)
def test_heads_in_english(error: type[InputError], what: str) -> None:
    assert str(error("{x}", [])) == f"{what} cannot be used: {{x}} has 0 problems."


@pytest.mark.parametrize("value", [0.5, 1.0, -3.25, 999.5, 1234.5, 0.000012, 1e6, 1e7, 123456789.0, float("inf")])
def test_numbers_are_quoted_as_they_are(value: float) -> None:
    assert (short_number(value), shown(value)) == (f"{value:g}", f"{value:,.10g}")


def test_numbers_take_the_marks_of_the_language(french: None) -> None:
    assert join([short_number(0.25), short_number(1234.5), shown(1234.5)]) == "0,25, 1234.5 et 1\u202f234,5"
