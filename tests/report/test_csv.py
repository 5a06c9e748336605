"""Tables as CSV: numbers for programs whatever language they are read in, and no formulas."""

from __future__ import annotations

import pytest

from toolkit.languages.speech import speaking
from toolkit.report.csv import to_csv
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

VALUES = (1234567.5, -1234.5, 0.25, 12, -3)


def _cells(language: str) -> list[str]:
    with speaking(language):
        rows = tuple((number(value, 0 if value == int(value) else 2),) for value in VALUES)
        return to_csv(Table("", ("value",), rows, numeric=("value",))).splitlines()[1:]


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "sv", "hi", "ar"])
def test_numbers_are_plain_in_every_language(language: str) -> None:
    assert [float(cell) for cell in _cells(language)] == list(VALUES)


def test_words_and_shares_stay_and_formulas_do_not_run() -> None:
    with speaking("fr"):
        rows = (("=1+1", per_cent(0.125, 1)), ("- non", "inconnu"), ("-1,5", "1,5"))
        told = to_csv(Table("", ("what", "share"), rows, numeric=("share",)))
        assert told.splitlines() == ["what,share", f'\'=1+1,"{per_cent(0.125, 1)}"', "'- non,inconnu", '"-1,5",1.5']
