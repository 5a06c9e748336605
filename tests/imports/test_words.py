"""Every word that importers write stands in the codebook with its meaning."""

from __future__ import annotations

import pytest

from toolkit.imports.canonical import BASES, CADRES, INDICATORS, MEASURES, UNITS
from toolkit.register.read import load_register


@pytest.mark.parametrize(
    ("vocabulary", "written"),
    [("cadre", CADRES), ("measure", MEASURES), ("basis", BASES), ("unit", UNITS), ("indicator", INDICATORS)],
)
def test_each_word_is_explained_in_the_codebook(vocabulary: str, written: frozenset[str]) -> None:
    assert written
    assert written <= set(load_register(user_data=False).codebook.vocabulary[vocabulary])
