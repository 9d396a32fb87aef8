"""A class on one server: `python -m benchmarks.visitors N [--training M] [--seconds S]`, without a browser.

N visitors, each with the two connections of an open page, on this machine's own address; M of them, all unless said,
train without end and watch at up to 60 frames a second. Another visitor opens pages and clicks meanwhile. Everything is
bounded in number and time. Times are of this machine at this moment: the median and the 95th percentile are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import itertools
import json
import os
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.page_times import ENDLESS, cpu_seconds, spread
from playground.experiment.link import token_of
from playground.processes.pool import default_limit
from playground.processes.wire import unpack
from playground.server.channel import HEAD
from tests.browser.conftest import APP, streamlit_process

MOST_VISITORS, LONGEST = 200, 120.0
REFRESH = 1 / 60
"""Seconds between two frames that a screen can show."""
UNTIL_STOPPED, PLAY = "Until stopped", "Play"


@dataclass
class Visitor:
    """One open page: its script's connection, the live channel, and what the script has drawn last."""

    address: str
    query: str
    cookie: str = ""
    token: str = ""
    page_name: str = ""
    widgets: dict[str, Any] = field(default_factory=dict)
    frames: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    training: bool = False
    page: ClientConnection | None = None
    channel: ClientConnection | None = None

    async def open(self) -> float:
        """Open the page; seconds until it was drawn and the channel was there."""
        began = time.perf_counter()
        self.cookie = await asyncio.to_thread(self._fetch)
        headers = {"Cookie": self.cookie, "Origin": self.address}
        stream = self.address.replace("http", "ws", 1)
        self.page = await connect(f"{stream}/_stcore/stream", additional_headers=headers, max_size=None)
        await self._run()
        self.channel = await connect(f"{stream}/playground/live", additional_headers=headers, max_size=None)
        await self.channel.send(json.dumps({"token": self.token, "page": self.page_name}))
        hello = json.loads(await self.channel.recv())
        assert hello == {"hello": {"lost": False}}, hello
        return time.perf_counter() - began

    def _fetch(self) -> str:
        host = self.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request("GET", f"/?{self.query}")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return (answer.getheader("set-cookie") or "").split(";")[0]

    async def click(self, label: str) -> float:
        """Press a button, or change a box; seconds until the page was drawn anew."""
        began = time.perf_counter()
        widget = self.widgets[label]
        state = WidgetState(id=widget.id)
        if label == PLAY:
            state.json_value = json.dumps({"pressed": {"page": self.page_name, "pressed": [[1, PLAY]]}})
        elif hasattr(widget, "default") and label == UNTIL_STOPPED:
            state.bool_value = not widget.default
        else:
            state.trigger_value = True
        await self._run(state)
        return time.perf_counter() - began

    async def _run(self, *states: WidgetState) -> None:
        assert self.page is not None
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(states)
        await self.page.send(message.SerializeToString())
        while True:
            said = ForwardMsg()
            data = await asyncio.wait_for(self.page.recv(), LONGEST)
            assert isinstance(data, bytes)
            said.ParseFromString(data)
            match said.WhichOneof("type"):
                case "delta" if said.delta.WhichOneof("type") == "new_element":
                    self._take(said.delta.new_element)
                case "script_finished":
                    return

    def _take(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        drawn = getattr(element, kind)
        if kind in ("button", "checkbox"):
            self.widgets[drawn.label] = drawn
        elif kind == "exception":
            self.errors.append(drawn.message)
        elif kind == "bidi_component" and drawn.component_name == "run_controls":
            self.widgets[PLAY] = drawn
        elif kind == "bidi_component" and drawn.component_name == "page_frame":
            (data,) = json.loads(drawn.json)
            self.token, self.page_name = data["token"], data["page"]

    async def watch(self, until: float) -> None:
        """Ask for frames as a browser does, one at a time and not faster than a screen shows them."""
        assert self.channel is not None
        number = 0
        while time.perf_counter() < until:
            number += 1
            question = {"topic": "frame", "slot": 0, "number": number, "fresh": number == 1, "message": {}}
            asked = time.perf_counter()
            await self.channel.send(json.dumps([question]))
            try:
                answer = await asyncio.wait_for(self.channel.recv(), until + 5 - time.perf_counter())
            except TimeoutError:
                self.errors.append("no frame came")
                return
            if not isinstance(answer, bytes) or HEAD.unpack_from(answer)[:2] != (0, number):
                self.errors.append(f"not a frame: {answer[:100]!r}")
                return
            if "frame" in unpack(answer[HEAD.size :])[1]:
                self.frames.append(time.perf_counter())
            await asyncio.sleep(max(0.0, asked + REFRESH - time.perf_counter()))

    async def close(self) -> None:
        """Leave."""
        for connection in filter(None, (self.page, self.channel)):
            await connection.close()


async def measure(address: str, server: int, count: int, training: int, seconds: float) -> list[str]:
    """Lines of figures of so many visitors at that address, whose server is that process."""
    query = f"e={token_of(ENDLESS)}"
    visitors = [Visitor(address, query) for _ in range(count)]
    opened = [await visitor.open() for visitor in visitors]
    for visitor in visitors[:training]:
        await visitor.click(PLAY)
    end = time.perf_counter() + seconds
    watching = [asyncio.create_task(visitor.watch(end)) for visitor in visitors[:training]]
    await asyncio.sleep(min(10.0, seconds / 3))  # until the last worker has begun
    began, cpu = time.perf_counter(), cpu_seconds(server)
    before = [len(visitor.frames) for visitor in visitors]
    other = Visitor(address, query)
    pages, clicks = [await other.open()], list[float]()
    for round_ in itertools.count(1):
        if time.perf_counter() > end - 2:
            break
        clicks.append(await other.click(UNTIL_STOPPED))
        if round_ % 5 == 0:
            fresh = Visitor(address, query)
            pages.append(await fresh.open())
            await fresh.close()
        await asyncio.sleep(0.3)
    elapsed, spent = time.perf_counter() - began, cpu_seconds(server) - cpu
    frames = [len(visitor.frames) - first for visitor, first in zip(visitors, before, strict=True)][:training]
    await asyncio.gather(*watching)
    memory = resident(server) / 2**20
    errors = [error for visitor in (*visitors, other) for error in visitor.errors]
    for visitor in (*visitors, other):
        await visitor.close()
    rates = [each / elapsed for each in frames]
    return [
        f"{count} visitors with a page open, {training} of them training and watching, {elapsed:.0f} s",
        f"  frames a second each: median {statistics.median(rates):.1f}, least {min(rates):.1f}" if rates else "",
        f"  server's processor time: {spent / elapsed:.2f} cores, {1000 * spent / max(1, sum(frames)):.2f} ms a frame",
        f"  another's click: {spread([1000 * each for each in clicks])}",
        f"  page opened: {spread([1000 * each for each in pages])}; before, one by one: "
        f"{spread([1000 * each for each in opened])}",
        f"  server's memory: {memory:.0f} MB; errors: {len(errors)} {sorted(set(errors))[:3]}",
    ]


def resident(process: int) -> int:
    """Bytes of memory that a process has in use."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("visitors", type=int, metavar="N")
    parser.add_argument("--training", type=int, metavar="M", default=None)
    parser.add_argument("--seconds", type=float, metavar="S", default=30.0)
    asked = parser.parse_args()
    count = max(1, min(asked.visitors, MOST_VISITORS))
    training = count if asked.training is None else max(0, min(asked.training, count))
    seconds = max(6.0, min(asked.seconds, LONGEST))
    print(f"This server's pool has {default_limit()} places.")
    with streamlit_process(APP) as (address, server):
        print("\n".join(filter(None, asyncio.run(measure(address, server.pid, count, training, seconds)))))


if __name__ == "__main__":
    main()
