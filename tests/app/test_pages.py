"""Every page opens on every shipped case and shows the library's own numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from toolkit import NoAgreement, load_case, shipped_cases, solve
from toolkit.app import results
from toolkit.app.launch import settings
from toolkit.app.parts import plain
from toolkit.report.headline import headline

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore")


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_balanced_terms_shows_what_the_library_finds(name):
    page = opened()
    page.selectbox(key="case").select(name).run()
    assert not page.exception
    expected = headline(solve(load_case(name), page.selectbox(key="rule").value))
    assert [metric.value for metric in page.metric] == [line.gain for line in expected]
    assert len(page.table) == 6


def test_every_rule_opens():
    page = opened()
    for rule in results.rules_of(load_case(page.selectbox(key="case").value)):
        page.selectbox(key="rule").select(rule).run()
        assert not page.exception
        assert page.metric


def test_a_case_without_agreement_is_explained_and_not_a_crash(monkeypatch):
    def refuse(name, rule):
        raise NoAgreement("No agreement is possible: test")

    monkeypatch.setattr(results, "solved", refuse)
    page = opened()
    assert not page.exception
    assert "No agreement is possible" in page.error[0].value


def test_a_checkout_and_the_installed_application_have_the_same_settings():
    of_checkout = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    of_package = (ROOT / "toolkit" / "app" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(of_checkout) == tomllib.loads(of_package)
    assert settings()["browser.gatherUsageStats"] is False


def test_text_of_a_case_is_shown_as_it_is_written():
    assert plain("![x](http://example.org/x.png) $5") == r"\!\[x\]\(http\://example.org/x.png\) \$5"
