"""Exercise: a part of the library to be written anew, its stub, and how what is written is checked."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nn.registry import Registered

OWN_MODULES = "PLAYGROUND_MODULES"
"""Variable of the environment that names files of further modules for the app, parted as a path is."""
EXERCISES: dict[str, Exercise] = {}
"""By name, in the order in which they are best done."""


class Unwritten(Exception):  # noqa: N818 - no fault of the learner's
    """Unwritten parts, or a file that cannot be run: nothing to check yet; the message says what is missing."""


@dataclass(frozen=True)
class Exercise:
    """Task for a learner; `check` gives the first fault of a learner's class in words, None where there is none."""

    name: str
    goal: str
    """In a sentence."""
    kind: str
    """Of the class that is to be written."""
    stub: str
    """The file to begin with."""
    check: Callable[[type[Any]], str | None]

    def __post_init__(self) -> None:
        EXERCISES[self.name] = self


def written_in(path: Path) -> tuple[Exercise, type[Registered]]:
    """The exercise that a file is of, and the class that it defines. Raises Unwritten."""
    exercises = {exercise.kind: exercise for exercise in EXERCISES.values()}
    for written in defined_in(path):
        if written.kind in exercises:
            return exercises[written.kind], written
    raise Unwritten(f"{path} has none of the classes that are asked for; their kinds are {', '.join(exercises)}.")


def defined_in(path: Path) -> list[type[Registered]]:
    """The layers, losses and optimisers that a file defines, which by that are registered. Raises Unwritten.

    The file is run: it is that of whoever asks for it.
    """
    if not path.is_file():
        raise Unwritten(f"There is no file {path}. Begin with: python -m nn.exercises start NAME")
    spec = importlib.util.spec_from_file_location(f"exercise_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise Unwritten(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise Unwritten(f"{path} cannot be run. {type(error).__name__}: {error}") from error
    classes = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Registered)]
    return [each for each in classes if each.__module__ == module.__name__ and "kind" in each.__dict__]


def verdict(exercise: Exercise, written: type[Registered]) -> str | None:
    """The first fault in words, None where there is none. Raises Unwritten where a part still has to be written."""
    try:
        return exercise.check(written)
    except NotImplementedError as missing:
        raise Unwritten(f"Still to be written: {missing}") from missing
    except Exception as error:  # whatever a learner's code may do
        return f"{type(error).__name__} while it was tried: {error}"
