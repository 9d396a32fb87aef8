"""The Latent page in a real browser: train there and then, drag over the map, move a slider, draw onto it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from playground.experiment.presets import PRESETS
from tests.browser.reader import looks, serious
from tests.browser.test_draw import draw
from tests.browser.train_page import middle, open_trained
from tests.own_strokes import drawing_of

INK = """canvas => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]
  .filter((_, index) => index % 4 === 3).join()"""


def open_latent(page, trained_app, preset="Autoencoder, digits 8 × 8, a code of 2"):
    experiment = PRESETS[preset]
    brief = experiment.changed(schedule={"epochs": 20})
    open_trained(page, trained_app, brief, "Latent")
    page.locator(".code-map[data-answered]").wait_for()
    page.locator(".code-walk[data-answered]").wait_for()


def decoded(page):
    return page.locator(".decoded canvas")


def expect_another(page, before):
    page.wait_for_function(f"([canvas, before]) => ({INK})(canvas) !== before", arg=[before[0], before[1]])


def seen(page):
    """The decoded image's element, and its ink now."""
    return decoded(page).element_handle(), decoded(page).evaluate(INK)


def test_a_drag_over_the_map_is_decoded_live_and_so_is_a_slider(page, trained_app):
    open_latent(page, trained_app)
    before = seen(page)
    x, y = middle(page.locator(".field"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    expect_another(page, before)
    page.mouse.up()
    expect(page.get_by_text(re.compile(r"Picked: test image \d+, a \d\."))).to_be_visible()
    before = seen(page)
    slider = page.get_by_label("Code 1", exact=True)
    slider.focus()
    slider.press("Home")
    expect_another(page, before)


def test_map_and_decoded_image_are_seen_together_at_once(page, app):
    page.goto(app)
    page.get_by_role("link", name="Latent").click()
    page.locator(".code-map[data-answered]").wait_for()
    page.locator(".code-walk[data-answered]").wait_for()
    for width, height, bar in ((1400, 900, 0), (420, 860, 52)):
        page.set_viewport_size({"width": width, "height": height})
        for part in (page.locator(".field"), decoded(page)):
            expect(part).to_be_in_viewport(ratio=1)
            box = part.bounding_box()
            assert box["y"] + box["height"] <= height - bar, "the bar of pages hides nothing of it"


def test_a_drawing_lands_on_the_map(page, trained_app):
    open_latent(page, trained_app)
    page.get_by_text("Drawing", exact=True).click()
    expect(page.get_by_text("Draw a digit: it lands on the map")).to_be_visible()
    page.get_by_label("Canvas to draw a digit on").scroll_into_view_if_needed()
    draw(page, drawing_of(7).strokes)
    expect(page.get_by_text(re.compile("Rebuilt with an error of")).first).to_be_visible()
    expect(page.get_by_text("Your drawing")).to_be_visible()


def test_the_draw_page_rebuilds_the_drawing(page, trained_app):
    open_latent(page, trained_app)
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_text("Rebuilt by Flatten")).to_be_visible()
    draw(page, drawing_of(3).strokes)
    expect(page.get_by_text(re.compile("Rebuilt with an error of")).first).to_be_visible()


def test_two_digits_are_joined_in_the_code_and_in_the_pixels(page, trained_app):
    open_latent(page, trained_app, "Autoencoder, digits 8 × 8")
    page.get_by_text("Between two digits", exact=True).click()
    for way in ("code", "pixels"):
        expect(page.locator(f".st-key-latent-way-in-the-{way}").get_by_role("listitem")).to_have_count(9)


def test_nothing_serious_stands_in_a_readers_way(page, trained_app):
    open_latent(page, trained_app)
    for look in looks(page):
        assert serious(page) == [], look
