"""The exercises: a stub says what is missing, a solution is right, and every usual mistake has its own hint."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nn.exercises.__main__ import main
from nn.exercises.exercise import EXERCISES, OWN_MODULES
from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser

ROOT = Path(__file__).resolve().parents[2]


def layer(forward, backward):
    return {"forward": forward, "backward": backward}


SOLUTIONS = {
    "linear": layer(
        'return self.params["weights"].T @ x + self.params["bias"][:, None]',
        'self.grads["weights"][...] = self.x @ dy.T; self.grads["bias"][...] = dy.sum(1); '
        'return self.params["weights"] @ dy',
    ),
    "tanh": layer("self.y = np.tanh(x); return self.y", "return dy * (1 - self.y**2)"),
    "relu": layer("return np.maximum(x, 0)", "return dy * (self.x > 0)"),
    "conv1d": layer(
        'w = self.params["weights"]; m = len(x) - len(w) + 1; '
        'return sum(np.einsum("cf,pcn->pfn", w[k], x[k:k + m]) for k in range(len(w))) + self.params["bias"][:, None]',
        'w = self.params["weights"]; m = len(dy); dx = np.zeros_like(self.x)\n'
        "        for k in range(len(w)):\n"
        '            self.grads["weights"][k] = np.einsum("pcn,pfn->cf", self.x[k:k + m], dy)\n'
        '            dx[k:k + m] += np.einsum("cf,pfn->pcn", w[k], dy)\n'
        '        self.grads["bias"][...] = dy.sum((0, 2)); return dx',
    ),
    "max_pool1d": layer(
        "m = len(x) // 2 * 2; self.first = x[:m:2] >= x[1:m:2]; return np.maximum(x[:m:2], x[1:m:2])",
        "m = 2 * len(dy); dx = np.zeros_like(self.x); dx[:m:2] = dy * self.first; dx[1:m:2] = dy * ~self.first; "
        "return dx",
    ),
    "cross_entropy": "z = z - z.max(1, keepdims=True); p = np.exp(z) / np.exp(z).sum(1, keepdims=True); n = len(z); "
    "r = np.arange(n); value = -np.log(p[r, y]).mean(); p[r, y] -= 1; return value, p / n",
    "momentum": 'v = self.memory("v", theta); v *= self.momentum; v += dtheta; theta -= self.rate * v',
    "adam": 'm, s = self.memory("m", theta), self.memory("s", theta); self.t = getattr(self, "t", 0) + 1; '
    "m *= self.beta1; m += (1 - self.beta1) * dtheta; s *= self.beta2; s += (1 - self.beta2) * dtheta**2; "
    "theta -= self.rate * m / (1 - self.beta1**self.t) / (np.sqrt(s / (1 - self.beta2**self.t)) + self.epsilon)",
}


def change(name, **parts):
    return {**SOLUTIONS[name], **parts}


MISTAKES = [
    ("linear", change("linear", forward='return self.params["weights"].T @ x'), "the bias is missing"),
    ("linear", change("linear", forward='return self.params["weights"] @ x'), "ValueError while it was tried"),
    ("linear", change("linear", forward="pass"), "y is None: is there a return?"),
    (
        "linear",
        change("linear", backward=SOLUTIONS["linear"]["backward"].replace("self.x @ dy.T", "(dy @ self.x.T).T / 6")),
        "6 times too small, and there are 6 samples",
    ),
    (
        "linear",
        change("linear", backward=SOLUTIONS["linear"]["backward"].replace("return ", "return -")),
        "dx: the sign is wrong",
    ),
    ("linear", change("linear", forward="x *= 2; return " + SOLUTIONS["linear"]["forward"][7:]), "the value at"),
    ("tanh", change("tanh", backward="return dy * (1 - self.x**2)"), "it should be 1 - y²"),
    ("tanh", change("tanh", backward="return 1 - self.y**2"), "dy is missing"),
    ("relu", change("relu", backward="return dy * (dy > 0)"), "sign of x that decides"),
    ("relu", change("relu", forward="np.maximum(x, 0, out=x); return x"), "forward has written over x"),
    (
        "conv1d",
        change("conv1d", backward=SOLUTIONS["conv1d"]["backward"].replace("dx[k:k + m] +=", "dx[k:k + m] =")),
        "add up (+=)",
    ),
    (
        "conv1d",
        change("conv1d", forward=SOLUTIONS["conv1d"]["forward"].replace("x[k:k + m]", "x[len(w) - 1 - k:][:m]")),
        "turned around",
    ),
    (
        "max_pool1d",
        change("max_pool1d", backward="dx = np.zeros_like(self.x); dx[:6] = np.repeat(dy, 2, 0); return dx"),
        "losers",
    ),
    ("cross_entropy", SOLUTIONS["cross_entropy"].replace("p / n", "p"), "did you forget to average over the batch"),
    (
        "cross_entropy",
        SOLUTIONS["cross_entropy"].replace("mean()", "sum()"),
        "did you forget to average over the batch",
    ),
    ("cross_entropy", SOLUTIONS["cross_entropy"].replace("p[r, y] -= 1; ", ""), "the right class is missing"),
    ("cross_entropy", SOLUTIONS["cross_entropy"].replace("z = z - z.max(1, keepdims=True); ", ""), "overflows"),
    ("momentum", SOLUTIONS["momentum"].replace("self.rate * v", "v"), "the rate is missing"),
    ("momentum", SOLUTIONS["momentum"].replace("theta -=", "theta = theta -"), "change it in place"),
    ("momentum", SOLUTIONS["momentum"].replace("theta -=", "theta +="), "goes uphill"),
    ("momentum", SOLUTIONS["momentum"].replace("+= dtheta", "+= (1 - self.momentum) * dtheta"), "g counts in full"),
    (
        "adam",
        SOLUTIONS["adam"].replace(" / (1 - self.beta1**self.t)", "").replace(" / (1 - self.beta2**self.t)", ""),
        "began at zero",
    ),
    ("adam", SOLUTIONS["adam"].replace("self.t)) + self.epsilon)", "self.t) + self.epsilon))"), "not under it"),
]


def written(name, code, folder):
    """The exercise's stub with this code in its places."""
    os.chdir(folder)
    assert main(["start", name]) == 0
    file = Path(f"{name}.py")
    head, *gaps = file.read_text("utf-8").split("raise NotImplementedError(")
    for gap, part in zip(gaps, [code] if isinstance(code, str) else code.values(), strict=True):
        head += part + "\n" + gap.partition("\n")[2]
    file.write_text(head, "utf-8")
    return file


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """The folder, and no other classes registered, when a test is over."""
    monkeypatch.chdir(Path.cwd())
    families = [family.kinds() for family in (Module, Loss, Optimiser)]
    before = [dict(kinds) for kinds in families]
    yield
    for kinds, known in zip(families, before, strict=True):
        kinds.clear()
        kinds.update(known)


def checked(file, capsys):
    capsys.readouterr()
    code = main(["check", str(file)])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("name", list(EXERCISES))
def test_a_stub_says_what_is_still_to_be_written(name, tmp_path, capsys):
    os.chdir(tmp_path)
    assert main(["start", name]) == 0
    code, said = checked(f"{name}.py", capsys)
    assert code == 1
    assert said.startswith("Still to be written: ")


@pytest.mark.parametrize("name", list(EXERCISES))
def test_a_solution_is_right(name, tmp_path, capsys):
    code, said = checked(written(name, SOLUTIONS[name], tmp_path), capsys)
    assert said.startswith("Right: ")
    assert code == 0


@pytest.mark.parametrize(("name", "code", "hint"), MISTAKES, ids=[f"{name}: {hint}" for name, _, hint in MISTAKES])
def test_a_usual_mistake_is_named(name, code, hint, tmp_path, capsys):
    found, said = checked(written(name, code, tmp_path), capsys)
    assert hint in said
    assert found == 1


def test_what_is_there_is_not_written_over(tmp_path, capsys):
    file = written("tanh", SOLUTIONS["tanh"], tmp_path)
    before = file.read_text("utf-8")
    assert main(["start", "tanh"]) == 1
    assert "is there already" in capsys.readouterr().out
    assert file.read_text("utf-8") == before


def test_other_files_are_told_of_in_words(tmp_path, capsys):
    (tmp_path / "broken.py").write_text("def f(:", "utf-8")
    (tmp_path / "empty.py").write_text("x = 1", "utf-8")
    for name, words in (
        ("none.py", "There is no file"),
        ("broken.py", "SyntaxError"),
        ("empty.py", "none of the classes"),
    ):
        code, said = checked(tmp_path / name, capsys)
        assert code == 1
        assert words in said


def test_the_exercises_are_listed_with_what_they_are_for(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    for exercise in EXERCISES.values():
        assert f"{exercise.name} " in said
        assert exercise.goal in said


def test_what_was_written_is_in_the_apps_editor_and_can_be_trained(tmp_path):
    file = written("linear", SOLUTIONS["linear"], tmp_path)
    program = """
from playground.experiment.presets import DEFAULT
from playground.training.run import TrainingRun
from playground.ui.layer_editor.palette import palette
print([each["title"] for each in palette() if each["kind"] == "my_linear"])
layers = ({"kind": "my_linear", "units": 10}, {"kind": "tanh"}, {"kind": "my_linear", "units": 1}, {"kind": "sigmoid"})
run = TrainingRun(DEFAULT.changed(layers=layers, schedule={"epochs": 5}))
run.advance(30)
print(run.scores.test_accuracy > 0.9)
"""
    environment = {**os.environ, OWN_MODULES: str(file.resolve())}
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    assert found.stdout.split("\n")[:2] == ["['MyLinear']", "True"]
