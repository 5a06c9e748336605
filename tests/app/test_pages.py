"""What holds for every page: the settings that keep it on this machine, and text that is shown as it is written."""

from __future__ import annotations

import tomllib
from pathlib import Path

from toolkit.app.launch import settings
from toolkit.app.parts import plain

ROOT = Path(__file__).parents[2]


def test_a_checkout_and_the_installed_application_have_the_same_settings() -> None:
    of_checkout = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    of_package = (ROOT / "toolkit" / "app" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(of_checkout) == tomllib.loads(of_package)
    assert settings()["browser.gatherUsageStats"] is False


def test_text_of_a_case_is_shown_as_it_is_written() -> None:
    assert plain("![x](http://example.org/x.png) $5") == r"\!\[x\]\(`http://example.org/x.png`\) \$5"
