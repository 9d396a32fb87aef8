"""What is said of experiments that cannot be trained, and of those that can."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nn.loss import Loss
from nn.module import Module
from nn.registry import make
from nn.settings import settings_of
from playground.datasets import Dataset
from playground.experiment import Experiment
from playground.experiment.fixes import taken_out
from playground.experiment.inspection import inspect
from playground.experiment.limits import MOST_PARAMETERS, is_light, memory_of
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS


@pytest.mark.parametrize("experiment", PRESETS.values(), ids=PRESETS)
def test_presets_can_be_trained(experiment):
    found = inspect(experiment)
    assert found.problem is None
    assert found.output_error is None
    assert len(found.rows) == len(experiment.layers)


def linear(units):
    return {"kind": "linear", "units": units}


TANH = {"kind": "tanh"}
NORMALISED = (linear(4), {"kind": "batch_norm"}, TANH, linear(4), {"kind": "batch_norm"}, linear(1))
STOCHASTIC = {"kind": "schedule", "batch_mode": "stochastic", "batch_size": 10}
PROBLEMS = [
    (DEFAULT.changed(layers=()), "stack is empty"),
    (DEFAULT.changed(layers=(linear(3),)), "gives 3 numbers; it must give 1 or 2"),
    (DEFAULT.changed(loss={"kind": "cross_entropy"}), "needs an output for each class: 2"),
    (DIGITS.changed(layers=(linear(10),)), "Add Flatten"),
    (DIGITS.changed(layers=DIGITS.layers[:-1]), "it must give 10"),
    (DEFAULT.changed(dataset={"kind": "plane"}, loss={"kind": "bce"}), "Choose the mean squared error"),
    (DEFAULT.changed(layers=(linear(4096), linear(4096), linear(1))), f"{MOST_PARAMETERS:,}"),
    (DEFAULT.changed(layers=(*(linear(400), TANH) * 14, linear(1))), "at most"),
    (
        DEFAULT.changed(layers=NORMALISED, schedule=STOCHASTIC),
        "BatchNorm needs at least 2 samples in every update; here it gets 1.",
    ),
]


@pytest.mark.parametrize(("experiment", "words"), PROBLEMS)
def test_problems_are_named_in_words(experiment, words):
    assert words in inspect(experiment).problem


def test_batches_of_one_are_said_at_the_first_module_that_needs_more_with_two_ways_out():
    experiment = DEFAULT.changed(layers=NORMALISED, schedule=STOCHASTIC)
    found = inspect(experiment)
    assert [bool(row.error) for row in found.rows] == [False, True, False, False, True, False]
    assert found.schedule_fix.label == "Train in mini-batches of 10"
    assert inspect(experiment.changed(schedule=found.schedule_fix.schedule)).problem is None
    assert found.fix.label == "Take BatchNorm out"
    assert inspect(experiment.changed(layers=found.fix.layers)).problem is None
    images = DIGITS.changed(
        layers=({"kind": "conv2d", "channels": 2}, {"kind": "batch_norm"}, {"kind": "flatten"}, linear(10)),
        schedule=STOCHASTIC,
    )
    assert inspect(images).problem is None, "an image has many values a channel"


def test_batches_too_large_for_memory_are_offered_smaller():
    layers = ({"kind": "reshape", "to": "image"}, *({"kind": "conv2d", "channels": 64, "padding": "same"},) * 8)
    full = DIGITS.changed(
        layers=(*layers, {"kind": "flatten"}, linear(10)),
        schedule={"kind": "schedule", "batch_mode": "full batch", "batch_size": 1024},
    )
    found = inspect(full)
    assert "A batch of this network needs" in found.problem
    smaller = full.changed(schedule=found.schedule_fix.schedule)
    assert inspect(smaller).problem is None
    assert smaller.schedule.batch_mode == "mini-batch"
    assert found.schedule_fix.label == f"Train in mini-batches of {smaller.schedule.batch_size:,}"


def test_other_batches_are_not_offered_where_they_do_not_help():
    for experiment, words in PROBLEMS:
        found = inspect(experiment)
        assert (found.schedule_fix is not None) == ("BatchNorm" in words)


def test_rules_without_validation_samples_are_a_problem_with_a_way_out():
    experiment = DEFAULT.changed(schedule={"patience": 5, "keep_best": True})
    found = inspect(experiment)
    assert found.problem == (
        "“Patience” and “Keep the best weights” watch validation samples, and none are set aside. Set some aside under "
        "Preparation, or switch them off."
    )
    assert found.fix is found.schedule_fix is found.note is None
    assert found.preparation_fix.label == "Set aside 20 % for validation"
    fixed = experiment.changed(preparation=found.preparation_fix.preparation)
    assert inspect(fixed).problem is None
    assert inspect(fixed).preparation_fix is None
    one = inspect(DEFAULT.changed(schedule={"target_accuracy": 90.0})).problem
    assert one.startswith("“Target accuracy” watches validation samples")
    assert one.endswith("or switch it off.")


def test_a_target_accuracy_where_there_are_no_classes_asks_for_no_samples():
    surface = DEFAULT.changed(dataset={"kind": "plane"}, schedule={"target_accuracy": 90.0})
    assert inspect(surface).problem is None


def test_other_problems_are_fixed_before_those_of_the_rules():
    experiment = DEFAULT.changed(layers=NORMALISED, schedule={**STOCHASTIC, "patience": 5})
    found = inspect(experiment)
    assert "BatchNorm" in found.problem
    assert found.fix is not None
    assert found.schedule_fix is not None
    assert found.preparation_fix is None
    left = experiment.changed(schedule=found.schedule_fix.schedule)
    assert inspect(left).preparation_fix is not None


CONV = {"kind": "conv2d", "channels": 8, "kernel": 3, "padding": "same"}
POOL, UP = {"kind": "max_pool2d"}, {"kind": "upsample2d"}
MNIST = PRESETS["Autoencoder, MNIST, a code of 10"]
FIXES = [
    (DEFAULT.changed(layers=(linear(3),)), "Set the last Linear to 1"),
    (DEFAULT.changed(layers=(linear(3), TANH)), "Set the last Linear to 1"),
    (DEFAULT.changed(dataset={"kind": "spirals", "arms": 5}), "Set the last Linear to 5"),
    (DIGITS.changed(layers=({"kind": "flatten"},)), "Add Linear with 10 units"),
    (DEFAULT.changed(loss={"kind": "cross_entropy"}), "Set the last Linear to 2"),
    (DIGITS.changed(layers=(linear(10),)), "Add Flatten here"),
    (DIGITS.changed(layers=(linear(7),)), "Add Flatten here, then set the last Linear to 10"),
    (DIGITS.changed(layers=(CONV,)), "Add Linear with 10 units, then add Flatten before Linear"),
    (
        MNIST.changed(layers=(*[CONV, POOL] * 3, *[UP, CONV] * 2, UP, {**CONV, "channels": 1})),
        "Take out MaxPool2D (layer 6) and Upsample2D (layer 7)",
    ),
    (
        MNIST.changed(layers=(POOL, POOL, POOL, UP, UP, UP, {**CONV, "channels": 3}, TANH)),
        "Take out MaxPool2D (layer 3) and Upsample2D (layer 4), then set the last Conv2D to 1",
    ),
    (
        MNIST.changed(layers=({"kind": "conv2d", "channels": 1},)),
        "Pad every convolution, so that the image keeps its size",
    ),
    (MNIST.changed(layers=(POOL, UP, UP)), "Take out Upsample2D (layer 2)"),
    (
        MNIST.changed(layers=(POOL, POOL, POOL, POOL, UP, UP, UP, UP)),
        "Take out MaxPool2D (layer 3) and Upsample2D (layer 5), "
        "then take out MaxPool2D (layer 4) and Upsample2D (layer 6)",
    ),
    (
        MNIST.changed(layers=({"kind": "flatten"}, POOL, POOL, POOL, UP, UP, UP)),
        "Add Reshape to an image here, then take out MaxPool2D (layer 4) and Upsample2D (layer 5)",
    ),
]


def test_what_is_padded_are_convolutions_and_no_pools():
    layers = ({**CONV, "padding": "valid"}, POOL, UP, {**CONV, "channels": 1})
    fix = inspect(MNIST.changed(layers=layers)).fix
    assert fix.label == "Pad every convolution, so that the image keeps its size"
    assert [layer.get("padding") for layer in fix.layers] == ["same", "valid", None, "same"]


def test_a_padded_pool_says_where_the_size_is_lost():
    layers = ({**POOL, "padding": "same", "size": 3}, {**UP, "factor": 3}, {**CONV, "channels": 1})
    error = inspect(MNIST.changed(layers=layers)).output_error
    assert "MaxPool2D makes 10 of 28, as 28 cannot be divided by 3" in error


@pytest.mark.parametrize(("experiment", "label"), FIXES)
def test_one_click_fixes_the_output(experiment, label):
    fix = inspect(experiment).fix
    assert fix.label == label
    assert inspect(experiment.changed(layers=fix.layers)).problem is None


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ((POOL, POOL, POOL, UP, UP, UP), "lost in layer 3: MaxPool2D makes 3 of 7, as 7 is odd"),
        (({**POOL, "size": 3}, {**UP, "factor": 3}), "MaxPool2D makes 9 of 28, as 28 cannot be divided by 3"),
        ((*[{**CONV, "padding": "valid"}] * 2,), "layer 1: Conv2D makes 26 of 28, as windows of 3 at stride 1 do not"),
        (({**POOL, "size": 3, "stride": 2}, UP), "makes 13 of 28, as windows of 3 at stride 2 do not reach beyond the"),
        (({**POOL, "kind": "average_pool2d", "size": 3, "stride": 2}, UP), "AveragePool2D makes 13 of 28, as windows"),
        (({**CONV, "padding": "valid", "stride": 2}, UP), "Conv2D makes 13 of 28, as windows of 3 at stride 2 do not"),
        (({**CONV, "padding": "valid", "kernel": 15},), "Conv2D makes 14 of 28, as windows of 15 at stride 1 do not"),
        (({**CONV, "padding": "valid", "kernel": 15}, UP, {**POOL, "size": 3}), "lost in layer 3: MaxPool2D makes 9"),
        ((POOL, POOL, {**CONV, "stride": 2}, UP, UP, UP), "lost in layer 3: Conv2D makes 4 of 7, as 7 is odd"),
        ((POOL, POOL, {**POOL, "size": 1, "stride": 2}, UP, UP, UP), "layer 3: MaxPool2D makes 4 of 7, as 7 is odd"),
        (({**CONV, "stride": 3}, {**UP, "factor": 3}), "Conv2D makes 10 of 28, as 28 cannot be divided by 3"),
    ],
)  # fmt: skip
def test_where_an_image_loses_its_size_is_named(layers, words):
    problem = inspect(MNIST.changed(layers=layers)).problem
    assert words in problem
    assert "must give a picture of 28 × 28" in problem


WINDOWS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["max_pool2d", "average_pool2d"]), "size": st.integers(1, 4), "stride": st.integers(0, 4)}
) | st.fixed_dictionaries(
    {
        "kind": st.just("conv2d"),
        "channels": st.just(1),
        "kernel": st.integers(1, 5),
        "stride": st.integers(1, 4),
        "padding": st.sampled_from(["valid", "same"]),
    }
)


@given(
    dataset=st.sampled_from(["digits8", "usps", "mnist"]),
    layers=st.lists(WINDOWS | st.builds(lambda factor: {**UP, "factor": factor}, st.integers(1, 4)), max_size=6),
)
def test_only_what_is_odd_and_would_be_kept_if_it_were_even_is_called_odd(dataset, layers):
    found = inspect(Experiment({"kind": dataset, "target": "image"}, tuple(layers), {"kind": "mse"}, {"kind": "sgd"}))
    said = re.search(r"layer (\d+): \w+ makes (\d+) of (\d+), as (\d+) is odd", found.problem or "")
    assert bool(said) == ("is odd" in (found.problem or ""))
    if said:
        number, after, before, odd = map(int, said.groups())
        layer = make(Module, layers[number - 1])
        assert found.rows[number - 1].shape_in[0] == before == odd
        assert before % 2 == 1
        assert found.rows[number - 1].shape_out[0] == after
        assert layer.output_shape((before + 1, before + 1, 1))[0] * 2 == before + 1


@given(st.sampled_from(["digits8", "usps", "mnist"]), WINDOWS)
def test_whatever_loses_the_size_of_an_image_for_good_is_named(dataset, layer):
    fitting = {**UP, "factor": layer["stride"] or layer["size"]}
    found = inspect(
        Experiment({"kind": dataset, "target": "image"}, (layer, fitting), {"kind": "mse"}, {"kind": "sgd"})
    )
    assert found.problem is None or "The size is lost in layer 1: " in found.problem


def test_a_fix_that_only_leads_to_another_error_is_not_offered():
    wide = DIGITS.changed(layers=({"kind": "flatten"}, linear(60), CONV, {"kind": "relu"}, linear(10)))
    assert "60 numbers make no square picture" in inspect(wide).problem
    assert inspect(wide).fix is None
    refused = MNIST.changed(layers=(linear(3),), loss={"kind": "cross_entropy"})
    assert inspect(refused).fix is None
    assert "Choose BCE or MSE" in inspect(refused).output_error


DATASETS = [DEFAULT.dataset, {"kind": "spirals", "arms": 5}, {"kind": "plane"}, DIGITS.dataset, MNIST.dataset]
DATASETS += [{"kind": "digits8", "target": "image"}]


@st.composite
def modules(draw):
    kind = draw(st.sampled_from(sorted(Module.kinds())))
    data = {"kind": kind}
    for setting in settings_of(Module.kinds()[kind]):
        if setting.choices:
            data[setting.name] = draw(st.sampled_from(setting.choices))
        elif type(setting.default) is int:
            data[setting.name] = draw(st.integers(setting.low, min(setting.high, 12)))
    return data


@given(
    dataset=st.sampled_from(DATASETS),
    layers=st.lists(modules(), max_size=10) | st.lists(st.sampled_from([CONV, POOL, UP, TANH, linear(9)]), max_size=32),
    loss=st.sampled_from(sorted(Loss.kinds())),
)
@example(dataset=MNIST.dataset, layers=[{"kind": "softmax"}] * 2, loss="bce")
def test_every_change_that_is_offered_leaves_nothing_wrong_and_nothing_to_change(dataset, layers, loss):
    experiment = Experiment(dataset, tuple(layers), {"kind": loss}, {"kind": "sgd"})
    found = inspect(experiment)
    if found.fix is not None:
        assert found.problem is not None
        fixed = experiment.changed(layers=found.fix.layers)
        assert fixed.layers_data() == found.fix.layers
        after = inspect(fixed)
        assert (after.problem, after.fix) == (None, None)
    if found.note is not None and found.note.fix is not None:
        after = inspect(experiment.changed(layers=found.note.fix.layers))
        assert after.problem is None
        assert len(after.rows) < len(found.rows)
        assert after.note is None or after.note.text != found.note.text


SURFACE = PRESETS["A surface of values"]
CODED = PRESETS["Autoencoder, digits 8 × 8"]
SHARP = {"kind": "leaky_relu", "slope": 0.0}
STAYS = "so that every output stays between"
NOTES = [
    (DIGITS, "cross_entropy", ["sigmoid"], f"Sigmoid (layer 5) keeps these from 0 to 1, {STAYS} 4 % and 23 %"),
    (DIGITS, "cross_entropy", ["relu"], "ReLU (layer 5) keeps these at 0 or above, and where a value is held at"),
    (DIGITS, "cross_entropy", ["relu", "dropout"], "ReLU (layer 5) keeps"),
    (DIGITS, "cross_entropy", ["tanh"], f"Tanh (layer 5) keeps these from −1 to 1, {STAYS} 1 % and 45 %"),
    (DIGITS, "cross_entropy", ["softmax", "softmax"], "its own Softmax, which works on numbers of any size; Softmax"),
    (DIGITS, "cross_entropy", ["sigmoid", "softmax"], "Sigmoid (layer 5) keeps"),
    (DIGITS, "cross_entropy", ["softmax"], None),
    (DIGITS, "cross_entropy", ["leaky_relu"], None),
    (DIGITS, "cross_entropy", [], None),
    (DIGITS, "bce", ["softmax"], f"Softmax (layer 5) keeps these from 0 to 1, {STAYS} 50 % and 73 %"),
    (DIGITS, "bce", ["relu"], f"{STAYS} 50 % and 100 %"),
    (DIGITS, "bce", ["sigmoid", "sigmoid"], "BCE brings its own Sigmoid"),
    (DIGITS, "bce", ["sigmoid"], None),
    (DIGITS, "mse", ["sigmoid"], None),
    (DIGITS, "mse", ["relu"], None),
    (CODED, "mse", ["sigmoid"], None),
    (CODED, "bce", [], None),
    (SURFACE, "mse", [], None),
    (SURFACE, "mse", ["tanh"], None),
    (SURFACE, "mse", ["sigmoid"], "go from −1 to 1; Sigmoid (layer 6) keeps the output from 0 to 1, so"),
    (SURFACE, "mse", ["relu"], "ReLU (layer 6) keeps the output at 0 or above"),
]  # fmt: skip


@pytest.mark.parametrize(("experiment", "loss", "kinds", "words"), NOTES)
def test_what_the_last_module_does_to_the_loss_is_noted_with_a_change(experiment, loss, kinds, words):
    layers = experiment.layers[:-1] if experiment is CODED else experiment.layers  # its own Sigmoid
    found = inspect(experiment.changed(layers=(*layers, *({"kind": kind} for kind in kinds)), loss={"kind": loss}))
    assert found.problem is None
    if words is None:
        assert found.note is None
        return
    assert words in found.note.text
    assert found.note.fix.label == f"Take out {make(Module, {'kind': kinds[0]}).title()} (layer {len(layers) + 1})"
    assert found.note.fix.layers[: len(layers)] == experiment.layers_data()[: len(layers)]
    assert len(found.note.fix.layers) == len(layers) + len(kinds) - 1


ROWS = [
    (DIGITS, "mse", ["relu", "sigmoid"], "ReLU (layer 5) and Sigmoid (layer 6) together keep the output from 0.5", [4]),
    (DIGITS, "mse", ["sigmoid", "sigmoid"], "keep the output from 0.5 to 0.73, so that it never reaches", [4]),
    (DIGITS, "mse", ["sigmoid", "softmax"], "keep the output from 0.039 to 0.23", [4]),
    (DIGITS, "mse", ["relu", "sigmoid", "leaky_relu", "dropout"], "and Sigmoid (layer 6) together keep the", [4]),
    (DIGITS, "mse", ["sigmoid", "leaky_relu"], None, None),
    (DIGITS, "mse", ["relu", "softmax"], None, None),
    (CODED, "mse", ["relu", "sigmoid"], "keep the output from 0.5 to 1", [len(CODED.layers) - 1]),
    (SURFACE, "mse", ["tanh", "tanh"], "keep the output from −0.76 to 0.76", [5]),
    (SURFACE, "mse", ["tanh", "relu"], "keep the output from 0 to 1", [6]),
    (DIGITS, "cross_entropy", ["sigmoid", "leaky_relu"], "Sigmoid (layer 5) keeps these from 0 to 1, so that", [4]),
    (DIGITS, "cross_entropy", ["sigmoid"] * 8, "keep these at 0.66, so that every output stays at 10 %.", range(4, 12)),
    (DIGITS, "cross_entropy", [SHARP], "LeakyReLU (layer 5) keeps these at 0 or above, and where", [4]),
    (DIGITS, "cross_entropy", ["relu", "dropout", SHARP], "ReLU (layer 5) and LeakyReLU (layer 7) together", [4, 6]),
    (DEFAULT, "mse", ["softmax", "softmax"], "Softmax (layer 4) receives one value at a time and always", [3, 4]),
    (DEFAULT, "mse", ["softmax"], "Softmax (layer 4) receives one value at a time and always makes 1 of it", [3]),
    (DEFAULT, "bce", ["softmax"], "Softmax (layer 4) receives one value at a time and always makes 1 of it", [3]),
]  # fmt: skip


@pytest.mark.parametrize(("experiment", "loss", "kinds", "words", "out"), ROWS)
def test_what_several_modules_leave_of_the_range_is_noted_with_the_least_to_take_out(
    experiment, loss, kinds, words, out
):
    layers = experiment.layers[:-1] if experiment.layers[-1].kind == "sigmoid" else experiment.layers
    ends = (kind if isinstance(kind, dict) else {"kind": kind} for kind in kinds)
    experiment = experiment.changed(layers=(*layers, *ends), loss={"kind": loss})
    found = inspect(experiment)
    assert found.problem is None
    if words is None:
        assert found.note is None
        return
    assert words in found.note.text
    rows = tuple(row for number, row in enumerate(experiment.layers_data()) if number not in out)
    assert found.note.fix.layers == rows
    assert inspect(experiment.changed(layers=rows)).note is None


def test_all_that_bounds_a_loss_is_taken_out_together():
    rows = ({"kind": "tanh"}, {"kind": "sigmoid"})
    note = inspect(DIGITS.changed(layers=(*DIGITS.layers, *rows))).note
    assert note.fix.label == "Take out Tanh (layer 5) and Sigmoid (layer 6)"
    assert note.fix.layers == DIGITS.layers_data()


def test_a_softmax_over_one_channel_is_noted_wherever_it_stands():
    image = ({"kind": "conv2d", "channels": 1, "kernel": 3, "padding": "same"}, {"kind": "softmax"})
    for experiment in (
        CODED.changed(layers=image, loss={"kind": "mse"}),
        DIGITS.changed(layers=({"kind": "reshape", "to": "image"}, *image, *DIGITS.layers)),
    ):
        found = inspect(experiment)
        assert "always makes 1 of it, so that nothing before it learns" in found.note.text
        assert {"kind": "softmax"} not in found.note.fix.layers


def test_presets_are_noted_where_the_report_has_it_so():
    assert [name for name, preset in PRESETS.items() if inspect(preset).note] == [
        "USPS digits, two layers (the report's)"
    ]


@pytest.mark.parametrize("kind", [kind for kind in Dataset.kinds() if hasattr(Dataset.kinds()[kind], "height")])
def test_the_values_of_surfaces_lie_where_the_note_says(kind):
    dataset = make(Dataset, {"kind": kind, "noise": 0.0})
    y = dataset.load().y_train
    low, high = dataset.task.target_range
    assert low <= y.min() < low / 2
    assert high / 2 < y.max() <= high


def test_what_keeps_values_within_bounds_is_said_at_the_output():
    surface = PRESETS["A surface of values"]
    assert inspect(surface).output_text == "1 number, the value"

    def ending_in(kind):
        return inspect(surface.changed(layers=(*surface.layers, {"kind": kind}))).output_text

    assert ending_in("sigmoid") == "1 number, the value, which Sigmoid (layer 6) keeps from 0 to 1"
    assert ending_in("tanh") == "1 number, the value, which Tanh (layer 6) keeps from −1 to 1"
    assert ending_in("relu") == "1 number, the value, which ReLU (layer 6) keeps at 0 or above"


READER = PRESETS["MNIST digits, Conv2D"]
FLAT = {"kind": "flatten"}


def convolutions(*channels):
    return tuple({"kind": "conv2d", "channels": each, "kernel": 3} for each in channels)


def residual(rows):
    return {"kind": "residual", "rows": rows}


VALID, SAME = {**CONV, "channels": 4, "padding": "valid"}, {**CONV, "channels": 4, "padding": "same"}
SMALLER = {**SAME, "stride": 2}
ENDS = ({"kind": "flatten"}, linear(10))
RESIDUALS = [
    (DEFAULT, (linear(8), TANH, linear(4), residual(2), linear(1)), "Set Linear (layer 3) to 8 units"),
    (DEFAULT, (TANH, linear(8), residual(2), linear(1)), "Set Linear (layer 2) to 2 units"),
    (DEFAULT, (linear(8), TANH, linear(8), residual(9), linear(1)), "Skip 2 rows"),
    (DEFAULT, (residual(1), linear(1)), "Take out Residual (layer 1)"),
    (DEFAULT, (linear(1), residual(3)), "Take out Residual (layer 2)"),
    (DEFAULT, (linear(4), TANH, linear(3), residual(2)), "Set Linear (layer 3) to 4 units, then add Linear with 1"),
    (DIGITS, (SAME, TANH, VALID, {"kind": "batch_norm"}, residual(3), *ENDS), "Pad Conv2D (layer 3), so that no edge"),
    (DIGITS, (SAME, {**VALID, "channels": 5}, {**VALID, "channels": 7}, residual(2), *ENDS),
     "Set Conv2D (layer 3) to 4 channels, then pad Conv2D (layer 2) and Conv2D (layer 3), so that no edge is lost"),
    (DIGITS, (SAME, TANH, SMALLER, residual(2), *ENDS), "Take out Residual (layer 4)"),
    (DIGITS, (SAME, residual(1), linear(10)), "Set Conv2D (layer 1) to 1 channel, then add Flatten before Linear"),
    (DIGITS, (ENDS[0], linear(64), residual(2), linear(10)), "Skip 1 row"),
    (DIGITS, (SAME, {"kind": "flatten"}, linear(64), residual(3), linear(10)), "Take out Residual (layer 4)"),
]  # fmt: skip


@pytest.mark.parametrize(("experiment", "layers", "label"), RESIDUALS)
def test_one_click_fixes_what_a_residual_cannot_add(experiment, layers, label):
    experiment = experiment.changed(layers=layers)
    found = inspect(experiment)
    assert "Residual" in found.problem
    assert found.fix.label.startswith(label)
    assert inspect(experiment.changed(layers=found.fix.layers)).problem is None


def test_what_is_put_in_or_taken_out_between_leaves_a_residual_the_row_that_it_adds():
    # where the row that is meant is there, a fix further up leaves it so
    images = (SAME, linear(10), {"kind": "flatten"}, linear(10), residual(2), linear(10))
    assert inspect(DIGITS.changed(layers=images)).fix.layers[-2] == residual(2)
    between = (*ENDS[:1], linear(10), TANH, CONV, TANH, residual(4))
    assert inspect(DIGITS.changed(layers=between)).fix is None
    stack = DEFAULT.changed(layers=(linear(4), TANH, linear(4), residual(2), linear(1))).layers_data()
    assert taken_out(stack, 0).layers[-2] == residual(2)
    assert taken_out(stack, 1).layers[-2] == residual(1)
    assert taken_out(stack, 1, 2).layers[-2] == residual(1)
    assert taken_out(stack, 3, 4).layers == stack[:3]


def test_nothing_is_said_of_a_range_that_a_residual_leaves():
    surface = PRESETS["A surface of values"]
    bounded = surface.changed(layers=(*surface.layers, TANH, TANH))
    assert inspect(bounded).note is not None
    assert inspect(bounded.changed(layers=(*bounded.layers, residual(1)))).note is None


def test_work_is_bounded_before_it_begins():
    wide = READER.changed(layers=(*convolutions(256, 256), {"kind": "global_average_pool"}, linear(10)))
    assert "billion multiplications; at most 200 billion" in inspect(wide).problem
    whole = READER.changed(
        layers=(*convolutions(32, 32), FLAT, linear(10)),
        schedule={"batch_mode": "full batch"},
    )
    found = inspect(whole.changed(dataset={"subset": 6000}))
    assert found.schedule_fix is not None
    assert inspect(whole.changed(dataset={"subset": 6000}, schedule=found.schedule_fix.schedule)).problem is None


@pytest.mark.parametrize("experiment", PRESETS.values(), ids=PRESETS)
def test_presets_are_within_every_limit(experiment):
    assert inspect(experiment).problem is None
    assert memory_of(experiment) < 300 * 2**20


def test_points_and_small_digits_are_light_and_wide_convolutions_are_not():
    assert is_light(DEFAULT)
    assert is_light(DIGITS)
    assert not is_light(READER.changed(layers=(*convolutions(32, 64), FLAT, linear(10))))
