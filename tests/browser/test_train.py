"""The Train page in a real browser: what a newcomer does in the first minutes."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import DEFAULT, PRESETS
from tests.browser.conftest import APP, streamlit_server, watch
from tests.browser.train_page import (
    ENDLESS,
    add_at_end,
    address_of,
    chip,
    control,
    expect_stack,
    middle,
    open_train,
    rows,
    updates,
    wait_for_rest,
    wait_for_updates,
    workers,
)

EMPTY = DEFAULT.changed(layers=())
BUILT = ("linear", "tanh", "linear", "sigmoid")


def expect_test_accuracy(page, least):
    page.wait_for_function(
        """least => [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)].some(
          (root) => [...root.querySelectorAll("tr")].some((row) => {
            const found = row.innerText.match(/Test[^%]*?([\\d.]+)\\s*%/);
            return found && Number(found[1]) >= least;
          }))""",
        arg=least,
        timeout=60_000,
    )


def test_a_stack_dragged_together_by_mouse_learns_to_separate_the_points(page, app):
    open_train(page, address_of(app, EMPTY))
    expect(page.get_by_text("The stack is empty")).to_be_visible()
    expect(control(page, "Play")).to_be_disabled()
    for index, title in enumerate(("Linear", "Tanh", "Linear", "Sigmoid")):
        page.mouse.move(*middle(chip(page, title)))
        page.mouse.down()
        if index == 0:
            x, y = middle(page.get_by_text("Drag a module here"))
        else:
            x, y = middle(rows(page).nth(index - 1))
            y += 12
        page.mouse.move(x, y, steps=8)
        page.mouse.up()
        expect_stack(page, *BUILT[: index + 1])
    page.get_by_role("button", name="Set the last Linear to 1").click()
    expect(control(page, "Play")).to_be_enabled()
    control(page, "Play").click()
    expect_test_accuracy(page, 99.5)


def test_a_stack_built_wholly_by_keyboard_trains(page, app):
    open_train(page, address_of(app, EMPTY))
    for index, title in enumerate(("Linear", "Tanh", "Linear", "Sigmoid")):
        chip(page, title).focus()
        page.keyboard.press("Enter")
        expect_stack(page, *BUILT[: index + 1])
    page.get_by_role("button", name="Set the last Linear to 1").focus()
    page.keyboard.press("Enter")
    expect(control(page, "Play")).to_be_enabled()
    control(page, "Play").focus()
    page.keyboard.press("Enter")
    expect_test_accuracy(page, 99.5)


@pytest.mark.nightly
def test_a_stack_built_by_finger_on_a_phone_trains(browser, app):
    context = browser.new_context(viewport={"width": 420, "height": 850}, has_touch=True, is_mobile=True)
    page = context.new_page()
    problems = watch(page)
    open_train(page, address_of(app, EMPTY))
    for index, title in enumerate(("Linear", "Tanh", "Linear", "Sigmoid")):
        chip(page, title).tap()
        expect_stack(page, *BUILT[: index + 1])
    page.get_by_role("button", name="Set the last Linear to 1").tap()
    control(page, "Play").tap()
    expect_test_accuracy(page, 99.5)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not problems
    context.close()


def test_pause_step_epoch_and_reset(page, app):
    open_train(page, address_of(app, ENDLESS))
    control(page, "Step").click()
    wait_for_updates(page, 1)
    assert updates(page) == 1
    control(page, "Epoch").click()
    wait_for_updates(page, 50)
    expect(control(page, "Pause")).to_be_disabled()
    assert updates(page) == 50
    control(page, "Play").click()
    wait_for_updates(page, 500)
    control(page, "Pause").click()
    expect(control(page, "Play")).to_be_enabled()
    expect(control(page, "Pause")).to_be_disabled()
    wait_for_rest(page)
    said = page.get_by_text(re.compile("^Epoch .* update")).inner_text()
    stood = int(re.search(r"([\d,]+) update", said)[1].replace(",", ""))
    expect(page.locator("[data-frame]")).to_have_attribute("data-frame", str(stood))
    control(page, "Step").click()
    wait_for_updates(page, stood + 1)
    assert updates(page) == stood + 1
    control(page, "Reset").click()
    expect(page.locator("[data-frame='0']")).to_be_visible()
    expect(page.get_by_text("Not trained yet")).to_be_visible()


def test_reset_returns_to_the_same_weights_and_new_seed_to_others(page, app):
    def first_cost():
        return page.get_by_role("row", name=re.compile("^Test")).inner_text()

    open_train(page, app)
    wait_for_updates(page, 0)
    at_first = first_cost()
    control(page, "Step").click()
    wait_for_updates(page, 1)
    assert first_cost() != at_first
    control(page, "Reset").click()
    expect(page.locator("[data-frame='0']")).to_be_visible()
    assert first_cost() == at_first
    address = page.url
    control(page, "New seed").click()
    page.wait_for_function("address => location.href !== address", arg=address)
    expect(page.get_by_role("row", name=re.compile("^Test"))).not_to_have_text(at_first, use_inner_text=True)


def test_the_copied_link_opens_the_same_experiment_elsewhere(page, app, browser):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_train(page, app)
    add_at_end(page, "Dropout")
    expect_stack(page, *BUILT, "dropout")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = browser.new_context()
    visitor = open_train(other.new_page(), link)
    expect_stack(visitor, *BUILT, "dropout")
    other.close()
    page.reload()
    expect_stack(page, *BUILT, "dropout")


def test_a_damaged_link_opens_the_default_with_a_message(page, app):
    open_train(page, f"{app}/?e={'A' * 7000}")
    expect(page.get_by_text("The default experiment is shown instead")).to_be_visible()
    expect_stack(page, *BUILT)


def test_a_changed_stack_keeps_the_trained_network_until_play_and_undo_brings_it_back(page, app):
    open_train(page, address_of(app, ENDLESS))
    control(page, "Play").click()
    wait_for_updates(page, 200)
    add_at_end(page, "Dropout")
    expect(page.get_by_text("You changed the stack")).to_be_visible()
    expect(page.locator("[data-frame='0']")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    wait_for_updates(page, 200)
    expect(page.get_by_text("You changed the stack")).to_be_hidden()


def test_the_learning_rate_reaches_the_running_network(page, app):
    slow = ENDLESS.changed(optimiser={"kind": "sgd", "learning_rate": 1e-5})
    open_train(page, address_of(app, slow))
    control(page, "Play").click()
    wait_for_updates(page, 500)
    rate = page.get_by_role("slider", name="Learning rate")
    rate.focus()
    for _ in range(20):
        rate.press("ArrowRight")
    expect_test_accuracy(page, 95)
    expect(control(page, "Pause")).to_be_enabled()


@pytest.mark.nightly
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX only")
def test_a_killed_worker_is_reported_and_the_other_visitor_notices_nothing(page, app, browser):
    other = browser.new_context()
    visitor = open_train(other.new_page(), address_of(app, ENDLESS))
    before = workers(app)
    open_train(page, address_of(app, ENDLESS))
    control(page, "Play").click()
    wait_for_updates(page, 100)
    (mine,) = workers(app) - before
    control(visitor, "Play").click()
    wait_for_updates(visitor, 100)
    os.kill(mine, signal.SIGKILL)
    expect(page.get_by_text("ended from outside (SIGKILL")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    wait_for_updates(page, 100)
    expect(page.get_by_text("ended from outside")).to_be_hidden()
    wait_for_updates(visitor, updates(visitor) + 100)
    other.close()


def test_divergence_stops_with_advice(page, app):
    wild = PRESETS["Two clouds"].changed(optimiser={"kind": "sgd", "learning_rate": 10.0})
    open_train(page, address_of(app, wild))
    control(page, "Play").click()
    expect(page.get_by_text("With a learning rate of 10 the cost was no longer a number")).to_be_visible()
    expect(page.get_by_role("button", name="Begin again with a rate of 1")).to_be_visible()


def test_digits_show_their_mistakes_and_a_confusion_matrix(page, app):
    open_train(page, address_of(app, PRESETS["Digits 8 × 8"]))
    control(page, "Play").click()
    expect_test_accuracy(page, 88)
    expect(page.get_by_role("table").last).to_contain_text("9")


def test_nothing_jumps_where_a_training_begins_and_every_one_of_many_clicks_shows_its_effect(page, app):
    open_train(page, address_of(app, ENDLESS))
    wait_for_rest(page)
    before = control(page, "Play").bounding_box()
    control(page, "Play").click()
    wait_for_updates(page, 100)
    assert control(page, "Play").bounding_box() == before
    box = page.get_by_role("checkbox", name="Until stopped")
    text = page.get_by_text("Epochs", exact=True)
    for number in range(24):
        box.locator("xpath=ancestor::label").first.click()
        if number % 2 == 0:
            expect(text).to_be_visible()
        else:
            expect(text).to_be_hidden()


def test_a_fresh_servers_first_visitor_may_come_to_any_page(browser):
    with streamlit_server(APP) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/draw")
        expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
        expect(page.get_by_role("link", name="Train")).to_be_visible()
        expect(page.get_by_role("link", name="streamlit app")).to_have_count(0)
        context.close()


def test_two_quick_presses_of_step_make_two_updates(page, app):
    open_train(page, address_of(app, ENDLESS))
    step = control(page, "Step")
    for number in range(1, 9):
        expect(step).to_be_enabled()
        step.evaluate("button => { button.click(); button.click(); }")
        wait_for_updates(page, 2 * number)
        assert updates(page) == 2 * number


def test_pages_change_while_it_trains(page, app):
    open_train(page, address_of(app, ENDLESS))
    control(page, "Play").click()
    wait_for_updates(page, 100)
    made = updates(page)
    for _ in range(6):
        page.get_by_role("link", name="Draw").click()
        expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
        page.get_by_role("link", name="Train").click()
        wait_for_updates(page, made + 1)
        made = updates(page)
    expect(control(page, "Pause")).to_be_enabled()


def test_an_example_is_chosen_by_keyboard_among_groups_and_undone(page, app):
    open_train(page, app)
    button = page.get_by_role("button", name="Examples")
    expect(button).to_contain_text("Four clouds")
    button.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="Examples")
    expect(menu.get_by_role("heading")).to_have_text(["Points", "Digits", "Autoencoders", "From the report"])
    expect(menu.get_by_role("button", name="Two clouds")).to_contain_text("a straight line is enough")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("button", name="Two clouds")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_contain_text("Two clouds")
    expect_stack(page, "linear")
    page.get_by_role("button", name="Undo").click()
    expect(button).to_contain_text("Four clouds")
