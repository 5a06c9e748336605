"""Another language in the middle of the work: what a browser has shown and somebody has typed stays."""

from __future__ import annotations

import pytest

from tests.browser.serving import running_server
from tests.browser.walking import Walker
from toolkit.app.session import store
from toolkit.languages.speech import say, speaking

HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"""
FRENCH = {"Terms": "Conditions", "Offers": "Offres", "A year": "Par an", "nurses": "infirmiers"}


def french(folder) -> None:
    entries = "".join(f'\nmsgid "{said}"\nmsgstr "{meant}"\n' for said, meant in FRENCH.items())
    languages = folder / "data" / "languages"
    languages.mkdir(parents=True)
    (languages / "fr.po").write_text(HEAD + entries, encoding="utf-8")


def shown(walker: Walker, key: str) -> str:
    return str(walker.keyed(f"st-key-{key}").locator("input").first.input_value())


def in_french(message: str) -> str:
    with speaking("fr"):
        return say(message)


def title(walker: Walker) -> str:
    return str(walker.page.locator("h1").first.inner_text())


@pytest.mark.slow
def test_choices_tables_and_typed_texts_stay_in_another_language(chromium_browser, tmp_path, monkeypatch):
    french(tmp_path)
    with running_server(tmp_path) as (address, _):
        context = chromium_browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-US", accept_downloads=True
        )
        walker = Walker(context.new_page(), address)
        key = walker.open_case("kenya-uk")
        walker.go("terms")
        walker.press("start_balanced")
        nurses = walker.keyed("KEN-GBR_nurse")
        walker.type_into(nurses, 0, 1, "150")
        walker.choose("Language", "Français")
        assert title(walker) == "Conditions"
        assert walker.cell(nurses, 0, 1) == "150"
        # the first click after a choice only leaves the box
        nurses.locator(".dvn-scroller").click(position={"x": 20, "y": 160})
        walker.type_into(nurses, 0, 2, "160")
        assert (walker.cell(nurses, 0, 1), walker.cell(nurses, 0, 2)) == ("150", "160")
        walker.choose("Langue", "English")

        walker.go("offers")
        walker.choose("Made by", "United Kingdom")
        walker.keyed("st-key-offer_name_0").locator("input").fill("In another language")
        walker.choose("Language", "Français")
        assert (title(walker), shown(walker, "offer_side_0")) == ("Offres", "Royaume-Uni")
        assert shown(walker, "offer_name_0") == "In another language"
        walker.click(in_french("Put it on the table"))
        assert shown(walker, "language_box") == "Français"

        walker.page.reload()
        walker.idle()
        assert title(walker) == "Offres", "the address keeps the language"
        walker.unfold(in_french("The numbers behind this figure, and downloads"))
        assert "USD" in walker.download(in_french("Figure (SVG)"), tmp_path).read_text(encoding="utf-8")
        walker.check_requests()
        context.close()
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    store.clear()
    [offer] = store().open(key).content.offers
    assert (offer.side, offer.name) == ("GBR", "In another language")
    assert offer.terms["terms"]["KEN-GBR"]["nurse"]["recruits"][:2] == [150, 160]
    store.clear()
