"""The Draw page in a real browser: train there and then, draw, be read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import PRESETS
from tests.browser.train_page import address_of, control, open_train, wait_for_rest
from tests.own_strokes import drawing_of

HASH = [[(0.35, 0.1), (0.35, 0.9)], [(0.65, 0.1), (0.65, 0.9)], [(0.1, 0.35), (0.9, 0.35)], [(0.1, 0.65), (0.9, 0.65)]]


def open_draw(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()


def draw(page, strokes):
    box = page.get_by_label(re.compile("canvas", re.IGNORECASE)).first.bounding_box()
    for stroke in strokes:
        (x, y), *rest = stroke
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.up()


def test_a_new_visitor_s_digit_is_read_with_nothing_to_press(page, app):
    open_draw(page, app)
    for digit in (7, 3):
        draw(page, drawing_of(digit).strokes)
        expect(page.get_by_text(re.compile(f"It looks like an? {digit}")).first).to_be_visible()
        page.get_by_role("button", name="Clear").click()
    draw(page, drawing_of(3).strokes)
    # canvas, answer and bars are seen together, and the canvas takes the room that there is
    for width, height, share in ((1400, 900, 0.6), (820, 1180, 0.4), (420, 860, 0.45)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for_rest(page)
        for shown in (page.locator(".paper"), page.get_by_text("It looks like a 3").first, page.locator(".bar").nth(3)):
            expect(shown).to_be_in_viewport(ratio=1)
        assert page.locator(".paper").bounding_box()["height"] >= share * height, width


def test_what_is_no_digit_is_not_sure_and_less_confidence_is_asked_for(page, app):
    open_draw(page, app)
    draw(page, HASH)
    expect(page.get_by_text(re.compile("Not sure: it could be")).first).to_be_visible()
    confidence = page.get_by_role("slider", name="Answer when at least so sure (%)")
    confidence.focus()
    page.keyboard.press("Home")
    expect(page.get_by_text(re.compile("^It (looks like|could be) an? ")).first).to_be_visible()
    expect(page.get_by_text("it answers 100.0 %")).to_be_visible()


@pytest.mark.nightly
def test_one_button_trains_a_network_and_the_ready_one_can_be_put_back(page, app):
    open_draw(page, app)
    page.get_by_role("button", name="Train a digit network").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible(timeout=60_000)
    for digit in (7, 3, 0):
        draw(page, drawing_of(digit).strokes)
        expect(page.get_by_text(re.compile(f"It looks like an? {digit}")).first).to_be_visible()
        page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("one of those that the button trains")).to_be_visible()
    page.get_by_role("combobox", name="The network").click()
    page.get_by_role("option", name="Ready: reads 28 × 28 pixels").click()
    expect(page.get_by_text("people whose writing it has never seen")).to_be_visible()


def test_the_train_pages_network_reads_the_drawing_and_the_drawing_survives_a_visit_elsewhere(page, app):
    open_train(page, address_of(app, PRESETS["Digits 8 × 8"]))
    control(page, "Play").click()
    expect(page.get_by_text("Trained for 40 epochs")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible()
    draw(page, drawing_of(7).strokes)
    expect(page.get_by_text(re.compile("It looks like a 7")).first).to_be_visible()
    canvas = page.locator(".digit-canvas").element_handle()
    page.wait_for_function("({ dataset: { sent, answered } }) => sent === answered", arg=canvas)
    page.get_by_role("link", name="Train").click()
    expect(control(page, "Play")).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_text(re.compile("It looks like a 7")).first).to_be_visible()


@pytest.mark.nightly
def test_a_labelled_drawing_joins_the_own_examples_and_can_be_trained_with(page, app):
    open_draw(page, app)
    page.get_by_role("button", name="It is a 4").click()
    expect(page.get_by_text("The canvas is empty")).to_be_visible()
    draw(page, drawing_of(4).strokes)
    page.get_by_role("button", name="It is a 4").click()
    expect(page.get_by_text("1 kept")).to_be_visible()
    page.get_by_role("button", name="Train again with mine").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible(timeout=60_000)
