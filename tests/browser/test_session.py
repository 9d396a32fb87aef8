"""A visitor's session in a real browser: it outlives a reload, and two tabs are two."""

from __future__ import annotations

import re
import signal

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import PRESETS
from tests.browser.conftest import APP, streamlit_process, watch
from tests.browser.train_page import (
    ENDLESS,
    add_at_end,
    address_of,
    control,
    expect_stack,
    open_train,
    rows,
    updates,
    wait_for_rest,
    wait_for_updates,
)

BUILT = ("linear", "tanh", "linear", "sigmoid")
SESSION = "sessionStorage.getItem('playground session')"


def test_a_reload_finds_the_training_still_going_on_and_the_history(page, app):
    open_train(page, address_of(app, ENDLESS))
    rate = page.get_by_role("slider", name="Learning rate")
    rate.focus()
    rate.press("ArrowLeft")
    control(page, "Play").click()
    wait_for_updates(page, 100)
    token, made = page.evaluate(SESSION), updates(page)
    for _ in range(3):
        page.reload()
        wait_for_updates(page, made + 1)
        assert page.evaluate(SESSION) == token
        expect(control(page, "Pause")).to_be_enabled()
        made = updates(page)
    page.get_by_role("button", name="Undo").click()
    expect(rate).to_have_attribute("aria-valuetext", "1")


def test_a_page_reloaded_before_it_was_there_finds_it_too(page, app):
    open_train(page, address_of(app, ENDLESS))
    control(page, "Play").click()
    wait_for_updates(page, 100)
    token, made = page.evaluate(SESSION), updates(page)
    for _ in range(4):
        page.reload(wait_until="domcontentloaded")
    wait_for_updates(page, made + 1)
    assert page.evaluate(SESSION) == token


def test_two_tabs_stay_two(page, app):
    other = page.context.new_page()
    problems = watch(other)
    open_train(page, address_of(app, ENDLESS))
    open_train(other, address_of(app, ENDLESS))
    page.bring_to_front()  # a tab that is hidden draws late
    control(page, "Play").click()
    wait_for_updates(page, 100)
    assert page.evaluate(SESSION) != other.evaluate(SESSION)
    expect(control(other, "Play")).to_be_enabled()
    assert updates(other) == 0
    other.reload()
    expect(control(other, "Play")).to_be_enabled()
    assert updates(other) == 0, "each finds its own"
    wait_for_updates(page, updates(page) + 1)
    assert not problems


@pytest.mark.nightly
def test_another_browser_finds_nothing_of_it(page, app, browser):
    open_train(page, address_of(app, ENDLESS))
    control(page, "Play").click()
    wait_for_updates(page, 100)
    address = page.url
    page.goto("about:blank")
    other = browser.new_context()
    visitor = open_train(other.new_page(), address)
    wait_for_updates(visitor, 0)
    assert updates(visitor) == 0
    other.close()


@pytest.mark.nightly
def test_without_cookies_a_tab_still_finds_its_session_again(browser, app):
    context = browser.new_context()
    pages = re.compile(r"^http://[^/]*/(\?.*)?$")
    context.route(pages, lambda route: route.continue_(headers={**route.request.headers, "cookie": ""}))
    page = context.new_page()
    problems = watch(page)
    page.on("framenavigated", lambda _: context.clear_cookies())
    open_train(page, address_of(app, ENDLESS))
    context.clear_cookies()
    add_at_end(page, "Dropout")
    expect_stack(page, *BUILT, "dropout")
    control(page, "Play").click()
    wait_for_updates(page, 100)
    token, made = page.evaluate(SESSION), updates(page)
    context.clear_cookies()
    page.reload()
    expect(rows(page)).to_have_count(len(BUILT) + 1)
    wait_for_updates(page, made + 1)
    assert page.evaluate(SESSION) == token
    assert not problems
    context.close()


def test_a_server_that_ends_says_so_and_one_started_anew_what_is_lost(browser):
    with streamlit_process(APP) as (address, server):
        contexts = [browser.new_context() for _ in range(2)]
        train, draw = (context.new_page() for context in contexts)
        for page in (train, draw):
            open_train(page, address_of(address, PRESETS["Two clouds"]))
            expect(page.locator(".playground-notice[data-state=open]")).to_be_attached()
        draw.get_by_role("link", name="Draw").click()
        expect(draw.get_by_role("heading", name="Draw a digit")).to_be_visible()
        server.send_signal(signal.SIGTERM)
        for page in (train, draw):
            expect(page.get_by_text("The server has stopped.")).to_be_visible()
        server.wait(timeout=20)
        with streamlit_process(APP, port=int(address.rsplit(":", 1)[1])):
            for page in (train, draw):
                expect(page.get_by_text("What was trained and drawn here before is gone")).to_be_visible()
                page.get_by_role("button", name="Close").click()
                expect(page.get_by_text("is gone")).to_be_hidden()
                page.reload()
                expect(page.get_by_role("link", name="Train")).to_be_visible()
                wait_for_rest(page)
                expect(page.get_by_text("is gone")).to_be_hidden()
        for context in contexts:
            context.close()


def test_a_reload_finds_drawing_examples_and_kept_runs(context, app):
    # Streamlit itself asks below /draw first when a page is opened by its address, and the console shows the 404:
    # this page's console is not asked.
    page = context.new_page()
    open_train(page, address_of(app, ENDLESS))
    control(page, "Step").click()
    wait_for_updates(page, 1)
    page.get_by_role("link", name="Draw").click()
    for _ in range(2):
        expect(page.get_by_text("Draw a digit here")).to_be_visible()
        box = page.locator(".paper").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40, steps=5)
        page.mouse.up()
        expect(page.get_by_text("Draw a digit here")).to_be_hidden()
        if not page.get_by_text("1 kept").count():
            page.get_by_role("button", name="It is a 1").click()
            expect(page.get_by_text("1 kept")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 kept")).to_be_visible()
    expect(page.get_by_role("button", name="Clear", exact=True)).to_be_enabled()
    expect(page.get_by_text("Draw a digit here")).to_be_hidden()
    page.get_by_role("link", name="Compare").click()
    page.get_by_text("Runs", exact=True).click()
    expect(page.get_by_text(re.compile(r"^1 of at most \d+ runs"))).to_be_visible()
