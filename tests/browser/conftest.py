"""A real headless Chromium and a real Streamlit server for the browser tests."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from playground.ui.navigation import SCRIPT

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "streamlit_app.py"
SHORTLY = {"PLAYGROUND_AWAY": "10"}
"""Trainings of tests that are over rest soon, so that they do not slow the others down."""
DESKTOP: ViewportSize = {"width": 1400, "height": 900}
DEMO_APP = Path(__file__).parent / "demo_app.py"
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # how long a condition is waited for; a busy machine may need it
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def browser_path() -> str | None:
    """The system's Chromium or Chrome, where there is one."""
    return next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def _required_browser() -> str:
    path = browser_path()
    if path is None:
        reason = f"no Chromium or Chrome on this machine (looked for {', '.join(BROWSER_NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; in CI the browser tests must run")
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once; every context it opens has a fresh profile."""
    path = _required_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def streamlit_server(
    script: Path, environment: dict[str, str] | None = None, *, watched: bool = False
) -> Iterator[str]:
    """Serve the playground, or the app around a demo `script`, and give its address, which has answered by then.

    Only where it is `watched` the playground trains at the speed that it has for an eye, else at full speed.
    """
    with streamlit_process(script, environment, watched=watched) as (address, _):
        yield address


@contextlib.contextmanager
def streamlit_process(
    script: Path, environment: dict[str, str] | None = None, port: int | None = None, *, watched: bool = False
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same, with the server's process; at a given `port` where it takes another's place."""
    port = _free_port() if port is None else port
    app = APP if watched else DEMO_APP
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless=true"]
    ours = {"PYTHONPATH": str(ROOT), "PLAYGROUND_TEST_SCRIPT": str(SCRIPT if script == APP else script)}
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **SHORTLY, **ours, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                assert process.poll() is None, "the Streamlit server ended while starting"
                assert time.monotonic() < deadline, "the Streamlit server did not answer within 60 s"
                time.sleep(0.05)
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a script of the tests' own, once a session: `serve(path)` gives its address."""
    with contextlib.ExitStack() as stack:
        addresses: dict[Path, str] = {}

        def address_of(script: Path) -> str:
            if script not in addresses:
                addresses[script] = stack.enter_context(streamlit_server(script))
            return addresses[script]

        yield address_of


@pytest.fixture(scope="session")
def app(serve: Callable[[Path], str]) -> str:
    """The address of the playground itself."""
    return serve(APP)


@pytest.fixture(scope="session")
def trained_app(serve: Callable[[Path], str]) -> str:
    """The address of the same, where the network of a link is trained already: for pages that look at one."""
    return serve(Path(__file__).parent / "demo_trained.py")


@pytest.fixture(scope="session")
def profile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A fresh browser profile at desktop width; it keeps what it has compiled, which is half of a page's loading."""
    path = tmp_path_factory.mktemp("profile")
    kept = browser.browser_type.launch_persistent_context(
        path, executable_path=browser_path(), args=CHROMIUM_FLAGS, viewport=DESKTOP
    )
    yield kept
    kept.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The profile, as if nobody had used it before but for what it has fetched and compiled."""
    visited: set[str] = set()

    def note(frame: Frame) -> None:
        if frame.url.startswith("http"):
            visited.add("/".join(frame.url.split("/", 3)[:3]))

    def follow(page: Page) -> None:
        page.on("framenavigated", note)

    tab = profile.pages[0]
    follow(tab)
    profile.on("page", follow)
    yield profile
    profile.remove_listener("page", follow)
    tab.remove_listener("framenavigated", note)
    profile.clear_permissions()
    for page in profile.pages[1:]:
        page.close()
    for origin in visited:
        with contextlib.suppress(Error):  # its server may have ended
            profile.request.get(f"{origin}/end")
            tab.goto(f"{origin}/_stcore/health")
            tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    try:
        tab.goto("about:blank")
    except Error:  # it has crashed
        profile.new_page()
        tab.close()
    profile.clear_cookies()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test on a console error or an uncaught exception.

    One test after another has the same tab, for a new one compiles all of the page's scripts again. Who changes what
    cannot be changed back, as its connections or what it is allowed, takes `new_page`.
    """
    tab = context.pages[0]
    tab.bring_to_front()
    tab.set_viewport_size(DESKTOP)
    tab.emulate_media(color_scheme="light", reduced_motion="no-preference", media="screen")
    tab.mouse.move(0, 0)
    problems: list[str] = []
    listeners = listeners_for(problems)
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert not problems, f"the browser's console shows: {problems}"


@pytest.fixture
def new_page(context: BrowserContext) -> Iterator[Page]:
    """The same in a tab that nobody else has."""
    fresh = context.new_page()
    problems = watch(fresh)
    yield fresh
    assert not problems, f"the browser's console shows: {problems}"


def watch(page: Page) -> list[str]:
    """Collect the page's console errors and uncaught exceptions from now on."""
    problems: list[str] = []
    for event, listener in listeners_for(problems).items():
        page.on(event, listener)
    return problems


def listeners_for(problems: list[str]) -> dict[Any, Callable[[Any], None]]:
    """Listeners to a page's events that add its console errors and uncaught exceptions to the list."""

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    return {"console": note_message, "pageerror": lambda error: problems.append(str(error))}
