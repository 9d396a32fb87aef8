"""Saving and reading runs: an .npz file a run, in a folder or in one zip; never a pickle."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from nn.bounded_reading import HEADER, read_array, read_member
from nn.module import Array
from nn.settings import brief
from playground.analysis.runs.kept_run import KeptRun
from playground.analysis.runs.store import MOST_RUNS
from playground.experiment import Experiment
from playground.experiment.limits import MOST_PARAMETERS
from playground.training.own_drawings import OwnDrawings
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS

VERSION = 1
COLUMNS_BEFORE_VALIDATION = 6
DESCRIBED = ("name", "seconds", "reason", "finished_at", "whole_test_accuracy")
"""Parts of a run's description beside its version and its experiment."""
OWN_DRAWINGS, CHANGES = "own_drawings", "changes"
"""Parts that only the description of a run has that was trained with some, or changed in training."""
MOST_DESCRIPTION_BYTES = 100_000
MOST_RUN_BYTES = 4 * MOST_PARAMETERS + 4 * MOST_ROWS * SCORE_COLUMNS + MOST_DESCRIPTION_BYTES + HEADER
"""Of a run's file: what the archive and its three arrays say of themselves has room in one `HEADER`."""
MOST_ZIP_BYTES = 20 * 10**6
"""Of a zip with runs, packed and unpacked alike: weights do not get smaller by packing."""
MOST_MEMBERS = 500
"""Members of an archive that are looked at, whatever they are."""
_MEMBER_MARK = b"PK\x01\x02"
"""Begins what a zip's directory says of a member."""
_FOREIGN = "__MACOSX/"
"""Where some systems put notes of their own when they pack a folder."""


class KeptRunError(ValueError):
    """A file or folder that holds no runs this program can read; the message says why."""


def save(runs: Iterable[KeptRun], folder: Path) -> None:
    """Write a file for each run into the folder, which is made where there is none; a run saved before is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, run in _named(runs):
        (folder / name).write_bytes(_packed(run))


def load(folder: Path) -> tuple[KeptRun, ...]:
    """The runs that `save` wrote into the folder, the first finished first. Raises KeptRunError."""
    if not folder.is_dir():
        raise KeptRunError(f"There is no folder {brief(str(folder), 200)}.")
    paths = sorted(folder.glob("*.npz"))
    if len(paths) > MOST_RUNS:
        raise KeptRunError(f"The folder has {len(paths):,} runs; at most {MOST_RUNS} are read.")
    runs = []
    for path in paths:
        if path.stat().st_size > MOST_RUN_BYTES:
            raise KeptRunError(f"{path.name:.80} is too large to be a run: at most {MOST_RUN_BYTES:,} bytes are read.")
        runs.append(_read(path.read_bytes(), path.name))
    return tuple(runs)


def zip_of(runs: Iterable[KeptRun]) -> bytes:
    """The files of `save` in one zip, in memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, run in _named(runs):
            archive.writestr(name, _packed(run))
    return packed.getvalue()


def zip_bytes(runs: Iterable[KeptRun]) -> int:
    """About how large `zip_of` will be, and never less: it can be read back up to `MOST_ZIP_BYTES`."""
    return sum(run.nbytes + HEADER for run in runs)


def runs_of_zip(packed: bytes) -> tuple[KeptRun, ...]:
    """The runs in a zip that `zip_of` made, in its order.

    Nothing in it is trusted: no more is unpacked than a run can have, whatever it says of itself, and nothing is
    unpickled.
    Raises KeptRunError.
    """
    if len(packed) > MOST_ZIP_BYTES:
        raise KeptRunError(f"The zip has {len(packed) / 1e6:.1f} MB; at most {MOST_ZIP_BYTES / 1e6:.0f} MB are read.")
    try:
        files = _files_of_zip(packed)
    except KeptRunError:
        raise
    except Exception as error:  # there is no end to how a file can be damaged
        raise KeptRunError(f"This is no zip of runs, or it is damaged ({error!s:.200}).") from error
    if not files:
        raise KeptRunError("There are no runs in this zip. Take one that was downloaded here.")
    return tuple(_read(data, name) for name, data in files.items())


def _files_of_zip(packed: bytes) -> dict[str, bytes]:
    with _opened(packed) as archive:
        members = [
            member
            for member in archive.infolist()
            if member.filename.endswith(".npz") and not member.filename.startswith(_FOREIGN)
        ]
        if len(members) > MOST_RUNS:
            raise KeptRunError(f"The zip has {len(members):,} runs; at most {MOST_RUNS} are read.")
        size = sum(member.file_size for member in members)
        if size > MOST_ZIP_BYTES:
            raise KeptRunError(f"The zip unpacks to {size:,} bytes; at most {MOST_ZIP_BYTES:,} are read.")
        names = dict.fromkeys(member.filename for member in members)
        return {name: read_member(archive, name, MOST_RUN_BYTES) for name in names}


def _named(runs: Iterable[KeptRun]) -> Iterator[tuple[str, KeptRun]]:
    """Each run with a file name of its own, by which they sort in the order in which they finished."""
    taken: set[str] = set()
    for run in runs:
        words = re.sub(r"[^a-z0-9]+", "-", run.name.lower()).strip("-") or "run"
        time = run.finished_at.partition("+")[0].replace(":", "-")
        name, number = f"{time}-{words}.npz", 1
        while name in taken:
            number += 1
            name = f"{time}-{words}-{number}.npz"
        taken.add(name)
        yield name, run


def _packed(run: KeptRun) -> bytes:
    description = {
        "version": VERSION,
        "experiment": run.experiment.data(),
        **{name: getattr(run, name) for name in DESCRIBED},
    }
    if run.own_drawings is not None:
        description[OWN_DRAWINGS] = run.own_drawings.data()
    if run.changes:
        description[CHANGES] = run.changes
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(description).encode(), np.uint8)
    np.savez(file, description=text, curve=run.curve, theta=run.theta)
    return file.getvalue()


def _read(packed: bytes, name: str) -> KeptRun:
    """The run in a file of `save`; `name` is what the file is called in an error."""
    try:
        with _opened(packed) as archive:
            text = read_array(archive, "description", MOST_DESCRIPTION_BYTES, np.uint8)
            curve = _of_all_columns(read_array(archive, "curve", 4 * MOST_ROWS * SCORE_COLUMNS, np.float32))
            theta = read_array(archive, "theta", 4 * MOST_PARAMETERS, np.float32)
        return _described(json.loads(text.tobytes()), curve, theta)
    except Exception as error:  # there is no end to how a file can be damaged
        raise KeptRunError(
            f"{brief(name, 100)} is no run that can be read, or it is damaged ({error!s:.300})."
        ) from error


def _of_all_columns(curve: Array) -> Array:
    """The curve (n, 8) of a file; those saved before there was validation have no columns for it."""
    if curve.ndim != 2 or curve.shape[1] != COLUMNS_BEFORE_VALIDATION:
        return curve
    return np.pad(curve, ((0, 0), (0, SCORE_COLUMNS - COLUMNS_BEFORE_VALIDATION)), constant_values=np.nan)


def _described(described: object, curve: Array, theta: Array) -> KeptRun:
    """The run of a description and its arrays; whatever the description has beside what `save` writes is refused."""
    if not isinstance(described, dict) or described.get("version") != VERSION:
        raise KeptRunError(f"it is not of version {VERSION}, the one that this program reads")
    known = {"version", "experiment", *DESCRIBED}
    if unknown := sorted(described.keys() - known - {OWN_DRAWINGS, CHANGES}):
        raise KeptRunError(f"its description has {brief(unknown[0])}, which no run has")
    if missing := sorted(known - described.keys()):
        raise KeptRunError(f"its description lacks {missing[0]}")
    own_drawings = OwnDrawings.from_data(described[OWN_DRAWINGS]) if OWN_DRAWINGS in described else None
    return KeptRun(
        experiment=Experiment.from_data(described["experiment"]),
        curve=curve,
        theta=theta,
        own_drawings=own_drawings,
        changes=described.get(CHANGES, ()),
        **{name: described[name] for name in DESCRIBED},
    )


def _opened(packed: bytes) -> zipfile.ZipFile:
    """The archive; one with so many members that their list alone would take much memory is not opened."""
    if packed.count(_MEMBER_MARK) > MOST_MEMBERS:
        raise KeptRunError("The archive has too many members.")
    return zipfile.ZipFile(io.BytesIO(packed))
