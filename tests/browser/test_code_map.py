"""Map of codes and sliders of a code in a real browser, answered by `demo_code_map.py`'s decoder without a network."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.train_page import wait_for_rest

DEMO = Path(__file__).with_name("demo_code_map.py")
SIDE = 16
# Ink of an image in the theme's text colour, as the demo decodes it.
INK = """canvas => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]
  .filter((_, index) => index % 4 === 3)"""
INK_IS_RIGHT = f"""([canvas, right]) => {{
  const ink = ({INK})(canvas);
  const at = ink.indexOf(Math.max(...ink)) % {SIDE};
  return right ? at > 9 : at < 5;
}}"""
CHANGED = f"([canvas, before]) => String(({INK})(canvas)) !== String(before)"
PICK = re.compile(r"picks: (\d+), (\d+) final, last Pick\(place=(None|\(.*?\)), nearest=(\d+)")
WALK = re.compile(r"walks: (\d+), (\d+) final")


@pytest.fixture
def opened(page, serve):
    """Open the demo and wait for both components."""

    def open_demo(**parameters):
        page.goto(f"{serve(DEMO)}/?{urlencode(parameters)}")
        page.locator(".code-map[data-answered]").wait_for()
        page.locator(".code-walk[data-answered]").wait_for()
        wait_for_rest(page)
        return page

    return open_demo


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def spot(page, mark):
    """Where one of the map's marks is in the viewport."""
    page.locator(mark).wait_for(state="attached")
    return page.locator(mark).evaluate("mark => { const { x, y } = mark.getBoundingClientRect(); return [x, y]; }")


def told(page, pattern):
    return pattern.search(page.get_by_test_id("stText").inner_text()).groups()


def expect_told(page, text):
    expect(page.get_by_test_id("stText")).to_contain_text(re.compile(text))


def place_of(text):
    """The place that a card or the demo's words end with."""
    return [float(part) for part in re.findall(r"-?\d+\.?\d*(?:e-\d+)?", text.replace("−", "-"))[-2:]]


def inked_at(ink):
    """The place, -3 to 3, that the demo has decoded into the image."""
    at = ink.index(max(ink))
    return at % SIDE / (SIDE - 1) * 6 - 3, 3 - at // SIDE / (SIDE - 1) * 6


def expect_image_of(canvas, place):
    for found, asked in zip(inked_at(canvas.evaluate(INK)), place, strict=True):
        assert abs(found - max(-3, min(3, asked))) < 0.25


def focus_map(page):
    page.get_by_role("application").focus()


def selected_by_key(page):
    """Go to a point by keyboard; its place and where it is in the viewport."""
    focus_map(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card")).to_be_visible()
    return place_of(page.locator(".card").inner_text()), spot(page, ".ring")


def test_pointing_at_a_point_shows_its_image_beside_it(opened):
    page = opened()
    place, (x, y) = selected_by_key(page)
    title = page.locator(".card strong").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    page.mouse.move(x, y)
    expect(page.locator(".card strong")).to_have_text(title)
    assert place_of(page.locator(".card").inner_text()) == place
    expect_image_of(page.locator(".card canvas"), place)
    card = page.locator(".card").bounding_box()
    assert card["x"] > x + 5 or card["x"] + card["width"] < x - 5, "the card leaves its point free"
    page.mouse.move(5, 5)
    expect(page.locator(".card")).to_be_hidden()


def test_a_click_picks_the_nearest_point_and_sends_no_place_where_none_can_be_decoded(opened):
    page = opened(walkable=0)
    place, (x, y) = selected_by_key(page)
    page.mouse.click(x + 2, y + 1)
    expect_told(page, "picks: 1, 1 final")
    assert told(page, PICK)[2] == "None"
    page.get_by_role("button", name="Reset to the picked digit").click()
    for number, value in enumerate(place, start=1):
        expect(page.get_by_label(f"Code {number}", exact=True)).to_have_attribute(
            "aria-valuetext", f"{value:.2f}".replace("-", "−")
        )
    expect(page.locator(".cross")).to_be_hidden()


def test_a_drag_sends_places_while_it_lasts_and_a_final_one(opened):
    page = opened()
    image = page.locator(".decoded canvas")
    x, y = middle(page.locator(".field"))
    page.mouse.move(x, y)
    page.mouse.down()
    for step, count in enumerate((1, 2, 3), start=1):
        page.mouse.move(x + 40 * step, y - 30 * step)
        expect_told(page, rf"picks: ([{count}-9]|\d\d+), 0 final")
    page.mouse.move(x + 150, y - 120)
    page.mouse.up()
    expect_told(page, "1 final")
    assert spot(page, ".cross") == pytest.approx([x + 150, y - 120], abs=1)
    expect_told(page, r"last Pick\(.*final=True")
    place = place_of(told(page, PICK)[2])
    expect(page.get_by_label("Code 1", exact=True)).to_have_attribute("aria-valuetext", f"{place[0]:.2f}")
    expect_image_of(image, place)


def test_the_map_by_keyboard(opened):
    page = opened()
    place, _ = selected_by_key(page)
    expect(page.locator(".code-map [role=status]")).to_contain_text("Digit")
    page.keyboard.press("Enter")
    expect_told(page, "picks: 1, 1 final")
    assert place_of(told(page, PICK)[2]) == pytest.approx(place, abs=0.006)
    before = spot(page, ".cross")
    page.keyboard.down("Shift")
    page.keyboard.down("ArrowRight")
    expect_told(page, "picks: 2, 1 final")
    page.keyboard.up("ArrowRight")
    expect_told(page, r"picks: \d, 2 final")
    page.keyboard.up("Shift")
    across, down = spot(page, ".cross")
    assert 2 < across - before[0] < 12
    assert down == pytest.approx(before[1], abs=0.5)


def test_marks_are_where_the_page_tells(opened):
    page = opened()
    # Two clicks give the axes: which pixels are which places.
    known = []
    x, y = middle(page.locator(".field"))
    for number, shift in enumerate((-100, 100), start=1):
        page.mouse.click(x + shift, y + shift)
        expect_told(page, f"{number} final")
        known.append((place_of(told(page, PICK)[2]), (x + shift, y + shift)))
    expect(page.locator(".drawn")).to_be_hidden()
    page.get_by_role("button", name="Push a code").click()
    expect(page.get_by_text("Your digit")).to_be_visible()
    for mark, place in ((".drawn", (2.0, -1.0)), (".cross", (1.25, 1.25))):
        for axis in (0, 1):
            ((first, from_pixel), (second, to_pixel)) = ((each[0][axis], each[1][axis]) for each in known)
            share = (place[axis] - first) / (second - first)
            assert spot(page, mark)[axis] == pytest.approx(from_pixel + share * (to_pixel - from_pixel), abs=1)


def test_the_legend_mutes_the_others(opened):
    page = opened(clustered=1)
    canvas = page.locator(".field > canvas")
    painted = "canvas => canvas.toDataURL()"
    before = canvas.evaluate(painted)
    selected_by_key(page)
    (cluster,) = re.search(r"Cluster (\d)", page.locator(".card").inner_text()).groups()
    page.keyboard.press("Escape")
    other = page.get_by_role("button", name=str(int(cluster) % 4 + 1), exact=True)
    other.click()
    expect(other).to_have_attribute("aria-pressed", "true")
    assert canvas.evaluate(painted) != before
    focus_map(page)
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        expect(page.locator(".card")).to_contain_text(f"Cluster {int(cluster) % 4 + 1}")
    page.keyboard.press("Escape")
    other.click()
    expect(other).to_have_attribute("aria-pressed", "false")
    assert canvas.evaluate(painted) == before


def test_the_image_follows_a_slider_while_it_is_dragged(opened):
    page = opened()
    slider, image = page.get_by_label("Code 1", exact=True), page.locator(".decoded canvas")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for share in (0.8, 0.15):
        page.mouse.move(box["x"] + share * box["width"], y)
        page.wait_for_function(INK_IS_RIGHT, arg=[image.element_handle(), share > 0.5])
    assert told(page, WALK)[1] == "0"
    page.mouse.up()
    expect_told(page, r"walks: \d+, 1 final")
    assert spot(page, ".cross")[0] < middle(page.locator(".field"))[0], "the cross follows the sliders"


def test_sliders_by_keyboard_and_the_two_buttons(opened):
    page = opened()
    slider = page.get_by_label("Code 2", exact=True)
    reset = page.get_by_role("button", name="Reset to the picked digit")
    expect(reset).to_have_attribute("aria-disabled", "true")
    reset.click(force=True)
    slider.focus()
    page.keyboard.press("End")
    expect_told(page, r"walks: \d, 1 final")
    high = slider.get_attribute("aria-valuetext")
    assert float(high) > 1.5
    page.get_by_role("button", name="Mean of all").click()
    expect_told(page, r"walks: \d, 2 final")
    mean = slider.get_attribute("aria-valuetext")
    assert abs(float(mean.replace("−", "-"))) < 0.3
    expect_image_of(page.locator(".decoded canvas"), (0, 0))


def test_a_code_that_the_page_sets_moves_the_sliders(opened):
    page = opened()
    page.get_by_role("button", name="Push a code").click()
    for number in (1, 2):
        slider = page.get_by_label(f"Code {number}", exact=True)
        expect(slider).to_have_attribute("aria-valuetext", "1.25")
        assert 110 < int(slider.input_value()) < 190
    expect_told(page, "walks: 0, 0 final")


def test_an_answer_to_an_older_code_leaves_the_sliders_where_they_are(opened):
    page = opened(stale=1)
    slider, image = page.get_by_label("Code 1", exact=True), page.locator(".decoded canvas")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    before = image.evaluate(INK)
    page.mouse.move(box["x"] + 0.85 * box["width"], y)
    held = slider.input_value()
    # the answer has come: its image is drawn, but not its code, which is of another revision
    page.wait_for_function(CHANGED, arg=[image.element_handle(), before])
    assert slider.input_value() == held
    assert "−1.00" not in slider.get_attribute("aria-valuetext")
    page.mouse.up()
    expect_told(page, r"walks: \d+, 1 final")
    assert slider.input_value() == held


def test_a_marker_for_an_older_pick_leaves_the_cross_where_it_is(opened):
    page = opened(stale=1)
    image = page.locator(".decoded canvas")
    x, y = middle(page.locator(".field"))
    page.mouse.move(x + 20, y)
    before = image.evaluate(INK)
    page.mouse.down()
    page.mouse.move(x + 80, y - 60)
    page.wait_for_function(CHANGED, arg=[image.element_handle(), before])
    expect_told(page, r"picks: \d+, 0 final")
    assert spot(page, ".cross") == pytest.approx([x + 80, y - 60], abs=1)
    page.mouse.up()
    expect_told(page, r"picks: \d+, 1 final")
    assert spot(page, ".cross") == pytest.approx([x + 80, y - 60], abs=1)


def test_a_long_code_shows_its_first_numbers_and_keeps_the_others(opened):
    page = opened(numbers=40, points=50)
    expect(page.get_by_role("slider")).to_have_count(32)
    expect(page.get_by_text("The code has 40 numbers; the first 32 are shown")).to_be_visible()
    page.get_by_label("Code 32", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect_told(page, r"walks: \d, 1 final")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_all_stays_in_view(browser, serve, scheme):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(f"{serve(DEMO)}/?numbers=32&points=500")
    page.locator(".code-map[data-answered]").wait_for()
    page.locator(".code-walk[data-answered]").wait_for()
    field = page.locator(".field").bounding_box()
    assert field["width"] > 340
    for across, down in ((0.2, 0.1), (0.9, 0.1), (0.9, 0.8), (0.2, 0.8)):
        page.touchscreen.tap(field["x"] + across * field["width"], field["y"] + down * field["height"])
        card = page.locator(".card")
        expect(card).to_be_visible()
        expect(card).to_be_in_viewport(ratio=1)
    page.get_by_label("Code 32", exact=True).scroll_into_view_if_needed()
    expect(page.locator(".decoded canvas")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(page, opened, scheme):
    page.emulate_media(color_scheme=scheme)
    opened(clustered=1)
    page.get_by_role("button", name="Push a code").click()
    expect(page.get_by_text("Your digit")).to_be_visible()
    selected_by_key(page)
    found = Axe().run(page, context=".stMain").response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious]


def test_a_change_of_theme_repaints_points_and_image(opened):
    page = opened()
    page.emulate_media(color_scheme="light")
    for canvas in (page.locator(".field > canvas"), page.locator(".decoded canvas")):
        light = canvas.evaluate("canvas => canvas.toDataURL()")
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(
            "([canvas, light]) => canvas.toDataURL() !== light", arg=[canvas.element_handle(), light]
        )
        page.emulate_media(color_scheme="light")
        page.wait_for_function(
            "([canvas, light]) => canvas.toDataURL() === light", arg=[canvas.element_handle(), light]
        )
