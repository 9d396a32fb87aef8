"""A server whose file handles are used up says so on its pages, and works again afterwards."""

import itertools
import os
import resource

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import APP, streamlit_process
from tests.browser.train_page import SHORT, address_of, control, open_train, wait_for_rest

LEFT = 3
"""Handles that the server may still take: fewer than a process and its pipes need."""


@pytest.mark.nightly
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux lets a process take another's file handles")
def test_play_without_a_file_handle_is_said_in_words_and_works_afterwards(page):
    with streamlit_process(APP) as (address, server):
        open_train(page, address_of(address, SHORT))
        wait_for_rest(page)
        limits = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
        taken = set(map(int, os.listdir(f"/proc/{server.pid}/fd")))
        limit = next(handle for handle in itertools.count() if len(set(range(handle)) - taken) == LEFT)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (limit, limits[1]))
        control(page, "Play").click()
        refused = page.get_by_text(
            "The training process could not be started, because the server has no file handles left"
        )
        expect(refused).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, limits)
        page.get_by_role("button", name="Start again").click()
        expect(refused).to_have_count(0)
        expect(page.get_by_text("Trained for 5 epochs")).to_be_visible()
        page.goto("about:blank")
