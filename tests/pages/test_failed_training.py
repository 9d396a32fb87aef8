"""A training that ends from outside before its first weights have come is told of, and can be started again."""

import errno
import os
import subprocess

import pytest

from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.processes.pool import Pool
from playground.training.run_handle import RunHandle
from tests.pages.app_steps import button, go_to, playground_app, press, session_of

FAILURE = "The training process ended unasked."


@pytest.mark.parametrize("page", ["draw", "inside", "judge", "latent"])
def test_a_training_that_failed_at_once_can_be_started_again(page):
    app = playground_app().run()
    described = AUTOENCODER if page == "latent" else DIGITS
    run = session_of(app).use(RunHandle(described, Pool(1)))
    run.phase, run.failure = "failed", FAILURE
    go_to(app, page)
    assert not app.exception
    assert [each.value for each in app.error] == [FAILURE]
    if page == "inside":
        assert not app.button_group, "nothing to choose where there is nothing to see"
    try:
        button(app, "Start again").click().run()
        assert not app.exception
        assert not app.error
        assert run.moving
    finally:
        run.close()


@pytest.mark.parametrize("page", ["train", "draw", "latent"])
def test_a_training_that_is_refused_a_process_says_so_and_works_afterwards(page, monkeypatch):
    def refused(*_arguments, **_options):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    app = playground_app().run()
    go_to(app, page)
    monkeypatch.setattr(subprocess, "Popen", refused)
    if page == "train":
        press(app, "Play")
    else:
        next(each for each in app.button if each.label.startswith("Train")).click().run()
    assert not app.exception
    (error,) = app.error
    assert "could not be started, because the server has no file handles left" in error.value
    monkeypatch.undo()
    button(app, "Start again").click().run()
    name = {"train": "run", "draw": "digit_run", "latent": "autoencoder_run"}[page]
    run = getattr(session_of(app), name)
    try:
        assert not app.exception
        assert not app.error
        assert run.moving
    finally:
        run.close()
