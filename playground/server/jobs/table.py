"""The jobs there are: nothing else runs, whatever name a request carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from nn.settings import brief

TABLE: Mapping[str, str] = {
    "tsne": "playground.analysis.codes.network_jobs:network_tsne_job",
    "clusters": "playground.analysis.codes.network_jobs:network_clusters_job",
    "comparison": "playground.analysis.codes.comparison:comparison_job",
    "race": "playground.analysis.batch_modes.race:race_job",
    "sweep": "playground.analysis.sweeps.sweep_job:sweep_job",
    "robustness": "playground.analysis.evaluation.robustness:robustness_job",
    "trial": "playground.analysis.doctor.trial:trial_job",
    "lesson": "playground.teaching.lesson:lesson_job",
    "chapter": "playground.report.job:chapter_job",
}
"""Name of a job -> where its function is, `module:function`; the module is imported when the job is asked for."""


JobFunction = Callable[..., dict[str, Any]]
"""`function(report, **arguments)`: plain data and arrays in, nested dicts of plain data and arrays out.

It raises ValueError, or DataUnavailable, to say in one sentence why there will be no result.
"""


def function_of(name: str, table: Mapping[str, str] = TABLE) -> JobFunction:
    """The function that does the job. Raises ValueError for a name that is not in the table."""
    if name not in table:
        raise ValueError(f"There is no analysis called {brief(name, 100)}; there are {', '.join(table)}.")
    module, function = table[name].split(":")
    found: JobFunction = getattr(import_module(module), function)
    return found
