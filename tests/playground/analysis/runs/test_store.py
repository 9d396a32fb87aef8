"""The list of kept runs: bounded, each under a name of its own."""

import numpy as np
import pytest

from nn.settings import SpecError
from playground.analysis.runs import store
from playground.training.checkpoints import Past
from tests.playground.analysis.runs.made_runs import WEIGHTS, changed, kept, numbered


def test_names_are_made_unique():
    runs = ()
    for seed, name in enumerate(["Non-linear", "Digits 8 × 8", "x" * 60] * 3):
        runs = store.add(runs, kept(name, changed(seed=seed)))
    names = [run.name for run in runs]
    assert names[0::3] == ["Non-linear", "Non-linear 2", "Non-linear 3"]
    assert names[1::3] == ["Digits 8 × 8", "Digits 8 × 8 (2)", "Digits 8 × 8 (3)"]
    assert names[2::3] == ["x" * 60, "x" * 58 + " 2", "x" * 58 + " 3"]


def test_the_same_run_is_not_added_twice_whatever_it_is_called():
    runs = store.add((), kept("One"))
    assert store.add(runs, kept("Another name")) == runs
    assert len(store.add(runs, kept("One", finished_at="2026-01-02T03:04:06+00:00"))) == 2


def test_a_run_that_goes_on_is_the_last_under_the_name_that_it_has():
    runs = store.rename(numbered(3), "Run 1", "Mine")
    further = kept(finished_at="2026-01-02T03:04:06+00:00")
    gone_on = store.go_on(runs, runs[1], further)
    assert [run.name for run in gone_on] == ["Run 0", "Run 2", "Mine"]
    assert gone_on[-1].repeats(further)
    assert len(store.go_on(store.delete(runs, ["Mine"]), runs[1], further)) == 3


def test_the_oldest_goes_when_there_are_too_many():
    runs = ()
    for run in numbered(store.MOST_RUNS + 2):
        runs = store.add(runs, run)
    assert len(runs) == store.MOST_RUNS
    assert (runs[0].name, runs[-1].name) == ("Run 2", "Run 51")


def test_the_oldest_goes_when_they_are_too_large(monkeypatch):
    monkeypatch.setattr(store, "MOST_BYTES", 3 * kept().nbytes)
    runs = ()
    for run in numbered(5):
        runs = store.add(runs, run)
    assert [run.name for run in runs] == ["Run 2", "Run 3", "Run 4"]
    monkeypatch.setattr(store, "MOST_BYTES", 1)
    assert [run.name for run in store.add(runs, kept("Large"))] == ["Large"]


def test_runs_are_found_renamed_and_deleted():
    runs = numbered(3)
    assert store.find(runs, "Run 1") is runs[1]
    assert store.find(runs, "Run 9") is None
    renamed = store.rename(runs, "Run 1", " Best ")
    assert [run.name for run in renamed] == ["Run 0", "Best", "Run 2"]
    assert renamed[1].repeats(runs[1])
    assert [run.name for run in store.rename(runs, "Run 1", "Run 1")] == ["Run 0", "Run 1", "Run 2"]
    assert [run.name for run in store.delete(runs, ("Run 0", "Run 2", "gone"))] == ["Run 1"]


@pytest.mark.parametrize(
    ("name", "new", "words"),
    [
        ("Run 1", "Run 2", "called 'Run 2' already"),
        ("gone", "Best", "no run called 'gone'"),
        ("Run 1", "", "needs a name"),
        ("Run 1", "@SUM(A1)", "may not begin with @"),
    ],
    ids=["taken", "gone", "empty", "formula"],
)
def test_a_name_that_cannot_be_had_is_refused_in_words(name, new, words):
    with pytest.raises(SpecError, match=words):
        store.rename(numbered(3), name, new)


def test_the_pasts_of_the_oldest_are_forgotten_when_they_take_too_much(monkeypatch):
    past = Past(np.arange(4.0), np.zeros((4, WEIGHTS), np.float32))
    monkeypatch.setattr(store, "MOST_BYTES_OF_PASTS", 2 * past.weights.nbytes)
    runs = ()
    for number in range(3):
        runs = store.add(runs, kept(finished_at=f"2026-01-02T03:04:0{number}+00:00", past=past))
    assert [run.past is None for run in runs] == [True, False, False]
