"""What a person does on the Train page, for the tests."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from playground.experiment import Experiment
from playground.experiment.link import token_of
from playground.experiment.presets import DEFAULT

SHORT = DEFAULT.changed(schedule={"epochs": 5})
ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})


def address_of(app: str, experiment: Experiment) -> str:
    """The link that opens the experiment."""
    return f"{app}/?e={token_of(experiment)}"


def open_trained(page: Page, trained_app: str, experiment: Experiment, name: str) -> None:
    """Open the page of that name with the experiment's network, which is trained already."""
    page.goto(f"{address_of(trained_app, experiment)}&page={name.lower()}")
    # the first to ask a server for a network waits for its training
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)


def open_train(page: Page, address: str) -> Page:
    """Open the page and wait until it can be used."""
    page.goto(address)
    expect(control(page, "Play")).to_be_visible()
    expect(stack(page)).to_be_attached()
    return page


def control(page: Page, name: str) -> Locator:
    """One of the buttons that move the run."""
    return page.get_by_role("button", name=name, exact=True)


def stack(page: Page) -> Locator:
    """The list of the stack's rows."""
    return page.get_by_role("list", name="Stack")


def rows(page: Page) -> Locator:
    """The stack's rows."""
    return stack(page).get_by_role("listitem")


def chip(page: Page, title: str) -> Locator:
    """The palette's button for a module."""
    return page.get_by_role("button", name=f"Add {title}", exact=True)


def add_at_end(page: Page, title: str) -> None:
    """Add one of the modules that fit below the last row, out of the list of them."""
    page.get_by_role("button", name="Add a module at the end").click()
    page.get_by_role("dialog", name=re.compile("^Add a module")).get_by_role("button", name=title, exact=True).click()


def expect_stack(page: Page, *kinds: str) -> None:
    """The stack has these kinds, and the server has answered: the whole page speaks of them."""
    expect(rows(page)).to_have_count(len(kinds))
    for index, kind in enumerate(kinds):
        expect(rows(page).nth(index)).to_have_attribute("data-kind", kind)
    expect(stack(page)).not_to_have_attribute("data-pending", "")
    wait_for_rest(page)


def updates(page: Page) -> int:
    """Updates made, as the live plot says that it has drawn them."""
    return int(page.locator("[data-frame]").get_attribute("data-frame") or -1)


def wait_for_updates(page: Page, least: int) -> None:
    """Wait until so many updates have been drawn."""
    expect(page.locator("[data-frame]")).to_have_attribute("data-frame", re.compile(r"\d+"))
    page.wait_for_function(
        """least => {
          const roots = [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
          return roots.some((root) => Number(root.querySelector("[data-frame]")?.dataset.frame ?? -1) >= least);
        }""",
        arg=least,
    )


def wait_for_rest(page: Page) -> None:
    """Wait until the server has said all that it had to say, and it is drawn; call it when nothing trains any more."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    wait_for_layout(page)


def wait_for_layout(page: Page) -> None:
    """Wait until fonts are there and sizes have settled, also of a page that goes on refreshing."""
    page.evaluate(
        "() => document.fonts.ready.then(() => "
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))"
    )


def middle(place: Locator) -> tuple[float, float]:
    """The middle of an element on the screen."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def workers(app: str) -> set[int]:
    """Process numbers of the workers of the server at `app`."""
    flag = f"--server.port={app.rsplit(':', 1)[1]}".encode()
    commands: dict[int, bytes] = {}
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            commands[int(folder.name)] = (folder / "cmdline").read_bytes()
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
    return {
        process
        for process, command in commands.items()
        if b"playground.training.worker" in command and flag in commands.get(parents.get(process), b"")
    }
