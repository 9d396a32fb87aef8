"""The chart of kept runs."""

from playground.analysis.runs.seed_bands import lines_of
from playground.charts.curves_chart import (
    MOST_LINES,
    WIDE,
    Axes,
    curves_chart,
    is_long,
    is_wide,
    leader,
    looks_of,
    small_charts,
)
from tests.playground.analysis.runs.made_runs import changed, curve, kept


def drawn(lines, across="Epochs", up="Test cost", **logarithmic):
    return curves_chart(lines, Axes(across, up, **logarithmic)).to_dict()


def part(chart, mark):
    return next(layer for layer in chart["layer"] if layer["mark"]["type"] == mark)


def values(chart):
    return chart["datasets"][chart["data"]["name"]]


def test_no_two_lines_look_the_same_and_neighbours_differ_in_both():
    runs = [kept(f"Run {index}", changed(schedule={"epochs": index + 1})) for index in range(MOST_LINES + 3)]
    encoding = part(drawn(lines_of(runs, "epoch", "test_cost")), "line")["encoding"]
    colours = encoding["color"]["scale"]["range"]
    dashes = [tuple(dash) for dash in encoding["strokeDash"]["scale"]["range"]]
    assert encoding["color"]["scale"]["domain"] == encoding["strokeDash"]["scale"]["domain"]
    assert len(colours) == len(set(zip(colours, dashes, strict=True))) == MOST_LINES
    assert all(one != two for one, two in zip(colours[1:], colours, strict=False))
    assert all(one != two for one, two in zip(dashes[1:], dashes, strict=False))


def test_axes_are_named_with_their_units():
    lines = lines_of([kept()], "seconds", "test_accuracy")
    chart = drawn(lines, "Seconds", "Test accuracy (%)")
    encoding = part(chart, "line")["encoding"]
    assert encoding["x"]["title"] == "Training time (s)"
    assert encoding["y"]["title"] == "Test accuracy (%)"
    assert chart["title"] == "Test accuracy of the runs"
    assert [row["y"] for row in values(chart)] == [50, 50, 50]
    assert [row["x"] for row in values(chart)] == [0, 2, 4]


def test_a_band_is_drawn_only_where_there_is_one():
    one = lines_of([kept(rows=curve([4, 2]))], "epoch", "train_cost")
    assert [layer["mark"]["type"] for layer in drawn(one)["layer"]] == ["line", "point"]
    runs = [kept("One", changed(seed=0), curve([4, 2])), kept("Two", changed(seed=1), curve([2, 1]))]
    chart = drawn(lines_of(runs, "epoch", "train_cost"))
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["area", "line", "point"]
    assert values(chart)[0] == {
        "line": "One: mean of 2 seeds",
        "x": 0,
        "y": 3,
        "low": 2,
        "high": 4,
        "band": "2 to 4",
    }


def test_a_logarithmic_axis_leaves_out_what_is_not_above_0():
    chart = drawn(lines_of([kept(rows=curve([1, 0.5, 0]))], "epoch", "train_cost"), log_up=True)
    assert [row["y"] for row in values(chart)] == [1, 0.5]
    assert part(chart, "line")["encoding"]["y"]["scale"]["type"] == "log"


def test_a_change_is_a_diamond_on_its_line():
    run = kept(rows=curve([4, 2]), changes=((0.5, "learning rate 1 → 0.5"),))
    chart = drawn(lines_of([run], "epoch", "train_cost"))
    diamonds = chart["layer"][-1]
    assert diamonds["mark"]["shape"] == "diamond"
    assert chart["datasets"][diamonds["data"]["name"]] == [
        {"line": "Run", "x": 0.5, "y": 3, "change": "learning rate 1 → 0.5"}
    ]
    assert diamonds["encoding"]["color"] == part(chart, "line")["encoding"]["color"]


def test_costs_that_are_far_apart_want_a_logarithmic_axis():
    def wide(*costs):
        return is_wide(lines_of([kept(rows=curve(costs))], "epoch", "train_cost"))

    assert wide(WIDE, 1)
    assert not wide(WIDE - 1, 1)
    assert not wide(WIDE, 1, 0), "what lies at 0 has no place there"
    assert not is_wide(())


def test_lines_that_are_short_beside_others_want_a_logarithmic_axis_across():
    other = changed(optimiser={"learning_rate": 0.5})
    short, long = kept("Short", rows=curve([4, 2])), kept("Long", other, curve([4, 2], epochs=[0, WIDE]))
    assert is_long(lines_of([short, long], "epoch", "train_cost"))
    assert not is_long(lines_of([short], "epoch", "train_cost"))
    chart = drawn(lines_of([kept(rows=curve([4, 2, 1]))], "epoch", "train_cost"), log_across=True)
    assert [row["x"] for row in values(chart)] == [1, 2], "the start has no place there"
    assert part(chart, "line")["encoding"]["x"]["scale"]["type"] == "log"


def test_small_charts_have_the_same_axes_and_the_line_that_ends_best():
    runs = [kept(f"Run {seed}", changed(optimiser={"learning_rate": 0.1 + seed}), curve([4, end]))
            for seed, end in enumerate((1, 0.5, 2))]  # fmt: skip
    lines = lines_of([*runs, kept("Long", rows=curve([1, 1, 1, 1]), changes=((2.0, "x"),))], "epoch", "train_cost")
    charts = [
        each.to_dict() for each in small_charts(lines, Axes("Epochs", "Train cost", log_up=True), looks_of(lines))
    ]
    assert [each["title"]["text"] for each in charts] == ["Run 0", "Run 1", "Run 2", "Long"]
    encodings = [layer["encoding"] for each in charts for layer in each["layer"]]
    assert all(each["x"] == encodings[0]["x"] and each["y"] == encodings[0]["y"] for each in encodings)
    assert encodings[0]["y"]["scale"]["domain"] == [0.5, 4]
    assert encodings[0]["x"]["scale"]["domain"] == [0, 3]
    assert leader(lines, "Train cost").name == "Run 1"
    assert leader(lines, "Train accuracy (%)").name == "Run 2"
    assert [len(each["layer"]) for each in charts] == [2, 1, 2, 3]
