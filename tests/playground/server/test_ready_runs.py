"""Ready networks in a session: at once there, left for what is trained here, and put back."""

import numpy as np
import pytest

from playground.experiment.presets import DIGITS
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.ready import network, networks
from playground.ready.recipes import CODE_OF_2, CODE_OF_10, READER, SMALL_READER
from playground.server import ready_runs
from playground.server.canvas import Canvas, Drawn
from playground.server.session import Session
from playground.server.topics import TOPICS
from playground.training.run_handle import RunHandle
from tests.own_strokes import drawing_of


@pytest.fixture
def session():
    session = Session("token")
    session.canvas = Canvas(Drawn(drawing_of(3), revision=1))
    return session


def trained_here(session):
    run = session.use(RunHandle(DIGITS, Pool(1)))
    run.theta = DIGITS.network(np.random.default_rng(0)).theta
    return run


def reading(session, role="digits"):
    return unpack(TOPICS["reading"].answer(session, {"role": role}))


def test_a_new_visitor_s_drawing_is_read_and_rebuilt_at_once(session):
    header, arrays = reading(session)
    assert header["classes"][arrays["probabilities"].argmax()] == "3"
    assert header["doubt"] is None
    assert "rebuilt" in reading(session, "autoencoder")[1]
    assert session.runs() == [], "no process, and nothing to keep among the runs"


def test_what_is_trained_here_takes_its_place_and_the_ready_one_can_be_put_back(session):
    ready = session.digit_run
    own = trained_here(session)
    assert session.digit_run is own
    session.choose_ready("digits", SMALL_READER)
    assert session.ready.network(session.digit_run) is network(SMALL_READER)
    assert session.own_run("digits") is own
    session.choose_ready("digits", None)
    assert session.digit_run is own
    session.choose_ready("digits", READER)
    assert session.digit_run is ready
    assert trained_here(session) is session.digit_run, "what is trained next is used again"


def test_the_autoencoder_is_chosen_apart_from_the_reader(session):
    assert session.ready.network(session.autoencoder_run) is network(CODE_OF_10)
    session.choose_ready("autoencoder", CODE_OF_2)
    assert session.ready.network(session.autoencoder_run) is network(CODE_OF_2)
    assert session.ready.network(session.digit_run) is network(READER)


def test_the_answer_waits_for_no_news_but_for_another_confidence(session):
    topic, message = TOPICS["reading"], {"role": "digits"}
    before = topic.state(session, message)
    assert topic.state(session, message) == before
    session.be_sure_from(0.5)
    assert topic.state(session, message) != before
    session.be_sure_from(1.0)
    assert reading(session)[0]["doubt"] == 3, "a second network's answer, where no confidence is enough"
    session.be_sure_from(0.0)
    assert reading(session)[0]["doubt"] is None
    trained_here(session)
    session.be_sure_from(1.0)
    assert reading(session)[0]["doubt"] is None, "of that nobody has measured how sure it is"


def test_own_drawings_are_trained_with_by_what_takes_seconds(session, monkeypatch):
    started = []
    monkeypatch.setattr(session, "start_digit_run", started.append)
    session.train_with_examples()
    (described,) = started
    assert described.dataset.own_drawings
    assert described.dataset.kind == "digits8"


def test_without_the_files_there_is_a_button_as_before(session, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr("playground.ready.FOLDER", tmp_path)
    network.cache_clear()
    try:
        assert session.digit_run is None
        assert session.autoencoder_run is None
        assert reading(session)[0]["note"].startswith("Train a digit network first")
        assert "cannot be used" in caplog.text
        own = trained_here(session)
        assert session.digit_run is own
    finally:
        network.cache_clear()


def test_all_of_them_can_be_used():
    for ready in networks():
        run = ready_runs.ReadyRuns().of(ready.name)
        assert run.theta is ready.theta
        assert not run.moving
