"""What a person does with the network picture, for the tests."""

from __future__ import annotations

import itertools
import re

from playwright.sync_api import expect

from tests.browser.train_page import address_of, open_train, wait_for_rest


def picture_of(page):
    """The picture, once it is drawn."""
    picture = page.locator(".network-picture[data-picture]")
    expect(picture).to_be_attached()
    return picture


def unit(picture, name):
    """The button of one unit; a focused unit's name goes on with its numbers."""
    return picture.get_by_role("button", name=re.compile(f"^{name}"))


def show_as(page, view):
    """Show the network as "Stack" or "Picture"."""
    page.get_by_role("radiogroup", name="Show the network as").get_by_text(view).click()


def open_with_picture(page, app, experiment):
    """The Train page, with the picture in place of the stack."""
    open_train(page, address_of(app, experiment))
    show_as(page, "Picture")


def wait_for_picture(picture, least):
    """Wait until weights after so many updates have been drawn."""
    picture.page.wait_for_function(
        "([picture, least]) => Number(picture.dataset.picture) >= least", arg=[picture.element_handle(), least]
    )


def expect_to_fit_a_phone(page, picture):
    page.set_viewport_size({"width": 380, "height": 740})
    wait_for_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    beyond = "picture => [...picture.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 381).length"
    assert picture.evaluate(beyond) == 0
    boxes = [button.bounding_box() for button in picture.locator(".units button").all()]
    assert min(box["width"] for box in boxes) >= 18
    for one, other in itertools.pairwise(boxes):
        assert other["y"] >= one["y"] + one["height"] or other["x"] > one["x"], "no two units overlap"
