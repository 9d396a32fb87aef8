"""The live plot in a real browser, fed 20 frames a second by `demo_live_plot.py`."""

import re
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect
from sklearn.datasets import load_digits

from tests.browser.desk import Desk
from tests.browser.reader import serious, show_theme
from tests.browser.train_page import wait_for_layout, wait_for_rest
from tests.browser.yardstick import WORK, times_as_long

DEMO = Path(__file__).with_name("demo_live_plot.py")
LANDMARKS = {
    "two classes": "text=Class 1",
    "four classes": "text=Class 3",
    "values": ".scale",
    "digits": ".tiles",
    "rebuilt": ".rebuilt",
    "rebuilt from noise": ".left",
}
"""What each view shows that the one before it does not."""
WATCH = f"""plot => {{
  {WORK}
  window.seen = [];
  new MutationObserver(() => seen.push({{
    frame: Number(plot.dataset.frame), milliseconds: Number(plot.dataset.milliseconds), height: plot.clientHeight,
    work: work(),
  }})).observe(plot, {{attributeFilter: ["data-frame"]}});
}}"""
LONGEST = 6
"""How many times as long as `work()` a picture may take to be drawn; alone 1.6 to 3.4, beside others 4.3."""


@pytest.fixture(scope="module")
def desk(browser, serve):
    made = Desk(browser, lambda page: page.goto(f"{serve(DEMO)}/?paused=1") and wait_for_rest(page))
    yield made
    made.context.close()


@pytest.fixture
def page(desk, request):
    """The demo, whose plot the tests have shown anew."""
    with desk.turn(request.session) as page:
        yield page


@pytest.fixture
def show(desk, page):
    """Show a plot as if the demo had just been opened, and give its root once it is drawn."""

    def opened(view="two classes", **parameters):
        asked = page.get_by_label("Asked for")
        asked.fill(urlencode({"view": view, **parameters}))
        desk.begin_again(lambda: asked.press("Enter"))
        plot = page.locator(".live-plot[data-frame]")
        plot.wait_for()
        wait_for_layout(page)
        return plot

    return opened


def turn_to(page, view):
    """Let the page show another view, and wait until the plot has drawn it."""
    page.get_by_text(view, exact=True).click()
    wait_for_rest(page)
    expect(page.locator(f".live-plot >> {LANDMARKS[view]}").first).to_be_visible()


def picture_of(canvas):
    return canvas.evaluate("canvas => canvas.toDataURL()")


@pytest.mark.parametrize("view", LANDMARKS)
def test_frames_are_drawn_as_they_come_into_one_picture_of_one_height(page, show, view):
    plot = show(view, updates=20)
    root = plot.element_handle()
    root.evaluate(WATCH)
    page.wait_for_function("() => seen.length >= 40")
    seen = page.evaluate("() => seen")
    assert root.evaluate("plot => plot.isConnected")
    assert seen[-1]["frame"] - seen[0]["frame"] < 2 * len(seen), "most frames are drawn"
    assert len({one["height"] for one in seen}) == 1
    assert times_as_long([one["milliseconds"] for one in seen], [one["work"] for one in seen]) <= LONGEST


def test_numbers_and_note_stand_as_text(show):
    plot = show(paused=1, updates=0)
    expect(plot.locator(".note")).to_have_text("Not trained yet: random weights.")
    expect(plot.locator(".epoch")).to_have_text("Epoch0.00 updates")
    expect(plot.get_by_role("row", name="Train")).to_have_text("Train0.504050.0 %")
    plot = show(paused=1, updates=1250)
    expect(plot.locator(".epoch")).to_have_text("Epoch250.01,250 updates")
    expect(plot.locator(".note")).to_be_empty()


def test_pointing_at_the_plane_reads_the_network_there_while_frames_come(page, show):
    plot = show("two classes", updates=200)
    plane = plot.get_by_role("img", name=re.compile("Decision regions over x₁ and x₂, test accuracy .* %"))
    box = plot.locator(".field").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    answer = plot.locator(".beside .answer")
    expect(answer).to_have_text(re.compile(r"x₁ = −?0\.0\d, x₂ = −?0\.0\d → class 0: \d+\s%, class 1: \d+\s%"))
    before = plot.get_attribute("data-frame")
    expect(plot).not_to_have_attribute("data-frame", before)
    expect(answer).to_contain_text("class 1")
    page.mouse.move(5, 5)
    expect(answer).to_contain_text("read the network's answer")
    plane.focus()
    page.keyboard.press("ArrowRight")
    expect(answer).to_contain_text("x₁ = 0.16, x₂ = 0.00")


def test_a_plane_of_values_reads_a_value(page, show):
    plot = show("values", paused=1, updates=200)
    plot.get_by_role("img", name="Values over x₁ and x₂, test cost").focus()
    page.keyboard.press("ArrowUp")
    expect(plot.locator(".beside .answer")).to_have_text(re.compile(r"x₁ = 0\.00, x₂ = 0\.16 → value: −?\d\.\d\d"))
    expect(plot.locator(".scale")).to_have_text("Value−1.20.01.2")
    expect(plot.get_by_role("columnheader", name="Accuracy")).to_be_hidden()


def test_test_points_are_hidden_and_shown(page, show):
    plot = show(paused=1, updates=100)
    # until the page is at rest its width and fonts may change, and the picture with them
    wait_for_rest(page)
    canvas = plot.get_by_role("img", name="Decision regions")
    both = picture_of(canvas)
    box = plot.get_by_role("checkbox", name="Test point")
    box.uncheck()
    expect(plot.get_by_text("Training point")).to_be_visible()
    page.wait_for_function("([canvas, both]) => canvas.toDataURL() !== both", arg=[canvas.element_handle(), both])
    hidden = picture_of(canvas)
    box.check()
    page.wait_for_function("([canvas, hidden]) => canvas.toDataURL() !== hidden", arg=[canvas.element_handle(), hidden])
    box.uncheck()
    page.wait_for_function("([canvas, hidden]) => canvas.toDataURL() === hidden", arg=[canvas.element_handle(), hidden])


def test_the_cost_axis_stays_logarithmic_while_frames_come(page, show):
    plot = show(updates=100)
    plot.get_by_role("radio", name="Log").check()
    expect(plot.get_by_role("radio", name="Log")).to_be_checked()
    before = plot.get_attribute("data-frame")
    expect(plot).not_to_have_attribute("data-frame", before)
    expect(plot.get_by_role("radio", name="Log")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(plot.get_by_role("radio", name="Linear")).to_be_checked()


def test_the_axis_choice_changes_the_curves(page, show):
    plot = show(paused=1, updates=300)
    canvas = plot.locator(".chart canvas")
    linear = picture_of(canvas)
    plot.get_by_role("radio", name="Log").check()
    page.wait_for_function("([canvas, linear]) => canvas.toDataURL() !== linear", arg=[canvas.element_handle(), linear])


def test_curves_are_read_by_pointer_and_by_keys(page, show):
    plot = show(paused=1, updates=100)
    answer = plot.locator(".curves .answer")
    box = plot.locator(".chart").bounding_box()
    page.mouse.move(box["x"] + 52, box["y"] + 60)
    expect(answer).to_have_text(
        "Epoch 0.0, 0 updates: cost train 0.5040, test 0.5120; accuracy train 50.0 %, test 50.0 %"
    )
    page.mouse.move(5, 5)
    expect(answer).to_contain_text("read the values")
    slider = plot.get_by_role("slider")
    slider.focus()
    expect(answer).to_contain_text("Epoch 20.0, 100 updates:")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"Epoch 19\.0, [\d,]+ updates: cost train"))
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")


def test_digits_show_wrong_ones_first_and_the_confusion_matrix(show):
    plot = show("digits", paused=1, updates=120)
    wrong = int(re.match(r"(\d+) of 297 test images wrong", plot.locator(".title").inner_text())[1])
    tiles = plot.locator(".tiles > div")
    expect(tiles).to_have_count(40)
    expect(plot.locator(".wrong")).to_have_count(min(40, wrong))
    expect(tiles.first).to_have_text(re.compile(r"✗ \d, is \d35 %"))
    expect(tiles.last).to_have_text(re.compile(r"^\d99 %"))
    table = plot.get_by_role("table", name="Confusion matrix")
    counts = [int(text) for text in table.locator("tbody td").all_inner_texts() if text != "·"]
    assert sum(counts) == 297
    right = [int(text) for text in table.locator(".right").all_inner_texts()]
    assert sum(right) == 297 - wrong


def ink_of(plot, row):
    """What the canvases of a row show, as ink from 0 to 255: (columns, height, width). The light theme has dark ink."""
    canvases = plot.get_by_role("row", name=row).locator("canvas")
    colours = canvases.evaluate_all("""canvases => canvases.map(canvas => {
      const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return [...data];
    })""")
    side = canvases.first.evaluate("canvas => canvas.width")
    red = np.array(colours).reshape(-1, side, side, 4)[..., 0]
    paper, ink = 255, 11  # of red, in the page's background and text colours
    return (paper - red) * 255 / (paper - ink)


def first_of_each_digit():
    images, truth = load_digits(return_X_y=True)
    images, truth = images[1500:].reshape(-1, 8, 8) * 15.9375, truth[1500:]
    return images, images[np.unique(truth, return_index=True)[1]]


def test_reconstructions_show_the_images_that_were_sent(page, show):
    page.emulate_media(color_scheme="light")
    images, originals = first_of_each_digit()
    plot = show("rebuilt", paused=1, updates=0)
    expect(plot.locator(".rebuilt").get_by_role("columnheader")).to_have_text([str(digit) for digit in range(10)])
    assert ink_of(plot, "Original") == pytest.approx(originals, abs=2)
    assert ink_of(plot, "Rebuilt") == pytest.approx(np.broadcast_to(images.mean(0), (10, 8, 8)), abs=2)
    plot = show("rebuilt", paused=1, updates=10_000)
    assert ink_of(plot, "Rebuilt") == pytest.approx(originals, abs=2)
    expect(plot.get_by_role("row", name="Input")).to_have_count(0)


def test_noisy_inputs_stand_between_original_and_rebuilt_image(page, show):
    page.emulate_media(color_scheme="light")
    _, originals = first_of_each_digit()
    plot = show("rebuilt from noise", paused=1, updates=100)
    rows = plot.locator(".rebuilt").get_by_role("rowheader")
    expect(rows).to_have_text(["Original", "Input, with salt-and-pepper noise 0.2", "Rebuilt"])
    noisy = ink_of(plot, "Input, with salt-and-pepper noise 0.2")
    spoilt = np.abs(noisy - originals) > 3
    assert 0.05 < spoilt.mean() < 0.25
    assert np.isin(noisy[spoilt].round(), (0, 255)).all()
    expect(plot.get_by_role("img", name="Rebuilt: 7")).to_be_visible()


def test_errors_of_reconstructions_stand_as_text(show):
    plot = show("rebuilt", paused=1, updates=0)
    expect(plot.get_by_role("row", name="Mean squared error")).to_have_text("Mean squared error–")
    plot = show("rebuilt", paused=1, updates=100)
    expect(plot.get_by_role("row", name="Mean squared error")).to_have_text(re.compile(r"error0\.00\d\d$"))
    expect(plot.get_by_role("row", name="Binary cross-entropy")).to_have_text(re.compile(r"entropy0\.\d{4}$"))
    expect(plot.get_by_role("row", name="Noisy input")).to_be_hidden()
    expect(plot.locator(".accuracy").first).to_be_hidden()
    plot = show("rebuilt from noise", paused=1, updates=100)
    before, after = (
        float(plot.get_by_role("row", name=name).locator("td").inner_text())
        for name in ("Noisy input", "Rebuilt from it")
    )
    expect(plot.locator(".left")).to_have_text(re.compile(r"^\d+\s% of the noise's error remains"))
    share = int(re.match(r"\d+", plot.locator(".left").inner_text())[0])
    assert share == pytest.approx(100 * after / before, abs=2)
    plot = show("rebuilt from noise", paused=1, updates=1)
    expect(plot.locator(".left")).to_contain_text("Rebuilding makes it worse")


def test_where_samples_are_set_aside_the_test_waits_for_the_end(page, show):
    plot = show("four classes", paused=1, updates=100, aside=1)
    row, box = plot.get_by_role("row", name="Test"), plot.get_by_role("checkbox", name="Show test")
    expect(plot.get_by_role("row", name="Validation")).to_have_text(re.compile(r"^Validation0\.\d+\d\d\.\d\s%$"))
    expect(row).to_have_text("Testwhen the run ends")
    expect(box).not_to_be_checked()
    expect(plot.locator(".lines > :visible")).to_have_text(["train", "validation", "learning rate"])
    expect(plot.get_by_role("img", name=re.compile("validation accuracy .* %"))).to_be_visible()
    slider, answer = plot.get_by_role("slider"), plot.locator(".curves .answer")
    wait_for_rest(page)
    canvas, without = plot.locator(".chart canvas"), picture_of(plot.locator(".chart canvas"))
    slider.focus()
    page.keyboard.press("Home")
    expect(answer).to_contain_text("cost train 0.5040, validation 0.5080; accuracy train 50.0 %, validation 50.0 %")
    expect(answer).not_to_contain_text("test")
    box.check()
    expect(row).to_have_text(re.compile(r"^Test0\.\d+\d\d\.\d\s%$"))
    expect(plot.locator(".lines > :visible")).to_have_text(["train", "validation", "test", "learning rate"])
    expect(answer).to_contain_text("read the values")
    assert picture_of(canvas) != without
    slider.focus()
    page.keyboard.press("Home")
    expect(answer).to_contain_text("validation 0.5080, test 0.5120; accuracy")
    # another frame and another view find it so
    turn_to(page, "two classes")
    expect(row).not_to_contain_text("when the run ends")
    box.uncheck()
    expect(row).to_contain_text("when the run ends")
    height = plot.evaluate("plot => plot.clientHeight")
    page.get_by_text("Ended", exact=True).click()
    expect(row).to_have_text(re.compile(r"^Test0\.\d+\d\d\.\d\s%$"))
    expect(box).to_be_hidden()
    assert plot.evaluate("plot => plot.clientHeight") == height


def test_without_any_set_aside_the_test_is_shown_at_once(show):
    plot = show(paused=1, updates=100)
    expect(plot.get_by_role("row", name="Test")).not_to_contain_text("when")
    expect(plot.get_by_role("row", name="Validation")).to_be_hidden()
    expect(plot.get_by_role("checkbox", name="Show test")).to_be_hidden()
    expect(plot.locator(".lines > :visible")).to_have_text(["train", "test"])


def test_images_say_whose_they_are_and_errors_of_the_test_wait(page, show):
    plot = show("digits", paused=1, updates=100, aside=1)
    expect(plot.locator(".title")).to_have_text(re.compile(r"^\d+ of 297 validation images wrong$"))
    expect(plot.get_by_role("table", name="Confusion matrix of the validation images")).to_be_visible()
    turn_to(page, "rebuilt")
    expect(plot.locator(".title")).to_have_text("Validation images and what the network makes of them")
    expect(plot.get_by_role("row", name="Mean squared error")).to_have_text("Mean squared error–")
    expect(plot.locator(".errors caption").first).to_have_text("On the test images, when the run ends:")
    plot.get_by_role("checkbox", name="Show test").check()
    expect(plot.get_by_role("row", name="Mean squared error")).to_have_text(re.compile(r"error0\.00\d\d$"))


def test_all_of_it_fits_a_phone_with_validation_too(page, show):
    page.set_viewport_size({"width": 360, "height": 740})
    plot = show("four classes", paused=1, updates=80, aside=1)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    wide = "plot => [...plot.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 361).length"
    assert plot.evaluate(wide) == 0
    for scheme in ("light", "dark"):
        show_theme(page, scheme)
        assert serious(page, ".stMain") == [], scheme


def test_curves_without_accuracies_take_all_of_the_width(page, show):
    show("rebuilt", paused=1, updates=100)
    slider = page.get_by_role("slider")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"test 0\.\d{4}$"))


def test_another_view_takes_the_place_of_the_first(page, show):
    plot = show("two classes", paused=1, updates=50)
    page.get_by_text("digits", exact=True).click()
    expect(plot.locator(".tiles")).to_be_visible()
    expect(plot.locator(".plane")).to_have_count(0)
    expect(plot.get_by_text("learning rate")).to_be_hidden()
    page.get_by_text("four classes", exact=True).click()
    expect(plot.get_by_text("Class 3")).to_be_visible()
    expect(plot.get_by_text("learning rate")).to_be_visible()
    plot.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(plot.locator(".curves .answer")).to_have_text(re.compile(r"learning rate 0\.1$"))
    expect(plot.locator(".tiles, .confusion")).to_have_count(0)
    page.get_by_text("rebuilt", exact=True).click()
    expect(plot.locator(".rebuilt")).to_be_visible()
    expect(plot.locator(".plane")).to_have_count(0)
    page.get_by_text("rebuilt from noise", exact=True).click()
    expect(plot.get_by_role("row", name="Input, with")).to_be_visible()


def test_all_fits_a_phone(page, show):
    page.set_viewport_size({"width": 360, "height": 740})
    plot = show(paused=1, updates=80)
    for view in LANDMARKS:
        turn_to(page, view)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, view
        wide = plot.evaluate(
            "plot => [...plot.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 361).length"
        )
        assert wide == 0, view


def test_accessible_in_both_themes(page, show):
    show(paused=1, updates=80)
    for view in LANDMARKS:
        turn_to(page, view)
        for scheme in ("light", "dark"):
            show_theme(page, scheme)
            assert serious(page, ".stMain") == [], (view, scheme)


def test_a_change_of_theme_shows_with_the_next_drawing(page, show):
    page.emulate_media(color_scheme="light")
    plot = show(updates=10)
    canvas = plot.locator(".chart canvas").element_handle()
    lightest = """canvas => {
      const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((most, red, at) => at % 4 === 0 && data[at + 3] === 255 ? Math.max(most, red) : most, 0);
    }"""
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"canvas => ({lightest})(canvas) > 225", arg=canvas)
