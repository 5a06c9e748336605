"""Every page: nothing leaves the server, nothing fails, everything fits and can be used, also dark and printed."""

from __future__ import annotations

import pytest

from tests.browser.support import PAGES, Tab


@pytest.fixture(scope="module")
def workspace(chromium_browser, server):
    context = chromium_browser.new_context(viewport={"width": 1440, "height": 900})
    tab = Tab(context.new_page(), server)
    key = tab.open_case("kenya-uk")
    context.close()
    tab.check_requests()
    return key


USUAL = ("start", "terms", "balanced_terms", "corridors")
"""The pages that every run looks at; the slow run looks at all."""


@pytest.mark.parametrize(
    "opened", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["kenya-uk", "nothing open"]
)
@pytest.mark.parametrize(
    "name", [name if name in USUAL else pytest.param(name, marks=pytest.mark.slow) for name in PAGES]
)
def test_a_page_asks_nobody_fails_nowhere_fits_and_can_be_used(tab, workspace, name, opened):
    tab.open(name, workspace if opened else "")
    tab.check_no_failure()
    tab.check_access()
    tab.check_width()
    tab.page.set_viewport_size({"width": 768, "height": 1024})
    tab.idle()
    tab.check_width()
    tab.check_no_failure()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_in_the_dark_theme_and_prints_as_a_document(tab, workspace, name):
    tab.page.emulate_media(color_scheme="dark")
    tab.open(name, workspace)
    tab.check_no_failure()
    tab.check_access()
    tab.page.emulate_media(media="print")
    assert tab.page.get_by_role("heading", level=1).first.is_visible()
    for part in ("stTopNavLink", "stButton", "stDownloadButton", "stPopover", "stPageLink", "stFileUploader"):
        shown = [one for one in tab.page.get_by_test_id(part).all() if one.is_visible()]
        assert not shown, f"{part} is printed"
    tall = tab.page.evaluate(
        "document.documentElement.scrollHeight >= document.querySelector('[data-testid=stMainBlockContainer]')"
        ".scrollHeight"
    )
    assert tall, "only the first screen is printed"
