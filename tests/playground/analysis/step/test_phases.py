"""Phases of a step: every number that can be pointed at is explained as the very number it is."""

import json

import numpy as np
import pytest

from nn.loss import Loss
from nn.optimiser import Optimiser
from nn.registry import make
from playground.analysis.step import next_batch, step_of_trainer
from playground.analysis.step.explanation import Explanation
from playground.analysis.step.phases import (
    BACKWARD,
    DELTA,
    GRADIENT,
    INPUT,
    INPUT_DELTA,
    KINDS,
    LOSS_OF_SAMPLE,
    MEAN_LOSS,
    NEW_VALUE,
    OUTPUT,
    PHASES,
    PREDICTION,
    Pointed,
    check,
    columns,
    explain,
    linked,
    old_value,
)
from playground.experiment.presets import DEFAULT, DIGITS
from playground.server.web_files import WEB
from playground.training.run import TrainingRun
from tests.convolution import CONVOLUTION
from tests.node import run_node
from tests.playground.analysis.step.steps import LAYERS, OPTIMISERS, losses, of_layer, trainer_of

WEIGHED = DIGITS.changed(schedule={"class_weights": "balanced"}, preparation={"noise": 0.2})
AVERAGED = DEFAULT.changed(schedule={"averaging": 0.9, "clip_norm": 0.01}, penalty={"l1": 0.01, "l2": 0.02})
AROUND = DEFAULT.changed(
    layers=(
        *DEFAULT.layers_data()[:2],
        {"kind": "linear", "units": 10},
        {"kind": "tanh"},
        {"kind": "residual", "rows": 2},
        *DEFAULT.layers_data()[2:],
    )
)
EXPERIMENTS = {
    "residual": AROUND,
    "points": DEFAULT,
    "convolution": CONVOLUTION,
    "weighed": WEIGHED,
    "averaged": AVERAGED,
}


def step_of(experiment):
    run = TrainingRun(experiment)
    for _ in range(3):
        run.step()
    inputs, targets, _, weights = next_batch(run.trainer)
    return step_of_trainer(run.trainer, inputs, targets, weights)


@pytest.fixture(scope="module", params=list(EXPERIMENTS))
def step(request):
    return step_of(EXPERIMENTS[request.param])


def some_places(values, rng, count=5):
    flat = {0, values.size - 1, int(np.abs(values).argmax()), *rng.integers(0, values.size, count).tolist()}
    return [tuple(int(index) for index in np.unravel_index(at, values.shape)) for at in flat]


def test_every_number_is_explained_as_what_it_is(step):
    rng, seen = np.random.default_rng(1), set()
    for phase in PHASES:
        for block in (block for column in columns(step, phase, 1) for block in column.blocks):
            seen.add(block.kind)
            for place in some_places(block.values, rng):
                at = Pointed(block.kind, block.row, block.name, place)
                result = explain(step, 1, at).result - (old_value(step, at) or 0)
                assert result == pytest.approx(float(block.values[place]), rel=1e-5, abs=1e-7), (phase, block.title)
    assert seen >= {INPUT, OUTPUT, DELTA, GRADIENT, NEW_VALUE, INPUT_DELTA, LOSS_OF_SAMPLE, MEAN_LOSS}
    assert seen <= set(KINDS)
    assert (PREDICTION in seen) == (step.loss.activation is not None)


def test_what_a_number_is_made_of_are_places_in_the_row_beside_it(step):
    rng = np.random.default_rng(2)
    for phase in ("forward", BACKWARD):
        for block in (block for column in columns(step, phase, 0) for block in column.blocks):
            for place in some_places(block.values, rng, 2):
                links = linked(step, 0, Pointed(block.kind, block.row, block.name, place))
                if links is None:
                    continue
                row = step.rows[links.row]
                values = row.output_slopes[0] if links.kind == DELTA else row.outputs[0]
                values = step.inputs[0] if links.kind == INPUT else values
                if links.kind == OUTPUT:
                    assert links.row == block.row - 1
                assert values[links.places].size == len(links.places[0]) > 0


def test_a_linear_output_is_made_of_all_inputs_and_an_activation_of_its_own():
    step = step_of(DEFAULT)
    assert linked(step, 0, Pointed(OUTPUT, 2, "", (0,))).places[0].tolist() == list(range(10))
    assert linked(step, 0, Pointed(OUTPUT, 1, "", (4,))).places[0].tolist() == [4]
    assert linked(step, 0, Pointed(DELTA, 1, "", (4,))).row == 2
    assert linked(step, 0, Pointed(DELTA, 3, "", (0,))) is None, "the loss stands behind the last row"


def test_weighed_samples_have_their_shares_in_the_loss_and_in_its_derivatives():
    step = step_of(WEIGHED)
    assert len(set(step.weights.of_each.tolist())) > 1
    told = explain(step, 0, Pointed(MEAN_LOSS))
    assert told.sum == pytest.approx(step.value, rel=1e-5)
    for place in ((0,), (5,)):
        told = explain(step, 2, Pointed(DELTA, len(step.rows) - 1, "", place))
        assert told.sum == pytest.approx(told.result, rel=1e-4, abs=1e-7)
    checked = check(step, 0, Pointed(GRADIENT, len(step.rows) - 1, "bias", (3,)))
    assert checked.difference == pytest.approx(checked.backward, rel=1e-3, abs=1e-6)


def test_derivatives_are_checked_and_other_numbers_have_none(step):
    last = len(step.rows) - 1
    for at in (Pointed(DELTA, last, "", (0,)), Pointed(NEW_VALUE, 0, "bias", (0,))):
        if at.kind == DELTA or "bias" in step.rows[0].parameters:
            assert check(step, 0, at).step > 0
    assert check(step, 0, Pointed(OUTPUT, 0, "", (0,))) is None


@pytest.mark.parametrize(
    "at",
    [
        Pointed("nothing"),
        Pointed(OUTPUT, 99, "", (0,)),
        Pointed(OUTPUT, 0, "", (99,)),
        Pointed(OUTPUT, 0, "", ()),
        Pointed(GRADIENT, 0, "mask", (0,)),
        Pointed(INPUT, 0, "", (7,)),
        Pointed("target", 0, "", (7, 7)),
        Pointed("average", 0, "bias", (0,)),
        Pointed(PREDICTION, 0, "", (0,)),
    ],
)
def test_what_is_not_there_is_refused(at):
    with pytest.raises(ValueError, match=r"\.$"):
        explain(step_of(DEFAULT), 0, at)


def test_a_look_at_the_next_batch_moves_nothing():
    run = TrainingRun(WEIGHED)
    run.step()
    before = json.dumps(plain(run.trainer.state()))
    seen = [next_batch(run.trainer) for _ in range(2)]
    assert json.dumps(plain(run.trainer.state())) == before
    one, other = seen
    for part in ("inputs", "targets", "numbers"):
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part))
    np.testing.assert_array_equal(one.weights.of_each, other.weights.of_each)


def plain(state):
    return {name: plain(value) if isinstance(value, dict) else repr(value) for name, value in state.items()}


READ = f"""
    const {{ mathTree }} = await import({json.dumps((WEB / "step_view/latex.js").as_uri())});
    const formulas = JSON.parse(await (await import("node:stream/consumers")).text(process.stdin));
    const inside = ([, attributes, ...children]) => [attributes.class ?? "", ...children.flatMap(leaves)];
    const leaves = (tree) => typeof tree === "string" ? [tree] : inside(tree);
    const marks = ["unknown", "{{}}", "}}", "&", String.fromCharCode(92)];
    const wrong = formulas.filter((formula) => leaves(mathTree(formula)).some((leaf) => marks.includes(leaf)));
    process.stdout.write(JSON.stringify(wrong));
"""
"""Gives the formulas of which the browser's reader has left something unread."""


def texts(explanation: Explanation):
    yield from (explanation.formula, explanation.filled, *(symbol for symbol, _ in explanation.symbols))
    for each in explanation.steps:
        yield from texts(each)


def test_the_browser_reads_every_formula_of_every_layer_loss_and_optimiser():
    found = set()

    def collect(step):
        for phase in PHASES:
            for block in (block for column in columns(step, phase, 0) for block in column.blocks):
                place = tuple(0 for _ in block.values.shape)
                found.update(texts(explain(step, 0, Pointed(block.kind, block.row, block.name, place))))

    models = [of_layer(data, shape) for _, data, shape in LAYERS]
    trainers = [trainer_of(model) for model in models]
    line = {"kind": "linear", "units": 3}
    trainers += [trainer_of(of_layer(line, (4,)), loss=loss) for loss in losses() if isinstance(loss, Loss)]
    trainers += [trainer_of(of_layer(line, (4,)), optimiser=make(Optimiser, data)) for _, data in OPTIMISERS]
    for trainer, x, y in trainers:
        collect(step_of_trainer(trainer, x, y))
    assert len(found) > 200
    ran = run_node("--input-type=module", "-e", READ, given=json.dumps(sorted(found)))
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == []
