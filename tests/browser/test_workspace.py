"""A negotiation in real tabs: links, reloads, history, and two people at once."""

from __future__ import annotations

import pytest

from tests.browser.support import Tab, workspace_in


@pytest.fixture
def colleague(chromium_browser, server):
    """A second tab, of somebody else."""
    context = chromium_browser.new_context(viewport={"width": 768, "height": 900})
    tab = Tab(context.new_page(), server)
    yield tab
    context.close()
    tab.check_requests()


def notes(tab: Tab):
    return tab.page.locator("[class*=st-key-edit_notes] textarea")


def write(tab: Tab, text: str) -> None:
    notes(tab).fill(text)
    tab.do(lambda: notes(tab).press("Control+Enter"))


def test_a_first_result_is_one_click_from_an_empty_start(tab):
    tab.open()
    tab.click("Open this case")
    tab.page.wait_for_url("**/balanced_terms?workspace=*")
    tab.idle()
    assert tab.page.get_by_test_id("stMetric").count() >= 2


@pytest.mark.slow
def test_a_link_and_a_reload_show_what_was_saved_and_pages_keep_it(tab, colleague):
    key = tab.open_case("kenya-uk")
    tab.go("export")
    write(tab, "kept")
    assert workspace_in(tab.page.url) == key
    tab.do(tab.page.reload)
    assert notes(tab).input_value() == "kept"
    tab.go("start")
    assert workspace_in(tab.page.url) == key
    colleague.open("export", key)
    assert notes(colleague).input_value() == "kept"


@pytest.mark.slow
def test_steps_can_be_taken_back_and_chosen_from_the_history(tab):
    tab.open_case("ghana-uk")
    tab.go("export")
    for text in ("one", "two"):
        write(tab, text)
    tab.click("Undo")
    assert notes(tab).input_value() == "one"
    tab.click("Redo")
    assert notes(tab).input_value() == "two"
    tab.do(tab.page.get_by_role("button", name="History").click)
    tab.do(tab.page.get_by_role("button", name="opened the case ghana-uk").click)
    assert notes(tab).input_value() == ""


@pytest.mark.slow
def test_the_second_of_two_people_is_told_and_both_changes_are_kept(tab, colleague):
    key = tab.open_case("kenya-uk")
    tab.go("export")
    colleague.open("export", key)
    write(colleague, "theirs")
    write(tab, "mine")
    question = tab.page.locator(".st-key-clash")
    assert "changed in another window" in question.inner_text()
    assert notes(tab).input_value() == "mine"
    tab.check_access()
    tab.click("Keep mine as a copy")
    assert workspace_in(tab.page.url) != key
    assert notes(tab).input_value() == "mine"
    colleague.do(colleague.page.reload)
    assert notes(colleague).input_value() == "theirs"
    colleague.check_width()


@pytest.mark.slow
def test_hostile_text_is_shown_and_does_nothing(tab):
    text = (
        "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> ![x](http://a.test/x)"
    )
    tab.open_case("kenya-uk")
    tab.open("start", workspace_in(tab.page.url))
    tab.click("Rename")
    tab.page.get_by_label("New name").fill(text)
    tab.click("Save the name")
    assert "<img src=x onerror=" in tab.page.locator(".st-key-bar_open").inner_text()
    assert tab.page.title() != "broken"
    tab.check_no_failure()


def test_the_checks_see_what_they_forbid(chromium_browser, server):
    context = chromium_browser.new_context()
    tab = Tab(context.new_page(), server)
    tab.open()
    tab.check_requests()
    tab.check_access()
    tab.page.evaluate("fetch('http://127.0.0.2:9/x').catch(() => 0)")
    tab.page.wait_for_timeout(300)
    with pytest.raises(AssertionError):
        tab.check_requests()
    tab.page.evaluate("document.querySelector('[data-testid=stMain]').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        tab.check_access()
    tab.page.evaluate("document.querySelector('h1').style.width = '3000px'")
    with pytest.raises(AssertionError, match="wider"):
        tab.check_width()
    context.close()
