"""Notes on what can be trained, but not as it might: activations that keep the loss from what it is to reach, and
classes of which one is rare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from nn.module import Module
from nn.registry import copy_of
from playground.datasets.tasks import Classify
from playground.experiment.experiment import Experiment
from playground.experiment.fixes import ScheduleFix, StackFix, named, taken_out
from playground.experiment.problems import Problems, problems_of
from playground.experiment.words import listed, plain

UNEVEN = 1 / 3
"""A class with less than this share of the commonest class's samples is rare."""
ANY = (-math.inf, math.inf)
"""The range of numbers that nothing is known of."""


@dataclass(frozen=True)
class Note:
    """Words, and a change of the stack that makes them needless, to be offered as one click."""

    text: str
    fix: StackFix | None


@dataclass(frozen=True)
class ScheduleNote:
    """Words, and a change of the schedule, to be offered as one click."""

    text: str
    fix: ScheduleFix


@dataclass(frozen=True)
class Kept:
    """The range that values keep to, whatever the weights, and the places of the modules that keep them there."""

    places: tuple[int, ...] = ()
    low: float = -math.inf
    high: float = math.inf

    @property
    def single(self) -> bool:
        """True where there is but one value."""
        return self.low == self.high

    def text(self, layers: Sequence[Module], what: str = "") -> str:
        """The range in words, as a verb with its subject: Sigmoid (layer 5) keeps the output from 0 to 1."""
        names = listed([named(layers[place].title(), place) for place in self.places])
        keeps = "keeps" if len(self.places) == 1 else "together keep"
        low, high = (plain(float(f"{end:.2g}")) for end in (self.low, self.high))
        within = f"from {low} to {high}" if math.isfinite(self.high) else f"at {low} or above"
        return " ".join(filter(None, (names, keeps, what, f"at {low}" if low == high else within)))


def kept_by(found: Problems) -> list[Kept]:
    """The range behind each row, up to the first with an error."""
    kept, ranges = Kept(), []
    for place, (layer, row) in enumerate(zip(found.layers, found.rows, strict=True)):
        if row.shape_in is None or row.shape_out is None:
            break
        low, high = layer.range_of(kept.low, kept.high, row.shape_in)
        if (low, high) == ANY:
            kept = Kept()
        elif (low, high) != (kept.low, kept.high) or layer.range_of(*ANY, row.shape_in) != ANY:
            kept = Kept((*kept.places, place), low, high)
        ranges.append(kept)
    return ranges


def note_of(experiment: Experiment, found: Problems) -> Note | None:
    """The first thing to say of a stack without problems, or None, and the least to take out that leaves nothing.

    Where much is to be said, the change may leave the rest of it, but never the same again.
    """
    said = _said(found)
    if said is None:
        return None
    text, places = said
    fix = None
    for gone in (*((place,) for place in places), *(places[:count] for count in range(2, len(places) + 1))):
        change = taken_out(experiment.layers_data(), *gone)
        tried = problems_of(experiment.changed(layers=change.layers))
        if tried.problem is None:
            left = _said(tried)
            if left is None:
                return Note(text, change)
            if left[0] != text:
                fix = change
    return Note(text, fix)


def uneven(counts: Sequence[float]) -> tuple[int, int] | None:
    """Numbers of the rarest class that has samples, and of the commonest, where the one is rare beside the other."""
    present = [number for number, count in enumerate(counts) if count]
    rarest, commonest = (choice(present, key=lambda number: counts[number], default=0) for choice in (min, max))
    return (rarest, commonest) if present and counts[rarest] < UNEVEN * counts[commonest] else None


def class_note_of(experiment: Experiment) -> ScheduleNote | None:
    """What to say of classes that are uneven, as far as the settings of the data tell, and all count as they come."""
    dataset, schedule = experiment.dataset, experiment.schedule
    shares = dataset.class_shares
    found = None if shares is None else uneven(shares)
    if (
        shares is None
        or found is None
        or not isinstance(dataset.task, Classify)
        or schedule.class_weights == "balanced"
    ):
        return None
    rare, common = (dataset.task.classes[number] for number in found)
    text = (
        f"{100 * shares[found[0]]:.0f} % of the samples are of class {rare}, {100 * shares[found[1]]:.0f} % of class "
        f"{common}: the cost hardly tells whether {rare} is ever found."
    )
    return ScheduleNote(text, ScheduleFix("Let all classes count alike", copy_of(schedule, class_weights="balanced")))


def _said(found: Problems) -> tuple[str, tuple[int, ...]] | None:
    """Words on what is kept from the loss, and the places of the modules that keep it.

    A loss with an activation of its own, which takes the place of an equal last module, works on the values before it,
    and these may be any; one without compares the outputs themselves.
    """
    ranges = kept_by(found)
    constant = list(takewhile(lambda kept: kept.single, dropwhile(lambda kept: not kept.single, ranges)))
    if constant:
        place = constant[0].places[-1]
        text = (
            f"{named(found.layers[place].title(), place)} receives one value at a time and always makes "
            f"{plain(float(f'{constant[0].low:.2g}'))} of it, so that nothing before it learns."
        )
        return text, constant[-1].places
    own = found.loss.activation
    if found.loss.owns_end_of(found.layers):
        ranges = ranges[:-1]
    kept = ranges[-1] if ranges else Kept()
    if not kept.places:
        return None
    if own is not None:
        text = (
            f"{found.loss.title()} brings its own {own.title()}, which works on numbers of any size; "
            f"{kept.text(found.layers, 'these')}, {_consequence(own(), kept, found)}. Mostly it learns better without."
        )
        return text, kept.places
    low, high = found.task.target_range
    if kept.low <= low and high <= kept.high:
        return None
    text = f"The values to learn go from {plain(low)} to {plain(high)}; {kept.text(found.layers, 'the output')}"
    return f"{text}, so that it never reaches the others.", kept.places


def _consequence(own: Module, kept: Kept, found: Problems) -> str:
    """The range that is left of the loss's own activation, in words."""
    least, most = own.range_of(kept.low, kept.high, found.shape or (1,))
    if least < 0.005 and most > 0.995:
        return "and where a value is held at a bound, no gradient passes"
    lowest, highest = f"{100 * least:.0f} %", f"{100 * most:.0f} %"
    return f"so that every output stays {f'at {lowest}' if lowest == highest else f'between {lowest} and {highest}'}"
