"""The glossary: no term on a page is missing from it, and each of its terms can be seen to happen."""

import ast
import math
import re
from pathlib import Path

import pytest

from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.rate_schedules import RateSchedule
from nn.settings import settings_of
from playground.datasets import Dataset
from playground.experiment.glossary import TERMS, find, key_of
from playground.experiment.glossary_pictures import COLOURS, HEIGHT, WIDTH
from playground.experiment.limits import rows_of
from playground.experiment.problems import problems_of
from playground.experiment.schedule import Schedule
from playground.experiment.setting_names import PARTS
from playground.preparation import Preparation

ROOT = Path(__file__).resolve().parents[3]
FAMILIES = (Module, Loss, Optimiser, RateSchedule, Dataset, Penalty, Schedule, Preparation)
MEMBERS = [member for family in FAMILIES for member in family.kinds().values()]
PYTHON = [*(ROOT / "pages").glob("*.py"), *(ROOT / "playground" / "ui").rglob("*.py")]
SPEAKING = [*PYTHON, *(ROOT / "playground" / "charts").rglob("*.py"), *(ROOT / "playground/datasets").glob("*.py")]
SCRIPTS = sorted((ROOT / "playground" / "web").rglob("*.js"))
PLAIN_HEADINGS = {
    "The report, chapter by chapter",
    "Three test images at random",
    "How they were written",
    "Writer by writer",
}
"""Headings that are plain English, and no terms."""
FIELD = (
    "accuracy, activation, adam, autoencoder, backward, batch, bias, calibration, checkpoint, class, classifier, "
    "code, confidence, confusion, convolution, cost, cross-entropy, dataset, decoder, dropout, early stopping, "
    "encoder, epoch, feature, filter, generalisation, gradient, hidden layer, initialisation, k-means, kernel, "
    "latent, layer, learning rate, loss, mini-batch, momentum, noise, optimiser, overfitting, padding, parameter, "
    "patience, penalty, pooling, principal component, probability, purity, receptive field, regularisation, "
    "saliency, seed, stride, sweep, t-sne, target, unit, update, validation, warm-up, weight"
)
"""Words of the field that a pupil of fifteen may not know."""


def texts_of(path):
    """The texts of a Python file that a person may get to see, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    hidden = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield node.value


def called(path, *names):
    """The first arguments, where they are texts, of calls of these names in a Python file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in names:
            yield node.args[0].value


def missing(words):
    return sorted({word for word in words if find(word) is None})


def test_every_setting_has_its_term():
    assert missing(setting.label for member in MEMBERS for setting in settings_of(member)) == []


def test_every_kind_and_every_part_has_its_term():
    titled = (Module, Loss, Optimiser, RateSchedule, Dataset)
    assert missing(member.title() for family in titled for member in family.kinds().values()) == []
    assert missing(title for title, _ in PARTS.values()) == []


def test_every_heading_has_its_term_or_is_plain():
    headings = [text for path in PYTHON for text in called(path, "heading", "title", "subheader", "header")]
    assert len(headings) > 15
    assert missing(text for text in headings if text not in PLAIN_HEADINGS) == []
    asked = {text for path in PYTHON for text in called(path, "heading")}
    plain = {text for path in PYTHON for text in called(path, "subheader")}
    assert plain <= PLAIN_HEADINGS, "a heading that is a term is made by `heading`, so that it can be asked for"
    assert not asked & PLAIN_HEADINGS


def test_every_word_that_can_be_pressed_has_its_term():
    sources = {path.parent.name: "" for path in SCRIPTS}
    for path in SCRIPTS:
        sources[path.parent.name] += path.read_text("utf-8")
    words = [word for source in sources.values() for word in re.findall(r'\bterm\("([^"]+)"', source)]
    # the bar's fields make a word that can be pressed of their names
    words += re.findall(r'\b(?:slider|choice)\("([^"]+)"', sources["run_controls"])
    assert {"Cost", "Accuracy", "Epoch", "Learning rate", "Batch size"} <= set(words)
    assert missing(words) == []


def test_the_field_s_words_on_the_pages_have_their_terms():
    said = "\n".join(text for path in SPEAKING for text in texts_of(path))
    said += "\n".join(" ".join(re.findall(r'"([^"]*)"', path.read_text("utf-8"))) for path in SCRIPTS)
    said += "\n".join(text for member in MEMBERS for setting in settings_of(member) for text in (setting.help,))
    said = said.lower()
    used = [word for word in FIELD.split(", ") if re.search(rf"\b{re.escape(word)}(?:s|es)?\b", said)]
    assert len(used) > 40, "the pages speak of the field"
    assert missing(used) == []


def test_a_word_is_found_whatever_its_case_its_number_and_its_hint():
    assert find("PATIENCE (epochs, 0: off)") is find("Early stopping")
    assert find("gradients") is find("Gradient")
    assert find("Weights") is find("weight")
    assert find("nonsense") is None


def test_no_word_stands_for_two_terms():
    keys = [key_of(name) for term in TERMS for name in term.names]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_one_short_paragraph_with_a_picture(term):
    assert "\n" not in term.text
    assert term.text.endswith((".", ".)"))
    assert 60 < len(term.text) < 460
    longest = max(len(sentence.split()) for sentence in re.split(r"(?<=[.!?:;])\s", term.text))
    assert longest <= 36, "no sentence is longer than a pupil can hold in mind"
    marks = term.picture()
    assert marks
    for mark in marks:
        assert mark["colour"] in COLOURS
        for part in ("line", "dots", "boxes", "arrows", "words"):
            for place in mark.get(part, ()):
                assert all(math.isfinite(value) for value in place[:2])
                assert -1 <= place[0] <= WIDTH + 1
                assert -1 <= place[1] <= HEIGHT + 1


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_can_be_seen_to_happen(term):
    assert term.shows
    assert (ROOT / "pages" / f"{term.page}.py").is_file()
    if term.experiment is None:
        assert term.page != "train", "an experiment, or another page, shows it"
    else:
        assert problems_of(term.experiment).problem is None
        assert rows_of(term.experiment)


@pytest.mark.parametrize("family", [Module, Loss, Optimiser], ids=lambda family: family.family)
def test_the_experiment_of_a_kind_s_term_has_that_kind(family):
    for kind in family.kinds().values():
        term = find(kind.title())
        if key_of(term.name) != key_of(kind.title()) or term.experiment is None:
            continue
        shown = term.experiment
        assert kind.kind in {shown.loss.kind, shown.optimiser.kind, *(layer.kind for layer in shown.layers)}
