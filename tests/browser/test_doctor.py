"""The doctor's line in a real browser: it is shown, its button changes the experiment, and Undo takes it back."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from playground.experiment.presets import PRESETS
from tests.browser.train_page import address_of, control, open_train, rows, updates, wait_for_rest, wait_for_updates

ILL = PRESETS["Four clouds, no bias anywhere"].changed(schedule={"epochs": 20})
FINDING = "None of its 2 layers has a bias"
CHANGE = "Give every layer a bias"


def picture_in(page: Page, size: ViewportSize) -> FloatRect | None:
    """The place of the picture of the task in a window of that size."""
    page.set_viewport_size(size)
    wait_for_rest(page)
    return page.get_by_role("img", name="Decision regions").bounding_box()


def learn(page: Page) -> None:
    """Train to the end at full speed."""
    page.get_by_role("slider", name="Speed", exact=True).press("End")
    control(page, "Play").click()
    expect(page.get_by_text(FINDING)).to_be_visible(timeout=60_000)
    wait_for_rest(page)


def test_a_finding_is_on_the_screen_and_moves_nothing_its_button_helps_and_undo_takes_it_back(page, app):
    open_train(page, address_of(app, ILL))
    sizes: list[ViewportSize] = [{"width": 1400, "height": 900}, {"width": 1280, "height": 720}]
    before = [picture_in(page, size) for size in sizes]
    learn(page)
    for size, place in zip(sizes, before, strict=True):
        assert picture_in(page, size) == place
        expect(page.get_by_text(FINDING)).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name=CHANGE)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Why?").click()
    expect(page.get_by_text("every border passes through the middle")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=CHANGE).click()
    expect(page.get_by_text("41 parameters in total")).to_be_visible()
    expect(page.get_by_text(FINDING)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("30 parameters in total")).to_be_visible()
    expect(page.get_by_text(FINDING)).to_be_visible()
    expect(rows(page)).to_have_count(4)


def test_not_now_leaves_it_on_a_phone(page, app):
    page.set_viewport_size({"width": 420, "height": 900})
    open_train(page, address_of(app, ILL))
    learn(page)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text(FINDING)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_finding_comes_while_it_trains_and_the_training_goes_on(page, app):
    open_train(page, address_of(app, ILL.changed(schedule={"until_stopped": True})))
    page.get_by_role("slider", name="Speed", exact=True).press("End")
    control(page, "Play").click()
    expect(page.get_by_text(FINDING)).to_be_visible(timeout=60_000)
    expect(control(page, "Pause")).to_be_enabled()
    seen = updates(page)
    wait_for_updates(page, seen + 100)
    control(page, "Pause").click()
    wait_for_rest(page)
    expect(page.get_by_text(FINDING)).to_be_visible()
