"""Digits that are not on the machine, in a real browser: the offer, a download that fails, and the way on."""

from __future__ import annotations

from playwright.sync_api import expect

from playground.presets import PRESETS
from tests.browser.conftest import ROOT, streamlit_server
from tests.browser.train_page import address_of

NOBODY = "http://127.0.0.1:9"
"""The port of the discard service, at which nobody listens."""


def test_a_download_that_fails_is_said_and_the_digits_at_hand_are_a_click_away(page, tmp_path):
    away = {"PLAYGROUND_DATA": "", "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    proxies = {f"{scheme}_proxy": NOBODY for scheme in ("http", "https", "HTTP", "HTTPS")}
    with streamlit_server(ROOT / "streamlit_app.py", {**away, **proxies, "no_proxy": "127.0.0.1"}) as app:
        page.goto(address_of(app, PRESETS["USPS digits, Conv2D"]))
        page.get_by_role("button", name="Download them").click()
        expect(page.get_by_text("USPS digits cannot be used now")).to_be_visible()
        # it can be tried again
        page.get_by_role("button", name="Download them").click()
        expect(page.get_by_text("USPS digits cannot be used now")).to_be_visible()
        page.get_by_role("button", name="Take the 8 × 8 digits").click()
        expect(page.get_by_text("1,500 training and")).to_be_visible()
        expect(page.get_by_role("button", name="Download them")).to_be_hidden()
        page.goto("about:blank")
