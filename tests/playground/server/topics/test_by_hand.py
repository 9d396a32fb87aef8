"""The topic that is told of weights changed by hand, and the run that goes on from them."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.processes.wire import unpack
from playground.server.changed_weights import MOST_CHANGES, by_hand_of
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError
from playground.training.snapshot import BY_HAND
from playground.training.untrained import first_theta
from tests.waiting import until

ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})
TURN = {"do": "weight", "column": 1, "unit": 2, "input": 0, "value": 4.0}


@pytest.fixture
def session():
    session = Session("token")
    session.replace(ENDLESS)
    yield session
    session.close()


def tell(session, *changes):
    assert TOPICS["tinker"].answer(session, {"changes": [list(change) for change in changes]}) == b""


def picture(session):
    """What the picture is answered, with the weights that lead to its second column."""
    assert TOPICS["network"].state(session, {}) is not None
    header, arrays = unpack(TOPICS["network"].answer(session, {}))
    return header, arrays["weights_1"]


def rested(session):
    run = session.run_to_move()
    run.step()
    until(lambda: run.take_in() or run.phase == "paused")
    return run


def test_first_weights_are_turned_before_any_training_and_trained_on_from(session):
    assert TOPICS["network"].state(session, {}) is None
    tell(session, [1, TURN])
    run = session.current_run
    header, weights = picture(session)
    assert weights[0, 2] == 4.0
    assert header["hand"]["revision"] == session.hand_revision == 1
    expected = first_theta(ENDLESS)
    expected[2] = 4.0
    np.testing.assert_array_equal(run.theta, expected)
    assert "Changed by hand" in unpack(unpack(TOPICS["frame"].answer(session, {}))[1]["frame"].tobytes())[0]["note"]
    run.step()
    until(lambda: run.take_in() or run.phase == "paused")
    assert run.snapshot.changes == [[0.0, BY_HAND]]
    assert abs(run.theta[2] - 4.0) < 0.5 < np.abs(run.theta - first_theta(ENDLESS)).max()
    assert by_hand_of(session) is None, "it has moved on"
    assert TOPICS["network"].state(session, {}) is None


def test_a_run_that_stands_goes_on_from_what_was_changed_and_is_kept_with_it(session):
    run = rested(session)
    before, version = run.theta, run.version
    session.look()
    assert [kept.name for kept in session.kept.all] == ["Four clouds (XOR)"]
    tell(session, [1, TURN])
    assert run.version > version, "the live plot follows"
    session.look()
    (kept,) = session.kept.all
    assert kept.name == "Four clouds (XOR), changed by hand"
    assert kept.theta[2] == 4.0
    tell(session, [1, TURN], [2, {"do": "undo"}])
    np.testing.assert_array_equal(run.theta, before)
    assert picture(session)[0]["hand"]["undo"] == 0
    assert not run.by_hand
    assert [kept.name for kept in session.kept.all] == ["Four clouds (XOR)"]
    tell(session, [3, TURN])
    changed = run.theta
    run.step()
    until(lambda: run.take_in() or (run.phase == "paused" and run.snapshot.updates == 2))
    assert abs(run.theta[2] - 4.0) < 0.5
    assert [text for _, text in run.snapshot.changes] == [BY_HAND]
    run.epoch()
    until(lambda: run.take_in() or (run.phase == "paused" and run.snapshot.epoch == 1.0))
    trained, made = run.theta, run.snapshot.updates
    run.step()
    until(lambda: run.take_in() or (run.phase == "paused" and run.snapshot.updates == made + 1))
    assert np.linalg.norm(run.theta - trained) < 0.2 * np.linalg.norm(run.theta - changed), "handed over once"


def test_weights_that_were_changed_reach_a_worker_that_is_new(session):
    run = rested(session)
    run.close()
    tell(session, [1, TURN])
    run.step()
    until(lambda: run.take_in() or (run.phase == "paused" and run.snapshot.updates == 2))
    assert abs(run.theta[2] - 4.0) < 0.5


def test_a_run_that_trains_is_paused_first(session):
    run = session.run_to_move()
    run.play()
    until(lambda: run.poll() or (run.snapshot is not None and run.snapshot.updates > 10))
    tell(session, [1, TURN])
    assert run.phase == "paused"
    assert picture(session)[1][0, 2] == 4.0
    for _ in range(20):  # what was under way has the weights before
        run.take_in()
    assert run.theta[2] == 4.0


def test_each_change_is_made_once_in_its_order(session):
    tell(session, [5, TURN], [6, {"do": "off", "column": 1, "unit": 1}])
    tell(session, [6, {"do": "off", "column": 1, "unit": 1}], [5, TURN], [7, {**TURN, "value": 1}])
    header, weights = picture(session)
    assert weights[0, 2] == 1.0
    assert header["hand"]["undo"] == 3
    assert header["hand"]["off"] == [[1, 1]]


def test_from_a_moment_of_the_past_a_run_branches_off(session):
    run = session.run_to_move()
    run.epoch()
    until(lambda: run.take_in() or (run.phase == "paused" and run.past is not None and len(run.past.epochs) > 2))
    session.recall(run.named_rest, 0)
    first = session.recalled.theta.copy()
    tell(session, [1, TURN])
    branch = session.current_run
    assert branch is not run
    first[2] = 4.0
    np.testing.assert_array_equal(branch.theta, first)


def test_the_page_has_what_was_changed_after_a_reload(session):
    run = rested(session)
    tell(session, [1, TURN])
    header, _ = unpack(TOPICS["past"].answer(session, {"of": "network"}))
    assert header["hand"]["changed"] == [["weight", 1, 2, 0]]
    assert run.by_hand == [run.snapshot.epoch]


def test_the_next_step_is_explained_of_the_changed_weights(session):
    run = rested(session)
    tell(session, [1, TURN])
    beginning = run.beginning
    np.testing.assert_array_equal(beginning["state"]["trainer"]["theta"], run.theta)
    assert beginning["state"]["by_hand"] == run.by_hand
    session.drop_run()
    tell(session, [2, TURN])
    run = session.current_run
    np.testing.assert_array_equal(run.beginning["theta"], run.theta)


@pytest.mark.parametrize(
    "changes",
    [
        None,
        [],
        {},
        [[1, TURN]] * (MOST_CHANGES + 1),
        [[1]],
        [["1", TURN]],
        [[-1, TURN]],
        [[1, {"do": "explode"}]],
        [[1, {**TURN, "value": "much"}]],
        [[1, {**TURN, "value": float("nan")}]],
        [[1, {**TURN, "value": True}]],
        [[1, {**TURN, "column": -1}]],
        [[1, {**TURN, "column": 10**9}]],
        [[1, {**TURN, "unit": 16}]],
        [[1, {**TURN, "input": 1.5}]],
        [[1, {**TURN, "stroke": -1}]],
        [[1, {"do": "off", "unit": 1}]],
        [[1, TURN], 2],
    ],
)
def test_what_is_no_change_is_refused(session, changes):
    with pytest.raises(RefusedError, match="no change"):
        TOPICS["tinker"].answer(session, {"changes": changes})
    assert session.current_run is None
    assert session.hand_revision == 0


def test_a_weight_is_bounded(session):
    tell(session, [1, {**TURN, "value": 1e300}])
    assert picture(session)[1][0, 2] == 1000.0


def test_networks_on_images_are_not_changed(session):
    session.replace(DIGITS)
    with pytest.raises(RefusedError, match="small networks on points"):
        tell(session, [1, TURN])
    assert session.current_run is None
