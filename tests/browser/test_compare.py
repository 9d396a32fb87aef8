"""Compare and Report in a real browser: race, branch from the past, sweep, run a chapter."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.reader import looks, serious
from tests.browser.train_page import (
    SHORT,
    address_of,
    control,
    open_train,
    open_trained,
    wait_for_layout,
    wait_for_rest,
)


def train_and_compare(page, app):
    """Train a short run to its end, and go to the page by the menu."""
    open_train(page, address_of(app, SHORT))
    control(page, "Play").click()
    expect(page.get_by_text("Trained for 5 epochs")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()


def open_section(page, trained_app, section):
    """Go to a part of the page that needs no run to have been kept."""
    open_trained(page, trained_app, SHORT, "Compare")
    page.get_by_role("radio", name=section, exact=True).click()


def bottom(part):
    box = part.bounding_box()
    return box["y"] + box["height"]


def test_batch_modes_race_and_can_be_cancelled(page, trained_app):
    page.set_viewport_size({"width": 1400, "height": 900})
    open_section(page, trained_app, "Batch modes")
    page.get_by_role("button", name="Start the race").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_enabled()
    curves = page.locator(".st-key-laboratory").get_by_test_id("stVegaLiteChart")
    expect(curves).to_be_visible()
    assert bottom(curves) <= 900, "the curves are seen without a scroll"
    page.set_viewport_size({"width": 420, "height": 860})
    button = page.get_by_role("button", name="Cancel")
    button.scroll_into_view_if_needed()
    wait_for_layout(page)
    assert curves.bounding_box()["y"] - bottom(button) < 120, "on a phone they come right below the button"
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Start the race")).to_be_enabled()


def test_the_run_that_ended_is_in_the_list_and_can_be_saved(page, app):
    train_and_compare(page, app)
    page.get_by_role("radio", name="Runs", exact=True).click()
    button = page.get_by_test_id("stDownloadButton").filter(has_text="CSV").get_by_role("button")
    with page.expect_download() as saved:
        button.click()
    lines = saved.value.path().read_text().splitlines()
    assert lines[0].startswith("run,epoch,updates,seconds")
    assert len(lines) > 3


def test_a_run_is_branched_from_its_past_and_trained_on(page, app):
    train_and_compare(page, app)
    page.get_by_role("radio", name="Timeline", exact=True).click()
    page.get_by_role("slider", name="Checkpoint").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("As it was at epoch 0.0.")).to_be_visible()
    page.get_by_role("button", name="Branch from here").click()
    expect(page.get_by_text("The Train page now holds a run")).to_be_visible()
    page.get_by_role("link", name="Train", exact=True).click()
    control(page, "Play").click()
    expect(page.get_by_text("Trained for 5 epochs")).to_be_visible(timeout=60_000)


def test_a_sweep_runs_and_its_results_come_in(page, trained_app):
    open_section(page, trained_app, "Sweep")
    page.get_by_role("button", name=re.compile(r"Run \d+ trainings")).click()
    expect(page.get_by_role("button", name="Open the best in Train")).to_be_visible(timeout=120_000)


def test_a_chapter_is_predicted_run_and_answered(page, trained_app):
    open_trained(page, trained_app, SHORT, "Report")
    expect(page.get_by_role("heading", name="The report, chapter by chapter")).to_be_visible()
    page.get_by_text("All of them, or nearly").click()
    page.get_by_role("button", name="Run it here").click()
    expect(page.get_by_role("cell", name=re.compile("100.* %")).nth(2)).to_be_visible(timeout=120_000)


def test_nothing_serious_stands_in_a_readers_way(page, app):
    train_and_compare(page, app)
    shown = {
        "Batch modes": "One sample, some, or all",
        "Runs": "of at most 50 runs",
        "Timeline": "As it was at epoch",
        "Sweep": "the same training with many settings",
    }
    for section, words in shown.items():
        page.get_by_role("radio", name=section, exact=True).click()
        expect(page.get_by_text(words)).to_be_visible()
        # until then the section before stands there, faded
        wait_for_rest(page)
        for look in looks(page):
            assert serious(page) == [], (section, look)
        page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_role("heading", name="1. Linear")).to_be_visible()
    for look in looks(page):
        assert serious(page) == [], look
