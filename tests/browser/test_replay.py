"""Digits written again stroke by stroke, in a real browser: with a moving pen, and without where nothing is to move."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from playground.datasets.pendigits import PenStrokes
from playground.experiment.presets import DIGITS
from tests.browser.reader import serious
from tests.browser.train_page import open_trained
from tests.real_digits import require_files

PENS = DIGITS.changed(dataset={"kind": "pendigits", "image_size": "8 × 8", "subset": 500}, schedule={"epochs": 5})
BEGUN = "Number(button.dataset.points)"
INKED = """button => {
    const canvas = button.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, place) => place % 4 === 3 && value > 0).length;
}"""
POINTS = "buttons => buttons.map((button) => Number(button.dataset.points))"


def digits(page):
    return page.locator(".st-key-judge_replay").get_by_role("button", name="Write again: ")


@pytest.fixture
def replay(page: Page, trained_app: str):
    """The Judge page of a network for pen strokes, whose mistakes are there to be written again."""
    require_files(PenStrokes())

    def opened(*, calm: bool = False):
        page.emulate_media(reduced_motion="reduce" if calm else "no-preference")
        open_trained(page, trained_app, PENS, "Judge")
        expect(page.get_by_role("heading", name="How they were written")).to_be_visible(timeout=60_000)
        expect(digits(page)).to_have_count(12)
        return page

    yield opened
    page.emulate_media(reduced_motion="no-preference")


def inked(button):
    return button.evaluate(INKED)


def points(button):
    return int(button.get_attribute("data-points"))


def test_a_press_writes_a_digit_again_point_by_point_until_it_is_whole(replay):
    page = replay()
    first = digits(page).first
    whole, ink = points(first), inked(first)
    assert whole > 5
    assert ink > 200
    others = [points(button) for button in digits(page).all()[1:]]
    # in one task, for a busy machine may be at the end before the test looks
    begun, ink_then = first.evaluate(f"button => {{ button.click(); return [{BEGUN}, ({INKED})(button)]; }}")
    assert begun == 1
    assert 0 < ink_then < ink / 2
    assert [points(button) for button in digits(page).all()[1:]] == others
    expect(first).to_have_attribute("data-points", str(whole), timeout=30_000)
    assert inked(first) == ink
    first.press("Enter")
    expect(first).to_have_attribute("data-points", str(whole), timeout=30_000)


def test_all_are_written_again_at_once(replay):
    page = replay()
    wholes = digits(page).evaluate_all(POINTS)
    all_again = page.get_by_role("button", name="Write all again")
    begun = all_again.evaluate(
        f"all => {{ all.click(); return ({POINTS})([...all.getRootNode().querySelectorAll('li button')]); }}"
    )
    assert begun == [1] * 12
    for button, whole in zip(digits(page).all(), wholes, strict=True):
        expect(button).to_have_attribute("data-points", str(whole), timeout=30_000)


def test_where_nothing_is_to_move_whole_strokes_come_one_after_the_other(replay):
    page = replay(calm=True)
    wholes = digits(page).evaluate_all(POINTS)
    seen = (
        page.locator(".st-key-judge_replay")
        .get_by_role("button", name="Write all again")
        .evaluate(
            """async (all) => {
            const buttons = [...all.getRootNode().querySelectorAll("li button")];
            const seen = buttons.map(() => new Set());
            const note = () => buttons.forEach((button, place) => seen[place].add(Number(button.dataset.points)));
            all.click();
            for (const until = performance.now() + 2000; performance.now() < until; ) {
                note();
                await new Promise(requestAnimationFrame);
            }
            note();
            return seen.map((counts) => [...counts]);
        }"""
        )
    )
    strokes = [
        int(text.split(" stroke")[0].split()[-1]) for text in page.locator(".st-key-judge_replay li").all_inner_texts()
    ]
    assert [len(counts) for counts in seen] == strokes
    assert [counts[-1] for counts in seen] == wholes


def test_the_replay_is_accessible(replay):
    assert serious(replay()) == []
