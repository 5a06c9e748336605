"""Three people at work: a negotiator, a member of a council, an analyst; and work that outlives its tab and server."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys

import pytest

from tests.browser.serving import ROOT, running_server
from tests.browser.support import workspace_in
from tests.browser.walking import Walker
from toolkit.case.load import load_case
from toolkit.countries import country_name
from toolkit.deal.settle import solve
from toolkit.wording import money

WORST_OFF = "The country that gains least gains as much as possible"


@pytest.fixture
def walker(chromium_browser, server):
    context = chromium_browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = Walker(context.new_page(), server)
    yield opened
    context.close()
    opened.check_requests()


def shows_gains(walker: Walker, gains: dict[str, float], currency: str = "USD") -> bool:
    """Whether the page's large figures are these gains."""
    found = walker.metrics()
    return all(
        any(country_name(code) in text and f" {money(gain, currency)} " in f"{text} " for text in found)
        for code, gain in gains.items()
    )


def test_a_negotiator_drafts_is_told_the_conflict_relaxes_it_compares_and_exports(walker, tmp_path):
    first = walker.open_case("kenya-uk")
    balanced = solve(load_case("kenya-uk"))
    assert shows_gains(walker, balanced.gains)
    walker.press("balanced_keep")

    walker.go("terms")
    walker.press("start_balanced")
    nurses = walker.keyed("KEN-GBR_nurse")
    assert walker.cell(nurses, 0, 1) == "200"
    walker.type_into(nurses, 0, 1, "150")
    assert "recruits in 2026-2028: 200 → 150" in walker.last_step()
    assert walker.cell(nurses, 0, 1) == "150"
    assert not shows_gains(walker, balanced.gains)
    walker.write("option_name", "Slower start")
    walker.press("option_save")

    walker.unfold("Add a red line")
    walker.choose("What it asks", "At least so many recruits a year")
    walker.choose("Held by", "United Kingdom")
    walker.write("new_line_value", "5000")
    walker.press("new_line_add")
    assert "red line added, held by United Kingdom" in walker.last_step()
    walker.do(walker.page.get_by_role("link", name="See what stands in the way, and the ways out").click)

    walker.page.get_by_text("No agreement is possible as the case stands.").wait_for()
    assert "5,000" in walker.page.get_by_test_id("stTable").first.inner_text()
    walker.check_access()
    way = walker.page.locator("[class*=st-key-way_]").filter(has_text="United Kingdom").first
    walker.do(way.get_by_role("button", name="Apply this to the case").click)
    assert walker.page.get_by_text("An agreement is possible now.").is_visible()

    walker.choose("Rule that balances the sides", WORST_OFF)
    walker.press("balanced_keep")
    walker.go("compare")
    head = walker.page.get_by_test_id("stTable").first.locator("th").all_inner_texts()
    assert len(head[2:]) == 4, "the draft and three options stand side by side"
    walker.tab("Outcomes")
    table = walker.page.get_by_test_id("stTable").first.inner_text()

    walker.go("export")
    result = json.loads(walker.download("Result (JSON)", tmp_path).read_text(encoding="utf-8"))
    saved = walker.download("Negotiation", tmp_path)
    walker.open("balanced_terms", first)
    assert shows_gains(walker, result["gains"])

    walker.go("start")
    walker.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(saved)
    walker.page.get_by_role("button", name="Open the file").wait_for()
    walker.press("start_open_file")
    assert workspace_in(walker.page.url) != first
    walker.go("balanced_terms")
    assert shows_gains(walker, result["gains"])
    walker.go("compare")
    walker.tab("Outcomes")
    assert walker.page.get_by_test_id("stTable").first.inner_text() == table


def test_a_council_member_finds_an_unprotected_corridor_and_opens_its_agreements(walker):
    walker.open("corridors")
    before = walker.page.get_by_test_id("stVegaLiteChart").first.inner_html()
    walker.unfold("Show only some corridors")
    walker.choose("Only corridors of these countries", "Nigeria")
    assert "only=NGA" in walker.page.url
    assert walker.page.get_by_test_id("stVegaLiteChart").first.inner_html() != before
    walker.tab("Gaps")
    link = walker.page.get_by_test_id("stPageLink").filter(has_text="Nigeria and United Kingdom").first
    walker.do(link.get_by_role("link").click)
    walker.page.wait_for_url("**/agreements?*")
    walker.idle()
    assert "country=NGA" in walker.page.url
    assert "with=GBR" in walker.page.url
    walker.page.get_by_role("heading", level=1, name="Agreements").wait_for()
    assert "Nigeria" in walker.page.get_by_test_id("stMain").inner_text()
    walker.do(walker.page.go_back)
    walker.page.get_by_role("heading", level=1, name="Corridors").wait_for()
    walker.idle()
    assert walker.page.get_by_role("tab", name="Gaps").get_attribute("aria-selected") == "true"


@pytest.mark.slow
def test_an_analyst_changes_a_number_sees_its_influence_and_computes_it_outside(walker, tmp_path):
    key = walker.open_case("kenya-uk")
    shown = walker.metrics()
    walker.go("situation")
    walker.do(walker.page.get_by_role("radio", name="Kenya, nurses", exact=True).click)
    numbers = walker.keyed("st-key-edit_numbers")
    row = walker.cell(numbers, 0, 0), walker.cell(numbers, 0, 1)
    assert row == ("workforce", "130,000")
    walker.type_into(numbers, 0, 1, "125,000")
    assert "125,000" in walker.last_step()
    assert "125,000" in walker.page.get_by_test_id("stTable").first.inner_text()

    walker.go("sources")
    walker.press("measure_influence")
    walker.page.get_by_test_id("stVegaLiteChart").wait_for()
    walker.idle()
    walker.unfold("The numbers behind this figure")
    assert "workforce" in walker.page.get_by_test_id("stTable").first.inner_text()

    walker.go("balanced_terms")
    changed = walker.metrics()
    assert changed != shown
    walker.click("Undo")
    assert walker.metrics() == shown
    walker.click("Redo")
    assert walker.metrics() == changed

    walker.go("export")
    script = walker.download("Script (Python)", tmp_path)
    printed = subprocess.run(
        [sys.executable, script.name],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ACCORD_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    gains = ast.literal_eval(printed.splitlines()[0].split(": ", 1)[1])
    walker.open("balanced_terms", key)
    assert shows_gains(walker, gains)


@pytest.mark.slow
def test_work_outlives_its_tab_and_its_server(chromium_browser, tmp_path):
    seen = []
    key = ""
    for _ in range(2):
        with running_server(tmp_path) as (address, _process):
            context = chromium_browser.new_context(viewport={"width": 1440, "height": 900})
            walker = Walker(context.new_page(), address)
            if key:
                walker.open("balanced_terms", key)
            else:
                key = walker.open_case("ghana-uk")
                walker.choose("Rule that balances the sides", WORST_OFF)
                seen.append(walker.metrics())
                walker.do(walker.page.reload)
            seen.append(walker.metrics())
            context.close()
            walker.check_requests()
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.slow
def test_a_point_of_the_frontier_can_be_chosen_and_kept_without_a_mouse(walker):
    walker.open_case("philippines-germany")
    box = walker.page.get_by_role("combobox", name="Point to look at").first
    box.focus()
    box.press("ArrowDown")
    walker.page.get_by_role("option").first.wait_for()
    walker.do(lambda: box.press("Enter"))
    title = walker.page.locator(".st-key-balanced_point_shown").get_by_role("heading").first.inner_text()
    assert box.input_value().startswith(title)
    keep = walker.keyed("st-key-point_keep").get_by_role("button").first
    keep.focus()
    walker.do(lambda: keep.press("Enter"))
    assert f"Kept as an option: {title}" in walker.page.get_by_test_id("stMain").inner_text()
