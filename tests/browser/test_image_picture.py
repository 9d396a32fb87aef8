"""The network picture of networks on images, on the Train page of the real app."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import DIGITS, PRESETS
from tests.browser.picture_page import (
    expect_to_fit_a_phone,
    open_with_picture,
    picture_of,
    show_as,
    unit,
    wait_for_picture,
)
from tests.browser.reader import serious, show_theme
from tests.browser.train_page import control

ENDLESS = {"schedule": {"kind": "schedule", "until_stopped": True}}
AUTOENCODER = PRESETS["Autoencoder, digits 8 × 8"]
FLATTEN, RELU = ({"kind": kind} for kind in ("flatten", "relu"))
CONVOLUTION = {"kind": "conv2d", "channels": 4, "kernel": 3, "padding": "same"}
POOL = {"kind": "max_pool2d", "size": 2}
CONVOLUTIONAL = DIGITS.changed(layers=(CONVOLUTION, RELU, POOL, FLATTEN, {"kind": "linear", "units": 10}))
DRAWN = "canvas => canvas.toDataURL()"


def digit(picture, number):
    """The button that shows the network another image."""
    return picture.get_by_role("button", name=f"Digit {number}", exact=True)


@pytest.mark.parametrize(
    ("experiment", "first", "answer"),
    [
        pytest.param(DIGITS, "Unit 3 of layer 1", "Output 7", marks=pytest.mark.nightly),
        (CONVOLUTIONAL, "Map 3 of layer 1", "Output 7"),
        pytest.param(AUTOENCODER, "Unit 3 of layer 1", "Image rebuilt", marks=pytest.mark.nightly),
    ],
    ids=["digits", "convolution", "autoencoder"],
)
def test_first_weights_move_with_the_training_and_stand_when_paused_accessible_and_on_a_phone(
    page, app, experiment, first, answer
):
    open_with_picture(page, app, experiment.changed(**ENDLESS))
    picture = picture_of(page)
    expect(picture).to_have_attribute("data-picture", "0")
    canvases = [unit(picture, name).locator("canvas").last for name in (first, answer)]
    untrained = [canvas.evaluate(DRAWN) for canvas in canvases]
    height = picture.evaluate("picture => document.fonts.ready.then(() => picture.clientHeight)")
    control(page, "Play").click()
    wait_for_picture(picture, 300)
    control(page, "Pause").click()
    expect(control(page, "Play")).to_be_enabled()
    plot = page.locator("[data-frame]")
    page.wait_for_function(
        "([picture, plot]) => picture.dataset.picture === plot.dataset.frame",
        arg=[picture.element_handle(), plot.element_handle()],
    )
    trained = [canvas.evaluate(DRAWN) for canvas in canvases]
    assert all(now != before for now, before in zip(trained, untrained, strict=True))
    assert picture.evaluate("picture => picture.clientHeight") == height, "nothing jumps"
    page.wait_for_timeout(300)
    assert [canvas.evaluate(DRAWN) for canvas in canvases] == trained
    for scheme in ("light", "dark"):
        show_theme(page, scheme)
        picture.locator("button.hidden").first.hover()
        expect(picture.get_by_role("heading")).to_have_text(re.compile("^(Unit|Map) 1$"))
        assert serious(page, ".st-key-network") == [], scheme
        page.mouse.move(2, 2)
    expect_to_fit_a_phone(page, picture)


def test_another_image_is_another_input_and_another_answer(page, app):
    open_with_picture(page, app, DIGITS)
    picture = picture_of(page)
    shown, answer = (unit(picture, name).locator("canvas") for name in ("Image shown", "Output 3"))
    before = shown.evaluate(DRAWN), answer.evaluate(DRAWN)
    expect(digit(picture, 0)).to_have_attribute("aria-pressed", "true")
    digit(picture, 3).click()
    expect(digit(picture, 0)).to_have_attribute("aria-pressed", "false")
    changed = "([canvas, before]) => canvas.toDataURL() !== before"
    page.wait_for_function(changed, arg=[shown.element_handle(), before[0]])
    page.wait_for_function(changed, arg=[answer.element_handle(), before[1]])
    control(page, "Epoch").click()
    wait_for_picture(picture, 47)
    reading = picture.get_by_role("region", name="Numbers of one unit")
    unit(picture, "Output 3").hover()
    expect(reading.get_by_role("heading")).to_have_text("Output: 3")
    shares = reading.locator(".outputs").get_by_role("listitem")
    expect(shares).to_have_count(10)
    expect(reading.locator(".outputs .marked")).to_have_text(re.compile(r"^30\.\d\d$"))
    said = [float(text[1:]) for text in shares.all_inner_texts() for text in [text.replace("\n", "")]]
    assert max(range(10), key=said.__getitem__) == 3, "it believes most in a 3 where it is shown one"
    expect(reading).to_contain_text(
        "Incoming weights, of the first 16 of 64; then their gradients, for these 10 images"
    )


def test_the_picture_fits_its_column_and_comes_back_after_the_stack(page, app):
    page.set_viewport_size({"width": 1400, "height": 900})
    open_with_picture(page, app, PRESETS["Digits 8 × 8"])
    picture = picture_of(page)
    assert picture.locator(".drawing").evaluate("drawing => drawing.clientHeight") <= 540
    box = picture.locator(".drawing").bounding_box()
    assert box["y"] + box["height"] <= 900
    show_as(page, "Stack")
    expect(picture).to_have_count(0)
    show_as(page, "Picture")
    expect(picture_of(page).locator("button.incoming")).to_have_count(16)
    expect(picture.locator(".titles")).to_contain_text("16 of 64 shown")
