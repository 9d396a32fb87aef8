"""CONTRIBUTING names files and rooms that are there, and docstrings name their things."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_imports import FLOORS

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
LONGEST_WALK = 12
SOURCES = [path for folder in ("nn", "playground") for path in sorted((ROOT / folder).rglob("*.py"))]
VAGUE = {"All", "How", "What", "When", "Where", "Whether", "Which", "Who", "Why"}


def walks():
    """The files of each walk, in their order."""
    section = TEXT.split("## Three walks")[1].split("\n## ")[0]
    return [re.findall(r"^\d+\. `([^`]+)`", walk, re.MULTILINE) for walk in section.split("\n**")[1:]]


def test_each_walk_passes_few_files_and_they_are_there():
    assert len(walks()) == 3
    for walk in walks():
        assert 2 < len(walk) <= LONGEST_WALK
        assert [place for place in walk if not (ROOT / place).is_file()] == []


def test_files_that_are_named_are_there():
    named = re.findall(r"`((?:playground|nn|pages|tests)/[\w/.]+)`", TEXT)
    lacking = [place for place in named if not (ROOT / place).exists()]
    # the example of a new layer is not there yet
    assert lacking == ["nn/layers/celu.py"]


def test_every_room_is_described():
    section = TEXT.split("## The rooms")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)/` \|", section, re.MULTILINE)[1:] == [*FLOORS, "web"]


def test_the_glossary_is_in_order():
    section = TEXT.split("## Glossary")[1].split("\n## ")[0]
    words = re.findall(r"^\| ([a-z ]+) \| [^|]+ \|$", section, re.MULTILINE)[1:]
    assert len(words) > 20
    assert words == sorted(words)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_docstrings_of_a_module_and_its_classes_name_the_thing(path):
    tree = ast.parse(path.read_text("utf-8"))
    things = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef)]
    first = [(ast.get_docstring(thing) or "-").split()[0] for thing in things]
    assert not VAGUE & set(first)
