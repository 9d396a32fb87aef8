"""Saving and reading runs: an .npz file a run, in a folder or in one zip; never a pickle."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from nn.module import Array
from playground.experiment import Experiment
from playground.inspection import MOST_PARAMETERS
from playground.kept_runs.kept_run import KeptRun
from playground.kept_runs.store import MOST_RUNS
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS

VERSION = 1
MOST_DESCRIPTION_BYTES = 100_000
_HEADERS = 10_000
"""Room for what an archive says of itself and of each of its members, in bytes."""
MOST_RUN_BYTES = 4 * MOST_PARAMETERS + 4 * MOST_ROWS * SCORE_COLUMNS + MOST_DESCRIPTION_BYTES + _HEADERS
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
        raise KeptRunError(f"There is no folder {str(folder)!r:.200}.")
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
    return sum(run.nbytes + _HEADERS for run in runs)


def runs_of_zip(packed: bytes) -> tuple[KeptRun, ...]:
    """The runs in a zip that `zip_of` made, in its order.

    Nothing in it is trusted: its sizes are checked before anything is unpacked, and nothing is unpickled.
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
        _check_size(members, MOST_ZIP_BYTES, "The zip")
        return {member.filename: archive.read(member) for member in members}


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
        "name": run.name,
        "experiment": run.experiment.data(),
        "seconds": run.seconds,
        "reason": run.reason,
        "finished_at": run.finished_at,
        "whole_test_accuracy": run.whole_test_accuracy,
    }
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(description).encode(), np.uint8)
    np.savez(file, description=text, curve=run.curve, theta=run.theta)
    return file.getvalue()


def _read(packed: bytes, name: str) -> KeptRun:
    """The run in a file of `save`; `name` is what the file is called in an error."""
    try:
        with _opened(packed) as archive:
            _check_size(archive.infolist(), MOST_RUN_BYTES, "A run")
            description = json.loads(_array(archive, "description").tobytes())
            curve, theta = _array(archive, "curve"), _array(archive, "theta")
        if description.pop("version") != VERSION:
            raise KeptRunError(f"it is not of version {VERSION}, the one that this program reads")
        experiment = Experiment.from_data(description.pop("experiment"))
        return KeptRun(experiment=experiment, curve=curve, theta=theta, **description)
    except Exception as error:  # there is no end to how a file can be damaged
        raise KeptRunError(f"{name!r:.100} is no run that can be read, or it is damaged ({error!s:.300}).") from error


def _opened(packed: bytes) -> zipfile.ZipFile:
    """The archive; one with so many members that their list alone would take much memory is not opened."""
    if packed.count(_MEMBER_MARK) > MOST_MEMBERS:
        raise KeptRunError("The archive has too many members.")
    return zipfile.ZipFile(io.BytesIO(packed))


def _check_size(members: list[zipfile.ZipInfo], most: int, what: str) -> None:
    """Refuse what would unpack to more than `most` bytes, or was packed in a way that takes memory of its own."""
    size = sum(member.file_size for member in members)
    if size > most:
        raise KeptRunError(f"{what} unpacks to {size:,} bytes; at most {most:,} are read.")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise KeptRunError(f"{what} is packed in a way that is not read here: pack it without, or by, deflation.")


def _array(archive: zipfile.ZipFile, name: str) -> Array:
    """An array of plain numbers; its header is believed only as far as there are bytes for it."""
    data = archive.read(f"{name}.npy")
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise KeptRunError(f"{name} is of an unknown format")
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(file)
    if by_columns or dtype not in (np.uint8, np.float32):
        raise KeptRunError(f"{name} has the shape {shape!s:.60} of {dtype!s:.60}")
    return np.frombuffer(data, dtype, offset=file.tell()).reshape(shape)
