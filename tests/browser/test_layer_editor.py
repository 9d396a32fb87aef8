"""The layer editor in a real browser: by mouse, by finger and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import watch
from tests.browser.desk import Desk
from tests.browser.reader import looks

DEMO = Path(__file__).with_name("demo_layer_editor.py")
PLAIN = ["linear 10", "tanh", "linear 1", "sigmoid"]
Serve = Callable[[Path], str]


def visit(page: Page, address: str, query: str = "") -> Page:
    page.goto(f"{address}/?{query}")
    expect(rows(page)).to_have_count(len(PLAIN))
    expect(page.get_by_text(re.compile("^Python has:"))).to_be_attached()
    return page


@pytest.fixture(scope="module")
def desk(browser: Browser, serve: Serve) -> Iterator[Desk]:
    made = Desk(browser, lambda page: visit(page, serve(DEMO)))
    yield made
    made.context.close()


@pytest.fixture
def editor(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demo with its stack of four, just opened."""
    with desk.turn(request.session) as page:
        expect(rows(page)).to_have_count(len(PLAIN))
        yield page


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Stack").get_by_role("listitem")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name, exact=True)


def chip(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Add {title}", exact=True)


def opened(page: Page, name: str) -> Locator:
    """The row, with all that there is to set and to do in it."""
    found = row(page, name)
    found.get_by_role("button", name=re.compile("^More")).click()
    return found


def plus(page: Page, layer: int) -> Locator:
    """What adds a module above the layer of that number."""
    return page.get_by_role("button", name=f"Add a module above layer {layer}", exact=True)


def menu(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("^Add a module"))


def choice(page: Page, title: str) -> Locator:
    return menu(page).get_by_role("button", name=title, exact=True)


def expect_stack(page: Page, *layers: str) -> None:
    """The browser shows these layers, and Python has them."""
    expect(page.get_by_text(re.compile("^Python has:"))).to_have_text(f"Python has: {', '.join(layers)}".strip())
    expect(rows(page)).to_have_count(len(layers))
    kinds = rows(page).evaluate_all("rows => rows.map((row) => row.dataset.kind)")
    assert kinds == [layer.split()[0] for layer in layers]
    rows(page).evaluate_all(SETTLED)


def expect_said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_attached()


SETTLED = "rows => Promise.allSettled(rows.flatMap((row) => row.getAnimations().map((glide) => glide.finished)))"


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def edge(place: Locator, share: float) -> tuple[float, float]:
    """A point in the row's width at `share` of its height."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + 120, box["y"] + box["height"] * share


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    if drop:
        page.mouse.up()


def test_a_chip_is_dragged_between_two_rows(editor):
    drag(editor, middle(chip(editor, "Dropout")), edge(row(editor, "Layer 3: Linear"), 0.1))
    expect_stack(editor, "linear 10", "tanh", "dropout 0.5", "linear 1", "sigmoid")
    expect_said(editor, "Dropout added at position 3")


def test_a_chip_is_dragged_above_the_first_and_below_the_last_row(editor):
    drag(editor, middle(chip(editor, "Dropout")), edge(row(editor, "Layer 1: Linear"), 0.1))
    expect_stack(editor, "dropout 0.5", *PLAIN)
    drag(editor, middle(chip(editor, "ReLU")), edge(row(editor, "Layer 5: Sigmoid"), 0.9))
    expect_stack(editor, "dropout 0.5", *PLAIN, "relu")


def test_a_line_shows_where_a_dragged_chip_lands_and_outside_of_the_stack_nothing_does(editor):
    line = editor.locator(".insertion")
    drag(editor, middle(chip(editor, "Dropout")), edge(row(editor, "Layer 2: Tanh"), 0.1), drop=False)
    expect(line).to_be_visible()
    above, below = (row(editor, name).bounding_box() for name in ("Layer 1: Linear", "Layer 2: Tanh"))
    assert above["y"] + above["height"] < middle(line)[1] < below["y"]
    expect(editor.locator(".ghost")).to_have_text("Dropout")
    editor.mouse.move(*middle(chip(editor, "Softmax")))
    expect(line).to_be_hidden()
    editor.mouse.up()
    expect(editor.locator(".ghost")).to_have_count(0)
    expect_stack(editor, *PLAIN)


def test_escape_cancels_a_drag_and_the_release_after_it_does_nothing(editor):
    drag(editor, middle(chip(editor, "Dropout")), edge(row(editor, "Layer 2: Tanh"), 0.5), drop=False)
    editor.keyboard.press("Escape")
    expect(editor.locator(".ghost")).to_have_count(0)
    editor.mouse.up()
    expect_stack(editor, *PLAIN)
    expect(editor.get_by_text("Edits: 0")).to_be_visible()


@pytest.mark.parametrize("grip", [".handle", ".title"])
def test_a_row_is_dragged_to_another_place(editor, grip):
    drag(editor, middle(row(editor, "Layer 4: Sigmoid").locator(grip)), edge(row(editor, "Layer 1: Linear"), 0.1))
    expect_stack(editor, "sigmoid", "linear 10", "tanh", "linear 1")
    drag(editor, middle(row(editor, "Layer 1: Sigmoid").locator(grip)), edge(row(editor, "Layer 3: Tanh"), 0.9))
    expect_stack(editor, "linear 10", "tanh", "sigmoid", "linear 1")


def test_a_row_dropped_outside_of_the_stack_stays(editor):
    drag(editor, middle(row(editor, "Layer 2: Tanh").locator(".handle")), (1300, 300))
    expect_stack(editor, *PLAIN)


@pytest.mark.parametrize("width", [1400, 700])
def test_dragging_near_the_edge_scrolls_the_stack_and_on_a_narrow_screen_the_page(editor, width):
    editor.set_viewport_size({"width": width, "height": 900})
    editor.get_by_role("button", name="Long").click()
    expect(rows(editor)).to_have_count(30)
    box = editor.locator(".scroll").bounding_box()
    assert (box["height"] > 900) == (width == 700)
    end = min(box["y"] + box["height"], 900) - 10
    x, y = middle(row(editor, "Layer 1: Linear").locator(".handle"))
    drag(editor, (x, y), (x, end), drop=False)
    last = row(editor, "Layer 30: ReLU")
    editor.wait_for_function(
        "([row, end]) => row.getBoundingClientRect().bottom < end", arg=[last.element_handle(), end]
    )
    # away from the edge first: else it goes on scrolling while the pointer is on its way
    editor.mouse.move(x, end - 120, steps=4)
    editor.mouse.move(*edge(last, 0.9), steps=1)
    editor.mouse.up()
    expect(row(editor, "Layer 30: Linear")).to_be_visible()
    expect_said(editor, "Linear moved to position 30 of 30")


def test_a_long_stack_is_scrolled_in_its_place_to_what_is_added_or_has_failed(editor):
    editor.get_by_role("button", name="Long").click()
    expect(rows(editor)).to_have_count(30)
    assert editor.locator(".editor").bounding_box()["height"] < 450
    chip(editor, "Dropout").click()
    added = row(editor, "Layer 31: Dropout")
    expect(added).to_be_in_viewport()
    within = "row => row.getBoundingClientRect().bottom <= row.closest('.scroll').getBoundingClientRect().bottom"
    assert added.evaluate(within)
    editor.get_by_text("Images", exact=True).click()
    first = row(editor, "Layer 1: Linear")
    expect(first).to_contain_text("Linear needs a plain list of numbers")
    assert first.evaluate(
        "row => row.getBoundingClientRect().top >= row.closest('.scroll').getBoundingClientRect().top"
    )


def test_a_module_pressed_goes_to_the_end_or_below_the_selected_row(editor):
    chip(editor, "ReLU").click()
    expect_stack(editor, *PLAIN, "relu")
    row(editor, "Layer 1: Linear").locator(".title").click()
    chip(editor, "Dropout").hover()
    expect(editor.get_by_text("add it after layer 1 (Linear)")).to_be_visible()
    chip(editor, "Dropout").click()
    chip(editor, "Softmax").click()
    expect_stack(editor, "linear 10", "dropout 0.5", "softmax", *PLAIN[1:], "relu")


def test_the_buttons_of_a_row_move_copy_and_remove_it(editor):
    opened(editor, "Layer 1: Linear").get_by_role("button", name="Move down").click()
    expect_stack(editor, "tanh", "linear 10", "linear 1", "sigmoid")
    expect(editor.get_by_role("button", name="Move down Linear, layer 2")).to_be_focused()
    opened(editor, "Layer 3: Linear").get_by_role("button", name="Move up").click()
    expect_stack(editor, "tanh", "linear 1", "linear 10", "sigmoid")
    row(editor, "Layer 3: Linear").get_by_role("button", name="Duplicate").click()
    expect_stack(editor, "tanh", "linear 1", "linear 10", "linear 10", "sigmoid")
    row(editor, "Layer 2: Linear").get_by_role("button", name="Remove").click()
    expect_stack(editor, "tanh", "linear 10", "linear 10", "sigmoid")
    expect(row(editor, "Layer 1: Tanh")).to_be_focused()


def test_settings_are_set_in_place_and_the_rare_ones_below(editor):
    first = row(editor, "Layer 1: Linear")
    expect(first.get_by_label("Bias", exact=True)).to_be_hidden()
    first.get_by_label("Units").fill("32")
    first.get_by_label("Units").press("Enter")
    expect_stack(editor, "linear 32", *PLAIN[1:])
    expect(first.locator(".shape")).to_have_text("→ 32")
    title = "It receives a list of 2 numbers and gives a list of 32 numbers"
    expect(first.locator(".shape")).to_have_attribute("title", title)
    more = first.get_by_role("button", name=re.compile("^More"))
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(first.get_by_text("96 parameters")).to_be_visible()
    first.get_by_label("Bias", exact=True).uncheck()
    expect(first.get_by_text("64 parameters")).to_be_visible()
    first.get_by_label("Initialisation").select_option("he")
    expect(more).to_have_accessible_name("More of Linear, layer 1: Bias off, Initialisation he")
    more.click()
    expect(first.get_by_label("Bias", exact=True)).to_be_hidden()
    expect(editor.get_by_text("97 parameters in total")).to_be_visible()
    expect(editor.get_by_text("Edits: 3")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "kept"), [("5000", "4096"), ("0", "1"), ("-3", "1"), ("2.6", "3"), ("", "10"), ("1e9", "4096")]
)
def test_a_value_out_of_bounds_is_clamped_and_the_bounds_are_named(editor, typed, kept):
    first = row(editor, "Layer 1: Linear")
    units = first.get_by_label("Units")
    units.fill(typed)
    units.press("Tab")
    expect(first).to_contain_text(f"Units must be a whole number from 1 to 4096; it is now {kept}.")
    expect(units).to_have_value(kept)
    expect_stack(editor, f"linear {kept}", *PLAIN[1:])
    units.fill("7")
    expect(first.locator(".message")).to_be_hidden()


def test_what_is_typed_is_taken_without_leaving_the_field_which_keeps_the_focus(page, serve):
    editor = visit(page, serve(DEMO), "delay=0.2")
    units = row(editor, "Layer 1: Linear").get_by_label("Units")
    units.select_text()
    units.press_sequentially("3")
    expect_stack(editor, "linear 3", *PLAIN[1:])
    expect(units).to_be_focused()
    units.press_sequentially("2")
    expect(units).to_have_value("32")
    expect_stack(editor, "linear 32", *PLAIN[1:])
    expect(units).to_be_focused()


def test_an_edit_that_is_on_its_way_when_the_editor_goes_is_no_error(editor):
    turn = editor.get_by_text(re.compile("^Turn: "))
    before = turn.inner_text()
    row(editor, "Layer 1: Linear").get_by_label("Units").fill("7")
    editor.get_by_role("button", name="Begin again").evaluate("button => button.click()")
    expect(editor.get_by_text(before, exact=True)).to_have_count(0)
    expect_stack(editor, *PLAIN)
    expect(turn).to_be_attached()


def test_a_field_takes_letters_that_streamlit_has_commands_for(editor):
    units = row(editor, "Layer 1: Linear").get_by_label("Units")
    units.press("c")
    units.press("r")
    expect(editor.get_by_role("dialog")).to_have_count(0)


BLOCKS = ["linear 2", "relu", "linear 2", "residual 2", "relu", "residual 5", "linear 1", "sigmoid"]


def bracket(page: Page, to: str) -> list[tuple[str, float, float, float, float]]:
    """The pieces of the bracket that ends at the row, from the top: part, left, right, top and bottom."""
    lane = row(page, to).locator(".brackets .end").get_attribute("style")
    pieces = page.locator(f".brackets i[style='{lane}']").evaluate_all(
        "pieces => pieces.map((piece) => [piece.classList[0], piece.getBoundingClientRect()])"
        ".map(([part, box]) => [part, box.left, box.right, box.top, box.bottom])"
    )
    return [tuple(piece) for piece in pieces]


def test_a_bracket_leads_from_each_row_that_is_added_to_the_one_that_adds_it(editor):
    editor.get_by_role("button", name="Blocks").click()
    expect_stack(editor, *BLOCKS)
    for look in looks(editor):
        rows(editor).evaluate_all(SETTLED)
        inner, outer = bracket(editor, "Layer 4: Residual"), bracket(editor, "Layer 6: Residual")
        assert [part for part, *_ in inner] == ["begin", "through", "through", "end"], look
        assert [part for part, *_ in outer] == ["begin", *["through"] * 5, "end"], look
        boxes = [
            editor.get_by_role("group", name="Input").bounding_box(),
            *(
                row(editor, f"Layer {number}: {title}").bounding_box()
                for number, title in [(1, "Linear"), (4, "Residual"), (6, "Residual")]
            ),
        ]
        ends = [(outer, boxes[0], boxes[3]), (inner, boxes[1], boxes[2])]
        for pieces, begin, end in ends:
            lefts = {round(left) for _, left, *_ in pieces}
            assert len(lefts) == 1, "one straight line"
            assert lefts.pop() >= 0, "within the page"
            for (*_, bottom), (*_, top, _) in pairwise(pieces):
                assert abs(top - bottom) <= 2, "without gaps"
            assert begin["y"] < pieces[0][3] < begin["y"] + begin["height"]
            assert end["y"] < pieces[-1][4] < end["y"] + end["height"]
            assert all(abs(right - end["x"]) < 1 for _, _, right, *_ in pieces)
        assert inner[0][1] > outer[0][1], "the shorter lies nearer to the rows"
        violations = Axe().run(editor, context=".stBidiComponent").response["violations"]
        assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == [], look


def test_what_a_row_adds_is_set_by_keyboard_said_and_kept_where_rows_move(editor):
    editor.set_viewport_size({"width": 780, "height": 1400})
    editor.get_by_role("button", name="Blocks").click()
    expect_stack(editor, *BLOCKS)
    adding = row(editor, "Layer 4: Residual")
    expect(adding).to_contain_text("adds the output of layer 1, Linear")
    expect(adding).to_have_accessible_description(re.compile("^adds the output of layer 1, Linear Plus adds"))
    expect(row(editor, "Layer 6: Residual")).to_contain_text("adds the input")
    adding.get_by_label("Rows skipped").focus()
    editor.keyboard.press("ArrowUp")
    expect_said(editor, "Residual adds the input")
    expect_stack(editor, *BLOCKS[:3], "residual 3", *BLOCKS[4:])
    editor.keyboard.press("ArrowDown")
    expect_said(editor, "Residual adds the output of layer 1, Linear")
    expect_stack(editor, *BLOCKS)
    # a row is dragged into those between, and one of them out: what is added stays the same
    drag(editor, middle(row(editor, "Layer 8: Sigmoid").locator(".handle")), edge(row(editor, "Layer 2: ReLU"), 0.1))
    moved = ["linear 2", "sigmoid", "relu", "linear 2", "residual 3", "relu", "residual 6", "linear 1"]
    expect_stack(editor, *moved)
    row(editor, "Layer 3: ReLU").get_by_role("button", name="Remove").click()
    expect_stack(editor, *moved[:2], "linear 2", "residual 2", "relu", "residual 5", "linear 1")
    expect(row(editor, "Layer 4: Residual")).to_contain_text("adds the output of layer 1, Linear")
    assert [part for part, *_ in bracket(editor, "Layer 4: Residual")] == ["begin", "through", "through", "end"]
    # where there is no such row, no bracket is drawn, and the row says why
    row(editor, "Layer 4: Residual").get_by_label("Rows skipped").fill("9")
    expect(row(editor, "Layer 4: Residual")).to_contain_text("Residual is to skip 9 rows; only 3 above it.")
    expect(editor.locator(".brackets .end")).to_have_count(1)


def test_an_error_is_shown_at_its_row_and_fixed_by_one_press(editor):
    editor.get_by_text("Images", exact=True).click()
    first = row(editor, "Layer 1: Linear")
    said = "Linear needs a plain list of numbers; this is a picture of 8 × 8. Add Flatten before it."
    expect(first).to_contain_text(said)
    expect(first).to_have_class(re.compile("failing"))
    expect(row(editor, "Layer 2: Tanh")).to_contain_text("→ ?")
    first.get_by_role("button", name="Add Flatten here").click()
    expect_stack(editor, "flatten", *PLAIN)
    expect(row(editor, "Layer 1: Flatten")).to_contain_text("→ 64")
    expect(editor.get_by_role("button", name="Add Flatten here")).to_have_count(0)
    expect(row(editor, "Layer 1: Flatten")).to_be_focused()


def test_two_presses_before_the_answer_fix_once(editor):
    editor.get_by_text("Images", exact=True).click()
    fix = row(editor, "Layer 1: Linear").get_by_role("button", name="Add Flatten here")
    fix.evaluate("fix => { fix.click(); fix.click(); }")
    expect_stack(editor, "flatten", *PLAIN)


def test_a_note_at_the_output_is_quiet_and_offers_a_change(editor):
    chip(editor, "ReLU").click()
    output = editor.get_by_role("group", name="Output")
    expect(output).to_contain_text("ReLU keeps the output at 0 or above.")
    expect(output).not_to_have_class(re.compile("failing"))
    output.get_by_role("button", name="Take ReLU out").click()
    expect_stack(editor, *PLAIN)
    expect(output.get_by_role("button")).to_have_count(0)


def test_an_output_that_does_not_fit_the_data_is_fixed_by_one_press(editor):
    row(editor, "Layer 4: Sigmoid").get_by_role("button", name="Remove").click()
    last = row(editor, "Layer 3: Linear")
    last.get_by_label("Units").fill("7")
    output = editor.get_by_role("group", name="Output")
    expect(output).to_contain_text("The data has 2 classes; the network gives a list of 7 numbers.")
    output.get_by_role("button", name="Set units to 1").click()
    expect_stack(editor, "linear 10", "tanh", "linear 1")
    expect(output.locator(".error")).to_have_count(2)  # the places of an error and of a note
    expect(output.get_by_role("button")).to_have_count(0)
    expect(last.get_by_label("Units")).to_have_value("1")


def test_a_fix_pressed_before_the_edit_before_it_was_answered_keeps_that_edit(editor):
    row(editor, "Layer 4: Sigmoid").get_by_role("button", name="Remove").click()
    row(editor, "Layer 3: Linear").get_by_label("Units").fill("7")
    fix = editor.get_by_role("button", name="Set units to 1")
    fix.evaluate(
        """fix => {
          fix.getRootNode().querySelector('[aria-label="Add Sigmoid"]').click();
          fix.click();
        }"""
    )
    expect_stack(editor, *PLAIN)


def test_an_edit_that_makes_an_error_can_be_taken_back_where_it_is_said(editor):
    plus(editor, 2).click()
    menu(editor).get_by_role("button", name="More", exact=True).click()
    choice(editor, "Conv2D").click()
    failing = row(editor, "Layer 2: Conv2D")
    expect(failing).to_be_focused()
    expect(failing).to_contain_text("Conv2D needs a picture; this is a list of 10 numbers.")
    failing.get_by_role("button", name="Take the change back").click()
    expect_stack(editor, *PLAIN)
    expect(editor.get_by_role("button", name="Undo", exact=True)).to_be_focused()


def test_what_fits_at_a_gap_comes_first_each_with_its_sentence_and_the_rest_behind_more(editor):
    plus(editor, 2).click()
    expect(menu(editor)).to_have_accessible_name("Add a module between Linear (layer 1) and Tanh (layer 2)")
    expect(choice(editor, "Linear")).to_be_focused()
    seen = menu(editor).get_by_role("list", name="Fits here").get_by_role("listitem")
    expect(seen).to_have_count(6)
    expect(choice(editor, "ReLU")).to_have_accessible_description(
        "Lets positive values through and makes the others zero."
    )
    expect(choice(editor, "LeakyReLU")).to_be_hidden()
    expect(choice(editor, "Conv2D")).to_be_hidden()
    menu(editor).get_by_role("button", name="More", exact=True).click()
    expect(menu(editor).get_by_role("list", name="Fits, too").get_by_role("button", name="LeakyReLU")).to_be_visible()
    others = menu(editor).get_by_role("list", name="Does not fit here as it is")
    expect(others.get_by_role("button", name="Conv2D")).to_be_visible()
    expect(others.get_by_role("button", name="Flatten")).to_be_visible()  # there is nothing to flatten
    choice(editor, "LeakyReLU").click()
    expect_stack(editor, "linear 10", "leaky_relu 0.01", *PLAIN[1:])
    expect(row(editor, "Layer 2: LeakyReLU")).to_be_focused()


def test_a_gap_above_an_error_offers_what_frees_the_row_of_it_and_one_below_all(editor):
    editor.get_by_text("Images", exact=True).click()
    expect(row(editor, "Layer 1: Linear")).to_contain_text("Linear needs a plain list of numbers")
    plus(editor, 1).click()
    seen = menu(editor).get_by_role("list", name="Fits here").get_by_role("button")
    expect(seen).to_have_count(2)
    assert [one.get_attribute("aria-label") for one in seen.all()] == ["Flatten", "GlobalAveragePool"]
    plus(editor, 3).click()
    expect(menu(editor)).to_contain_text("What fits here is known when the error above is fixed.")
    expect(choice(editor, "Upsample2D")).to_be_attached()
    editor.keyboard.press("Escape")
    expect(menu(editor)).to_be_hidden()


def test_a_module_is_added_at_any_gap_by_keyboard_alone(editor):
    plus(editor, 3).focus()
    editor.keyboard.press("Enter")
    expect(choice(editor, "Linear")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(menu(editor)).to_be_hidden()
    expect(plus(editor, 3)).to_be_focused()
    expect(plus(editor, 3)).to_have_attribute("aria-expanded", "false")
    editor.keyboard.press("Space")
    expect(choice(editor, "Linear")).to_be_focused()
    editor.keyboard.press("ArrowDown")
    expect(choice(editor, "ReLU")).to_be_focused()
    editor.keyboard.press("End")
    editor.keyboard.press("Enter")
    expect(choice(editor, "Swish")).to_be_visible()
    editor.keyboard.press("Home")
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("Enter")
    expect_stack(editor, "linear 10", "tanh", "relu", "linear 1", "sigmoid")
    expect(row(editor, "Layer 3: ReLU")).to_be_focused()
    editor.keyboard.press("End")
    editor.keyboard.press("+")
    expect(menu(editor)).to_have_accessible_name("Add a module below Sigmoid (layer 5)")
    expect(choice(editor, "Linear")).to_be_focused()
    editor.keyboard.press("Enter")
    expect_stack(editor, "linear 10", "tanh", "relu", "linear 1", "sigmoid", "linear 10")


def test_a_press_elsewhere_closes_the_list_and_one_on_another_gap_moves_it(editor):
    plus(editor, 1).click()
    expect(menu(editor)).to_have_accessible_name("Add a module above Linear (layer 1)")
    editor.get_by_role("button", name="Add a module at the end").click()
    expect(menu(editor)).to_have_accessible_name("Add a module below Sigmoid (layer 4)")
    editor.get_by_role("button", name="Add a module at the end").click()
    expect(menu(editor)).to_be_hidden()
    plus(editor, 1).click()
    expect(menu(editor)).to_be_visible()
    editor.mouse.click(1300, 500)
    expect(menu(editor)).to_be_hidden()


def test_in_a_narrow_column_everything_stays_within_and_can_be_pressed(page, serve):
    editor = visit(page, serve(DEMO), "width=232")
    assert too_wide(editor) == []
    editor.get_by_role("button", name="More modules").click()
    choice(editor, "Dropout").click()
    added = opened(editor, "Layer 5: Dropout")
    expect(added.get_by_role("button", name="Duplicate")).to_be_visible()
    assert too_wide(editor) == []


def test_a_module_is_dragged_out_of_the_list(editor):
    editor.get_by_role("button", name="More modules").click()
    start = middle(choice(editor, "Dropout"))
    editor.mouse.move(*start)
    editor.mouse.down()
    editor.mouse.move(start[0] - 20, start[1] - 20, steps=3)
    expect(menu(editor)).to_be_hidden()
    editor.mouse.move(*edge(row(editor, "Layer 2: Tanh"), 0.9), steps=8)
    editor.mouse.up()
    expect_stack(editor, "linear 10", "tanh", "dropout 0.5", "linear 1", "sigmoid")


def test_a_stack_of_four_is_small_and_nothing_moves_when_a_chip_is_explained(page, serve):
    editor = visit(page, serve(DEMO), "width=380")
    heights = [one.bounding_box()["height"] for one in rows(editor).all()]
    assert max(heights) <= 36
    assert editor.locator(".editor").bounding_box()["height"] <= 300
    assert too_wide(editor) == []
    before = editor.locator(".stack").bounding_box()
    chip(editor, "Tanh").hover()
    expect(editor.locator(".help")).to_be_visible()
    assert editor.locator(".stack").bounding_box() == before
    assert editor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_undo_and_redo_by_button_and_by_key(editor):
    undo, redo = (editor.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    row(editor, "Layer 2: Tanh").get_by_role("button", name="Remove").click()
    expect_stack(editor, "linear 10", "linear 1", "sigmoid")
    undo.click()
    expect_stack(editor, *PLAIN)
    redo.click()
    expect_stack(editor, "linear 10", "linear 1", "sigmoid")
    row(editor, "Layer 1: Linear").focus()
    editor.keyboard.press("Control+z")
    expect_stack(editor, *PLAIN)
    editor.keyboard.press("Control+Shift+Z")
    expect_stack(editor, "linear 10", "linear 1", "sigmoid")
    editor.keyboard.press("Meta+z")
    expect_stack(editor, *PLAIN)
    editor.keyboard.press("Control+y")
    expect_stack(editor, "linear 10", "linear 1", "sigmoid")


def test_in_a_field_the_browsers_own_undo_applies(editor):
    chip(editor, "ReLU").click()
    expect_stack(editor, *PLAIN, "relu")
    units = row(editor, "Layer 1: Linear").get_by_label("Units")
    units.press_sequentially("7")
    editor.keyboard.press("Control+z")
    expect(units).to_have_value("10")
    units.press("Tab")
    expect_stack(editor, *PLAIN, "relu")


def test_an_undo_right_after_an_edit_undoes_that_edit_and_a_later_edit_stands_on_the_result(page, serve):
    editor = visit(page, serve(DEMO), "delay=0.3")
    chip(editor, "ReLU").click()
    editor.get_by_role("button", name="Undo", exact=True).click()
    chip(editor, "Dropout").click()
    expect_stack(editor, *PLAIN, "dropout 0.5")


def test_ten_quick_edits_all_arrive(page, serve):
    editor = visit(page, serve(DEMO), "delay=0.3")
    for _ in range(10):
        chip(editor, "ReLU").click()
    expect(rows(editor)).to_have_count(14)
    expect_stack(editor, *PLAIN, *["relu"] * 10)


def test_a_preset_replaces_the_stack_even_while_an_edit_is_on_its_way(page, serve):
    editor = visit(page, serve(DEMO), "delay=0.3")
    chip(editor, "ReLU").click()
    expect(rows(editor)).to_have_count(5)
    editor.get_by_role("button", name="Bare").click()
    expect_stack(editor)
    expect(editor.get_by_text("Drag a module here, or press one in the palette")).to_be_visible()
    drag(editor, middle(chip(editor, "Linear")), middle(editor.locator(".empty")))
    expect_stack(editor, "linear 10")


def test_a_full_stack_takes_no_more_and_says_so(editor):
    editor.get_by_role("button", name="Long").click()
    expect(rows(editor)).to_have_count(30)
    for _ in range(4):
        chip(editor, "Tanh").click(force=True)
    expect(rows(editor)).to_have_count(32)
    expect_said(editor, "The stack is full: it holds at most 32 modules.")
    expect(editor.locator(".total")).to_contain_text("the stack is full")
    plus(editor, 30).click(force=True)
    expect(menu(editor)).to_be_hidden()


def test_the_chip_with_the_focus_is_explained(editor):
    chip(editor, "Dropout").focus()
    expect(editor.locator(".help")).to_be_visible()
    expect(editor.locator(".help")).to_contain_text("Silences a random share of the values in training")
    expect(chip(editor, "Dropout")).to_have_accessible_description(re.compile("y = x · mask .*Silences a random share"))


def test_a_stack_is_built_and_changed_by_keyboard_alone(editor):
    editor.get_by_role("button", name="Bare").press("Enter")
    expect_stack(editor)
    chip(editor, "Linear").focus()
    editor.keyboard.press("Enter")
    expect(chip(editor, "Linear")).to_be_focused()
    for _ in range(60):  # past what stands before it in the palette
        editor.keyboard.press("Tab")
        if chip(editor, "Tanh").evaluate("chip => chip.getRootNode().activeElement === chip"):
            break
    expect(chip(editor, "Tanh")).to_be_focused()
    editor.keyboard.press("Space")
    expect_stack(editor, "linear 10", "tanh")
    for _ in range(60):
        editor.keyboard.press("Tab")
        if row(editor, "Layer 1: Linear").evaluate("row => row.getRootNode().activeElement === row"):
            break
    editor.keyboard.press("Control+d")
    expect(row(editor, "Layer 2: Linear")).to_be_focused()
    expect_stack(editor, "linear 10", "linear 10", "tanh")
    editor.keyboard.press("Alt+ArrowDown")
    expect_said(editor, "Linear moved to position 3 of 3")
    expect_stack(editor, "linear 10", "tanh", "linear 10")
    expect(row(editor, "Layer 3: Linear")).to_be_focused()
    editor.keyboard.press("ArrowUp")
    expect(row(editor, "Layer 2: Tanh")).to_be_focused()
    editor.keyboard.press("Alt+ArrowUp")
    expect_stack(editor, "tanh", "linear 10", "linear 10")
    expect(row(editor, "Layer 1: Tanh")).to_be_focused()
    editor.keyboard.press("End")
    editor.keyboard.press("Delete")
    expect_said(editor, "Linear removed")
    expect_stack(editor, "tanh", "linear 10")
    expect(row(editor, "Layer 2: Linear")).to_be_focused()
    editor.keyboard.press("Backspace")
    editor.keyboard.press("Delete")
    expect_stack(editor)
    expect(editor.get_by_role("button", name=re.compile("^Add ")).first).to_be_focused()


def test_a_row_is_grabbed_carried_and_dropped_or_put_back_by_keyboard(editor):
    row(editor, "Layer 1: Linear").focus()
    editor.keyboard.press("Space")
    expect_said(editor, "Linear grabbed")
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("ArrowDown")
    expect(row(editor, "Layer 3: Linear")).to_be_focused()
    editor.keyboard.press("Escape")
    expect_said(editor, "Linear put back")
    expect_stack(editor, *PLAIN)
    expect(editor.get_by_text("Edits: 0")).to_be_visible()
    editor.keyboard.press("Space")
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("Space")
    expect_said(editor, "Linear dropped at position 2 of 4")
    expect_stack(editor, "tanh", "linear 10", "linear 1", "sigmoid")
    expect(editor.get_by_text("Edits: 1")).to_be_visible()
    expect(row(editor, "Layer 2: Linear")).to_be_focused()


class Finger:
    """Touches as the browser's own input layer makes them, so that it scrolls and cancels as for a real finger."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        for step in range(1, steps + 1):
            share = step / steps
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            self.send("touchMove", (x, y))


@pytest.fixture
def phone(browser: Browser, serve: Serve) -> Iterator[Page]:
    """The demo on a narrow touch screen."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 420, "height": 900}, has_touch=True, is_mobile=True, device_scale_factor=1
    )
    page = context.new_page()
    problems = watch(page)
    yield visit(page, serve(DEMO))
    context.close()
    assert not problems


def test_a_finger_drags_a_chip_after_a_short_press(phone):
    finger, start = Finger(phone), middle(chip(phone, "Sigmoid"))
    finger.send("touchStart", start)
    expect(phone.locator(".ghost")).to_be_visible()
    target = edge(row(phone, "Layer 1: Linear"), 0.9)
    finger.move(start, target)
    expect(phone.locator(".insertion")).to_be_visible()
    finger.send("touchEnd")
    expect_stack(phone, "linear 10", "sigmoid", *PLAIN[1:])


def test_a_finger_drags_a_row_by_its_handle(phone):
    row(phone, "Layer 4: Sigmoid").scroll_into_view_if_needed()
    finger, start = Finger(phone), middle(row(phone, "Layer 1: Linear").locator(".handle"))
    finger.send("touchStart", start)
    finger.move(start, edge(row(phone, "Layer 3: Linear"), 0.9))
    finger.send("touchEnd")
    expect_stack(phone, "tanh", "linear 1", "linear 10", "sigmoid")


def test_a_finger_scrolls_the_page_over_chips_and_rows(phone):
    phone.get_by_role("button", name="Long").tap()
    expect(rows(phone)).to_have_count(30)
    finger = Finger(phone)
    for touched in (chip(phone, "Linear"), row(phone, "Layer 2: ReLU")):
        touched.scroll_into_view_if_needed()
        start = middle(touched)
        before = rows(phone).first.bounding_box()["y"]
        finger.send("touchStart", start)
        finger.move(start, (start[0], start[1] - 150))
        finger.send("touchEnd")
        phone.wait_for_function(
            "([row, y]) => row.getBoundingClientRect().y < y - 50", arg=[rows(phone).first.element_handle(), before]
        )
        expect(phone.locator(".ghost")).to_have_count(0)
    expect(rows(phone)).to_have_count(30)
    expect(phone.get_by_text("Edits: 0")).to_be_attached()


def test_a_tap_adds_a_module(phone):
    chip(phone, "ReLU").tap()
    expect_stack(phone, *PLAIN, "relu")


def test_a_finger_adds_a_module_at_a_gap_and_drags_one_out_of_the_list(phone):
    plus(phone, 2).tap()
    expect(menu(phone)).to_be_visible()
    box = menu(phone).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 420
    assert box["y"] + box["height"] <= 900
    choice(phone, "Dropout").tap()
    expect_stack(phone, "linear 10", "dropout 0.5", *PLAIN[1:])
    expect(menu(phone)).to_be_hidden()
    phone.get_by_role("button", name="More modules").tap()
    finger, start = Finger(phone), middle(choice(phone, "Softmax"))
    finger.send("touchStart", start)
    expect(phone.locator(".ghost")).to_be_visible()
    expect(menu(phone)).to_be_hidden()
    finger.move(start, edge(row(phone, "Layer 1: Linear"), 0.1))
    finger.send("touchEnd")
    expect_stack(phone, "softmax", "linear 10", "dropout 0.5", *PLAIN[1:])


def too_wide(page):
    """Visible elements of the editor that reach beyond its right edge."""
    return page.locator(".editor").evaluate(
        """editor => [...editor.querySelectorAll("*")]
          .filter((node) => !node.closest(".unseen") && node.checkVisibility())
          .filter((node) => node.getBoundingClientRect().right > editor.getBoundingClientRect().right + 0.5)
          .map((node) => node.outerHTML)"""
    )


def test_a_phone_needs_no_horizontal_scroll_even_with_keys_and_messages(phone):
    phone.locator(".keys summary").tap()
    expect(phone.locator(".keys dl")).to_be_visible()
    assert too_wide(phone) == []
    phone.get_by_text("Images", exact=True).tap()
    expect(phone.get_by_role("button", name="Add Flatten here")).to_be_visible()
    row(phone, "Layer 1: Linear").get_by_role("button", name=re.compile("^More")).tap()
    row(phone, "Layer 1: Linear").get_by_label("Units").fill("5000")
    expect(row(phone, "Layer 1: Linear").locator(".message")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert too_wide(phone) == []


def test_axe_finds_nothing_serious(page, serve):
    page.emulate_media(reduced_motion="reduce")
    visit(page, serve(DEMO))
    for preset in ("Plain", "Bare"):
        page.get_by_role("button", name=preset).click()
        expect(rows(page)).to_have_count(4 if preset == "Plain" else 0)
        if preset == "Plain":
            page.get_by_text("Images", exact=True).click()
            expect(page.get_by_role("button", name="Add Flatten here")).to_be_visible()
            row(page, "Layer 2: Tanh").focus()
            opened(page, "Layer 3: Linear")
        for look in looks(page):
            violations = Axe().run(page, context=".stBidiComponent").response["violations"]
            assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == [], look
            page.get_by_role("button", name="More modules").click()
            if preset == "Bare":
                menu(page).get_by_role("button", name="More", exact=True).click()
            violations = Axe().run(page, context=".stBidiComponent").response["violations"]
            assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == [], look
            page.keyboard.press("Escape")
