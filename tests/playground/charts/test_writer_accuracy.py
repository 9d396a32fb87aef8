"""The chart of the accuracy on each writer's samples."""

import pytest

from playground.analysis.evaluation import WriterScore
from playground.charts.writer_accuracy import writer_accuracy_chart


def test_each_writer_has_a_spot_within_its_interval_in_the_order_given():
    spec = writer_accuracy_chart([WriterScore(9, 20, 0), WriterScore(2, 29, 1)], 0.025).to_dict()
    line, spans, spots = spec["layer"]
    rows = spec["datasets"][spots["data"]["name"]]
    assert spans["data"] == spots["data"]
    assert [row["name"] for row in rows] == spots["encoding"]["y"]["sort"] == ["9", "2"]
    assert [row["numbers"] for row in rows] == ["0 of 20", "1 of 29"]
    assert [(row["low"], row["accuracy"], row["high"]) for row in rows] == [(0, 0, 16.11), (0.61, 3.45, 17.18)]
    assert (spans["encoding"]["x"]["field"], spans["encoding"]["x2"]["field"]) == ("low", "high")
    assert spec["datasets"][line["data"]["name"]] == [{"overall": pytest.approx(2.5)}]
