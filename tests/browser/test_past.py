"""The slider under the picture: through the past of a run that stands, and on from there."""

import re

from playwright.sync_api import expect

from tests.browser.train_page import SHORT, address_of, control, open_train, updates, wait_for_rest, wait_for_updates

COLOUR_AT = """(plot, share) => {
  const canvas = plot.querySelector(".curves canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const x = 48 + share * (canvas.clientWidth / 2 - 48 - 12);  // the costs are the left half
  return [...canvas.getContext("2d").getImageData(x * ratio, 50 * ratio, 1, 1).data];
}"""


def slider(page):
    return page.get_by_role("slider", name="Past", exact=True)


def test_the_keyboard_goes_through_the_past_and_everything_follows(page, app):
    open_train(page, address_of(app, SHORT))
    page.get_by_role("radiogroup", name="Show the network as").get_by_text("Picture").click()
    plot, network = page.locator("[data-frame]"), page.locator("[data-picture]")
    expect(network).to_have_attribute("data-picture", "0")
    expect(slider(page)).to_have_count(0)
    control(page, "Play").click()
    wait_for_updates(page, 250)
    expect(slider(page)).to_have_attribute("aria-valuetext", "epoch 5.00, the present")
    wait_for_rest(page)
    on = page.get_by_role("button", name="Go on from here")
    expect(on).to_have_attribute("aria-disabled", "true")
    slider(page).press("Home")
    expect(slider(page)).to_have_attribute("aria-valuetext", "epoch 0.00")
    expect(plot).to_have_attribute("data-frame", "0")
    expect(network).to_have_attribute("data-picture", "0")
    expect(page.get_by_text("As it was at epoch 0.0.")).to_be_visible()
    for _ in range(6):
        slider(page).press("ArrowRight")
    shown = slider(page).get_attribute("aria-valuetext") or ""
    there = round(50 * float(shown.removeprefix("epoch ")))  # of 50 updates each
    assert 0 < there < 250
    expect(plot).to_have_attribute("data-frame", str(there))
    expect(network).to_have_attribute("data-picture", str(there))
    marked, beside = (plot.evaluate(COLOUR_AT, share) for share in (there / 250, there / 250 + 0.1))
    assert marked != beside, "the curve is marked there"
    # the page is drawn anew, and shows the same moment
    page.get_by_role("spinbutton", name="Epochs").fill("6")
    page.get_by_role("spinbutton", name="Epochs").press("Enter")
    wait_for_rest(page)
    assert updates(page) == there
    slider(page).press("End")
    expect(plot).to_have_attribute("data-frame", "250")
    expect(network).to_have_attribute("data-picture", "250")


def test_it_goes_on_from_a_moment(page, app):
    open_train(page, address_of(app, SHORT))
    control(page, "Play").click()
    wait_for_updates(page, 250)
    slider(page).press("Home")
    slider(page).press("ArrowRight")
    expect(page.locator("[data-frame]")).not_to_have_attribute("data-frame", "250")
    wait_for_rest(page)
    page.get_by_role("button", name="Go on from here").click()
    expect(page.get_by_text("Trained for 5 epochs, as set.")).to_be_visible()
    wait_for_updates(page, 250)
    # the first of its past is the moment that it began with
    slider(page).press("Home")
    expect(page.locator("[data-frame]")).to_have_attribute("data-frame", "0")
    expect(page.get_by_text("As it was at epoch 0.0.")).to_be_visible()


def test_a_change_of_settings_leaves_a_mark_that_the_curve_reads_out(page, app):
    open_train(page, address_of(app, SHORT))
    wait_for_rest(page)
    control(page, "Play").click()
    wait_for_updates(page, 250)
    wait_for_rest(page)
    page.get_by_role("radio", name="Full batch").check()
    wait_for_rest(page)
    control(page, "Step").click()
    wait_for_updates(page, 251)
    wait_for_rest(page)
    chart = page.get_by_role("slider", name="Epoch at which to read the curves")
    chart.press("Home")
    expect(chart).to_have_attribute(
        "aria-valuetext", re.compile(r"^Epoch 0\.0, 0 updates: cost train [\d.]+, test [\d.]+")
    )
    chart.press("End")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"^Epoch 6\.0, 251 updates: cost"))
    chart.press("ArrowLeft")
    expect(chart).to_have_attribute(
        "aria-valuetext", re.compile(r"^Epoch 5\.0, 250 updates: .*; changed: batch mode mini-batch → full batch")
    )
