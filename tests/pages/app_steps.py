"""What a person does on a page, and what is waited for, under AppTest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from playground.experiment.presets import PRESETS
from playground.server.commands import obey, set_part
from playground.server.session import Session
from playground.server.sessions import SESSIONS
from playground.ui.current import TOKEN
from playground.ui.navigation import PAGES, SCRIPT
from tests.waiting import until


def playground_app() -> AppTest:
    """The playground, whose script has not been run yet."""
    return AppTest.from_file(str(SCRIPT), default_timeout=60)


def go_to(app: AppTest, page: str) -> AppTest:
    """Open the page of that file's name."""
    return app.switch_page(str(PAGES / f"{page}.py")).run()


def session_of(app: AppTest) -> Session:
    """The session of the app's visitor; the app has been run."""
    session = SESSIONS.get(app.session_state[TOKEN])
    assert session is not None
    return session


def button(app: AppTest, label: str) -> Any:
    """The button with that label."""
    return next(each for each in app.button if each.label == label)


def press(app: AppTest, label: str) -> AppTest:
    """Press one of the buttons that move a run, which the browser draws, and show the page as it then is."""
    obey(session_of(app), label)
    return app.run()


def start_from(app: AppTest, name: str) -> AppTest:
    """Choose an example in the menu, which the browser draws, and show the page as it then is."""
    session_of(app).replace(PRESETS[name])
    return app.run()


def choose(app: AppTest, name: str, value: object) -> AppTest:
    """Choose a value of a setting in the bar, which the browser draws, and show the page as it then is."""
    (setting,) = [each for each in bar(app)["settings"] if each["name"] == name]
    set_part(session_of(app), setting["part"], setting["kind"], name, value)
    return app.run()


def bar(app: AppTest) -> dict[str, Any]:
    """What the bar of the Train page is given."""
    (drawn,) = protos(app, "run_controls")
    data: dict[str, Any]
    (data,) = json.loads(drawn.json)
    return data


def controls(app: AppTest) -> dict[str, bool]:
    """The state that the buttons which move a run are given."""
    return {name: bar(app)[name] for name in ("moving", "begun", "stuck")}


def protos(app: AppTest, component: str) -> Iterator[Any]:
    """Messages with which the page has drawn the components of that name."""
    waiting: list[Any] = [app.main]
    while waiting:
        node = waiting.pop()
        proto = getattr(node, "proto", None)
        if getattr(proto, "component_name", "") == component:
            yield proto
        waiting += getattr(node, "children", {}).values()


def chooser(app: AppTest, label: str) -> Any:
    """The segmented control with that label."""
    return next(each for each in app.get("button_group") if each.label == label)


def words(app: AppTest) -> str:
    """All texts and captions."""
    return " ".join([*(each.value for each in app.markdown), *(each.value for each in app.caption)])


def finish_run(app: AppTest, run: Any) -> None:
    """Wait until the run stands still, and show the page as it then is."""

    def stands() -> bool:
        run.poll(weights=True)
        return not run.moving

    until(stands)
    app.run()
    assert not app.exception


def finish_job(app: AppTest, place: str) -> Any:
    """Wait for the analysis at that place, show what came of it, and give it."""
    job = session_of(app).jobs.of(place)

    def ended() -> bool:
        job.poll()
        return not job.moving

    until(ended, seconds=120.0)
    assert job.failure is None
    app.run()
    assert not app.exception
    return job.result
