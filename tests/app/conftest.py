"""Each test has a data folder and a database of its own."""

from __future__ import annotations

import pytest

from toolkit.app import session


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ACCORD_DATABASE", raising=False)
    session.store.clear()
    yield
    session.store.clear()
