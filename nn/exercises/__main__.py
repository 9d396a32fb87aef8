"""Hands exercises out and checks what has been written: `python -m nn.exercises`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from nn.exercises import layers, layers_over_positions, losses, optimisers  # noqa: F401  they say what there is
from nn.exercises.exercise import EXERCISES, OWN_MODULES, Unwritten, verdict, written_in


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; 0 where all is well."""
    parser = argparse.ArgumentParser(prog="python -m nn.exercises", description="Write a part of the library anew.")
    actions = parser.add_subparsers(dest="action")
    start = actions.add_parser("start", help="write the file to begin with, in this folder")
    start.add_argument("name", choices=EXERCISES)
    for action, words in (("check", "check what is written"), ("show", "open the app with the layer in its editor")):
        actions.add_parser(action, help=words).add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    if given.action == "start":
        return _start(given.name)
    if given.action in ("check", "show"):
        return _check(given.file) or (_show(given.file) if given.action == "show" else 0)
    for exercise in EXERCISES.values():
        print(f"{exercise.name:<14} {exercise.goal}")
    print("\nBegin with:  python -m nn.exercises start linear")
    return 0


def _start(name: str) -> int:
    file = Path(f"{name}.py")
    if file.exists():
        print(f"{file} is there already; nothing has been written.")
        return 1
    file.write_text(EXERCISES[name].stub, "utf-8")
    print(f"{file} is for you to go on with. Then:  python -m nn.exercises check {file}")
    return 0


def _check(file: Path) -> int:
    try:
        exercise, written = written_in(file)
        said = verdict(exercise, written)
    except Unwritten as missing:
        print(missing)
        return 1
    if said is not None:
        print(f"Not yet. {said}")
        return 1
    print(f"Right: {written.__name__} gives what {exercise.name} should give, forward and back.")
    return 0


def _show(file: Path) -> int:
    app = Path(__file__).resolve().parents[2] / "streamlit_app.py"
    paths = os.pathsep.join([str(file.resolve()), *filter(None, [os.environ.get(OWN_MODULES)])])
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    return subprocess.run(command, env={**os.environ, OWN_MODULES: paths}, cwd=app.parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
