"""The reading order of the library: every file has its stop, every stop its question, every question its answer."""

import re
from pathlib import Path

import pytest

NN = Path(__file__).resolve().parents[2] / "nn"
TEXT = (NN / "README.md").read_text("utf-8")
STOPS = re.split(r"^## (?=\d)", TEXT.split("## Write")[0], flags=re.MULTILINE)[1:]
ANSWERS = TEXT.split("## Answers")[1]
LONGEST_FILE = 200


def linked(text):
    return re.findall(r"\]\(([^)]+)\)", text)


def test_every_file_has_one_stop_and_every_link_leads_to_a_file():
    paths = [path.relative_to(NN) for path in NN.rglob("*.py")]
    files = {path.as_posix() for path in paths if path.name != "__init__.py" and path.parts[0] != "exercises"}
    assert sorted(linked(TEXT)) == sorted(files)


@pytest.mark.parametrize("number", range(1, len(STOPS) + 1))
def test_every_stop_has_a_number_files_a_question_and_its_answer(number):
    stop = STOPS[number - 1]
    assert stop.startswith(f"{number}. ")
    assert linked(stop)
    assert stop.count(f"**Question {number}.**") == 1
    assert stop.count("?") >= 1
    assert re.search(rf"^{number}\. \S", ANSWERS, re.MULTILINE)


def test_a_stop_is_read_in_a_quarter_of_an_hour():
    """At about 50 lines a minute of such code, most of it explained."""
    for stop in STOPS:
        lines = sum(len((NN / file).read_text("utf-8").splitlines()) for file in linked(stop))
        assert lines <= 750, stop.splitlines()[0]


def test_no_file_is_too_long_to_be_read_at_a_sitting():
    long = {path.name: len(path.read_text("utf-8").splitlines()) for path in NN.rglob("*.py")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}
