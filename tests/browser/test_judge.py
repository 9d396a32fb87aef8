"""The Judge page in a real browser: open a cell, draw three others, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import DIGITS
from tests.browser.train_page import open_train, open_trained

MATRIX = "Confusion matrix: test samples by what they are and what they were read as"


def open_judge(page, trained_app):
    """Go to the page with a digit network, and wait for the whole of it."""
    open_trained(page, trained_app, DIGITS, "Judge")
    expect_whole(page)


def expect_whole(page):
    expect(page.get_by_role("heading", name="May its confidence be believed?")).to_be_visible(timeout=60_000)
    expect(matrix(page)).to_be_visible()


def matrix(page):
    return page.get_by_role("table", name=MATRIX)


def cell(page, true, said):
    return matrix(page).get_by_role("button", name=f"{true} read as {said}:")


def opened(page, true, said):
    """The heading above the images of a cell."""
    return page.get_by_text(re.compile(f"^{true} read as {said}: "))


def pressed(page):
    return matrix(page).locator("[aria-pressed=true]")


@pytest.mark.nightly
def test_a_network_is_trained_there_and_then(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Judge").click()
    expect(page.get_by_role("heading", name="Judge a classifier")).to_be_visible()
    page.get_by_role("button", name="Train a digit network").click()
    expect_whole(page)


def test_a_cell_opens_its_images_and_the_commonest_mistake_is_open_at_first(page, trained_app):
    open_judge(page, trained_app)
    expect(pressed(page)).to_have_count(1)
    first = pressed(page).get_attribute("aria-label")
    expect(page.get_by_text(first, exact=True)).to_be_visible()
    cell(page, 4, 4).click()
    expect(opened(page, 4, 4)).to_be_visible()
    expect(cell(page, 4, 4)).to_have_attribute("aria-pressed", "true")
    expect(pressed(page)).to_have_count(1)
    count = int(cell(page, 4, 4).inner_text())
    tiles = page.locator(".st-key-judge_cell_images").get_by_role("listitem")
    expect(tiles).to_have_count(count)
    expect(tiles.first).to_contain_text("% sure")
    inked = tiles.first.locator("canvas").evaluate(
        "canvas => canvas.getContext('2d').getImageData(0, 0, 8, 8).data.filter((v, i) => i % 4 === 3 && v > 0).length"
    )
    assert inked > 8


def test_the_open_cell_survives_a_visit_elsewhere(page, trained_app):
    open_judge(page, trained_app)
    cell(page, 7, 7).click()
    expect(opened(page, 7, 7)).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    page.get_by_role("link", name="Judge").click()
    expect(opened(page, 7, 7)).to_be_visible()
    expect(cell(page, 7, 7)).to_have_attribute("aria-pressed", "true")


def test_arrow_keys_move_through_the_matrix_and_enter_opens(page, trained_app):
    open_judge(page, trained_app)
    cell(page, 5, 5).click()
    expect(opened(page, 5, 5)).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 4, 6)).to_be_focused()
    expect(matrix(page).locator("[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(opened(page, 4, 6)).to_be_visible()
    expect(cell(page, 4, 6)).to_be_focused()
    page.keyboard.press("Home")
    expect(cell(page, 4, 0)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(cell(page, 4, 0)).to_be_focused()


def test_sums_add_up(page, trained_app):
    open_judge(page, trained_app)
    rows = matrix(page).get_by_role("row")
    for row in range(2, 12):
        numbers = rows.nth(row).get_by_role("cell").all_inner_texts()
        counts = [0 if text == "·" else int(text) for text in numbers]
        assert sum(counts[:-1]) == counts[-1]
    assert matrix(page).get_by_role("cell", name="297", exact=True).count() == 1


def test_three_others(page, trained_app):
    open_judge(page, trained_app)
    tiles = page.locator(".st-key-judge_random .image-tiles > li")
    expect(tiles).to_have_count(3)
    for tile in tiles.all():
        expect(tile.get_by_role("list", name="Probabilities").get_by_role("listitem")).to_have_count(10)
    before = page.locator(".st-key-judge_random .image-tiles").inner_text()
    page.get_by_role("button", name="Three others").click()
    expect(page.locator(".st-key-judge_random .image-tiles")).not_to_have_text(before, use_inner_text=True)
    expect(tiles).to_have_count(3)


INK = """() => {
  const roots = [...document.querySelectorAll(".st-key-judge_mistakes *")].map((node) => node.shadowRoot);
  const canvas = roots.map((root) => root?.querySelector("canvas")).find(Boolean);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return Math.max(...data.filter((_, index) => index % 4 === 0)) > 128 ? "light" : "dark";
}"""


def test_the_ink_follows_a_change_of_theme(page, trained_app):
    page.emulate_media(color_scheme="light")
    open_judge(page, trained_app)
    page.locator(".st-key-judge_mistakes canvas").first.wait_for()
    page.wait_for_function(f"({INK})() === 'dark'")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"({INK})() === 'light'")
