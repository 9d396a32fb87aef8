"""One step, explained: walked through, pointed at, picked by a click, and made."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.experiment.presets import DEFAULT, DIGITS
from tests.browser.reader import looks, serious
from tests.browser.train_page import address_of, open_train, updates, wait_for_updates
from tests.convolution import CONVOLUTION


def open_step(page: Page, address: str) -> Locator:
    """Open the Train page at the address, and on it the step."""
    open_train(page, address)
    page.get_by_text("One step, explained").click()
    region = page.get_by_role("region", name="One step")
    expect(title(region)).to_contain_text("Output")
    return region


def title(region: Locator) -> Locator:
    """Of the explanation."""
    return region.get_by_role("region", name="Explanation").get_by_role("heading", level=4)


def result(region: Locator) -> float:
    """The number that is explained, as it is written; of one that moves, the new one."""
    return float(region.locator("output").inner_text().split("→")[-1].replace("−", "-"))


def enter(region: Locator, phase: str) -> None:
    region.get_by_role("button", name=phase, exact=True).click()


def test_the_keyboard_goes_through_a_step_and_the_network_makes_it(page, app):
    region = open_step(page, app)
    expect(title(region)).to_have_text(re.compile(r"Output \d+ of row 1, Linear"))
    region.get_by_role("application", name=re.compile("^1: Linear, outputs")).focus()
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    expect(title(region)).to_have_text("Output 1 of row 1, Linear")
    page.keyboard.press("ArrowRight")
    expect(title(region)).to_have_text("Output 1 of row 2, Tanh")
    expect(region.get_by_text("Its curve", exact=False)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(title(region)).to_have_text("Output 2 of row 2, Tanh")
    page.keyboard.press("Enter")
    expect(region.get_by_text("Kept", exact=False)).to_be_visible()
    enter(region, "2 Loss")
    expect(title(region)).to_contain_text("Loss")
    enter(region, "3 Backward")
    expect(title(region)).to_have_text(re.compile("^Gradient of the loss by output 1 of row 4"))
    region.get_by_role("button", name="Is it right?").click()
    expect(region.get_by_text("They agree")).to_be_visible()
    enter(region, "4 Update")
    expect(title(region)).to_have_text(re.compile(r"^New value of weights \(\d+, \d+\) of row 1"))
    new = result(region)
    found = re.search(r"\((\d+), (\d+)\)", title(region).inner_text())
    assert found is not None
    stands = region.locator("[data-stands]").get_attribute("data-stands")
    region.get_by_role("button", name="Make this step").click()
    wait_for_updates(page, 1)
    assert updates(page) == 1
    expect(region.locator("[data-stands]")).not_to_have_attribute("data-stands", str(stands))
    # the new weight is the old one of the step that follows
    old = region.get_by_role("row", name=re.compile("^θ")).first
    expect(old).to_contain_text(f"{new:.3g}".replace("-", "−").rstrip("0"))


def test_a_clicked_point_and_a_chosen_sample_are_explained_alone(page, app):
    region = open_step(page, app)
    name = region.get_by_text(re.compile("sample [0-9,]+, class"))
    expect(name).to_have_text(re.compile(r"^1 of 10 of the next batch: training sample"))
    make = region.get_by_role("button", name="Make this step")
    expect(make).not_to_have_attribute("aria-disabled", "true")
    plane = page.get_by_role("img", name=re.compile("^Decision regions"))
    box = plane.bounding_box()
    assert box is not None
    # points lie close in the clouds: somewhere on the way through one there is a point
    for share in (0.3, 0.33, 0.36, 0.39, 0.42):
        plane.click(position={"x": share * box["width"], "y": 0.33 * box["height"]})
    expect(name).to_have_text(re.compile(r"^Alone, as if it were the batch: (training|test) sample"))
    expect(make).to_have_attribute("aria-disabled", "true")
    region.get_by_role("combobox", name="Sample").select_option("test")
    expect(name).to_contain_text("test sample 1, class")
    region.get_by_role("spinbutton", name="Number").fill("7")
    page.keyboard.press("Tab")
    expect(name).to_contain_text("test sample 7, class")
    region.get_by_role("combobox", name="Sample").select_option("batch")
    expect(make).not_to_have_attribute("aria-disabled", "true")


def test_a_clicked_digit_is_explained(page, app):
    region = open_step(page, address_of(app, DIGITS))
    tile = page.get_by_role("img", name=re.compile("^Test digits")).locator("canvas").nth(2)
    tile.click()
    expect(region.get_by_text(re.compile("Alone, as if it were the batch: test sample"))).to_be_visible()


def test_while_it_trains_the_step_waits(page, app):
    endless = DEFAULT.changed(schedule={"until_stopped": True})
    region = open_step(page, address_of(app, endless))
    page.get_by_role("button", name="Play", exact=True).click()
    expect(region.get_by_text("Training goes on")).to_be_visible()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(region.get_by_text("Training goes on")).to_be_hidden()


@pytest.mark.parametrize(
    "experiment", [DEFAULT, pytest.param(CONVOLUTION, marks=pytest.mark.nightly)], ids=["points", "convolution"]
)
def test_no_serious_violation_in_any_phase(page, app, experiment):
    region = open_step(page, address_of(app, experiment))
    for phase in ("1 Forward", "4 Update"):
        enter(region, phase)
        expect(region.get_by_role("button", name=phase, exact=True)).to_have_attribute("aria-pressed", "true")
        for look in looks(page):
            assert serious(page) == [], (phase, look)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        page.set_viewport_size({"width": 1400, "height": 900})
