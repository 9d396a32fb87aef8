"""The Teach page in a real browser: draw, add, take back, be answered, and find all of it again."""

from __future__ import annotations

import re

import numpy as np
from playwright.sync_api import expect

from tests.browser.reader import looks, serious
from tests.browser.test_draw import draw
from tests.browser.train_page import control, open_train
from tests.own_strokes import random_symbol


def test_drawings_become_examples_that_teach_and_outlive_a_reload(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Teach").click()
    expect(page.get_by_role("button", name="Add to heart")).to_be_visible()
    rng = np.random.default_rng(0)
    for name in ("heart", "star"):
        page.get_by_role("radio", name=f"Draw for {name}").check()
        for variant in range(3):
            draw(page, random_symbol(name, variant, rng).strokes)
            page.keyboard.press("Enter")
    stars = page.get_by_role("group", name="Examples of star").get_by_role("button")
    expect(stars).to_have_count(3)
    stars.first.click()
    expect(stars).to_have_count(2)
    page.get_by_role("button", name="Undo change").click()
    expect(stars).to_have_count(3)
    page.get_by_role("textbox", name="Name of the class star").fill("sun")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add to sun")).to_be_visible()
    page.get_by_role("button", name="Teach", exact=True).click()
    draw(page, random_symbol("star", 1, rng).strokes)
    expect(page.get_by_text(re.compile(r"^sun \(\d+ %|^sun \(> 99 %")).first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Train").click()
    expect(control(page, "Play")).to_be_visible()
    page.reload()
    expect(control(page, "Play")).to_be_visible()
    page.get_by_role("link", name="Teach").click()
    expect(page.get_by_role("group", name="Examples of sun").get_by_role("button")).to_have_count(3)
    expect(page.get_by_text(re.compile(r"^sun \(")).first).to_be_visible()
    for look in looks(page):
        assert serious(page) == [], look
    page.set_viewport_size({"width": 1400, "height": 900})
