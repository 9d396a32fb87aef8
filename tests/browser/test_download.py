"""Digits that are not on the machine, in a real browser: the offer, a download that fails, and the way on."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from playground.experiment.presets import PRESETS
from tests.browser.conftest import APP, streamlit_server
from tests.browser.train_page import address_of


class Silence:
    """A proxy that says nothing: it lets whoever calls wait until it hangs up."""

    def __init__(self, listener: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._waiting: list[socket.socket] = []
        self._hung_up = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(listener,), daemon=True)
        self._thread.start()

    def _listen(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._waiting.append(listener.accept()[0])
                if self._hung_up.is_set():
                    self.hang_up()

    def hang_up(self) -> None:
        """End all calls, and those to come, at once."""
        self._hung_up.set()
        while self._waiting:
            self._waiting.pop().close()

    def answer(self) -> None:
        """Let the calls to come wait again."""
        self._hung_up.clear()


@contextlib.contextmanager
def silence() -> Iterator[Silence]:
    """A proxy on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = Silence(listener)
        yield proxy
        proxy.hang_up()


@pytest.mark.nightly
def test_a_download_that_fails_is_said_and_the_digits_at_hand_are_a_click_away(page, tmp_path):
    away = {"PLAYGROUND_DATA": "", "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path), "no_proxy": "127.0.0.1"}
    with silence() as proxy:
        proxies = {f"{scheme}_proxy": proxy.address for scheme in ("http", "https", "HTTP", "HTTPS")}
        with streamlit_server(APP, {**away, **proxies}) as app:
            page.goto(address_of(app, PRESETS["USPS digits, Conv2D"]))
            for _ in range(2):  # it can be tried again
                proxy.answer()
                page.get_by_role("button", name="Download them").click()
                expect(page.get_by_text("Downloading")).to_be_visible()
                proxy.hang_up()
                expect(page.get_by_text("USPS digits cannot be used now")).to_be_visible()
            page.get_by_role("button", name="Take the 8 × 8 digits").click()
            expect(page.get_by_text("1,500 training and")).to_be_visible()
            expect(page.get_by_role("button", name="Download them")).to_be_hidden()
            page.goto("about:blank")
