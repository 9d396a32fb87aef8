"""A training that ends from outside before its first weights have come is told of, and can be started again."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.presets import AUTOENCODER, DIGITS
from playground.training.pool import Pool
from playground.training.run_handle import RunHandle
from tests.pages.app_steps import button

ENTRY = Path(__file__).resolve().parents[2] / "streamlit_app.py"
FAILURE = "The training process ended unasked."


@pytest.mark.parametrize("page", ["draw", "inside", "judge", "latent"])
def test_a_training_that_failed_at_once_can_be_started_again(page):
    app = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    name, described = ("autoencoder_run", AUTOENCODER) if page == "latent" else ("digit_run", DIGITS)
    run = app.session_state[name] = RunHandle(described, Pool(1))
    run.phase, run.failure = "failed", FAILURE
    app.switch_page(f"pages/{page}.py").run()
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
