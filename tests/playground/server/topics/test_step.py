"""The step that is explained: the next update of the very run, phase by phase and number by number."""

from __future__ import annotations

import contextlib
import json

import numpy as np
import pytest

from nn.optimiser import Optimiser
from playground.analysis.step.phases import PHASES
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS
from playground.processes.wire import unpack
from playground.server.commands import obey
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.server.topics.step import standing
from tests.convolution import CONVOLUTION
from tests.hostile import damaged, nested
from tests.own_strokes import drawing_of
from tests.waiting import until

BATCH = {"source": {"kind": "batch", "number": 0}, "sample": 0}
WEIGHT = {"kind": "new value", "row": 0, "name": "weights", "place": [0, 0]}
OUTPUT = {"kind": "output", "row": 0, "name": "", "place": [0]}
DENSE = ({"kind": "linear", "units": 10}, {"kind": "tanh"})
NORMALISED = DEFAULT.changed(
    layers=(DEFAULT.layers_data()[0], {"kind": "batch_norm"}, *DEFAULT.layers_data()[1:]),
)
AROUND = DEFAULT.changed(
    layers=(*DEFAULT.layers_data()[:2], *DENSE, {"kind": "residual", "rows": 2}, *DEFAULT.layers_data()[2:])
)
VARIED = DIGITS.changed(
    layers=(*DIGITS.layers_data()[:3], {"kind": "dropout"}, DIGITS.layers_data()[-1]),
    schedule={"class_weights": "balanced", "averaging": 0.9, "clip_norm": 0.01},
    preparation={"shift": 1.0, "noise": 0.2},
    rate_schedule={"kind": "cosine"},
    penalty={"l2": 0.01},
)


@pytest.fixture
def session():
    session = Session("token")
    yield session
    session.close()


def phase(session, name="forward", **message):
    return unpack(TOPICS["step"].answer(session, {**BATCH, "phase": name, **message}))


def explained(session, **message):
    return json.loads(TOPICS["explained"].answer(session, {**BATCH, **OUTPUT, **message}))


def make_step(session):
    """What "Make this step" does, and the wait until the run stands still again."""
    obey(session, "Step")
    until(lambda: standing(session) is not None)
    return session.run


def new_weights(session):
    """The weights after the step, flat, as the step that is shown has them."""
    (taken,) = session.shown_step._steps.values()
    return np.concatenate([each.after.ravel() for row in taken.step.rows for each in row.parameters.values()])


@pytest.mark.parametrize(
    "experiment",
    [
        DEFAULT,
        NORMALISED,
        CONVOLUTION,
        AUTOENCODER,
        VARIED,
        AROUND,
        *(DEFAULT.changed(optimiser={"kind": kind}) for kind in Optimiser.kinds()),
    ],
    ids=["default", "batch norm", "convolution", "autoencoder", "varied", "residual", *Optimiser.kinds()],
)
def test_the_run_makes_exactly_the_step_that_is_shown(session, experiment):
    session.replace(experiment)
    for _ in range(3):
        phase(session)
        shown, before = new_weights(session), standing(session)
        run = make_step(session)
        assert standing(session) != before
        made = run.beginning["state"]["trainer"]["theta"]
        assert made.tobytes() == shown.tobytes(), "bit for bit"


def test_a_phase_has_its_numbers_and_the_stops_of_all(session):
    header, arrays = phase(session, "forward", sample=3)
    assert [column["title"] for column in header["columns"]] == [
        "Input",
        "1: Linear",
        "2: Tanh",
        "3: Linear",
        "4: Sigmoid",
    ]
    assert [arrays[str(number)].shape for number in range(5)] == [(2,), (10,), (10,), (1,), (1,)]
    assert (header["sample"], header["count"]) == (3, 10)
    assert header["counts"] == {"training": 500, "validation": 0, "test": 500, "own": 0}
    assert header["name"].startswith("training sample ")
    assert header["name"][-1] in "01"
    stops = header["stops"]
    assert [stop["phase"] for stop in stops] == sorted((stop["phase"] for stop in stops), key=PHASES.index)
    back = [stop["column"] for stop in stops if stop["phase"] == "backward"]
    assert back == sorted(back, reverse=True), "from the loss to the sample"
    for name in PHASES:
        header, arrays = phase(session, name)
        blocks = [block for column in header["columns"] for block in column["blocks"]]
        assert len(blocks) == len(arrays)
        for stop in (stop for stop in stops if stop["phase"] == name):
            at = header["columns"][stop["column"]]["blocks"][stop["block"]]
            assert stop["index"] < np.prod(at["shape"])


def test_what_is_pointed_at_is_explained(session):
    _, arrays = phase(session)
    told = explained(session, place=[4])
    explanation = told["explanation"]
    assert explanation["title"] == "Output 5 of row 1, Linear"
    assert explanation["result"] == float(arrays["1"][4])
    assert [term["label"] for term in explanation["terms"]][2:] == ["bias"]
    assert told["linked"] == {"kind": "input", "row": 0, "indices": [0, 1]}
    assert told["check"] is None
    curve = explained(session, row=1, place=[4])["explanation"]["picture"]
    assert curve["kind"] == "curve"
    assert len(curve["x"]) == len(curve["y"])


def test_a_derivative_is_checked_where_that_is_asked_for(session):
    assert explained(session, **WEIGHT)["check"] is None
    told = explained(session, **WEIGHT, check=True)
    weights = session.shown_step._stage.run.model.layers[0].params["weights"]
    assert told["old"] == float(weights[0, 0])
    found = told["check"]
    assert found["difference"] == pytest.approx(found["backward"], rel=1e-3, abs=1e-7)


def test_a_picked_sample_is_the_very_one_and_makes_a_step_alone(session):
    for kind, x in (("training", "x_train"), ("test", "x_test")):
        source = {"kind": kind, "number": 7}
        header, arrays = phase(session, source=source)
        assert header["count"] == 1
        assert header["name"].startswith(f"{kind} sample 8, class ")
        raw = getattr(session.experiment.samples(), x)[7]
        assert np.sign(arrays["0"]).tolist() == np.sign(raw).tolist()
    with pytest.raises(RefusedError, match="no such sample"):
        phase(session, source={"kind": "training", "number": 500})
    with pytest.raises(RefusedError, match="no such sample"):
        phase(session, source={"kind": "own", "number": 0})


def test_an_own_drawing_is_explained_with_its_label(session):
    session.replace(DIGITS)
    session.examples.add(drawing_of(3), 3)
    header, arrays = phase(session, "loss", source={"kind": "own", "number": 0})
    assert header["name"] == "own drawing 1, a 3"
    assert header["counts"]["own"] == 1
    assert arrays["2"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_a_convolution_has_its_window_and_a_pool_its_winner(session):
    session.replace(CONVOLUTION)
    window = explained(session, place=[1, 2, 4])["explanation"]["picture"]
    assert (window["kind"], window["corner"], window["size"]) == ("window", [1, 2], [3, 3])
    assert np.allclose(np.multiply(window["values"], window["filter"]), window["products"])
    pooled = explained(session, row=2, place=[1, 1, 0])["explanation"]
    assert pooled["picture"]["kind"] == "winner"
    assert max(pooled["picture"]["values"]) == pooled["result"]
    session.replace(NORMALISED)
    spread = explained(session, row=1, place=[0])["explanation"]["picture"]
    assert (spread["kind"], sum(spread["counts"]), spread["count"]) == ("spread", 10, 10)


def test_while_the_run_moves_there_is_no_step_and_then_the_next(session):
    session.replace(DEFAULT.changed(schedule={"until_stopped": True}))
    before = TOPICS["step"].state(session, BATCH)
    session.run_to_move().play()
    until(lambda: session.run.snapshot is not None or not session.run.look("pictures"))
    assert TOPICS["step"].state(session, BATCH) == "moving"
    assert TOPICS["explained"].state(session, BATCH) is None
    assert phase(session)[0] == {"moving": True}
    session.run.pause()
    until(lambda: standing(session) is not None)
    assert TOPICS["step"].state(session, BATCH) not in (before, "moving")
    assert phase(session)[0]["moving"] is False


def test_an_edit_is_another_step(session):
    before, _ = phase(session)
    session.edit(schedule={"batch_size": 4})
    assert standing(session) != tuple(before["stands"])
    assert phase(session)[0]["count"] == 4


def test_a_step_is_made_once_while_it_is_looked_at(session, monkeypatch):
    phase(session)
    monkeypatch.setattr("playground.server.shown_step.step_of_trainer", lambda *_: pytest.fail("made anew"))
    for name in PHASES:
        phase(session, name)
    explained(session)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"layers": ({"kind": "linear", "units": 3},)}, "the stack says why"),
        (
            {
                "dataset": {"kind": "mnist"},
                "layers": (
                    {"kind": "conv2d", "channels": 64, "kernel": 5},
                    {"kind": "flatten"},
                    {"kind": "linear", "units": 10},
                ),
                "loss": {"kind": "cross_entropy"},
            },
            "explained of smaller networks",
        ),
        (
            {
                "dataset": {"samples": 2000},
                "layers": (
                    {"kind": "linear", "units": 2000},
                    {"kind": "linear", "units": 1},
                ),
                "schedule": {"batch_mode": "full batch"},
            },
            "choose a smaller batch",
        ),
    ],
    ids=["untrainable", "heavy", "large batch"],
)
def test_what_cannot_be_shown_is_said_in_words(session, changes, words):
    session.replace(DEFAULT.changed(**changes))
    with pytest.raises(RefusedError, match=words) as refused:
        phase(session)
    assert str(refused.value).endswith(".")


def test_a_layer_that_needs_a_batch_says_so_of_a_single_sample(session):
    session.replace(NORMALISED)
    with pytest.raises(RefusedError, match="Choose the next batch instead"):
        phase(session, source={"kind": "training", "number": 0})


def test_numbers_that_are_none_come_as_texts(session):
    session.replace(DEFAULT.changed(optimiser={"learning_rate": 10.0}))
    phase(session)
    run = session.shown_step._stage.run
    run.model.theta[:] = 3e38
    session.shown_step._steps.clear()
    header, _ = phase(session)
    json.dumps(header, allow_nan=False)
    for kind in ("output", "delta", "gradient", "new value"):
        name = "bias" if kind in ("gradient", "new value") else ""
        json.dumps(explained(session, kind=kind, name=name), allow_nan=False)


@pytest.mark.parametrize("topic", ["step", "explained"])
def test_every_damaged_message_is_answered_or_refused_in_words(session, topic):
    message = {**BATCH, **WEIGHT, "phase": "update", "check": False}
    assert TOPICS[topic].answer(session, message)
    for data in (*(data for _, _, data in damaged(message)), dict.fromkeys(message, nested(900))):
        if not isinstance(data, dict):
            continue
        with contextlib.suppress(RefusedError):
            TOPICS[topic].answer(session, data)


def test_who_looks_no_longer_keeps_nothing(session):
    before = session.nbytes
    phase(session)
    assert session.nbytes > before
    session.shown_step.forget()
    assert session.nbytes == before
