"""Map of codes and sliders of a code in a real browser, answered by the autoencoder of `demo_code_map.py`."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.reader import serious, show_theme
from tests.browser.train_page import wait_for_rest

DEMO = Path(__file__).with_name("demo_code_map.py")
SIDE = 8
# Ink of an image in the theme's text colour, as the demo decodes it.
INK = """canvas => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]
  .filter((_, index) => index % 4 === 3)"""
INK_IS_RIGHT = f"""([canvas, right]) => {{
  const ink = ({INK})(canvas);
  const at = ink.indexOf(Math.max(...ink)) % {SIDE};
  return right ? at > 4 : at < 3;
}}"""
CHANGED = f"([canvas, before]) => String(({INK})(canvas)) !== String(before)"
# Every code that sliders and map have told the server of is answered.
ANSWERED = """() => {
  const roots = [...document.querySelectorAll("*")].map((each) => each.shadowRoot).filter(Boolean);
  const views = roots.map((root) => root.querySelector(".code-map, .code-walk")).filter(Boolean);
  return views.every(({ dataset: { sent, answered } }) => !sent || Number(answered) >= Number(sent));
}"""


class Sent:
    """Messages that a page has sent over the live channel, by topic."""

    def __init__(self):
        self.messages = []

    def follow(self, page):
        page.on("websocket", self.listen)

    def listen(self, socket):
        if "playground/live" in socket.url:
            socket.on("framesent", self.keep)

    def keep(self, text):
        questions = json.loads(text)
        if isinstance(questions, list):  # the greeting is none
            self.messages += questions

    def of(self, topic):
        return [each["message"] for each in self.messages if each["topic"] == topic]


class SlowNetwork:
    """A network between page and server on which the questions of one topic wait while `held` names it."""

    def __init__(self, page):
        self.held, self.waiting = None, []
        page.route_web_socket(re.compile("playground/live"), self.join)

    def join(self, socket):
        server = socket.connect_to_server()

        def pass_on(text):
            questions = json.loads(text)
            if self.held is None or not isinstance(questions, list):
                server.send(text)
                return
            held = [each for each in questions if each["topic"] == self.held]
            others = [each for each in questions if each["topic"] != self.held]
            self.waiting += [(server, json.dumps(held))] if held else []
            if others:
                server.send(json.dumps(others))

        socket.on_message(pass_on)

    def let_go(self):
        self.held = None
        for server, text in self.waiting:
            server.send(text)


def open_demo(page, address, kind="digits"):
    """Open the demo and wait for both components."""
    page.goto(f"{address}/?{urlencode({'kind': kind})}")
    wait_for_views(page)
    return page


def wait_for_views(page):
    page.locator(".code-map[data-answered]").wait_for()
    page.locator(".code-walk[data-answered]").wait_for()
    wait_for_rest(page)


@pytest.fixture(scope="module")
def sent():
    """What the page of `codes` has sent since its test began."""
    return Sent()


@pytest.fixture(scope="module")
def desk(browser, serve, sent):
    def visit(page):
        sent.follow(page)
        open_demo(page, serve(DEMO))

    made = Desk(browser, visit)
    yield made
    made.context.close()


@pytest.fixture
def codes(desk, sent, request):
    """The demo as if just opened."""
    with desk.turn(request.session) as page:
        wait_for_views(page)
        sent.messages.clear()
        yield page


@pytest.fixture
def clusters(codes):
    return show(codes, "clusters")


def show(page, kind):
    """Have the map of that kind, and wait for both components."""
    page.get_by_text(kind, exact=True).click()
    expect(page.get_by_text(f"Shown: {kind}")).to_be_visible()
    wait_for_views(page)
    return page


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def spot(page, mark):
    """Where one of the map's marks is in the viewport."""
    page.locator(mark).wait_for(state="attached")
    return page.locator(mark).evaluate("mark => { const { x, y } = mark.getBoundingClientRect(); return [x, y]; }")


def wait_for_answers(page):
    page.wait_for_function(ANSWERED)


def push(page):
    """Set a code from elsewhere, even while the mouse is held."""
    page.get_by_role("button", name="Push a code").evaluate("button => button.click()")


def place_of(text):
    """The place that a card's words end with."""
    return [float(part) for part in re.findall(r"-?\d+\.?\d*(?:e-\d+)?", text.replace("−", "-"))[-2:]]


def inked_at(ink):
    """The place, -3 to 3, that the demo has decoded into the image."""
    at = ink.index(max(ink))
    return at % SIDE / (SIDE - 1) * 6 - 3, 3 - at // SIDE / (SIDE - 1) * 6


def expect_image_of(canvas, place):
    for found, asked in zip(inked_at(canvas.evaluate(INK)), place, strict=True):
        assert abs(found - max(-3, min(3, asked))) < 0.5


def focus_map(page):
    page.get_by_role("application").focus()


def selected_by_key(page):
    """Go to a point by keyboard; its place and where it is in the viewport."""
    focus_map(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card")).to_be_visible()
    return place_of(page.locator(".card").inner_text()), spot(page, ".ring")


def test_pointing_at_a_point_shows_its_image_beside_it(codes):
    page = codes
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


def test_a_click_picks_the_nearest_point_and_sends_no_place_where_none_can_be_decoded(codes, sent):
    page = show(codes, "points alone")
    place, (x, y) = selected_by_key(page)
    page.mouse.click(x + 2, y + 1)
    wait_for_answers(page)
    (pick,) = sent.of("pick")
    assert pick["place"] is None
    page.get_by_role("button", name="Reset to the picked digit").click()
    for number, value in enumerate(place, start=1):
        expect(page.get_by_label(f"Code {number}", exact=True)).to_have_attribute(
            "aria-valuetext", f"{value:.2f}".replace("-", "−")
        )
    expect(page.locator(".cross")).to_be_hidden()


def test_a_drag_sends_places_while_it_lasts_and_where_it_ends(codes, sent):
    page = codes
    image = page.locator(".decoded canvas")
    x, y = middle(page.locator(".field"))
    page.mouse.move(x, y)
    page.mouse.down()
    for step, count in enumerate((1, 2, 3), start=1):
        page.mouse.move(x + 40 * step, y - 30 * step)
        wait_for_answers(page)
        assert len(sent.of("pick")) >= count
    page.mouse.move(x + 150, y - 120)
    page.mouse.up()
    wait_for_answers(page)
    assert spot(page, ".cross") == pytest.approx([x + 150, y - 120], abs=1)
    place = sent.of("pick")[-1]["place"]
    expect(page.get_by_label("Code 1", exact=True)).to_have_attribute("aria-valuetext", f"{place[0]:.2f}")
    expect_image_of(image, place)


def test_the_map_by_keyboard(codes, sent):
    page = codes
    place, _ = selected_by_key(page)
    expect(page.locator(".code-map [role=status]")).to_contain_text("Digit")
    page.keyboard.press("Enter")
    wait_for_answers(page)
    (pick,) = sent.of("pick")
    assert pick["place"] == pytest.approx(place, abs=0.006)
    before = spot(page, ".cross")
    page.keyboard.down("Shift")
    page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    page.keyboard.up("Shift")
    wait_for_answers(page)
    first, last = sent.of("pick")[0]["place"], sent.of("pick")[-1]["place"]
    assert last[0] > first[0]
    assert last[1] == pytest.approx(first[1], abs=1e-6)
    across, down = spot(page, ".cross")
    assert 2 < across - before[0] < 12
    assert down == pytest.approx(before[1], abs=0.5)


def test_marks_are_where_the_page_tells(codes, sent):
    page = codes
    # Two clicks give the axes: which pixels are which places.
    known = []
    x, y = middle(page.locator(".field"))
    for shift in (-100, 100):
        page.mouse.click(x + shift, y + shift)
        wait_for_answers(page)
        known.append((sent.of("pick")[-1]["place"], (x + shift, y + shift)))
    expect(page.locator(".drawn")).to_be_hidden()
    push(page)
    expect(page.get_by_text("Your drawing")).to_be_visible()
    for mark, place in ((".drawn", (2.0, -1.0)), (".cross", (1.25, 1.25))):
        for axis in (0, 1):
            ((first, from_pixel), (second, to_pixel)) = ((each[0][axis], each[1][axis]) for each in known)
            share = (place[axis] - first) / (second - first)
            assert spot(page, mark)[axis] == pytest.approx(from_pixel + share * (to_pixel - from_pixel), abs=1)


def test_the_legend_mutes_the_others(clusters):
    page = clusters
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


def test_the_image_follows_a_slider_while_it_is_dragged(codes):
    page = codes
    slider, image = page.get_by_label("Code 1", exact=True), page.locator(".decoded canvas")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for share in (0.8, 0.15):
        page.mouse.move(box["x"] + share * box["width"], y)
        page.wait_for_function(INK_IS_RIGHT, arg=[image.element_handle(), share > 0.5])
    page.mouse.up()
    wait_for_answers(page)
    assert spot(page, ".cross")[0] < middle(page.locator(".field"))[0], "the cross follows the sliders"


def test_sliders_by_keyboard_and_the_two_buttons(codes):
    page = codes
    slider = page.get_by_label("Code 2", exact=True)
    reset = page.get_by_role("button", name="Reset to the picked digit")
    expect(reset).to_have_attribute("aria-disabled", "true")
    reset.click(force=True)
    slider.focus()
    page.keyboard.press("End")
    wait_for_answers(page)
    high = slider.get_attribute("aria-valuetext")
    assert float(high) > 1.5
    page.get_by_role("button", name="Mean of all").click()
    wait_for_answers(page)
    mean = slider.get_attribute("aria-valuetext")
    assert abs(float(mean.replace("−", "-"))) < 0.3
    expect_image_of(page.locator(".decoded canvas"), (0, 0))


def test_a_code_that_is_set_elsewhere_moves_the_sliders(codes, sent):
    page = codes
    push(page)
    for number in (1, 2):
        slider = page.get_by_label(f"Code {number}", exact=True)
        expect(slider).to_have_attribute("aria-valuetext", "1.25")
        assert 110 < int(slider.input_value()) < 190
    assert sent.of("code") == []


def test_an_answer_to_an_older_code_leaves_the_sliders_where_they_are(page, serve):
    network = SlowNetwork(page)
    open_demo(page, serve(DEMO))
    slider, image = page.get_by_label("Code 1", exact=True), page.locator(".decoded canvas")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    before = image.evaluate(INK)
    network.held = "code"
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.15 * box["width"], y)
    held = slider.input_value()
    push(page)
    # the answer has come: its image is drawn, but not its code, which is older than what the hand has set
    page.wait_for_function(CHANGED, arg=[image.element_handle(), before])
    expect_image_of(image, (1.25, 1.25))
    assert slider.input_value() == held
    assert "1.25" not in slider.get_attribute("aria-valuetext")
    page.mouse.up()
    network.let_go()
    page.wait_for_function(INK_IS_RIGHT, arg=[image.element_handle(), False])
    wait_for_answers(page)
    assert slider.input_value() == held


def test_marks_of_an_older_pick_leave_the_cross_where_it_is(page, serve):
    network = SlowNetwork(page)
    open_demo(page, serve(DEMO))
    image = page.locator(".decoded canvas")
    before = image.evaluate(INK)
    x, y = middle(page.locator(".field"))
    network.held = "pick"
    page.mouse.move(x - 20, y)
    page.mouse.down()
    page.mouse.move(x - 80, y - 60)
    push(page)
    expect(page.get_by_text("Your drawing")).to_be_visible()
    page.wait_for_function(CHANGED, arg=[image.element_handle(), before])
    assert spot(page, ".cross") == pytest.approx([x - 80, y - 60], abs=1)
    page.mouse.up()
    network.let_go()
    page.wait_for_function(INK_IS_RIGHT, arg=[image.element_handle(), False])
    wait_for_answers(page)
    assert spot(page, ".cross") == pytest.approx([x - 80, y - 60], abs=1)


def test_a_pick_before_the_first_marks_is_not_lost(page, serve):
    network, sent = SlowNetwork(page), Sent()
    sent.follow(page)
    network.held = "marks"
    page.goto(serve(DEMO))
    page.locator(".code-walk[data-answered]").wait_for()
    expect(page.locator(".cross")).to_be_hidden()
    x, y = middle(page.locator(".field"))
    page.mouse.click(x - 60, y)
    assert spot(page, ".cross") == pytest.approx([x - 60, y], abs=1)
    assert sent.of("pick") == []
    network.let_go()
    page.locator(".code-map[data-answered='1']").wait_for()
    assert [pick["revision"] for pick in sent.of("pick")] == [1]
    assert spot(page, ".cross") == pytest.approx([x - 60, y], abs=1)


def test_a_long_code_shows_its_first_numbers_and_keeps_the_others(codes, sent):
    page = show(codes, "40 numbers")
    expect(page.get_by_role("slider")).to_have_count(32)
    expect(page.get_by_text("The code has 40 numbers; the first 32 are shown")).to_be_visible()
    page.get_by_label("Code 32", exact=True).focus()
    page.keyboard.press("ArrowRight")
    wait_for_answers(page)
    (move,) = sent.of("code")[-1:]
    assert len(move["code"]) == 40


def swipe(page, start, down):
    """A finger that goes so many pixels down."""
    touch = page.context.new_cdp_session(page)
    x, y = start
    for kind, points in (
        ("touchStart", [(x, y)]),
        *(("touchMove", [(x, y + down * part / 6)]) for part in range(1, 7)),
        ("touchEnd", []),
    ):
        touched = [{"x": across, "y": below} for across, below in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})


def test_on_a_phone_all_stays_in_view_and_a_swipe_beside_the_cross_scrolls(browser, serve):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = open_demo(context.new_page(), serve(DEMO), "32 numbers")
    field = page.locator(".field")
    assert field.bounding_box()["width"] > 340
    field.scroll_into_view_if_needed()
    place = field.bounding_box()
    for across, down in ((0.2, 0.1), (0.9, 0.1), (0.9, 0.8), (0.2, 0.8)):
        page.touchscreen.tap(place["x"] + across * place["width"], place["y"] + down * place["height"])
        card = page.locator(".card")
        expect(card).to_be_visible()
        expect(card).to_be_in_viewport(ratio=1)
    wait_for_answers(page)
    x, y = spot(page, ".cross")
    top = place["y"]
    swipe(page, (x + 4, y + 4), -60)
    wait_for_answers(page)
    assert spot(page, ".cross") == pytest.approx([x + 4, y - 56], abs=2), "from the cross it walks"
    assert field.bounding_box()["y"] == top
    picks = page.locator(".code-map").get_attribute("data-sent")
    swipe(page, (x + 0.4 * place["width"], y), -120)
    page.wait_for_function(
        "([field, top]) => field.getBoundingClientRect().y < top - 50", arg=[field.element_handle(), top]
    )
    assert page.locator(".code-map").get_attribute("data-sent") == picks, "beside it nothing moves but the page"
    page.get_by_label("Code 32", exact=True).scroll_into_view_if_needed()
    expect(page.locator(".decoded canvas")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_nothing_stands_in_the_way_of_assistive_technology(clusters):
    push(clusters)
    expect(clusters.get_by_text("Your drawing")).to_be_visible()
    selected_by_key(clusters)
    for scheme in ("light", "dark"):
        show_theme(clusters, scheme)
        assert serious(clusters, ".stMain") == [], scheme


def test_a_change_of_theme_repaints_points_and_image(codes):
    page = codes
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
