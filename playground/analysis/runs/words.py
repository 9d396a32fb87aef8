"""Kept runs in words: what they have in common, what each trained otherwise, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from playground.analysis.runs.kept_run import KeptRun
from playground.experiment.description import part_texts
from playground.experiment.words import counted, duration, epochs_text, plain


def run_texts(runs: Sequence[KeptRun]) -> tuple[str, tuple[str, ...]]:
    """Texts on what all of the runs train alike, and for each on what is its own and what came of it.

    The first is empty where there is a single run, or nothing that all have in common.
    """
    described = [_parts(run) for run in runs]
    names = list(described[0]) if described else []
    shared = [name for name in names if len(runs) > 1 and len({each[name] for each in described}) == 1]
    common = _joined([described[0][name] for name in shared]) if shared else ""
    own = [_joined([text for name, text in each.items() if name not in shared]) for each in described]
    return common, tuple(
        f"{f'{text}. ' if text else ''}{result_text(run)}" for text, run in zip(own, runs, strict=True)
    )


def result_text(run: KeptRun) -> str:
    """The end of a run in two or three sentences: how far it got, with which figures, and what was changed."""
    final = run.final
    figures = [
        f"{samples} cost {_short(cost)}" + (f", accuracy {100 * share:.1f} %" if share is not None else "")
        for samples in ("train", "validation", "test")
        for cost, share in ((final[f"{samples}_cost"], final[f"{samples}_accuracy"]),)
        if cost is not None
    ]
    updates = counted(int(run.curve[-1, 1]), "update")
    way = f"{epochs_text(float(run.curve[-1, 0]))} and {updates} in {duration(run.seconds)}"
    changes = [f"at epoch {plain(round(epoch, 2))} {text}" for epoch, text in run.changes]
    changed = f" Changed on the way: {'; '.join(changes)}." if changes else ""
    return f"After {way}: {'; '.join(figures)}. {run.reason or 'Paused.'}{changed}"


def _parts(run: KeptRun) -> dict[str, str]:
    own = "" if run.own_drawings is None else f"with {run.own_drawings.text}"
    # how long it may train says less than how long it did, which is told of its end
    parts = {name: text for name, text in part_texts(run.experiment).items() if name != "length"}
    return {**parts, "own": own}


def _short(number: float) -> str:
    return plain(float(f"{number:.3g}"))


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(text for text in texts if text)
