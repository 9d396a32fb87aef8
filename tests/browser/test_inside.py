"""The Inside page in a real browser: draw and see every layer, look at filters, try bars."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from playground.charts.colours import NEGATIVE, POSITIVE, channels
from tests.browser.reader import looks, serious, show_theme
from tests.browser.test_draw import draw
from tests.browser.train_page import (
    address_of,
    control,
    open_train,
    open_trained,
    wait_for_rest,
    wait_for_updates,
    workers,
)
from tests.browser.yardstick import asked, times_as_long
from tests.convolution import CONVOLUTION
from tests.own_strokes import drawing_of

TRAINED = CONVOLUTION.changed(schedule={"kind": "schedule", "batch_size": 32, "epochs": 5})
# What every section says of itself, and no other.
SAID = {
    "Layers": "From top to bottom, what each layer",
    "Filters": "A filter answers where",
    "Orientation": "The angle of the pattern",
    "Saliency": "How the score of the predicted class",
}
# Milliseconds from the drawing's last change to a layer's new picture, measured in the browser by its own clock.
WATCH = """() => {
  const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  const canvas = roots.map((root) => root.querySelector(".digit-canvas")).filter(Boolean)[0];
  const pictures = roots.map((root) => root.querySelector(".layer-outputs")).filter(Boolean)[0];
  window.taken = [];
  let lifted = null;
  addEventListener("pointerup", () => (lifted = performance.now()), true);
  new MutationObserver(() => {
    if (lifted === null || canvas.dataset.sent !== pictures.dataset.revision) return;
    window.taken.push(performance.now() - lifted);
    lifted = null;
  }).observe(pictures, { attributes: true, attributeFilter: ["data-revision"] });
}"""


# The pictures are of the drawing as it was sent last.
FOLLOWED = """() => {
  const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  const [canvas, pictures] = [".digit-canvas", ".layer-outputs"].map(
    (name) => roots.map((root) => root.querySelector(name)).filter(Boolean)[0],
  );
  return canvas.dataset.sent === pictures.dataset.revision;
}"""


def open_inside(page, trained_app):
    open_trained(page, trained_app, TRAINED, "Inside")
    expect(page.get_by_text("of the test digits right")).to_be_visible()
    expect(layers(page).get_by_role("heading", name="Input")).to_be_visible()
    return page


def layers(page):
    return page.locator(".layer-outputs")


def pick(page, name):
    page.get_by_role("radio", name=name).click()


def image_of(page, layer):
    """The pixels of a layer's picture."""
    picture = layers(page).get_by_role("slider", name=re.compile(f"^{re.escape(layer)}")).locator("canvas")
    return picture.evaluate("(canvas) => canvas.toDataURL()")


def wait_for_another(page, layer, before):
    """Wait until the layer's picture is not `before`."""
    page.wait_for_function(
        """([layer, before]) => [...document.querySelectorAll("*")].some((host) => {
          const pictures = [...(host.shadowRoot?.querySelectorAll(".picture") ?? [])];
          const picture = pictures.find((each) => each.getAttribute("aria-label")?.startsWith(layer));
          return picture && picture.querySelector("canvas").toDataURL() !== before;
        })""",
        arg=[layer, before],
    )


def filters(page):
    return page.get_by_role("group", name="Filters of layer 1 · Conv2D").get_by_role("button")


def numbers(page):
    return [int(text.split()[0]) for text in filters(page).all_inner_texts()]


def test_every_layer_follows_the_pen_and_all_may_share_a_scale(page, trained_app):
    open_inside(page, trained_app)
    for name in (
        "Input",
        "1 · Conv2D",
        "2 · ReLU",
        "3 · MaxPool2D",
        "4 · Flatten",
        "5 · Linear",
        "Output: Softmax, from the loss",
    ):
        expect(layers(page).get_by_role("heading", name=name, exact=True)).to_be_visible()
    empty = image_of(page, "1 · Conv2D")
    draw(page, drawing_of(3).strokes)
    expect(page.get_by_text(re.compile("It looks like an? ")).first).to_be_visible()
    wait_for_another(page, "1 · Conv2D", empty)
    page.wait_for_function(FOLLOWED)
    before = image_of(page, "4 · Flatten")
    page.get_by_role("checkbox", name="One scale for all layers").check()
    wait_for_another(page, "4 · Flatten", before)


def test_pictures_are_read_and_follow_the_theme_in_the_colours_that_every_page_gives_to_signs(page, trained_app):
    open_inside(page, trained_app)
    picture = layers(page).get_by_role("slider", name=re.compile("^2 · ReLU"))
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(layers(page).get_by_text(re.compile(r"channel 0, row 1, column 0: "))).to_be_visible()
    expect(picture).to_have_attribute("aria-valuetext", re.compile("channel 0, row 1, column 0"))
    picture.hover(position={"x": 6, "y": 6})
    expect(layers(page).get_by_text(re.compile(r"channel 0, row 0, column 0: "))).to_be_visible()
    page.mouse.move(2, 2)
    ends = [f"rgb({', '.join(map(str, channels(colour)))})" for colour in (NEGATIVE, POSITIVE)]
    show_theme(page, "light")
    canvas = layers(page).locator("canvas").first
    light = canvas.evaluate("canvas => canvas.toDataURL()")
    for scheme, same in (("dark", False), ("light", True)):
        show_theme(page, scheme)
        page.wait_for_function(
            "([canvas, light, same]) => (canvas.toDataURL() === light) === same",
            arg=[canvas.element_handle(), light, same],
        )
        drawn = layers(page).locator(".legend .bar").evaluate("bar => getComputedStyle(bar).backgroundImage")
        assert drawn.startswith(f"linear-gradient(90deg, {ends[0]}, "), scheme
        assert drawn.endswith(f", {ends[1]})"), scheme


def test_a_filter_is_chosen_by_mouse_and_by_keyboard(page, trained_app):
    open_inside(page, trained_app)
    draw(page, drawing_of(7).strokes)
    pick(page, "Filters")
    expect(filters(page)).to_have_count(6)
    filters(page).nth(4).click()
    expect(page.get_by_role("heading", name="Filter 4 of layer 1 · Conv2D")).to_be_visible()
    expect(filters(page).nth(4)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Filter 3 of layer 1 · Conv2D")).to_be_visible()
    expect(filters(page).nth(3)).to_be_focused()
    expect(page.get_by_role("heading", name="The 9 test images that excite it most")).to_be_visible()
    expect(page.locator(".pair:visible")).to_have_count(9)
    expect(page.get_by_text("Where it fires, over the image")).to_be_visible()


def test_channels_are_switched_off_and_on_again_and_what_is_lost_is_said(page, trained_app):
    open_inside(page, trained_app)
    draw(page, drawing_of(3).strokes)
    picture = layers(page).get_by_role("slider", name=re.compile("^1 · Conv2D"))
    picture.click(position={"x": 20, "y": 20})
    expect(page.get_by_role("button", name="Switch on Filter 0 of 1 · Conv2D")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Without this unit, .*: accuracy .* of 297 test digits\.$"))).to_be_visible()
    picture.focus()
    picture.press("End")
    picture.press("Enter")
    expect(layers(page).get_by_text(re.compile("^channel 5, .*, switched off$"))).to_be_visible()
    expect(page.get_by_text(re.compile("^Without these 2 units, "))).to_be_visible()
    pick(page, "Filters")
    page.get_by_role("button", name=re.compile("^Filter 5, .*, switched off$")).click()
    expect(page.get_by_role("heading", name="Filter 5 of layer 1 · Conv2D")).to_be_visible()
    page.get_by_role("button", name="Switch on", exact=True).click()
    page.get_by_role("button", name="Switch on Filter 0 of 1 · Conv2D").click()
    expect(page.get_by_text("Switch a channel or a unit off, and see")).to_be_visible()
    expect(page.get_by_role("button", name="Switch off", exact=True)).to_be_visible()


def test_bars_and_sobel_filters(page, trained_app):
    open_inside(page, trained_app)
    pick(page, "Orientation")
    expect(filters(page)).to_have_count(6)
    page.get_by_role("button", name="Show it bars at an angle").click()
    expect(page.get_by_role("slider", name="Angle (degrees)")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("Its filters")).click()
    page.get_by_role("option", name="Sobel filters in 1 · Conv2D, here only").click()
    expect(page.get_by_role("button", name="Filter 0, 0 degrees")).to_be_visible()
    expect(page.get_by_role("button", name="Filter 1, 90 degrees")).to_be_visible()
    assert numbers(page)[0] == 0
    expect(page.get_by_role("heading", name="The image")).to_be_visible()
    before = image_of(page, "The image")
    page.get_by_role("slider", name="Angle (degrees)").press("Home")
    wait_for_another(page, "The image", before)
    # The choices outlive a visit elsewhere.
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    page.get_by_role("link", name="Inside").click()
    expect(page.get_by_role("slider", name="Angle (degrees)")).to_have_value("0")
    expect(page.get_by_role("button", name="Filter 1, 90 degrees")).to_be_visible()


def test_training_again_is_seen_here_and_so_is_a_run_that_is_started_again(page, app):
    before = workers(app)
    endless = TRAINED.changed(schedule={"until_stopped": True})
    open_train(page, address_of(app, endless))
    control(page, "Play").click()
    wait_for_updates(page, 50)
    control(page, "Pause").click()
    expect(control(page, "Play")).to_be_enabled()
    page.get_by_role("link", name="Inside").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible()
    pick(page, "Filters")
    page.get_by_role("combobox", name=re.compile("Its filters")).click()
    page.get_by_role("option", name="Sobel filters in 1 · Conv2D, here only").click()
    page.get_by_role("button", name="Train again from these").click()
    progress = page.get_by_text(re.compile("^Epoch .* updates"))
    expect(progress).to_be_visible()
    for worker in workers(app) - before:
        os.kill(worker, signal.SIGKILL)
    page.get_by_role("button", name="Start again").click()
    expect(progress).to_be_visible()
    expect(page.get_by_text("ended from outside")).to_be_hidden()
    seen = progress.inner_text()
    expect(progress).not_to_have_text(seen)


def test_saliency_of_a_test_image(page, trained_app):
    open_inside(page, trained_app)
    pick(page, "Test image")
    page.get_by_role("button", name="A wrong one").click()
    pick(page, "Saliency")
    expect(page.get_by_role("heading", name="Saliency over the image")).to_be_visible()
    expect(page.get_by_text(re.compile(r"It is an? \d\. The network takes it for an? \d"))).to_be_visible()


@pytest.mark.nightly
def test_the_picture_follows_the_lifted_pen_at_once(page, trained_app):
    open_inside(page, trained_app)
    page.evaluate(WATCH)
    strokes = drawing_of(1).strokes
    bare = []
    for number in range(1, 9):
        bare.append(asked(page))
        draw(page, [[(x * 0.5 + number / 20, y) for x, y in stroke] for stroke in strokes])
        page.wait_for_function("(count) => window.taken.length >= count", arg=number)
    taken = page.evaluate("window.taken")
    print(f"pointer up to picture: {sorted(round(each) for each in taken)} ms")
    assert times_as_long(taken, bare) < 40  # 15 alone, 18 beside others


@pytest.mark.nightly
def test_a_network_is_watched_while_it_trains(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Inside").click()
    page.get_by_role("button", name="Train a digit network").click()
    expect(layers(page).get_by_role("heading", name="Input")).to_be_visible(timeout=30_000)
    pick(page, "Filters")
    expect(page.get_by_role("group", name="Filters of layer 1 · Conv2D")).to_be_visible()
    pick(page, "Bars")
    expect(page.get_by_text("of the test digits right")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="The 9 test images that excite it most")).to_be_visible()
    expect(page.get_by_role("slider", name="Angle (degrees)")).to_be_visible()


def test_the_layers_follow_the_weights_while_they_are_trained(page, app):
    endless = TRAINED.changed(schedule={"until_stopped": True})
    open_train(page, address_of(app, endless))
    control(page, "Play").click()
    wait_for_updates(page, 50)
    page.get_by_role("link", name="Inside").click()
    pick(page, "Bars")
    for _ in range(2):
        expect(layers(page).get_by_role("heading", name="1 · Conv2D")).to_be_visible()
        wait_for_another(page, "1 · Conv2D", image_of(page, "1 · Conv2D"))


def test_no_serious_violation_in_any_section_and_no_choice_cut_off(page, trained_app):
    page.set_viewport_size({"width": 820, "height": 900})
    open_inside(page, trained_app)
    # its buttons go on in another row where there is no room
    for name in ("Drawing", "Test image", "Bars"):
        expect(page.get_by_role("radio", name=name)).to_be_in_viewport(ratio=1)
    draw(page, drawing_of(3).strokes)
    for section in SAID:
        show_section(page, section)
        for look in looks(page):
            assert serious(page) == [], (section, look)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (section, look)
    # what else may stand above a section is the same above all of them
    for source, section in (("Test image", "Saliency"), ("Bars", "Orientation")):
        pick(page, source)
        show_section(page, section)
        assert serious(page) == [], (source, section)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (source, section)


def show_section(page, name):
    pick(page, name)
    expect(page.get_by_text(SAID[name]).first).to_be_visible()
    expect(page.locator(".filter-view" if name in ("Filters", "Orientation") else "h3").first).to_be_visible()
    wait_for_rest(page)
