"""Takes the README's pictures from the running app: `make screenshots`, with Chromium or Chrome on the machine."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from playground.experiment.link import token_of
from playground.experiment.presets import DEFAULT, DIGITS
from tests.browser.conftest import CHROMIUM_FLAGS, ROOT, browser_path, streamlit_server
from tests.own_strokes import drawing_of

FOLDER = Path(__file__).parent


def take_train(page: Page, address: str) -> None:
    """The Train page, with the non-linear preset trained."""
    page.goto(f"{address}/?e={token_of(DEFAULT)}")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_text("Trained for")).to_be_visible()
    page.screenshot(path=FOLDER / "train.png")


def take_draw(page: Page, address: str) -> None:
    """The Draw page, with a digit drawn and read."""
    page.goto(f"{address}/?e={token_of(DIGITS)}")
    page.get_by_role("link", name="Draw").click()
    page.get_by_role("button", name="Train a digit network").click()
    expect(page.get_by_text("of the test digits right")).to_be_visible(timeout=60_000)
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    for (x, y), *rest in drawing_of(3).strokes:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.up()
    expect(page.get_by_text("It looks like").first).to_be_visible()
    page.screenshot(path=FOLDER / "draw.png", clip={"x": 0, "y": 0, "width": 1400, "height": 800})


def main() -> None:
    """Take both."""
    with streamlit_server(ROOT / "streamlit_app.py") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM_FLAGS)
        for take in (take_train, take_draw):
            context = chromium.new_context(viewport={"width": 1400, "height": 1000})
            take(context.new_page(), address)
            context.close()
        chromium.close()


if __name__ == "__main__":
    main()
