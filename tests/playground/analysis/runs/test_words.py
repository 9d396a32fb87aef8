"""Kept runs in words."""

from playground.analysis.runs.words import result_text, run_texts
from playground.training.own_drawings import OwnDrawings
from tests.playground.analysis.runs.made_runs import changed, curve, kept


def test_what_all_have_in_common_is_said_once_and_the_rest_of_each():
    other = changed(optimiser={"learning_rate": 0.5, "momentum": 0.9}, schedule={"batch_mode": "full batch"})
    common, (first, second) = run_texts([kept(), kept("Other", other)])
    assert common == ("Linear 10 → Tanh → Linear 1 → Sigmoid; on Four clouds (XOR) (500 training samples); MSE; seed 0")
    assert first.startswith("SGD with a learning rate of 1; mini-batches of 10 samples. After 2 epochs")
    assert second.startswith("SGD with a learning rate of 0.5 (momentum 0.9); one update for all samples. After")


def test_one_run_is_told_of_whole_and_equal_ones_by_their_ends():
    common, (only,) = run_texts([kept(own_drawings=OwnDrawings(6, "0123abcd"))])
    assert common == ""
    assert only.startswith("Linear 10 → Tanh → Linear 1 → Sigmoid; on Four clouds (XOR)")
    assert "6 drawings of your own. After" in only
    _, (one, two) = run_texts([kept(), kept(rows=curve([4e-6]), reason=None)])
    assert one.startswith("After 2 epochs and 20 updates in 4.0 s: train cost 0.125, accuracy 50.0 %; test cost 0.25")
    assert "train cost 0.000004" in two
    assert two.endswith("Paused.")


def test_the_end_has_what_was_changed_on_the_way():
    run = kept(changes=((0.5, "learning rate 1 → 0.5"), (1.25, "weights changed by hand")), reason=None)
    assert result_text(run).endswith(
        "Paused. Changed on the way: at epoch 0.5 learning rate 1 → 0.5; at epoch 1.25 weights changed by hand."
    )
