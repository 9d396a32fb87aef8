"""The network picture on the Train page of the real app."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from playground.charts.colours import NEGATIVE, POSITIVE, channels
from tests.browser.picture_page import (
    expect_to_fit_a_phone,
    open_with_picture,
    picture_of,
    show_as,
    unit,
    wait_for_picture,
)
from tests.browser.reader import serious, show_theme
from tests.browser.train_page import (
    ENDLESS,
    add_at_end,
    chip,
    control,
    wait_for_updates,
)
from tests.browser.yardstick import WORK, times_as_long

LINEAR, TANH, RELU, SIGMOID = ({"kind": kind} for kind in ("linear", "tanh", "relu", "sigmoid"))
WIDE = ENDLESS.changed(layers=({**LINEAR, "units": 64}, RELU, {**LINEAR, "units": 1}, SIGMOID))
DEEP = ENDLESS.changed(
    dataset={"kind": "moons", "x1_squared": True, "sin_x1": True},
    layers=(*[{**LINEAR, "units": 16}, TANH] * 5, {**LINEAR, "units": 2}),
    loss={"kind": "cross_entropy"},
)
TOO_DEEP = ENDLESS.changed(layers=(*[{**LINEAR, "units": 2}, TANH] * 6, {**LINEAR, "units": 1}))
# Those of the colours that are somewhere on the canvas.
INKS = """(canvas, colours) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
  return colours.filter((colour) => seen.has(colour));
}"""
NUMBER = r"−?\d+\.\d+"
GRADIENT = r"−?\d[\d.e−]*"


def expect_the_colours_of_every_page_and_nothing_serious(page, picture):
    inks = [" ".join(map(str, channels(colour))) for colour in (POSITIVE, NEGATIVE)]
    for scheme in ("light", "dark"):
        show_theme(page, scheme)
        for sign, colour in (("positive", POSITIVE), ("negative", NEGATIVE)):
            drawn = f"rgb({', '.join(map(str, channels(colour)))})"
            expect(picture.locator(f".legend .line.{sign}")).to_have_css("border-top-color", drawn)
        # the thickest lines on the canvas are of the same colours
        assert picture.locator(".stage > canvas").evaluate(INKS, inks) == inks, scheme
        unit(picture, "Unit 2 of layer 1").hover()
        expect(picture.get_by_role("heading")).to_have_text("Unit 2")
        assert serious(page, ".st-key-network") == [], scheme
        page.mouse.move(2, 2)
        expect(picture.get_by_role("heading")).not_to_have_text("Unit 2")
    expect_to_fit_a_phone(page, picture)


def test_it_shows_the_first_weights_and_then_moves_with_the_training(page, app):
    open_with_picture(page, app, ENDLESS)
    picture = picture_of(page)
    expect(picture).to_have_attribute("data-picture", "0")
    expect(picture.get_by_role("button")).to_have_count(13)
    expect(picture.locator(".titles")).to_contain_text("Linear 10 + Tanh")
    height = picture.evaluate("picture => document.fonts.ready.then(() => picture.clientHeight)")
    output = unit(picture, "Output class 1").locator("canvas")
    untrained = output.evaluate("canvas => canvas.toDataURL()")
    control(page, "Play").click()
    wait_for_picture(picture, 100)
    wait_for_picture(picture, int(picture.get_attribute("data-picture")) + 100)
    assert output.evaluate("canvas => canvas.toDataURL()") != untrained
    control(page, "Pause").click()
    expect(control(page, "Play")).to_be_enabled()
    plot = page.locator("[data-frame]")
    page.wait_for_function(
        "([picture, plot]) => picture.dataset.picture === plot.dataset.frame",
        arg=[picture.element_handle(), plot.element_handle()],
    )
    assert picture.evaluate("picture => picture.clientHeight") == height, "nothing jumps"
    control(page, "Reset").click()
    expect(picture).to_have_attribute("data-picture", "0")
    page.wait_for_function(
        "([canvas, untrained]) => canvas.toDataURL() === untrained", arg=[output.element_handle(), untrained]
    )
    expect_the_colours_of_every_page_and_nothing_serious(page, picture)


def test_pointing_at_a_unit_reads_its_numbers_while_they_change(page, app):
    open_with_picture(page, app, ENDLESS)
    picture = picture_of(page)
    reading = picture.get_by_role("region", name="Numbers of one unit")
    expect(reading).to_contain_text("Output: class 1")
    lines = picture.locator(".stage > canvas")
    plain = lines.evaluate("canvas => canvas.toDataURL()")
    small = unit(picture, "Unit 3 of layer 1").bounding_box()["width"]
    unit(picture, "Unit 3 of layer 1").hover()
    expect(reading.get_by_role("heading")).to_have_text("Unit 3")
    expect(reading).to_contain_text("of layer 1: Linear 10 + Tanh")
    expect(reading).to_contain_text(
        re.compile("Bias0.00Its gradient" + GRADIENT + "Lowest output" + NUMBER + "Highest output" + NUMBER)
    )
    expect(reading.get_by_role("listitem")).to_have_text([re.compile("^x₁" + NUMBER), re.compile("^x₂" + NUMBER)])
    page.wait_for_function(
        "([node, small]) => node.getBoundingClientRect().width > 1.2 * small",
        arg=[unit(picture, "Unit 3 of layer 1").element_handle(), small],
    )
    assert lines.evaluate("canvas => canvas.toDataURL()") != plain, "its connections stand out"
    # without scrolling, under the resting pointer
    control(page, "Play").evaluate("button => button.click()")
    wait_for_picture(picture, 200)
    expect(reading.get_by_role("heading")).to_have_text("Unit 3")
    expect(reading).not_to_contain_text("Bias0.00")
    page.mouse.move(2, 2)
    expect(reading).to_contain_text("Output: class 1")


def test_the_arrow_keys_move_between_units(page, app):
    open_with_picture(page, app, ENDLESS)
    picture = picture_of(page)
    heading = picture.get_by_role("heading")
    assert picture.locator("button[tabindex='0']").count() == 1, "one stop for Tab"
    unit(picture, "Output class 1").focus()
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text(re.compile("Unit [56]"))
    page.keyboard.press("Home")
    expect(heading).to_have_text("Unit 1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(heading).to_have_text("Unit 2")
    page.keyboard.press("End")
    expect(heading).to_have_text("Unit 10")
    focused = picture.locator("button:focus")
    expect(focused).to_have_attribute(
        "aria-label",
        re.compile(
            f"^Unit 10, of layer 1: Linear 10 \\+ Tanh: output from {NUMBER} to {NUMBER}; "
            f"bias 0.00, its gradient {GRADIENT}; weights x₁"
        ),
    )
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("Input x₂")
    expect(picture.get_by_text("An input has no weights.")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("Input x₂")
    assert picture.locator("button[tabindex='0']").count() == 1


def test_of_64_units_16_are_shown_and_it_says_so(page, app):
    open_with_picture(page, app, WIDE)
    picture = picture_of(page)
    expect(picture.locator(".titles")).to_contain_text("Linear 64 + ReLU16 of 64 shown")
    expect(picture.locator("button.hidden")).to_have_count(16)
    expect(picture.get_by_text(re.compile("^Incoming weights, of the first 16 of 64"))).to_be_visible()
    expect(picture.get_by_role("listitem").filter(has_text=re.compile(r"^unit \d"))).to_have_count(16)
    expect_to_fit_a_phone(page, picture)


def test_another_stack_is_another_picture_and_a_broken_one_none(page, app):
    open_with_picture(page, app, ENDLESS)
    picture = picture_of(page)
    show_as(page, "Stack")
    add_at_end(page, "Dropout")
    show_as(page, "Picture")
    expect(picture.locator(".titles")).to_contain_text("Linear 1 + Sigmoid + Dropout")
    show_as(page, "Stack")
    chip(page, "Linear").click()
    expect(page.get_by_text("it must give 1 or 2").first).to_be_visible()
    show_as(page, "Picture")
    expect(page.get_by_text("This stack cannot be trained yet")).to_be_visible()
    expect(picture).to_have_count(0)
    show_as(page, "Stack")
    page.get_by_role("button", name="Undo").click()
    show_as(page, "Picture")
    expect(picture.locator(".titles")).to_contain_text("Linear 1 + Sigmoid + Dropout")


def test_it_can_be_put_away_and_brought_back_while_training(page, app):
    open_with_picture(page, app, ENDLESS)
    picture = picture_of(page)
    control(page, "Play").click()
    wait_for_picture(picture, 50)
    show_as(page, "Stack")
    expect(picture).to_have_count(0)
    stood = int(page.locator("[data-frame]").get_attribute("data-frame"))
    wait_for_updates(page, stood + 50)
    show_as(page, "Picture")
    wait_for_picture(picture_of(page), stood + 50)


def test_what_cannot_be_drawn_is_said(page, app):
    open_with_picture(page, app, TOO_DEEP)
    expect(page.get_by_text("too deep to draw: it has 7 layers")).to_be_visible()
    expect(page.locator(".network-picture")).to_have_count(0)


def test_drawing_the_largest_picture_leaves_the_browser_room_and_it_is_accessible(page, app):
    open_with_picture(page, app, DEEP)
    picture = picture_of(page)
    control(page, "Play").click()
    page.evaluate(WORK)
    picture.evaluate(
        """picture => {
          window.took = [];
          new MutationObserver(() => took.push([Number(picture.dataset.milliseconds), work()]))
            .observe(picture, {attributeFilter: ["data-picture"]});
        }"""
    )
    page.wait_for_function("() => took.length >= 40")
    drawing, work = zip(*page.evaluate("() => took"), strict=True)
    assert times_as_long(drawing, work) <= 6  # 1.8 alone, 2.3 beside others
    control(page, "Pause").click()
    expect(control(page, "Play")).to_be_enabled()
    expect_the_colours_of_every_page_and_nothing_serious(page, picture)
