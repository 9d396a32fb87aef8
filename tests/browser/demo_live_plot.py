"""The live plot fed 20 frames a second, as a worker would feed it, without any network.

"Begin again" puts another plot in its place, and so does "Asked for", which takes what else would stand in an address:
one page serves many tests.
"""

import math
import threading
import time
from urllib.parse import parse_qsl

import numpy as np
import streamlit as st

from playground.processes.wire import pack
from playground.server.sessions import SESSIONS
from playground.server.topics import TOPICS, Topic
from playground.ui import page_frame
from playground.ui.current import session
from playground.ui.live_plot import live_plot

SIDE = 100
ACROSS = np.linspace(-4, 4, SIDE)
X1, X2 = np.meshgrid(ACROSS, ACROSS[::-1])
VIEWS = ["two classes", "four classes", "values", "digits", "rebuilt", "rebuilt from noise"]


def curve(updates, scored, aside=False):
    """One row an epoch of 5 updates: costs fall, accuracies rise."""
    at = np.arange(0, updates + 1, 5, dtype=np.float32)[-512:]
    fall = np.exp(-at / 60)
    columns = [at / 5, at, 0.004 + 0.5 * fall, 0.012 + 0.5 * fall + 0.01 * np.sin(at / 9)]
    none = [np.full_like(at, np.nan)] * 2
    columns += [1 - 0.5 * fall, 0.98 - 0.48 * fall] if scored else none
    columns += [0.008 + 0.5 * fall, 0.96 - 0.46 * fall if scored else none[0]] if aside else none
    return np.stack(columns, axis=1).astype(np.float32)


def header(view, updates, classes, rows, ended=False):
    numbers = [None if math.isnan(value) else round(float(value), 5) for value in rows[-1]]
    validation = {} if numbers[6] is None else {"validation": {"loss": numbers[6], "accuracy": numbers[7]}}
    return {
        **validation,
        "ended": ended,
        "view": view,
        "epoch": updates / 5,
        "updates": updates,
        "loss_name": "MSE",
        "classes": classes,
        "train": {"loss": numbers[2], "accuracy": numbers[4]},
        "test": {"loss": numbers[3], "accuracy": numbers[5]},
        "note": None if updates else "Not trained yet: random weights.",
    }


def plane_frame(updates, kind, samples, aside, ended):
    """A boundary that turns and sharpens while the updates grow."""
    rng = np.random.default_rng(0)
    points = rng.uniform(-3.2, 3.2, size=(2 * samples, 2)).astype(np.float32)
    turn, sharp = updates / 300, 0.2 + min(updates, 400) / 60
    rows = curve(updates, kind != "values", aside)
    more = {"extent": [-4, 4, -4, 4], "train_count": samples}
    if kind == "values":
        heights = np.sin(X1 + turn) * np.cos(X2 * 0.8) * min(1, updates / 100)
        values = (np.sin(points[:, 0]) * np.cos(points[:, 1] * 0.8)).astype(np.float32)
        more |= {"value_range": [-1.2, 1.2]}
        plane = np.clip((heights + 1.2) / 2.4 * 255, 0, 255).astype(np.uint8)[None]
        return pack(
            header("plane_values", updates, [], rows, ended) | more,
            {"curve": rows, "plane": plane, "points": points, "values": values},
        )
    if kind == "four classes":
        corners = np.array([(-2, -2), (-2, 2), (2, -2), (2, 2)])
        spread = points[:, None] - corners
        labels = (spread**2).sum(2).argmin(1).astype(np.uint8)
        scores = np.stack([-((X1 - a) ** 2 + (X2 - b * math.cos(turn / 9)) ** 2) for a, b in corners]) * sharp / 9
        shares = np.exp(scores - scores.max(0))
        plane = (255 * shares / shares.sum(0)).astype(np.uint8)
        classes = ["0", "1", "2", "3"]
        rates = {"rates": np.linspace(0.1, 0, len(rows), dtype=np.float32)}
    else:
        labels = ((points**2).sum(1) < 5).astype(np.uint8)
        plane = 255 / (1 + np.exp(sharp * (np.hypot(X1, X2 + 0.4 * np.sin(turn + X1)) - 2.3)))
        plane, classes, rates = plane.astype(np.uint8)[None], ["0", "1"], {}
    return pack(
        header("plane_classes", updates, classes, rows, ended) | more,
        {"curve": rows, "plane": plane, "points": points, "labels": labels, **rates},
    )


@st.cache_data
def test_digits():
    from sklearn.datasets import load_digits

    images, truth = load_digits(return_X_y=True)
    return (images[1500:] * 15.9375).astype(np.uint8).reshape(-1, 8, 8), truth[1500:].astype(np.uint8)


def digits_frame(updates, aside, ended):
    images, truth = test_digits()
    rng = np.random.default_rng(1)
    order = rng.permutation(len(truth))
    predicted = truth.copy()
    astray = order[: max(5, int(len(truth) * 0.6 * math.exp(-updates / 60)))]
    predicted[astray] = (truth[astray] + 1 + astray % 9) % 10
    confusion = np.zeros((10, 10), np.uint32)
    np.add.at(confusion, (truth, predicted), 1)
    wrong = np.flatnonzero(predicted != truth)
    chosen = np.concatenate([wrong, np.flatnonzero(predicted == truth)])[:40]
    rows = curve(updates, True, aside)
    counts = {"count": len(truth), "wrong_count": len(wrong)}
    return pack(
        header("digits", updates, [str(digit) for digit in range(10)], rows, ended) | counts,
        {
            "curve": rows,
            "images": images[chosen],
            "truth": truth[chosen],
            "predicted": predicted[chosen],
            "confidence": np.linspace(0.35, 0.99, len(chosen)).astype(np.float32),
            "confusion": confusion,
        },
    )


def rebuilt_frame(updates, noise, aside, ended):
    """The first image of each digit: the mean image at first, and ever more the original."""
    images, truth = test_digits()
    first = np.unique(truth, return_index=True)[1]
    originals = images[first]
    inputs = originals.copy()
    if noise:
        chance = np.random.default_rng(3).random(originals.shape)
        inputs[chance < 0.1], inputs[chance > 0.9] = 0, 255
    share = math.exp(-updates / 60)
    outputs = (share * images.mean(0) + (1 - share) * originals).round().astype(np.uint8)
    goal, found = originals / 255, np.clip(outputs / 255, 1e-6, 1 - 1e-6)
    errors = {
        "mse": ((found - goal) ** 2).mean(),
        "bce": -(goal * np.log(found) + (1 - goal) * np.log(1 - found)).mean(),
    }
    if noise:
        errors |= {"noisy_mse": 1.5 * errors["mse"], "identity_mse": ((inputs / 255 - goal) ** 2).mean()}
    rows = curve(updates, False, aside)
    more = {"noise": "salt-and-pepper noise 0.2" if noise else None, "errors": errors if updates else None}
    return pack(
        header("reconstructions", updates, [str(digit) for digit in range(10)], rows, ended) | more,
        {"curve": rows, "originals": originals, "inputs": inputs, "outputs": outputs, "truth": truth[first]},
    )


def frame(view, samples, updates, aside, ended, **_):
    if view == "digits":
        return digits_frame(updates, aside, ended)
    if view.startswith("rebuilt"):
        return rebuilt_frame(updates, "noise" in view, aside, ended)
    return plane_frame(updates, view, samples, aside, ended)


@st.cache_resource
def feed():
    """Answer the topic of frames for every page of this server, and count their updates, 20 a second."""

    def state(session, _message):
        about = session.choices.get("demo", {})
        return about["updates"] if about.get("playing") else None

    def answer(session, _message):
        about = session.choices["demo"]
        header = {"share": 0.5, "text": "Fed by the demo", "version": [session.token, about["updates"]]}
        return pack(header, {"frame": np.frombuffer(frame(**about), np.uint8)})

    def count():
        while True:
            time.sleep(0.05)
            for each in SESSIONS.all():
                about = each.choices.get("demo", {})
                if about.get("playing"):
                    about["updates"] += 1
                    each.notify()

    TOPICS["frame"] = Topic(answer, state, quick=True)
    threading.Thread(target=count, daemon=True).start()


def begin_again():
    state = st.session_state
    state.parameters = dict(parse_qsl(state.asked)) or {"paused": "1"}
    state.asked = ""
    state.turn += 1
    session().choices["demo"]["playing"] = False


st.set_page_config(layout="wide")
page_frame.begin()
st.title("Live plot")
feed()
parameters = st.session_state.setdefault("parameters", dict(st.query_params))
turn = st.session_state.setdefault("turn", 1)
about = session().choices.setdefault("demo", {})
if about.get("turn") != turn:
    about |= {"turn": turn, "updates": int(parameters.get("updates", 0))}
view = parameters.get("view", VIEWS[0])
about["view"] = st.radio("View", VIEWS, index=VIEWS.index(view), horizontal=True, key=f"view {turn}")
about["samples"] = int(parameters.get("samples", 300))
about["aside"] = "aside" in parameters
about["ended"] = st.toggle("Ended", value="ended" in parameters, key=f"ended {turn}")
about["playing"] = st.toggle("Training", value="paused" not in parameters, key=f"training {turn}")
live_plot(frame(**about), live=True, version=(session().token, about["updates"]), key=f"plot {turn}")
st.text_input("Asked for", key="asked", on_change=begin_again)
st.button("Begin again", on_click=begin_again)
st.text(f"Turn: {turn}")
