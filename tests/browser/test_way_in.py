"""A way in: hints of a first visit, the glossary on every page, and the challenges."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from playground.experiment.glossary import TERMS, find
from playground.report.challenges import challenges
from tests.browser.reader import looks, serious
from tests.browser.train_page import SHORT, address_of, control, expect_stack, open_train, rows, wait_for_rest

PLAY = "Press Play, and watch the border bend."
EASY = "Three numbers are enough"


def hint(page: Page) -> Locator:
    """Whatever hint is shown."""
    return page.get_by_role("note", name="Hint")


def meaning(page: Page, name: str) -> Locator:
    """The open panel of a term."""
    return page.get_by_role("dialog", name=name, exact=True)


def inside(page: Page, found: Locator) -> bool:
    """Whether it lies wholly within the window."""
    box, window = found.bounding_box(), page.viewport_size
    assert box is not None
    assert window is not None
    right, lower = box["x"] + box["width"], box["y"] + box["height"]
    return min(box["x"], box["y"]) >= 0 and right <= window["width"] and lower <= window["height"]


def test_three_hints_come_one_after_the_other(page, app):
    open_train(page, address_of(app, SHORT))
    expect(hint(page)).to_have_count(1)
    expect(hint(page)).to_contain_text(PLAY)
    control(page, "Play").click()
    expect(hint(page)).to_contain_text("take Tanh out")
    region = page.get_by_role("region", name="Network", exact=True)
    expect(region.get_by_role("note", name="Hint"), "it stands beside the stack").to_be_visible()
    rows(page).nth(1).get_by_role("button", name=re.compile("^Remove")).click()
    expect_stack(page, "linear", "linear", "sigmoid")
    expect(hint(page), "it is being followed").to_have_count(0)
    control(page, "Play").click()
    expect(hint(page)).to_contain_text("draw a digit")
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    wait_for_rest(page)
    page.get_by_role("link", name="Train").click()
    expect(control(page, "Play")).to_be_visible()
    wait_for_rest(page)
    expect(hint(page)).to_have_count(0)


def test_one_press_of_a_key_dismisses_all_hints_for_good(page, app):
    open_train(page, address_of(app, SHORT))
    away = page.get_by_role("button", name="No more hints")
    away.focus()
    expect(away).to_be_focused()
    page.keyboard.press("Enter")
    expect(hint(page)).to_have_count(0)
    control(page, "Epoch").click()
    wait_for_rest(page)
    expect(hint(page)).to_have_count(0)
    page.reload()
    expect(control(page, "Play")).to_be_visible()
    open_train(page, app)
    wait_for_rest(page)
    expect(hint(page)).to_have_count(0)


def test_a_browser_that_may_keep_nothing_shows_no_hint_and_works(new_page, app):
    page = new_page
    denied = "get() { throw new DOMException('denied', 'SecurityError'); }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {denied} }})")
    open_train(page, address_of(app, SHORT))
    wait_for_rest(page)
    expect(hint(page)).to_have_count(0)
    control(page, "Play").click()
    expect(page.get_by_text("Trained for 5 epochs, as set.")).to_be_visible()
    expect(hint(page)).to_have_count(0)


def test_a_word_opens_its_meaning_and_shows_it_happening(page, app):
    open_train(page, app)
    word = page.get_by_role("button", name="What is Learning rate?", exact=True)
    word.focus()
    page.keyboard.press("Enter")
    panel = meaning(page, "Learning rate")
    expect(panel).to_contain_text("How long each step of the weights is.")
    assert inside(page, panel)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(word).to_be_focused()
    word.click()
    panel.get_by_role("button", name="See a rate that is far too large").click()
    expect(page.get_by_role("slider", name="Learning rate", exact=True)).to_have_attribute("aria-valuetext", "10")


def test_the_question_mark_of_a_setting_or_heading_opens_its_meaning(page, app):
    open_train(page, app)
    network = page.get_by_role("region", name="Network", exact=True)
    places = {
        "Optimiser": (page, "Help for Optimiser"),
        "Noise": (page, "Help for Noise"),
        "Neural network": (network, "Help"),
    }
    for name, (region, label) in places.items():
        region.get_by_role("button", name=label, exact=True).click()
        expect(meaning(page, name)).to_contain_text(find(name).text)
        page.keyboard.press("Escape")
        expect(meaning(page, name)).to_have_count(0)


def test_the_list_of_terms_is_on_every_page_and_leads_to_others(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    page.get_by_role("button", name="Glossary", exact=True).click()
    listed = meaning(page, "Glossary")
    expect(listed.get_by_role("listitem")).to_have_count(len(TERMS))
    expect(listed.get_by_role("searchbox", name="Find a term")).to_be_focused()
    page.keyboard.type("mix")
    expect(listed.get_by_text("No term has these letters.")).to_be_visible()
    listed.get_by_role("searchbox").fill("confus")
    listed.get_by_role("button", name="Confusion matrix").click()
    meaning(page, "Confusion matrix").get_by_role("button", name="See which digits are mixed up").click()
    expect(page.get_by_role("heading", name="Judge a classifier")).to_be_visible()


def test_a_challenge_has_hints_one_by_one_and_is_ticked_when_its_run_ends(page, app):
    open_train(page, app)
    button = page.get_by_role("button", name=re.compile("^Challenges"))
    expect(button).to_have_text(f"Challenges0/{len(challenges())}")
    button.click()
    panel = page.get_by_role("dialog", name="Challenges")
    panel.get_by_text(EASY).click()
    entry = panel.get_by_role("group").filter(has_text=EASY)
    expect(entry).to_contain_text("✗ 41 parameters, at most 3 allowed")
    hints = challenges()[EASY].hints
    expect(entry).not_to_contain_text(hints[0])
    entry.get_by_role("button", name="A hint").click()
    expect(entry).to_contain_text(hints[0])
    expect(entry).not_to_contain_text(hints[1])
    entry.get_by_role("button", name="Another hint").click()
    expect(entry).to_contain_text(hints[1])
    expect(entry.get_by_role("button", name=re.compile("hint"))).to_have_count(0)
    entry.get_by_role("button", name="Open a solution").click()
    expect_stack(page, "linear", "sigmoid")
    control(page, "Play").click()
    expect(button).to_have_text(f"Challenges1/{len(challenges())}")
    button.click()
    expect(entry).to_contain_text("met")
    expect(entry).not_to_contain_text("✗")
    entry.get_by_role("button", name="Open its data").click()
    expect_stack(page, "linear", "tanh", "linear", "sigmoid")


def test_panels_fit_a_phone_and_have_no_serious_violation(page, app):
    open_train(page, app)
    openers = {
        "Epoch": page.get_by_role("button", name="What is Epoch?", exact=True),
        "Glossary": page.get_by_role("button", name="Glossary", exact=True),
        "Challenges": page.get_by_role("button", name=re.compile("^Challenges")),
    }
    for look in looks(page):
        wait_for_rest(page)
        for name, opener in openers.items():
            opener.evaluate("button => button.click()")
            panel = meaning(page, name)
            expect(panel).to_be_visible()
            assert inside(page, panel), (name, look)
            assert serious(page) == [], (name, look)
            page.keyboard.press("Escape")
            expect(panel).to_have_count(0)
