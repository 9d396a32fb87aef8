"""The Train page fits its window: what there is to watch and to turn is seen at once, in every size and theme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.experiment.presets import DEFAULT, PRESETS
from tests.browser.reader import show_theme
from tests.browser.train_page import address_of, control, open_train, wait_for_rest, wait_for_updates

BUTTONS = ("Play", "Pause", "Step", "Epoch", "Reset")
PICTURES = {
    "Decision regions": DEFAULT,
    "Test digits": PRESETS["Digits 8 × 8"],
    "Reconstructions": PRESETS["Autoencoder, digits 8 × 8"],
}


def in_view(page: Page, *, picture: str) -> dict[str, Locator]:
    """What a person is to see without scrolling, by its name."""
    return {
        "title": page.get_by_role("heading", level=1),
        "purpose": page.get_by_text("A network of your own learns"),
        **{name: control(page, name) for name in BUTTONS},
        "Learning rate": page.get_by_role("slider", name="Learning rate", exact=True),
        "Batch size": page.get_by_role("slider", name="Batch size", exact=True),
        "Batch mode": page.get_by_role("group", name="Batch mode", exact=True),
        "epoch": page.get_by_text("Epoch", exact=True).last,
        "costs": page.get_by_role("columnheader", name="Cost"),
        picture: page.get_by_role("img", name=picture),
        "Cost curve": page.get_by_role("img", name="Cost curve"),
    }


def edges(found: Locator, name: str) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of what is drawn."""
    box = found.bounding_box()
    assert box is not None, f"{name} is not drawn"
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def expect_inside(page: Page, shown: dict[str, Locator]) -> None:
    """All of them lie wholly within the window, and have a size."""
    window = page.viewport_size
    assert window is not None
    for name, found in shown.items():
        left, upper, right, lower = edges(found, name)
        assert min(right - left, lower - upper) > 10, f"{name} has no size"
        assert min(left, upper) >= 0, f"{name} begins outside the window"
        assert right <= window["width"], f"{name} ends {right - window['width']} pixels to the right of the window"
        assert lower <= window["height"], f"{name} ends {lower - window['height']} pixels below the window"


def test_all_of_the_default_is_on_one_screen(page, app):
    open_train(page, app)
    shown = in_view(page, picture="Decision regions")
    shown |= {name: page.get_by_role("region", name=name, exact=True) for name in ("Data", "Network")}
    shown["Speed"] = page.get_by_role("slider", name="Speed", exact=True)
    shown["switch"] = page.get_by_role("radiogroup", name="Show the network as")
    looks = [(size, scheme) for size in ((1400, 900), (1280, 720)) for scheme in ("light", "dark")]
    for steps, ((width, height), scheme) in enumerate(looks, start=1):
        page.set_viewport_size({"width": width, "height": height})
        show_theme(page, scheme)
        wait_for_rest(page)
        expect_inside(page, shown)
        left, _, right, _ = edges(shown["Network"], "Network")
        within = edges(shown["switch"], "switch")
        assert left <= within[0] < within[2] <= right, "the switch is part of the network's column"
        _, upper, _, lower = edges(shown["Decision regions"], "picture")
        assert lower - upper >= 0.35 * height, "the picture is large"
        control(page, "Step").click()
        wait_for_updates(page, steps)
        expect_inside(page, shown)


@pytest.mark.parametrize("picture", ["Test digits", "Reconstructions"])
def test_a_networks_images_and_its_curves_are_seen_together(page, app, picture):
    page.set_viewport_size({"width": 1400, "height": 900})
    open_train(page, address_of(app, PICTURES[picture]))
    wait_for_rest(page)
    expect_inside(page, in_view(page, picture=picture))


def test_on_a_phone_picture_play_and_rate_stay_while_the_rest_scrolls(page, app):
    page.set_viewport_size({"width": 420, "height": 900})
    open_train(page, app)
    wait_for_rest(page)
    pages = page.get_by_role("navigation", name="App pages")
    for _ in range(2):
        names = ("Learning rate", "Decision regions", "Cost curve")
        shown = in_view(page, picture="Decision regions")
        expect_inside(page, {"Play": control(page, "Play"), "pages": pages, **{name: shown[name] for name in names}})
        last = page.get_by_role("region", name="Training settings").get_by_text("Until stopped")
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport()
    assert edges(pages, "pages")[3] == 900, "the pages' bar is at the bottom"
    for link in pages.get_by_role("link").all():
        expect(link.get_by_role("paragraph"), "nothing hides behind an icon without a word").to_be_visible()


def test_on_a_tablet_picture_and_settings_stand_beside_each_other(page, app):
    page.set_viewport_size({"width": 820, "height": 1100})
    open_train(page, app)
    wait_for_rest(page)
    picture = edges(page.get_by_role("img", name="Decision regions"), "picture")
    network, data = (edges(page.get_by_role("region", name=name, exact=True), name) for name in ("Network", "Data"))
    assert picture[2] <= network[0] == data[0]


def test_pause_takes_plays_place_on_a_phone_and_its_focus(page, app):
    page.set_viewport_size({"width": 420, "height": 900})
    open_train(page, address_of(app, DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})))
    control(page, "Play").focus()
    page.keyboard.press("Enter")
    expect(control(page, "Pause")).to_be_visible()
    expect(control(page, "Play")).to_be_hidden()
    expect(control(page, "Pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(control(page, "Play")).to_be_focused()
